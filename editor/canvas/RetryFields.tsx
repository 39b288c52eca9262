// What a node that calls out does when a call fails: try again, or ask a person.
import type { ReactElement } from 'react';
import type { FlowNode } from '../../flows/language/document.ts';
import { Select } from '../kit/Select.tsx';
import { TextField } from '../kit/TextField.tsx';
import { useDrawing, useFlow } from './drawing-context.ts';
import { patch } from './flow-verbs.ts';

const USUAL = { attempts: 4, backoff: '5s..10m' } as const;
const BACKOFF = /^\d+(ms|s|m|h)\.\.\d+(ms|s|m|h)$/;

/** Retry and the handling of calls whose outcome nobody knows. */
export function RetryFields({ id, node }: { id: string; node: FlowNode }): ReactElement {
  const { flow } = useDrawing();
  const isReadOnly = useFlow((state) => state.readOnly);
  const { retry } = node;
  const setRetry = (change: Partial<typeof USUAL> | { attempts: number } | { backoff: string }): void =>
    patch(flow, id, { retry: { ...USUAL, ...retry, ...change } });
  const isBackoff = retry === undefined || BACKOFF.test(retry.backoff);
  return (
    <section className="fl-retry" aria-label="When a call fails">
      <h3>When a call fails</h3>
      <Select
        label="A call that failed before anything was sent"
        value={retry === undefined ? 'usual' : retry.attempts === 1 ? 'never' : 'own'}
        options={[
          { id: 'usual', label: 'Is tried again as usual' },
          { id: 'own', label: 'Is tried again as set here' },
          { id: 'never', label: 'Is not tried again' },
        ]}
        onChange={(choice) => {
          if (choice === 'usual') patch(flow, id, { retry: undefined });
          else setRetry({ attempts: choice === 'never' ? 1 : USUAL.attempts });
        }}
        isDisabled={isReadOnly}
      />
      {retry !== undefined && retry.attempts > 1 && (
        <div className="fl-retry__pair">
          <TextField
            label="Attempts"
            inputMode="numeric"
            value={String(retry.attempts)}
            onChange={(text) => setRetry({ attempts: Math.min(Math.max(Number.parseInt(text, 10) || 2, 2), 20) })}
            isReadOnly={isReadOnly}
          />
          <TextField
            label="Wait, first to longest"
            isMono
            value={retry.backoff}
            onChange={(backoff) => setRetry({ backoff })}
            error={isBackoff ? undefined : 'Write it as 5s..10m: the first wait, two dots, the longest.'}
            isReadOnly={isReadOnly}
          />
        </div>
      )}
      <Select
        label="A call whose outcome nobody knows"
        description="The line broke after something was sent: the receiver may have the lead, or not."
        value={node.onUnknown ?? 'usual'}
        options={[
          { id: 'usual', label: 'As usual', hint: 'held where repeating could do harm, else tried again' },
          { id: 'hold', label: 'Is held for a person to settle' },
          { id: 'retry', label: 'Is tried again', hint: 'only where the receiver takes a repeat for the same lead' },
        ]}
        onChange={(choice) =>
          patch(flow, id, { onUnknown: choice === 'hold' || choice === 'retry' ? choice : undefined })
        }
        isDisabled={isReadOnly}
      />
    </section>
  );
}
