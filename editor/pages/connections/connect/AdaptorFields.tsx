// (J) Adaptor: one that is there, or one that is made now from a sample of what the receiver takes.
import { type ReactElement, useState } from 'react';
import { Link } from 'react-router';
import type { AdaptorField } from '../../../../flows/language/document.ts';
import { ComboBox } from '../../../kit/ComboBox.tsx';
import { Segmented } from '../../../kit/Switch.tsx';
import { TextField } from '../../../kit/TextField.tsx';
import { counted } from '../../../kit/time-words.ts';
import { useNames } from '../../../shell/use-names.ts';
import type { ConnectAdaptor } from './connect-form.ts';
import { LEAD_PATHS, sampleFields, shownSource, withShownSource } from './sample-fields.ts';
import '../../../kit/table.css';

interface AdaptorFieldsProps {
  adaptor: ConnectAdaptor;
  onChange: (adaptor: ConnectAdaptor) => void;
  /** What a new adaptor is called at first. */
  offered: string;
  isRequired: boolean;
  fault: string | undefined;
}

const WAYS = [
  { id: 'known', label: 'One that is there' },
  { id: 'new', label: 'Make one now' },
];

/** The choice, and what belongs to it. */
export function AdaptorFields(props: AdaptorFieldsProps): ReactElement {
  const { adaptor, onChange, offered } = props;
  const choose = (id: string): void => {
    if (id === adaptor.is) return;
    onChange(id === 'new' ? { is: 'new', name: offered, fields: [] } : { is: 'known', slug: '' });
  };
  return (
    <>
      <Segmented label="Adaptor" options={WAYS} value={adaptor.is} onChange={choose} isRequired={props.isRequired} />
      {adaptor.is === 'known' ? (
        <KnownAdaptor {...props} slug={adaptor.slug} />
      ) : (
        <NewAdaptor {...props} adaptor={adaptor} />
      )}
    </>
  );
}

function KnownAdaptor({ slug, onChange, fault }: AdaptorFieldsProps & { slug: string }): ReactElement {
  const { adaptors } = useNames();
  return (
    <>
      <ComboBox
        label="Adaptor ID"
        options={adaptors.map((each) => ({ id: each.slug, label: each.name, hint: each.slug }))}
        value={slug}
        onChange={(next) => onChange({ is: 'known', slug: next })}
        placeholder="Choose"
        description="It says which field of the receiver gets which part of the lead."
        error={fault}
      />
      {slug !== '' && <Link to={`/adaptors/${slug}`}>Look at the adaptor {slug}</Link>}
    </>
  );
}

type MadeAdaptor = Extract<ConnectAdaptor, { is: 'new' }>;

function NewAdaptor({ adaptor, onChange, fault }: AdaptorFieldsProps & { adaptor: MadeAdaptor }): ReactElement {
  const [text, setText] = useState('');
  const read = text.trim() === '' ? undefined : sampleFields(text);
  const take = (next: string): void => {
    setText(next);
    const found = sampleFields(next);
    onChange({ ...adaptor, fields: 'says' in found ? [] : found.fields });
  };
  const says = read && 'says' in read ? read.says : undefined;
  return (
    <>
      <TextField label="Name of the adaptor" value={adaptor.name} onChange={(name) => onChange({ ...adaptor, name })} />
      <TextField
        label="Sample of what the receiver takes"
        value={text}
        onChange={take}
        rows={5}
        isMono
        placeholder={'{"first_name": "Ann", "phone": "3105550123", "list_id": "1001"}'}
        description="JSON, a query string, a JSON Schema, or one name a line. Fields are matched to the lead by their names."
        error={says ?? fault}
      />
      {adaptor.fields.length > 0 && (
        <SampleTable fields={adaptor.fields} onChange={(fields) => onChange({ ...adaptor, fields })} />
      )}
    </>
  );
}

interface SampleTableProps {
  fields: AdaptorField[];
  onChange: (fields: AdaptorField[]) => void;
}

/** One row for each field of the receiver; the mapping desk has the rest. */
function SampleTable({ fields, onChange }: SampleTableProps): ReactElement {
  const open = fields.filter((field) => shownSource(field) === '').length;
  return (
    <>
      <div className="lf-table-frame">
        <table className="lf-table" aria-label="Fields of the adaptor">
          <thead>
            <tr>
              <th scope="col">Field of the receiver</th>
              <th scope="col">Filled with</th>
            </tr>
          </thead>
          <tbody>
            {fields.map((field, index) => (
              <tr key={field.target}>
                <th scope="row" data-label="Field of the receiver">
                  <code>{field.target}</code>
                </th>
                <td data-label="Filled with">
                  <ComboBox
                    label={`${field.target} is filled with`}
                    hideLabel
                    options={optionsOf(field)}
                    value={shownSource(field)}
                    onChange={(text) => onChange(fields.with(index, withShownSource(field, text)))}
                    placeholder="Nothing yet"
                    allowsAny
                    isMono
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="lf-muted lf-small" role="status">
        {`${counted(fields.length, 'field')}, ${open === 0 ? 'all filled' : `${open} not filled yet`}. Formats, tables and conditions are set on the adaptor’s own page.`}
      </p>
    </>
  );
}

function optionsOf(field: AdaptorField) {
  const now = shownSource(field);
  const own = now.startsWith('always ') ? [{ id: now, label: now }] : [];
  return [...own, ...LEAD_PATHS.map((path) => ({ id: path, label: path }))];
}
