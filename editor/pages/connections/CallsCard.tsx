// How calls of a connection are made: how many at a time, and the header that marks a repeat.
import type { ReactElement } from 'react';
import type { ConnectionDocument } from '../../../flows/language/receivers.ts';
import { Card } from '../../kit/Page.tsx';
import { Switch } from '../../kit/Switch.tsx';
import { TextField } from '../../kit/TextField.tsx';
import type { ConnectionPart } from './ConnectionPage.tsx';

const USUAL_HEADER = 'Idempotency-Key';
const USUAL_CONCURRENCY = 32;

/** The card. */
export function CallsCard({ draft, change, isReadOnly }: ConnectionPart): ReactElement {
  const { idempotencyHeader, concurrency } = draft;
  const sends = idempotencyHeader !== '';
  return (
    <Card title="Calls" about="How many are made at a time, and how a repeat is marked.">
      <div className="lf-stack">
        <TextField
          label="Calls under way at a time"
          inputMode="numeric"
          placeholder={String(USUAL_CONCURRENCY)}
          description="More wait their turn. Where several connections name one host, the smallest number counts."
          value={concurrency === undefined ? '' : String(concurrency)}
          onChange={(text) => change(withPart(draft, 'concurrency', countOf(text)))}
          isReadOnly={isReadOnly}
        />
        <Switch
          isSelected={sends}
          onChange={(on) => change(withPart(draft, 'idempotencyHeader', on ? undefined : ''))}
          isDisabled={isReadOnly}
          description="The same for every attempt of a call, so that a receiver that heeds it takes a lead once."
        >
          Mark each call with a key of its own
        </Switch>
        {sends && (
          <TextField
            label="Header of the key"
            isMono
            placeholder={USUAL_HEADER}
            value={idempotencyHeader ?? ''}
            onChange={(text) =>
              change(withPart(draft, 'idempotencyHeader', text.trim() === '' ? undefined : text.trim()))
            }
            isReadOnly={isReadOnly}
          />
        )}
      </div>
    </Card>
  );
}

function withPart<K extends 'concurrency' | 'idempotencyHeader'>(
  draft: ConnectionDocument,
  key: K,
  value: ConnectionDocument[K] | undefined,
): ConnectionDocument {
  const next = { ...draft };
  delete next[key];
  return value === undefined ? next : { ...next, [key]: value };
}

/** A whole number above none; undefined for everything else. */
function countOf(text: string): number | undefined {
  const value = Number.parseInt(text, 10);
  return Number.isSafeInteger(value) && value > 0 ? value : undefined;
}
