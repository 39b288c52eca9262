// Makes an adaptor: an empty one, or a copy of one that is there.
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import type { JsonSchema } from '../../../flows/language/catalogue.ts';
import { api } from '../../api.ts';
import { MakeDialog, textAt } from '../../kit/MakeDialog.tsx';
import type { AdaptorDetail, AdaptorSummary } from '../../types.ts';

const PATH = '/api/adaptors';
const FORM: JsonSchema = {
  type: 'object',
  properties: { name: { type: 'string', title: 'Name', examples: ['Acme CRM lead'], maxLength: 200 } },
  required: ['name'],
};

/** Asks for its name. */
export function NewAdaptorDialog({ onClose }: { onClose: () => void }): ReactElement {
  return (
    <MakeDialog
      title="New adaptor"
      action="Make adaptor"
      schema={FORM}
      path={PATH}
      refresh={['/api/names']}
      bodyOf={(value, slug) => ({ slug, document: { leadflow: 1, name: textAt(value, 'name'), fields: [] } })}
      pageOf={(slug) => `/adaptors/${slug}`}
      onClose={onClose}
    />
  );
}

/** A copy under another name; its fields are those of now. */
export function DuplicateAdaptor({ of, onClose }: { of: AdaptorSummary; onClose: () => void }): ReactElement | null {
  const found = useQuery({
    queryKey: [PATH, of.slug],
    queryFn: () => api.get<AdaptorDetail>(`${PATH}/${of.slug}`),
  });
  const document = found.data?.document;
  if (!document) return null;
  return (
    <MakeDialog
      title={`Duplicate ${of.name}`}
      action="Duplicate"
      schema={FORM}
      start={{ name: `${of.name} copy` }}
      path={PATH}
      refresh={['/api/names']}
      bodyOf={(value, slug) => ({ slug, document: { ...document, name: textAt(value, 'name') } })}
      pageOf={(slug) => `/adaptors/${slug}`}
      onClose={onClose}
    />
  );
}
