// The fields of New Connect in the order of Convoso's settings page, each with its letter.
import { lazy, type ReactElement, Suspense, useState } from 'react';
import { Loading } from '../../../kit/EmptyState.tsx';
import { Notice } from '../../../kit/Notice.tsx';
import { slugOf } from '../../../kit/slug.ts';
import { TextField } from '../../../kit/TextField.tsx';
import { isSecretName, readApiAddress } from './api-address.ts';
import type { ConnectFaults } from './connect-faults.ts';
import { type ConnectForm, pathOf } from './connect-form.ts';
import { givesToken, withAddress } from './connect-start.ts';
import { HeaderFields } from './HeaderFields.tsx';
import { Lettered } from './Lettered.tsx';
import { AnswerField, MethodFields } from './MethodFields.tsx';
import { TokenFields } from './TokenFields.tsx';

const AdaptorFields = lazy(() => import('./AdaptorFields.tsx').then((file) => ({ default: file.AdaptorFields })));

interface ConnectFieldsProps {
  form: ConnectForm;
  onChange: (form: ConnectForm) => void;
  faults: ConnectFaults;
  targets: readonly string[];
}

/** The fields. */
export function ConnectFields({ form, onChange, faults, targets }: ConnectFieldsProps): ReactElement {
  const slug = slugOf(form.name);
  return (
    <div className="lf-stack">
      <Lettered letter="A" convoso="Name">
        <TextField
          label="Name"
          value={form.name}
          onChange={(name) => onChange({ ...form, name })}
          placeholder="Acme CRM"
          description={slug === '' ? 'For reference; it can be changed later.' : `Flows name it ${slug}.`}
          error={faults.name}
          isRequired
        />
      </Lettered>
      <Lettered letter="B" convoso="API URL">
        <AddressField form={form} onChange={onChange} faults={faults} />
      </Lettered>
      <Lettered letter="C" convoso="Api Authentication">
        <TokenFields
          token={form.token}
          onChange={(token) => onChange({ ...form, token })}
          fault={faults.place}
          isGiven={givesToken(form.template?.document)}
        />
      </Lettered>
      <Lettered letter="D" convoso="Authorization Header">
        <HeaderFields
          headers={form.headers}
          onChange={(headers) => onChange({ ...form, headers })}
          fault={faults.headers}
        />
      </Lettered>
      <Lettered letter="E" convoso="Request Method and Post Data Type">
        <MethodFields form={form} onChange={onChange} targets={targets} fault={faults.raw} />
      </Lettered>
      <Lettered letter="F" convoso="Response Data Type">
        <AnswerField form={form} onChange={onChange} />
      </Lettered>
      <Lettered letter="J" convoso="Adaptor ID">
        <Suspense fallback={<Loading lines={4} />}>
          <AdaptorFields
            adaptor={form.adaptor}
            onChange={(adaptor) => onChange({ ...form, adaptor })}
            offered={`${form.name.trim() || 'New'} lead`}
            isRequired={form.method === 'POST'}
            fault={faults.adaptor}
          />
        </Suspense>
      </Lettered>
    </div>
  );
}

/** (B): what is pasted is taken apart once the field is left, and the form says so. */
function AddressField({ form, onChange, faults }: Omit<ConnectFieldsProps, 'targets'>): ReactElement {
  const [notice, setNotice] = useState('');
  const read = readApiAddress(form.url);
  const leave = (): void => {
    const taken = withAddress(form);
    setNotice(taken.notice);
    if (taken.form !== form) onChange(taken.form);
  };
  const open = 'says' in read ? undefined : read.query.find(([name, value]) => isSecretName(name) && value !== '');
  const isPlain = !('says' in read) && read.scheme === 'http' && !/^(127\.|localhost|\[::1\])/.test(read.host);
  return (
    <>
      <TextField
        label="API URL"
        value={form.url}
        onChange={(url) => onChange({ ...form, url })}
        onBlur={leave}
        placeholder="https://api.acme.example/v1/leads"
        description={
          form.template
            ? `The host is enough: the path is then the template’s, ${pathOf({ ...form, url: '' })}.`
            : 'The whole address that leads go to. A part in braces, such as {lead_id}, is filled from what is sent.'
        }
        error={faults.url}
        isMono
        isRequired
      />
      {notice && <Notice tone="run">{notice}</Notice>}
      {open && form.token.value !== '' && (
        <Notice tone="warn">
          {`${open[0]} in the address looks like a secret and would stand in a file. Take it out, or clear (C) and leave this field again.`}
        </Notice>
      )}
      {isPlain && (
        <Notice tone="warn">
          Leads and secrets travel unprotected over http. Use https unless the receiver is on this machine.
        </Notice>
      )}
    </>
  );
}
