// How calls of a connection are made: how many at a time, which private addresses they may reach, how a repeat is marked.
import type { ReactElement } from 'react';
import type { JsonSchema } from '../../../flows/language/catalogue.ts';
import { CONNECTION_SCHEMA } from '../../../flows/language/receiver-schemas.ts';
import { Card } from '../../kit/Page.tsx';
import { SchemaForm } from '../../kit/SchemaForm.tsx';
import { Switch } from '../../kit/Switch.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { type ConnectionPart, withKey } from './connection-part.ts';
import { partOf, withPart } from './endpoints/shaped.ts';

const USUAL_HEADER = 'Idempotency-Key';
const USUAL_CONCURRENCY = 32;
const ALLOW: JsonSchema = {
  type: 'object',
  properties: {
    allow: {
      ...CONNECTION_SCHEMA.properties?.allow,
      title: 'Private addresses that it may reach',
      description:
        'Blocks of a network of your own, such as 10.1.0.0/16, with :port behind one where only that port may be reached. All other private addresses are refused.',
      items: { type: 'string', maxLength: 100, examples: ['10.1.2.0/24:8443'] },
    },
  },
};

/** The card. */
export function CallsCard({ draft, change, isReadOnly, detail }: ConnectionPart): ReactElement {
  const { concurrency } = draft;
  const usual = detail.template?.concurrency ?? USUAL_CONCURRENCY;
  return (
    <Card title="Calls" about="How many are made at a time, where they may go, and how a repeat is marked.">
      <div className="lf-stack">
        <TextField
          label="Calls under way at a time"
          inputMode="numeric"
          placeholder={String(usual)}
          description="More wait their turn. Where several connections name one host, the smallest number counts."
          value={concurrency === undefined ? '' : String(concurrency)}
          onChange={(text) => change(withKey(draft, 'concurrency', countOf(text)))}
          isReadOnly={isReadOnly}
        />
        <SchemaForm
          schema={ALLOW}
          value={partOf(draft, ALLOW)}
          onChange={(value) => change(withPart(draft, ALLOW, value))}
          readOnly={isReadOnly}
        />
        <KeyHeader {...{ draft, change, isReadOnly, detail }} />
      </div>
    </Card>
  );
}

function KeyHeader({ draft, change, isReadOnly, detail }: ConnectionPart): ReactElement {
  const { idempotencyHeader } = draft;
  const usual = detail.template?.idempotencyHeader;
  const sends = (idempotencyHeader ?? usual) !== '';
  const off = usual === '' ? undefined : '';
  const on = usual === '' ? USUAL_HEADER : undefined;
  return (
    <>
      <Switch
        isSelected={sends}
        onChange={(isOn) => change(withKey(draft, 'idempotencyHeader', isOn ? on : off))}
        isDisabled={isReadOnly}
        description="The same for every attempt of a call, so that a receiver that heeds it takes a lead once."
      >
        Mark each call with a key of its own
      </Switch>
      {sends && (
        <TextField
          label="Header of the key"
          isMono
          placeholder={usual || USUAL_HEADER}
          value={idempotencyHeader ?? ''}
          onChange={(text) => change(withKey(draft, 'idempotencyHeader', text.trim() === '' ? on : text.trim()))}
          isReadOnly={isReadOnly}
        />
      )}
    </>
  );
}

/** A whole number above none; undefined for everything else. */
function countOf(text: string): number | undefined {
  const value = Number.parseInt(text, 10);
  return Number.isSafeInteger(value) && value > 0 ? value : undefined;
}
