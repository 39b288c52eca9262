// Adds a connection to a template: who the customer is there, the host, and a value for each parameter.
import { type ReactElement, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { readAddress } from '../../../flows/language/address.ts';
import { api } from '../../api.ts';
import { FormDialog } from '../../kit/FormDialog.tsx';
import { slugFault, slugOf } from '../../kit/slug.ts';
import { TextField } from '../../kit/TextField.tsx';
import { useSend } from '../../kit/use-send.ts';
import type { ConnectAnswer, TemplateDetail } from '../../types.ts';
import { AuthInputs } from '../connections/connect/AuthInputs.tsx';
import { OWN_PAGES } from '../connections/connect/connect-form.ts';
import { focusFault } from '../connections/connect/focus-fault.ts';
import { authInputs, ownAuth } from '../connections/connect/own-auth.ts';
import { ownValues } from './own-values.ts';
import { fieldFaults, TemplateFields } from './TemplateFields.tsx';

interface AddConnectionProps {
  template: TemplateDetail;
  onClose: () => void;
}

interface Typed {
  name: string;
  tenant: string;
  host: string;
  description: string;
  fields: Record<string, string>;
  auth: Record<string, string>;
}

/** The dialog; opens the connection that it made. */
export function AddConnectionDialog({ template, onClose }: AddConnectionProps): ReactElement {
  const go = useNavigate();
  const root = useRef<HTMLDivElement>(null);
  const { document } = template;
  const parameters = document.parameters ?? [];
  const [typed, setTyped] = useState<Typed>(() => startOf(template));
  const [isTried, setTried] = useState(false);
  const faults = faultsOf(typed, template);
  const { send, isPending, error } = useSend(
    () => api.post<ConnectAnswer>('/api/connections/connect', bodyOf(typed, template)),
    {
      done: `${typed.name.trim()} was added.`,
      refresh: ['/api/connections', '/api/templates', '/api/names', '/api/secrets'],
      onDone: ({ connection }) => void go(`/connections/${connection}`),
      onFailed: () => undefined,
    },
  );
  const submit = (): void => {
    setTried(true);
    if (Object.keys(faults).length === 0) send();
    else focusFault(root.current);
  };
  const shown = isTried ? faults : {};
  return (
    <FormDialog
      title={`Add a connection to ${document.label ?? document.name}`}
      action="Add connection"
      onSubmit={submit}
      onClose={onClose}
      isPending={isPending}
      error={error}
      shape="wide"
    >
      <div className="lf-stack" ref={root}>
        <CustomerFields typed={typed} onChange={setTyped} faults={shown} />
        <TemplateFields
          parameters={parameters}
          values={typed.fields}
          onChange={(fields) => setTyped({ ...typed, fields })}
          faults={shown}
        />
        <AuthInputs
          inputs={authInputs(document.auth)}
          values={typed.auth}
          onChange={(auth) => setTyped({ ...typed, auth })}
        />
      </div>
    </FormDialog>
  );
}

interface CustomerFieldsProps {
  typed: Typed;
  onChange: (typed: Typed) => void;
  faults: Readonly<Record<string, string | undefined>>;
}

function CustomerFields({ typed, onChange, faults }: CustomerFieldsProps): ReactElement {
  const [notice, setNotice] = useState('');
  const setHost = (text: string): void => {
    const read = text.includes('/') || text.includes('@') ? readAddress(text) : undefined;
    if (!read || 'says' in read || !/^https?:\/\/.+/i.test(text.trim())) {
      onChange({ ...typed, host: text });
      return;
    }
    const rest = read.path === '' ? '' : ` ${read.path} belongs to an endpoint and was left out.`;
    const said =
      read.scheme === 'http'
        ? 'Calls go by http, as the address says: nothing on the way is encrypted.'
        : 'https:// was taken off: calls go by https anyway.';
    setNotice(said + rest);
    onChange({ ...typed, host: `${read.scheme === 'http' ? 'http://' : ''}${read.host}` });
  };
  return (
    <div className="lf-columns">
      <TextField
        label="Name"
        value={typed.name}
        onChange={(name) => onChange({ ...typed, name })}
        description={slugOf(typed.name) === '' ? undefined : `Flows name it ${slugOf(typed.name)}.`}
        placeholder="Acme, north"
        error={faults.name}
        isRequired
        autoFocus
      />
      <TextField
        label="ID Callcenter"
        value={typed.tenant}
        onChange={(tenant) => onChange({ ...typed, tenant })}
        description="Who the customer is at the receiver: {tenant} in parameters and paths."
        placeholder="cc-1001"
      />
      <TextField
        label="Host"
        value={typed.host}
        onChange={setHost}
        description={notice || 'Without https://, such as app.gcalls.co.'}
        placeholder="app.gcalls.co"
        error={faults.host}
        isMono
        isRequired
      />
      <TextField
        label="Description"
        value={typed.description}
        onChange={(description) => onChange({ ...typed, description })}
      />
    </div>
  );
}

function startOf({ document }: TemplateDetail): Typed {
  const { host = '', scheme } = document;
  const auth = Object.fromEntries(authInputs(document.auth).map(({ key, start }) => [key, start]));
  return {
    name: '',
    tenant: '',
    host: scheme === 'http' && host ? `http://${host}` : host,
    description: '',
    fields: {},
    auth,
  };
}

function faultsOf(typed: Typed, { document }: TemplateDetail): Record<string, string> {
  const address = readAddress(typed.host);
  const slug = slugOf(typed.name);
  const taken = OWN_PAGES.includes(slug) ? `${slug} is a page of Leadflow itself; choose another name.` : undefined;
  const name = typed.name.trim() === '' ? 'Give the connection a name.' : (slugFault(slug) ?? taken);
  return {
    ...(name === undefined ? {} : { name }),
    ...('says' in address ? { host: address.says } : {}),
    ...fieldFaults(document.parameters ?? [], typed.fields),
  };
}

function bodyOf(typed: Typed, { slug: template, document }: TemplateDetail): object {
  const slug = slugOf(typed.name);
  const own = ownValues(document.parameters ?? [], typed.fields, slug);
  const auth = ownAuth(document.auth, slug, typed.auth);
  return {
    name: typed.name.trim(),
    slug,
    template,
    address: typed.host.trim(),
    ...(typed.tenant.trim() === '' ? {} : { tenant: typed.tenant.trim() }),
    ...(typed.description.trim() === '' ? {} : { description: typed.description.trim() }),
    fields: own.fields,
    ...(auth ? { auth: auth.auth } : {}),
    secrets: { ...own.secrets, ...auth?.secrets },
  };
}
