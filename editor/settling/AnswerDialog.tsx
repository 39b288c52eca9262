// Takes the receiver's answer from a person who has it: the flow then reads it as if it had come by itself.
import { type ReactElement, useState } from 'react';
import { api } from '../api.ts';
import { FormDialog } from '../kit/FormDialog.tsx';
import { TextField } from '../kit/TextField.tsx';
import { useSend } from '../kit/use-send.ts';
import { noteOf } from './settle-words.ts';

interface AnswerDialogProps {
  run: string;
  note: string;
  onDone: () => void;
  onClose: () => void;
}

/** Asks for status, content type and body. */
export function AnswerDialog({ run, note, onDone, onClose }: AnswerDialogProps): ReactElement {
  const [status, setStatus] = useState('200');
  const [type, setType] = useState('application/json');
  const [body, setBody] = useState('');
  const isStatus = /^[2-5]\d\d$/.test(status.trim());
  const answer = { status: Number(status), ...(type.trim() === '' ? {} : { type: type.trim() }), body };
  const settle = useSend(() => api.post(`/api/runs/${run}/settle`, { as: 'accepted', answer, ...noteOf(note) }), {
    done: 'The flow reads this answer and goes on.',
    refresh: ['/api/held', '/api/held/groups', `/api/runs/${run}`, '/api/runs'],
    onDone,
    onFailed: () => undefined,
  });
  return (
    <FormDialog
      title="The receiver's answer"
      action="Go on with this answer"
      onSubmit={() => settle.send()}
      onClose={onClose}
      isPending={settle.isPending}
      isReady={isStatus}
      error={settle.error}
    >
      <p className="lf-muted">
        Paste what the receiver answered, from its log or its support. The flow reads it as if it had come by itself,
        and decides what it means.
      </p>
      <div className="lf-columns">
        <TextField
          label="Status"
          inputMode="numeric"
          value={status}
          onChange={setStatus}
          error={isStatus ? undefined : 'Write the HTTP status, such as 200.'}
          isRequired
          autoFocus
        />
        <TextField label="Content type" isMono value={type} onChange={setType} />
      </div>
      <TextField
        label="Body"
        rows={8}
        isMono
        placeholder='{"success": true, "lead_id": "4711"}'
        value={body}
        onChange={setBody}
      />
    </FormDialog>
  );
}
