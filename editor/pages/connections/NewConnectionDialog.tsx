// Makes a connection from a name and a host; the rest is filled in on its page.
import { type ReactElement, useState } from 'react';
import { useNavigate } from 'react-router';
import type { ConnectionDocument } from '../../../flows/language/document.ts';
import { api } from '../../api.ts';
import { FormDialog } from '../../kit/FormDialog.tsx';
import { slugFault, slugOf } from '../../kit/slug.ts';
import { TextField } from '../../kit/TextField.tsx';
import { useSend } from '../../kit/use-send.ts';
import { connectionFault, readHost } from './connection-model.ts';

/** The dialog; opens the connection it made. */
export function NewConnectionDialog({ onClose }: { onClose: () => void }): ReactElement {
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const [address, setAddress] = useState('');
  const [isTried, setTried] = useState(false);
  const { host, scheme = 'https', notice } = readHost(address);
  const slug = slugOf(name);
  const document: ConnectionDocument = {
    leadflow: 1,
    name: name.trim(),
    scheme,
    host,
    auth: { type: 'none' },
    endpoints: {},
  };
  const nameFault = name.trim() === '' ? 'Give the connection a name, such as "Acme CRM".' : slugFault(slug);
  const hostFault = host === '' ? 'Name the host, such as api.acme.example.' : undefined;
  const { send, isPending, error } = useSend(() => api.post('/api/connections', { slug, document }), {
    refresh: ['/api/connections', '/api/names'],
    onDone: () => navigate(`/connections/${slug}`),
    onFailed: () => undefined,
  });
  return (
    <FormDialog
      title="New connection"
      onClose={onClose}
      onSubmit={() => {
        setTried(true);
        if (!nameFault && !hostFault && !connectionFault(document)) send();
      }}
      action="Make connection"
      isPending={isPending}
      error={error}
    >
      <TextField
        label="Name"
        value={name}
        onChange={setName}
        placeholder="Acme CRM"
        isRequired
        autoFocus
        error={isTried ? nameFault : undefined}
        description={slug && `Flows name it ${slug}.`}
      />
      <TextField
        label="Host"
        value={address}
        onChange={setAddress}
        placeholder="api.acme.example"
        isRequired
        isMono
        error={isTried ? hostFault : undefined}
        description={notice || 'The name of the server, with :port if it is not the usual one.'}
      />
    </FormDialog>
  );
}
