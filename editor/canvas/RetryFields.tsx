// What a node that calls out does when a call fails: try again, and after what.
import { type ReactElement, useState } from 'react';
import type { FlowNode, RetryPolicy } from '../../flows/language/document.ts';
import { Select } from '../kit/Select.tsx';
import { Checkbox } from '../kit/Switch.tsx';
import { TextField } from '../kit/TextField.tsx';
import { useDrawing, useFlow } from './drawing-context.ts';
import { patch } from './flow-verbs.ts';
import { chosenOn, onFrom, ownStatuses, RETRY_ON, readStatuses } from './retry-words.ts';
import { UnknownFields } from './UnknownFields.tsx';

const USUAL = { attempts: 4, backoff: '5s..10m' } as const;
const BACKOFF = /^\d+(ms|s|m|h|d)\.\.\d+(ms|s|m|h|d)$/;

/** Retry and the handling of calls whose outcome nobody knows. */
export function RetryFields({ id, node }: { id: string; node: FlowNode }): ReactElement {
  const { flow } = useDrawing();
  const isReadOnly = useFlow((state) => state.readOnly);
  const { retry } = node;
  return (
    <section className="fl-retry" aria-label="When a call fails">
      <h3>When a call fails</h3>
      <Select
        label="A call that failed"
        value={retry === undefined ? 'usual' : retry.attempts === 1 ? 'never' : 'own'}
        options={[
          { id: 'usual', label: 'Is not tried again', hint: 'as usual: the caller is waiting' },
          { id: 'own', label: 'Is tried again as set here' },
          ...(retry?.attempts === 1 ? [{ id: 'never', label: 'Is not tried again, as set here' }] : []),
        ]}
        onChange={(choice) =>
          patch(flow, id, { retry: choice === 'own' ? { ...USUAL, ...withoutAttempts(retry) } : undefined })
        }
        isDisabled={isReadOnly}
      />
      {retry !== undefined && retry.attempts > 1 && (
        <OwnRetry retry={retry} onChange={(next) => patch(flow, id, { retry: next })} isReadOnly={isReadOnly} />
      )}
      <UnknownFields id={id} node={node} />
    </section>
  );
}

function withoutAttempts(retry: RetryPolicy | undefined): Partial<RetryPolicy> {
  if (!retry) return {};
  const { attempts: _, ...rest } = retry;
  return rest;
}

interface OwnRetryProps {
  retry: RetryPolicy;
  onChange: (retry: RetryPolicy) => void;
  isReadOnly: boolean;
}

function OwnRetry({ retry, onChange, isReadOnly }: OwnRetryProps): ReactElement {
  const isBackoff = BACKOFF.test(retry.backoff);
  const set = (change: Partial<RetryPolicy>): void => onChange({ ...retry, ...change });
  return (
    <>
      <div className="fl-retry__pair">
        <TextField
          label="Attempts"
          inputMode="numeric"
          value={String(retry.attempts)}
          onChange={(text) => set({ attempts: Math.min(Math.max(Number.parseInt(text, 10) || 2, 2), 20) })}
          isReadOnly={isReadOnly}
        />
        <TextField
          label="Wait, first to longest"
          isMono
          value={retry.backoff}
          onChange={(backoff) => set({ backoff })}
          error={isBackoff ? undefined : 'Write it as 5s..10m: the first wait, two dots, the longest.'}
          isReadOnly={isReadOnly}
        />
      </div>
      <RetryAfter retry={retry} onChange={onChange} isReadOnly={isReadOnly} />
      <p className="lf-field__help">A time that the receiver asks for in Retry-After is kept, from 1 s to 24 h.</p>
    </>
  );
}

function RetryAfter({ retry, onChange, isReadOnly }: OwnRetryProps): ReactElement {
  const chosen = chosenOn(retry);
  const own = ownStatuses(chosen);
  const [typed, setTyped] = useState<string>();
  const isWrong = typed !== undefined && readStatuses(typed) === undefined;
  const change = (next: readonly string[]): void => {
    const { on: _, ...rest } = retry;
    const on = onFrom(next);
    onChange(on === undefined ? rest : { ...rest, on });
  };
  const boxes = chosen.filter((each) => RETRY_ON.some(({ id }) => id === each));
  const type = (text: string): void => {
    setTyped(text);
    const statuses = readStatuses(text);
    if (statuses) change([...boxes, ...statuses]);
  };
  return (
    <fieldset className="lf-choices">
      <legend className="lf-label">It is tried again after</legend>
      {RETRY_ON.map(({ id, label }) => (
        <Checkbox
          key={id}
          isSelected={chosen.includes(id)}
          onChange={(isOn) => change(isOn ? [...chosen, id] : chosen.filter((each) => each !== id))}
          isDisabled={isReadOnly}
        >
          {label}
        </Checkbox>
      ))}
      <TextField
        label="Other statuses"
        isMono
        placeholder="408, 425"
        value={typed ?? own}
        onChange={type}
        onBlur={() => !isWrong && setTyped(undefined)}
        error={isWrong ? 'Write statuses such as 408, or classes such as 4xx, with commas between.' : undefined}
        isReadOnly={isReadOnly}
      />
    </fieldset>
  );
}
