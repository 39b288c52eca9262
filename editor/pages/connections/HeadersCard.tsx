// Headers that every call carries: one row each, or a pasted line with pipes between.
import type { ReactElement } from 'react';
import type { JsonSchema } from '../../../flows/language/catalogue.ts';
import type { JsonObject } from '../../../flows/language/document.ts';
import type { HeaderLine } from '../../../flows/language/receivers.ts';
import { rowsOf } from '../../kit/form-model.ts';
import { Card } from '../../kit/Page.tsx';
import { SchemaForm } from '../../kit/SchemaForm.tsx';
import { PasteHeaders } from './PasteHeaders.tsx';

const FORM: JsonSchema = {
  type: 'object',
  properties: {
    headers: {
      type: 'array',
      title: 'Header rows',
      description:
        'None are needed besides what Leadflow sets itself. A value secret:acme-token is filled in when it is sent.',
      items: {
        type: 'object',
        properties: {
          name: { type: 'string', title: 'Header', examples: ['X-Campaign'] },
          value: { type: 'string', title: 'Value', examples: ['spring'] },
        },
        required: ['name'],
      },
    },
  },
};

interface HeadersCardProps {
  headers: readonly HeaderLine[];
  /** Those of the template, which calls carry too. */
  inherited?: readonly HeaderLine[];
  onChange: (headers: HeaderLine[]) => void;
  /** Short name of the connection, after which a secret in a pasted line is named; undefined for a template. */
  connection?: string;
  isReadOnly: boolean;
}

/** The card. */
export function HeadersCard(props: HeadersCardProps): ReactElement {
  const { headers, inherited = [], onChange, connection, isReadOnly } = props;
  const set = (value: JsonObject): void =>
    onChange(
      rowsOf(value.headers).map(({ name, value: text }) => ({
        name: typeof name === 'string' ? name : '',
        value: typeof text === 'string' ? text : '',
      })),
    );
  return (
    <Card title="Headers" about="Sent with every call.">
      <div className="lf-stack">
        {inherited.length > 0 && (
          <p className="lf-muted">
            The template sends {inherited.map(({ name, value }) => `${name}: ${value}`).join('; ')}. A row of the same
            name takes its place.
          </p>
        )}
        <SchemaForm
          schema={FORM}
          value={{ headers: headers.map((each) => ({ ...each })) }}
          onChange={set}
          check="left"
          readOnly={isReadOnly}
        />
        {!isReadOnly && <PasteHeaders headers={headers} onChange={onChange} connection={connection} />}
      </div>
    </Card>
  );
}
