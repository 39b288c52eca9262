// Pauses a flow, a source or a connection: what comes meanwhile waits in line, or is refused with a chosen answer.
import { type ReactElement, useState } from 'react';
import { api } from '../api.ts';
import { FormDialog } from '../kit/FormDialog.tsx';
import { Segmented, Switch } from '../kit/Switch.tsx';
import { TextField } from '../kit/TextField.tsx';
import { useSend } from '../kit/use-send.ts';
import type { Pause } from '../types.ts';
import { type PauseAt, pauseMeaning, pausePath } from './pause-words.ts';
import { AFTER_PAUSE } from './use-pauses.ts';

interface PauseDialogProps {
  at: PauseAt;
  onClose: () => void;
}

interface Told {
  status: string;
  success: boolean;
  message: string;
}

const USUAL: Told = {
  status: '503',
  success: false,
  message: 'We take no leads at the moment. Please try again later.',
};

/** The dialog. */
export function PauseDialog({ at, onClose }: PauseDialogProps): ReactElement {
  const [mode, setMode] = useState<Pause['mode']>('queue');
  const [told, setTold] = useState(USUAL);
  const [says, setSays] = useState('');
  const answers = mode === 'refuse' && (at.kind === 'flow' || at.kind === 'source');
  const isStatus = /^[2-5]\d\d$/.test(told.status.trim());
  const answer = { status: Number(told.status), success: told.success, message: told.message.trim() };
  const pause = useSend(
    () =>
      api.put(pausePath(at), { mode, ...(answers ? { answer } : {}), ...(says.trim() ? { says: says.trim() } : {}) }),
    { done: `${at.name} is paused.`, refresh: AFTER_PAUSE, onDone: onClose, onFailed: () => undefined },
  );
  return (
    <FormDialog
      title={`Pause ${at.name}?`}
      action="Pause"
      onSubmit={() => pause.send()}
      onClose={onClose}
      isPending={pause.isPending}
      isReady={!answers || isStatus}
      error={pause.error}
    >
      <Segmented
        label={at.kind === 'connection' ? 'Calls meanwhile' : 'Leads meanwhile'}
        value={mode}
        onChange={(id) => setMode(id === 'refuse' ? 'refuse' : 'queue')}
        options={[
          { id: 'queue', label: 'Wait in line' },
          { id: 'refuse', label: at.kind === 'connection' ? 'Fail' : 'Are refused' },
        ]}
        description={pauseMeaning(at.kind, mode)}
      />
      {answers && <AnswerFields told={told} onChange={setTold} isStatus={isStatus} />}
      <TextField
        label="Why"
        placeholder="Their system is down until Monday"
        description="Shown to whoever finds it paused."
        value={says}
        onChange={setSays}
      />
    </FormDialog>
  );
}

interface AnswerFieldsProps {
  told: Told;
  onChange: (told: Told) => void;
  isStatus: boolean;
}

function AnswerFields({ told, onChange, isStatus }: AnswerFieldsProps): ReactElement {
  return (
    <>
      <TextField
        label="Status that callers get"
        inputMode="numeric"
        value={told.status}
        onChange={(status) => onChange({ ...told, status })}
        error={isStatus ? undefined : 'Write an HTTP status from 200 to 599, such as 503.'}
        description="Most senders try again after 503, and never after 200."
      />
      <Switch
        isSelected={told.success}
        onChange={(success) => onChange({ ...told, success })}
        description="What the field success of the answer says."
      >
        Say that it was a success
      </Switch>
      <TextField label="Message" value={told.message} onChange={(message) => onChange({ ...told, message })} />
    </>
  );
}
