// What an endpoint sends: the adaptor that makes the body, how it is written, its parameters and its constants.
import type { ReactElement } from 'react';
import type { EndpointDocument } from '../../../../flows/language/receivers.ts';
import { Card } from '../../../kit/Page.tsx';
import { SchemaForm } from '../../../kit/SchemaForm.tsx';
import { OfferedConstant } from '../OfferedConstant.tsx';
import { AdaptorField } from './AdaptorField.tsx';
import { bodyForm } from './body-form.ts';
import { ConstantsField } from './ConstantsField.tsx';
import type { EndpointFormProps } from './EndpointForm.tsx';
import { ParametersField } from './ParametersField.tsx';
import { partOf, withPart } from './shaped.ts';

/** The part of the form. */
export function SentTab(props: EndpointFormProps): ReactElement {
  const { endpoint, onChange, holder, isReadOnly } = props;
  const schema = bodyForm(endpoint, holder);
  const constants = endpoint.hardParams ?? {};
  const setConstants = (hardParams: NonNullable<EndpointDocument['hardParams']>): void =>
    onChange(without(endpoint, 'hardParams', Object.keys(hardParams).length === 0 ? undefined : hardParams));
  return (
    <div className="lf-stack">
      <Card
        title="Body"
        about="What the step brings, or what the adaptor makes of the lead where the step brings none."
      >
        <div className="lf-stack">
          <AdaptorField {...props} />
          <SchemaForm
            schema={schema}
            value={partOf(endpoint, schema)}
            onChange={(value) => onChange(withPart(endpoint, schema, value))}
            check="left"
            readOnly={isReadOnly}
          />
        </div>
      </Card>
      <Card title="Parameters" about="What is added to the call: in a header, the query, the path or the body.">
        <ParametersField
          parameters={endpoint.parameters}
          onChange={(parameters) => onChange(without(endpoint, 'parameters', parameters))}
          holder={holder}
          isReadOnly={isReadOnly}
        />
      </Card>
      <Card title="Hard params">
        <div className="lf-stack">
          <ConstantsField constants={constants} onChange={setConstants} isReadOnly={isReadOnly} />
          {!isReadOnly && holder.kind === 'connection' && (
            <OfferedConstant connection={holder.slug} constants={constants} onConstants={setConstants} />
          )}
        </div>
      </Card>
    </div>
  );
}

/** The endpoint with the key set, or without it. */
function without<K extends 'hardParams' | 'parameters'>(
  endpoint: EndpointDocument,
  key: K,
  value: EndpointDocument[K] | undefined,
): EndpointDocument {
  const next = { ...endpoint };
  delete next[key];
  return value === undefined ? next : { ...next, [key]: value };
}
