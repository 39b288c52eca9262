// The three answers to "does the receiver have the lead?", each with what happens next; and the way to paste what it said.
import { type ReactElement, useId, useState } from 'react';
import { api } from '../api.ts';
import { Button } from '../kit/Button.tsx';
import type { IconName } from '../kit/icon-paths.ts';
import { TextField } from '../kit/TextField.tsx';
import { useSend } from '../kit/use-send.ts';
import type { ExchangeView } from '../types.ts';
import { AnswerDialog } from './AnswerDialog.tsx';
import { againWords, type GoesOn, nextWords, noteOf, VERDICT_WORDS, type Verdict } from './settle-words.ts';
import './settling.css';

interface SettleWaysProps {
  run: string;
  /** The call as far as it is known. */
  exchange: ExchangeView | null;
  goesOn: GoesOn;
  /** Called once the run goes on. */
  onDone?: () => void;
}

const ICONS: Readonly<Record<Verdict, IconName>> = { accepted: 'check', rejected: 'off', again: 'refresh' };
const VERDICTS = ['accepted', 'rejected', 'again'] as const;

/** Decides about one held run. */
export function SettleWays({ run, exchange, goesOn, onDone }: SettleWaysProps): ReactElement {
  const [note, setNote] = useState('');
  const [isPasting, setPasting] = useState(false);
  const settle = useSend((as: Verdict) => api.post(`/api/runs/${run}/settle`, { as, ...noteOf(note) }), {
    done: (_, as) => `${VERDICT_WORDS[as]}: the run goes on.`,
    refresh: ['/api/held', '/api/held/groups', `/api/runs/${run}`, '/api/runs'],
    ...(onDone ? { onDone } : {}),
  });
  const words = (as: Verdict): string => (as === 'again' ? againWords(exchange, run) : nextWords(as, goesOn));
  return (
    <div className="lf-stack lf-stack--tight">
      <div className="st-ways">
        {VERDICTS.map((as) => (
          <Way key={as} as={as} says={words(as)} isPending={settle.isPending} onChoose={() => settle.send(as)} />
        ))}
      </div>
      <TextField
        label="Note for the record"
        placeholder="Their support found the lead in the list of today"
        value={note}
        onChange={setNote}
      />
      <div>
        <Button size="small" kind="quiet" icon="braces" onPress={() => setPasting(true)}>
          I have the receiver's answer
        </Button>
      </div>
      {isPasting && (
        <AnswerDialog
          run={run}
          note={note}
          onClose={() => setPasting(false)}
          onDone={() => {
            setPasting(false);
            onDone?.();
          }}
        />
      )}
    </div>
  );
}

interface WayProps {
  as: Verdict;
  says: string;
  isPending: boolean;
  onChoose: () => void;
}

function Way({ as, says, isPending, onChoose }: WayProps): ReactElement {
  const id = useId();
  return (
    <div className="st-way">
      <Button icon={ICONS[as]} isDisabled={isPending} onPress={onChoose} aria-describedby={id}>
        {VERDICT_WORDS[as]}
      </Button>
      <p id={id} className="lf-muted lf-small">
        {says}
      </p>
    </div>
  );
}
