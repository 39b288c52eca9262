// What an endpoint calls: its names, type, method and path, the call event that fires it, and its limits.
import type { ReactElement } from 'react';
import { Card } from '../../../kit/Page.tsx';
import { SchemaForm } from '../../../kit/SchemaForm.tsx';
import { callForm } from './call-form.ts';
import type { EndpointFormProps } from './EndpointForm.tsx';
import { partOf, withPart } from './shaped.ts';

/** The part of the form. */
export function CallTab({ endpoint, onChange, isReadOnly }: EndpointFormProps): ReactElement {
  const schema = callForm(endpoint.method);
  return (
    <Card title="The call">
      <SchemaForm
        schema={schema}
        value={partOf(endpoint, schema)}
        onChange={(value) => onChange(withPart(endpoint, schema, value))}
        check="left"
        readOnly={isReadOnly}
      />
    </Card>
  );
}
