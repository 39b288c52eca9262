// Gathers answers to learn from: those that were recorded last, and those that somebody pastes.
import { type ReactElement, useState } from 'react';
import type { SampleAnswer } from '../../../../flows/language/receivers.ts';
import { Button } from '../../../kit/Button.tsx';
import { TextField } from '../../../kit/TextField.tsx';
import { useSend } from '../../../kit/use-send.ts';
import { type LoggedAt, recordedAnswer, useRecorded } from './RecordedMenu.tsx';
import { answersIn } from './samples.ts';

interface GatherAnswersProps {
  at: LoggedAt | undefined;
  onAnswers: (answers: readonly SampleAnswer[]) => void;
}

/** As many recorded answers as are taken at a time. */
const TAKEN = 30;

/** The two ways. */
export function GatherAnswers({ at, onAnswers }: GatherAnswersProps): ReactElement {
  const [text, setText] = useState('');
  const [status, setStatus] = useState('200');
  const lines = useRecorded(at, TAKEN);
  const { send, isPending } = useSend(() => Promise.all(lines.map(({ id }) => recordedAnswer(at, id))), {
    onDone: (answers) => onAnswers(answers.filter((each) => each !== undefined)),
  });
  const found = answersIn(text);
  const add = (): void => {
    const code = Number.parseInt(status, 10);
    onAnswers(found.map((body) => ({ status: Number.isFinite(code) ? code : 200, body })));
    setText('');
  };
  return (
    <div className="lf-stack lf-stack--tight">
      <TextField
        label="Answers"
        description="One, or several: JSON on a line each, or any text with --- on a line between."
        value={text}
        onChange={setText}
        rows={4}
        isMono
        placeholder={'{"success": true, "id": 1}\n{"success": false, "reason": "duplicate"}'}
      />
      <div className="lf-row lf-gather">
        <TextField label="Their status" inputMode="numeric" value={status} onChange={setStatus} />
        <Button size="small" icon="plus" isDisabled={found.length === 0} onPress={add}>
          {found.length > 1 ? `Add ${found.length} answers` : 'Add answer'}
        </Button>
        {lines.length > 0 && (
          <Button size="small" icon="history" isPending={isPending} onPress={() => send()}>
            {lines.length === 1 ? 'Take the recorded one' : `Take the last ${lines.length} recorded`}
          </Button>
        )}
      </div>
    </div>
  );
}
