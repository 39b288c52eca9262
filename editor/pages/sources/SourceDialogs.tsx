// Makes and changes a source.
import { type ReactElement, useState } from 'react';
import { api } from '../../api.ts';
import { ComboBox } from '../../kit/ComboBox.tsx';
import { FormDialog } from '../../kit/FormDialog.tsx';
import { Select } from '../../kit/Select.tsx';
import { Segmented, Switch } from '../../kit/Switch.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { useSend } from '../../kit/use-send.ts';
import type { FlowSummary, Source, SourceWithKey } from '../../types.ts';
import { REGIONS, regionFault } from './regions.ts';
import { LEAD_API } from './source-curl.ts';

interface SourceFields {
  name: string;
  region: string;
  test: boolean;
  /** Only of a source that is there already. */
  pending?: Source['pending'];
  ratePerMinute?: number | null;
}

const WAYS = [
  { id: 'key', label: 'A key' },
  { id: 'hmac', label: 'An HMAC signature' },
];

interface NewSourceProps {
  flows: readonly Pick<FlowSummary, 'slug' | 'name'>[];
  onMade: (made: SourceWithKey) => void;
  onClose: () => void;
}

/** Asks for name, flow and manner of proof; hands on the key, which is shown this once. */
export function NewSourceDialog({ flows, onMade, onClose }: NewSourceProps): ReactElement {
  const [fields, setFields] = useState<SourceFields>({ name: '', region: 'US', test: false });
  const [flow, setFlow] = useState(flows[0]?.slug ?? '');
  const [auth, setAuth] = useState('key');
  const [isTried, setTried] = useState(false);
  const { send, isPending, error } = useSend(
    () => {
      const by = flow === LEAD_API ? 'key' : auth;
      return api.post<SourceWithKey>('/api/sources', { ...fields, name: fields.name.trim(), flow, auth: by });
    },
    { refresh: ['/api/sources'], onDone: onMade, onFailed: () => undefined },
  );
  return (
    <FormDialog
      title="New source"
      onClose={onClose}
      onSubmit={() => {
        setTried(true);
        if (isGood(fields)) send();
      }}
      action="Make source and key"
      isPending={isPending}
      error={error}
    >
      <NameField fields={fields} onChange={setFields} isTried={isTried} />
      <Select
        label="Sends leads to"
        value={flow}
        onChange={setFlow}
        options={flows.map((each) => ({ id: each.slug, label: each.name, hint: each.slug }))}
      />
      {flow === LEAD_API ? (
        <p className="lf-field__help">It shows who it is by a key, which the client sends as auth_token.</p>
      ) : (
        <Segmented
          label="Shows who it is by"
          options={WAYS}
          value={auth}
          onChange={setAuth}
          description={
            auth === 'key'
              ? 'The sender puts the key into a header.'
              : 'The sender signs each request with a secret, so the secret never travels.'
          }
        />
      )}
      <MoreFields fields={fields} onChange={setFields} />
    </FormDialog>
  );
}

/** Changes name, region, the test flag, the answer that takes its time, and the limit. */
export function EditSourceDialog({ source, onClose }: { source: Source; onClose: () => void }): ReactElement {
  const [fields, setFields] = useState<SourceFields>({
    name: source.name,
    region: source.region,
    test: source.test,
    pending: source.pending,
    ratePerMinute: source.ratePerMinute,
  });
  const { send, isPending, error } = useSend(
    () => api.patch(`/api/sources/${source.id}`, { ...fields, name: fields.name.trim() }),
    {
      done: 'Saved.',
      refresh: ['/api/sources'],
      onDone: onClose,
      onFailed: () => undefined,
    },
  );
  return (
    <FormDialog
      title={`Change ${source.name}`}
      onClose={onClose}
      onSubmit={() => isGood(fields) && send()}
      action="Save"
      isPending={isPending}
      error={error}
    >
      <NameField fields={fields} onChange={setFields} isTried />
      <AnswerFields fields={fields} onChange={setFields} />
      <MoreFields fields={fields} onChange={setFields} />
    </FormDialog>
  );
}

interface FieldsProps {
  fields: SourceFields;
  onChange: (fields: SourceFields) => void;
}

function isGood({ name, region }: SourceFields): boolean {
  return name.trim() !== '' && regionFault(region) === undefined;
}

function NameField({ fields, onChange, isTried }: FieldsProps & { isTried: boolean }): ReactElement {
  const fault = fields.name.trim() === '' ? 'Give the source a name, such as "Spring landing page".' : undefined;
  return (
    <TextField
      label="Name"
      value={fields.name}
      onChange={(name) => onChange({ ...fields, name })}
      placeholder="Spring landing page"
      isRequired
      autoFocus
      error={isTried ? fault : undefined}
    />
  );
}

const PENDING = [
  { id: 'pending', label: 'Still at work', hint: '202 with an address to ask later' },
  { id: 'success', label: 'Success' },
  { id: 'failed', label: 'Failed' },
];

/** What the source is told where a lead takes longer than the caller waits, and how many leads it may send. */
function AnswerFields({ fields, onChange }: FieldsProps): ReactElement {
  const rate = fields.ratePerMinute ?? null;
  const setRate = (text: string): void => {
    const value = Number.parseInt(text, 10);
    onChange({ ...fields, ratePerMinute: Number.isSafeInteger(value) && value > 0 ? value : null });
  };
  return (
    <>
      <Select
        label="Told where a lead takes longer"
        description="Choose success or failed for a system that cannot ask again later."
        options={PENDING}
        value={fields.pending ?? 'pending'}
        onChange={(id) => onChange({ ...fields, pending: id === 'success' || id === 'failed' ? id : 'pending' })}
      />
      <TextField
        label="Leads a minute at most"
        inputMode="numeric"
        placeholder="No limit"
        description="More are refused with 429 and the time to wait."
        value={rate === null ? '' : String(rate)}
        onChange={setRate}
      />
    </>
  );
}

function MoreFields({ fields, onChange }: FieldsProps): ReactElement {
  return (
    <>
      <ComboBox
        label="Region of its phone numbers"
        options={REGIONS}
        value={fields.region}
        onChange={(region) => onChange({ ...fields, region: region.toUpperCase() })}
        description="How numbers without a country code are read."
        error={regionFault(fields.region)}
        allowsAny
      />
      <Switch
        isSelected={fields.test}
        onChange={(test) => onChange({ ...fields, test })}
        description="Every lead of this source is a test: effects are simulated, nothing is sent or stored for real."
      >
        Test source
      </Switch>
    </>
  );
}
