// Whom the duplicate check asks, and what each answer means.
import { type ReactElement, useState } from 'react';
import { NO_ANSWER_WORDS } from '../../../../flows/language/account-difference.ts';
import type { Json, JsonObject } from '../../../../flows/language/document.ts';
import { type ApiProblem, api } from '../../../api.ts';
import type { FormProblem } from '../../../kit/form-model.ts';
import { JsonField } from '../../../kit/JsonField.tsx';
import { TestedTable } from '../../../kit/KeyValueField.tsx';
import { Select } from '../../../kit/Select.tsx';
import { useNames } from '../../../shell/use-names.ts';
import type { AccountCheck, AccountSettings, EndpointTest } from '../../../types.ts';

interface AskFieldsProps {
  draft: AccountSettings;
  onChange: (draft: AccountSettings) => void;
  canEdit: boolean;
  problems: ApiProblem['errors'];
  /** Flows that could be asked. */
  askable: AccountCheck['askable'];
}

const SAMPLE: JsonObject = {
  phone_number: '3105550123',
  first_name: 'Ann',
  last_name: 'Lee',
  email: 'ann@example.com',
};
const NO_ANSWER = Object.entries(NO_ANSWER_WORDS).map(([id, label]) => ({ id, label }));

/** The drop-downs, the table, and a real answer to try it on. */
export function AskFields({ draft, onChange, canEdit, problems, askable }: AskFieldsProps): ReactElement {
  const [sample, setSample] = useState<Json | undefined>(SAMPLE);
  const { connection, endpoint } = draft;
  const ask = () => askNow({ connection, endpoint, lead: sample });
  return (
    <>
      <CallFields draft={draft} onChange={onChange} canEdit={canEdit} problems={problems} askable={askable} />
      <TestedTable
        title="External API Data Validation"
        about="What the answer says, and what becomes of the lead."
        rows={draft.rows as JsonObject[]}
        noMatch={draft.noMatch as JsonObject}
        onRows={(rows) => onChange({ ...draft, rows: rows as unknown as AccountSettings['rows'] })}
        onNoMatch={(noMatch) => onChange({ ...draft, noMatch: noMatch as AccountSettings['noMatch'] })}
        problems={problems as FormProblem[]}
        isReadOnly={!canEdit}
        takes={{
          label: 'Ask now with the lead below',
          nothing: 'It gave no answer: try the call on the page of the connection, which says why.',
        }}
        {...(canEdit && endpoint !== '' ? { lastInput: ask } : {})}
      />
      {canEdit && endpoint !== '' && (
        <details>
          <summary>The lead to ask with</summary>
          <JsonField
            label="Lead"
            description="Really sent to the system when you ask now."
            value={sample}
            onChange={setSample}
          />
        </details>
      )}
      <Select
        label="Where no answer comes, or none that can be read"
        description="A connection is asked four times first. Told failed, the lead stays with its run, for a person to look at."
        options={NO_ANSWER}
        value={draft.noAnswer}
        onChange={(id) => onChange({ ...draft, noAnswer: id === 'fail' ? 'fail' : 'create' })}
        isReadOnly={!canEdit}
      />
    </>
  );
}

/** Before the slug of a flow, among connections. */
const FLOW = 'flow:';

/** Whom to ask, and by which call. */
function CallFields({ draft, onChange, canEdit, problems, askable }: AskFieldsProps): ReactElement {
  const { connections } = useNames();
  const { connection, endpoint, flow = '' } = draft;
  const calls = connections.find(({ slug }) => slug === connection)?.endpoints ?? [];
  const says = (field: string) => problems.find((each) => each.field === field)?.says;
  const choose = (id: string): void =>
    id.startsWith(FLOW)
      ? onChange({ ...draft, flow: id.slice(FLOW.length), connection: '', endpoint: '' })
      : onChange({ ...draft, flow: '', connection: id, endpoint: firstOf(connections, id) });
  const options = [
    ...connections.map(({ slug, name }) => ({ id: slug, label: name, hint: `Connection ${slug}` })),
    ...askable.map(({ slug, name }) => ({ id: `${FLOW}${slug}`, label: name, hint: `Flow ${slug}` })),
  ];
  return (
    <div className="lf-columns">
      <Select
        label="Connection (or flow)"
        description="The system that is asked; Convoso calls it Convoso Connect. Or a flow that begins with “When called”: the table reads what it responds."
        options={options}
        value={flow === '' ? connection : `${FLOW}${flow}`}
        onChange={choose}
        placeholder="Choose whom to ask"
        error={says('connection') ?? says('flow')}
        isReadOnly={!canEdit}
      />
      {flow === '' && (
        <Select
          label="Call"
          description="Its adaptor makes what is sent."
          options={calls.map(({ slug, name }) => ({ id: slug, label: name, hint: slug }))}
          value={endpoint}
          onChange={(slug) => onChange({ ...draft, endpoint: slug })}
          placeholder="Choose a call"
          error={says('endpoint')}
          isReadOnly={!canEdit}
        />
      )}
    </div>
  );
}

/** A connection with one call needs no second choice. */
function firstOf(connections: ReturnType<typeof useNames>['connections'], slug: string): string {
  const endpoints = connections.find((each) => each.slug === slug)?.endpoints ?? [];
  return endpoints.length === 1 ? (endpoints[0]?.slug ?? '') : '';
}

/** A real answer, as data where it is JSON; undefined where none came. */
async function askNow(at: { connection: string; endpoint: string; lead: Json | undefined }): Promise<Json | undefined> {
  const path = `/api/connections/${at.connection}/endpoints/${at.endpoint}/test`;
  const { answer } = await api.post<EndpointTest>(path, { lead: at.lead ?? {} });
  if (!answer) return undefined;
  try {
    return JSON.parse(answer.body) as Json;
  } catch {
    return answer.body;
  }
}
