// A box for one number: whether it may be called, and if not, why.
import { type ReactElement, useState } from 'react';
import { api } from '../../api.ts';
import { Badge } from '../../kit/Badge.tsx';
import { Button } from '../../kit/Button.tsx';
import { ProblemNotice } from '../../kit/Notice.tsx';
import { Card } from '../../kit/Page.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { TimeText } from '../../kit/TimeText.tsx';
import { useSend } from '../../kit/use-send.ts';
import type { DncCheck } from '../../types.ts';
import './dnc.css';

/** The box. Takes a number in any form. */
export function CheckNumber(): ReactElement {
  const [number, setNumber] = useState('');
  const [answer, setAnswer] = useState<DncCheck & { asked: string }>();
  const { send, isPending, error } = useSend(
    (asked: string) => api.get<DncCheck>('/api/dnc/check', { number: asked }),
    {
      onDone: (found, asked) => setAnswer({ ...found, asked }),
      onFailed: () => setAnswer(undefined),
    },
  );
  const check = (): void => {
    if (number.trim() !== '') send(number.trim());
  };
  return (
    <Card>
      <div className="lf-check-number">
        <TextField
          label="Check a number"
          value={number}
          onChange={setNumber}
          onEnter={check}
          type="tel"
          placeholder="(310) 555-0123"
          description="In any form; without a country code it is read as a US number."
        />
        <Button onPress={check} isPending={isPending} isDisabled={number.trim() === ''}>
          Check
        </Button>
        <div className="lf-check-number__answer" role="status">
          {answer && <Answer answer={answer} />}
        </div>
      </div>
      <ProblemNotice error={error} />
    </Card>
  );
}

function Answer({ answer }: { answer: DncCheck & { asked: string } }): ReactElement {
  const shown = answer.e164 || answer.asked;
  if (answer.hits.length === 0 && answer.doubts.length === 0) {
    return (
      <p>
        <Badge tone={answer.valid ? 'ok' : 'warn'}>
          {answer.valid ? 'May be called' : 'Not a number that can exist'}
        </Badge>{' '}
        <strong>{shown}</strong> is on no DNC list.
      </p>
    );
  }
  return (
    <ul className="lf-list lf-stack lf-stack--tight">
      {answer.hits.map((hit) => (
        <li key={`${hit.list} ${hit.number}`}>
          <Badge tone="err" icon="dnc">
            Must not be called
          </Badge>{' '}
          <strong>{hit.number}</strong> is on {hit.list}
          {hit.reason ? `: ${hit.reason}` : ''}
          {hit.purpose ? ` (${hit.purpose})` : ''}, since <TimeText at={hit.at} />
          {hit.expiresAt && (
            <>
              {' until '}
              <TimeText at={hit.expiresAt} />
            </>
          )}
          .
        </li>
      ))}
      {answer.doubts.map((doubt) => (
        <li key={doubt.list}>
          <Badge tone="warn">{`${doubt.list} cannot tell`}</Badge> {doubt.says}
        </li>
      ))}
    </ul>
  );
}
