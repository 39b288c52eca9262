// The adaptor of an endpoint: chosen, opened, or made here. A POST needs one, or a body from the step that calls it.
import { lazy, type ReactElement, Suspense, useState } from 'react';
import { Link } from 'react-router';
import type { JsonSchema } from '../../../../flows/language/catalogue.ts';
import { ENDPOINT_SCHEMA } from '../../../../flows/language/receiver-schemas.ts';
import { Button } from '../../../kit/Button.tsx';
import { Icon } from '../../../kit/Icon.tsx';
import { SchemaForm } from '../../../kit/SchemaForm.tsx';
import type { EndpointFormProps } from './EndpointForm.tsx';
import { partOf, withPart } from './shaped.ts';
import '../../../kit/options.css';

const MakeAdaptorDialog = lazy(() =>
  import('./MakeAdaptorDialog.tsx').then((file) => ({ default: file.MakeAdaptorDialog })),
);

const FORM: JsonSchema = {
  type: 'object',
  properties: {
    adaptor: {
      ...ENDPOINT_SCHEMA.properties?.adaptor,
      title: 'Adaptor',
      description: 'Makes the body out of the lead, field by field.',
      examples: ['acme-crm'],
      'x-ref': 'adaptor',
    },
  },
};

/** The field with its ways on. */
export function AdaptorField({ slug, endpoint, onChange, holder, isReadOnly }: EndpointFormProps): ReactElement {
  const [isMaking, setMaking] = useState(false);
  const { adaptor, method } = endpoint;
  const isWanted = adaptor === undefined && method === 'POST' && endpoint.type !== 'auth';
  return (
    <div className="lf-stack lf-stack--tight">
      <SchemaForm
        schema={FORM}
        value={partOf(endpoint, FORM)}
        onChange={(value) => onChange(withPart(endpoint, FORM, value))}
        readOnly={isReadOnly}
      />
      {isWanted && (
        <p className="lf-row lf-small lf-field__help">
          <Icon name="warning" size={14} /> A POST needs an adaptor, unless every step that calls it brings a body of
          its own.
        </p>
      )}
      <div className="lf-row">
        {adaptor !== undefined && <Link to={`/adaptors/${adaptor}`}>Open the adaptor {adaptor}</Link>}
        {adaptor === undefined && !isReadOnly && (
          <Button size="small" icon="plus" onPress={() => setMaking(true)}>
            Make one
          </Button>
        )}
      </div>
      {isMaking && (
        <Suspense fallback={null}>
          <MakeAdaptorDialog
            name={`${endpoint.name || slug} (${holder.slug})`}
            onMade={(made) => onChange({ ...endpoint, adaptor: made })}
            onClose={() => setMaking(false)}
          />
        </Suspense>
      )}
    </div>
  );
}
