// Copies a connection under another name.
import type { ReactElement } from 'react';
import type { JsonSchema } from '../../../flows/language/catalogue.ts';
import { MakeDialog, textAt } from '../../kit/MakeDialog.tsx';
import type { NamedConnection } from './connection-menu.ts';

const FORM: JsonSchema = {
  type: 'object',
  properties: {
    name: {
      type: 'string',
      title: 'Name',
      description: 'It names the same secrets until others are chosen on its page.',
      examples: ['Acme CRM, north'],
      maxLength: 200,
    },
  },
  required: ['name'],
};

/** The dialog; opens the copy. */
export function DuplicateConnection({ of, onClose }: { of: NamedConnection; onClose: () => void }): ReactElement {
  return (
    <MakeDialog
      title={`Duplicate ${of.name}`}
      action="Duplicate"
      schema={FORM}
      start={{ name: `${of.name} copy` }}
      path={`/api/connections/${of.slug}/duplicate`}
      refresh={['/api/connections', '/api/templates', '/api/names']}
      bodyOf={(value, slug) => ({ slug, name: textAt(value, 'name') })}
      pageOf={(slug) => `/connections/${slug}`}
      onClose={onClose}
    />
  );
}
