// (E) Request Method with the Post Data Type, and (F) Response Data Type.
import { type ReactElement, useState } from 'react';
import { Button } from '../../../kit/Button.tsx';
import { Select } from '../../../kit/Select.tsx';
import { Segmented } from '../../../kit/Switch.tsx';
import { TextField } from '../../../kit/TextField.tsx';
import { type ConnectForm, rawStart } from './connect-form.ts';

interface MethodFieldsProps {
  form: ConnectForm;
  onChange: (form: ConnectForm) => void;
  /** Fields that the adaptor makes: what a RAW text can be begun from. */
  targets: readonly string[];
  fault: string | undefined;
}

const METHODS = ['POST', 'GET', 'PUT', 'PATCH', 'DELETE'] as const;
const METHOD_OPTIONS = METHODS.map((id) => ({ id, label: id }));
const MORE = 'more';
const KINDS = [
  { id: 'raw', label: 'RAW' },
  { id: 'json', label: 'JSON' },
  { id: MORE, label: 'More kinds' },
];
const MORE_KINDS = [
  { id: 'form', label: 'Form fields', hint: 'a=1&b=2' },
  { id: 'query', label: 'Query', hint: 'behind the address' },
  { id: 'xml', label: 'XML' },
  { id: 'multipart', label: 'Multipart form' },
] as const;

/** Comes with a template alone: an envelope needs more than this form asks for. */
const SOAP = { id: 'soap', label: 'SOAP envelope' };

/** What is called how, and what is sent. */
export function MethodFields({ form, onChange, targets, fault }: MethodFieldsProps): ReactElement {
  const { method, send } = form;
  const [isMore, setMore] = useState(false);
  const hasMore = isMore || (send !== 'raw' && send !== 'json');
  const choose = (id: string): void => {
    setMore(id === MORE);
    if (id === MORE) onChange({ ...form, send: 'form' });
    else onChange({ ...form, send: id === 'raw' ? 'raw' : 'json', raw: form.raw || rawStart(targets) });
  };
  return (
    <>
      <Select
        label="Request Method"
        options={METHOD_OPTIONS}
        value={method}
        onChange={(id) => onChange({ ...form, method: METHODS.find((each) => each === id) ?? 'POST' })}
        description={method === 'GET' ? 'What the adaptor makes goes into the query of the address.' : undefined}
      />
      {method !== 'GET' && (
        <Segmented
          label="Post Data Type"
          options={KINDS}
          value={hasMore ? MORE : send}
          onChange={choose}
          description={send === 'raw' ? 'The text is sent as it stands here, its places filled.' : undefined}
        />
      )}
      {method !== 'GET' && hasMore && (
        <Select
          label="Kind"
          options={send === 'soap' ? [SOAP] : MORE_KINDS}
          value={send}
          onChange={(id) => onChange({ ...form, send: MORE_KINDS.find((each) => each.id === id)?.id ?? send })}
          description={
            send === 'soap'
              ? 'The envelope, its action and its user are the template’s; the endpoint’s page has them.'
              : 'For a SOAP envelope, start from the SOAP template.'
          }
        />
      )}
      {method !== 'GET' && send === 'raw' && (
        <RawField form={form} onChange={onChange} targets={targets} fault={fault} />
      )}
    </>
  );
}

function RawField({ form, onChange, targets, fault }: MethodFieldsProps): ReactElement {
  return (
    <>
      <TextField
        label="POST string"
        value={form.raw}
        onChange={(raw) => onChange({ ...form, raw })}
        rows={3}
        isMono
        placeholder="first_name={body.first_name}&phone={body.phone}"
        description="{body.first_name} is a field that the adaptor makes. A text of pairs is sent as a form."
        error={fault}
      />
      {targets.length > 0 && (
        <div>
          <Button size="small" onPress={() => onChange({ ...form, raw: rawStart(targets) })}>
            Write it from the adaptor’s fields
          </Button>
        </div>
      )}
    </>
  );
}

const ANSWERS = [
  { id: 'json', label: 'JSON' },
  { id: 'xml', label: 'XML' },
  { id: 'text', label: 'TEXT' },
];
const SHAPES: Readonly<Record<string, string>> = {
  json: '{"key1": ["value1", "value2"]}',
  xml: '<Values><value>value1</value></Values>',
  text: 'value1,value2,value3',
  html: '<p class="ok">value1</p>',
};

/** In Convoso a wrong choice leaves the log blank; here it is a warning with a switch. */
export function AnswerField({ form, onChange }: Pick<MethodFieldsProps, 'form' | 'onChange'>): ReactElement {
  const { receive } = form;
  return (
    <Segmented
      label="Response Data Type"
      options={receive === 'html' ? [...ANSWERS, { id: 'html', label: 'HTML' }] : ANSWERS}
      value={receive}
      onChange={(id) => onChange({ ...form, receive: id === 'xml' || id === 'text' || id === 'html' ? id : 'json' })}
      description={
        <>
          The type that the receiver answers in, such as <code>{SHAPES[receive]}</code>. A type that does not fit is
          said in the test and in the logs, which show the answer as it came all the same.
        </>
      }
    />
  );
}
