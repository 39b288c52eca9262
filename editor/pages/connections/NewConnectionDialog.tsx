// Makes a connection from a name and a host; the rest is filled in on its page.
import type { ReactElement } from 'react';
import type { JsonSchema } from '../../../flows/language/catalogue.ts';
import type { ConnectionDocument } from '../../../flows/language/receivers.ts';
import { MakeDialog, textAt } from '../../kit/MakeDialog.tsx';
import { readHost } from './connection-model.ts';

const FORM: JsonSchema = {
  type: 'object',
  properties: {
    name: { type: 'string', title: 'Name', examples: ['Acme CRM'], maxLength: 200 },
    host: {
      type: 'string',
      title: 'Host',
      description: 'The name of the server, with :port if it is not the usual one.',
      examples: ['api.acme.example'],
    },
  },
  required: ['name', 'host'],
};

/** The dialog; opens the connection it made. A pasted address is taken apart, and the form says so. */
export function NewConnectionDialog({ onClose }: { onClose: () => void }): ReactElement {
  return (
    <MakeDialog
      title="New connection"
      action="Make connection"
      schema={FORM}
      path="/api/connections"
      refresh={['/api/names']}
      bodyOf={(value, slug) => ({ slug, document: documentOf(textAt(value, 'name'), textAt(value, 'host')) })}
      pageOf={(slug) => `/connections/${slug}`}
      notesOf={(value) => ({ host: readHost(textAt(value, 'host')).notice || undefined })}
      onClose={onClose}
    />
  );
}

function documentOf(name: string, address: string): ConnectionDocument {
  const { host, scheme = 'https' } = readHost(address);
  return { leadflow: 1, name, scheme, host, auth: { type: 'none' }, endpoints: {} };
}
