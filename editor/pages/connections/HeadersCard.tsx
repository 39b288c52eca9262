// Headers that every call of a connection carries.
import type { ReactElement } from 'react';
import type { JsonSchema } from '../../../flows/language/catalogue.ts';
import type { JsonObject } from '../../../flows/language/document.ts';
import { rowsOf } from '../../kit/form-model.ts';
import { Card } from '../../kit/Page.tsx';
import { SchemaForm } from '../../kit/SchemaForm.tsx';
import type { ConnectionPart } from './ConnectionPage.tsx';

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

/** The card: one row a header. */
export function HeadersCard({ draft, change, isReadOnly }: ConnectionPart): ReactElement {
  const set = (value: JsonObject): void => {
    const { headers: _, ...rest } = draft;
    const headers = rowsOf(value.headers).map(({ name, value: text }) => ({
      name: typeof name === 'string' ? name : '',
      value: typeof text === 'string' ? text : '',
    }));
    change(headers.length === 0 ? rest : { ...rest, headers });
  };
  return (
    <Card title="Headers" about="Sent with every call of this connection.">
      <SchemaForm
        schema={FORM}
        value={{ headers: (draft.headers ?? []).map((each) => ({ ...each })) }}
        onChange={set}
        check="left"
        readOnly={isReadOnly}
      />
    </Card>
  );
}
