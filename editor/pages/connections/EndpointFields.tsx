// The fields of an endpoint: the call, its body, its time, and the sample answer for tests.
import type { ReactElement } from 'react';
import type { EndpointDocument, JsonObject } from '../../../flows/language/document.ts';
import { JsonField } from '../../kit/JsonField.tsx';
import { Select } from '../../kit/Select.tsx';
import { Segmented, Switch } from '../../kit/Switch.tsx';
import { TextField } from '../../kit/TextField.tsx';

interface EndpointPart {
  draft: EndpointDocument;
  onChange: (next: EndpointDocument) => void;
  isReadOnly: boolean;
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
const SENDS = ['json', 'form', 'raw'] as const;
const RECEIVES = ['json', 'xml', 'text'] as const;
const DEFAULT_TIMEOUT_MS = 15_000;

function options(ids: readonly string[]): { id: string; label: string }[] {
  return ids.map((id) => ({
    id,
    label: id === 'form' ? 'Form' : id === 'raw' ? 'Raw' : id === 'text' ? 'Text' : id.toUpperCase(),
  }));
}

/** Method, path, how the body is sent, constants, time limit, and whether repeating is harmless. */
export function EndpointCallFields(props: EndpointPart & { pathFault: string | undefined }): ReactElement {
  const { draft, onChange, isReadOnly, pathFault } = props;
  return (
    <>
      <div className="lf-columns">
        <Select
          label="Method"
          options={METHODS.map((id) => ({ id, label: id }))}
          value={draft.method}
          onChange={(id) => onChange({ ...draft, method: METHODS.find((each) => each === id) ?? 'POST' })}
          isReadOnly={isReadOnly}
        />
        <Segmented
          label="Body is sent as"
          options={options(SENDS)}
          value={draft.send ?? 'json'}
          onChange={(id) => onChange({ ...draft, send: SENDS.find((each) => each === id) ?? 'json' })}
          isDisabled={isReadOnly || draft.method === 'GET'}
          description={draft.method === 'GET' ? 'GET sends it as the query.' : undefined}
        />
      </div>
      <TextField
        label="Path"
        value={draft.path}
        onChange={(path) => onChange({ ...draft, path: path.trim() })}
        placeholder="/leads/find"
        description="A part in braces, such as /leads/{lead_id}, is filled from the body of the call."
        isMono
        isRequired
        isReadOnly={isReadOnly}
        error={pathFault}
      />
      <JsonField
        label="Constants"
        description="Added to every body, as a JSON object."
        placeholder={'{"list_id": "1001"}'}
        value={draft.hardParams}
        onChange={(value) => onChange(withPart(draft, 'hardParams', isObject(value) ? value : undefined))}
        isReadOnly={isReadOnly}
      />
      <TextField
        label="Time limit, milliseconds"
        value={draft.timeoutMs === undefined ? '' : String(draft.timeoutMs)}
        onChange={(text) => onChange(withPart(draft, 'timeoutMs', wholeNumber(text)))}
        placeholder={String(DEFAULT_TIMEOUT_MS)}
        inputMode="numeric"
        isReadOnly={isReadOnly}
      />
      <Switch
        isSelected={draft.idempotent === true}
        onChange={(on) => onChange(withPart(draft, 'idempotent', on || undefined))}
        isDisabled={isReadOnly}
        description="A call whose outcome nobody knows is then tried again by itself."
      >
        Repeating the call is harmless
      </Switch>
    </>
  );
}

/** How the receiver answers, and the sample that a test lead is answered with. */
export function EndpointAnswerFields({ draft, onChange, isReadOnly }: EndpointPart): ReactElement {
  const { sample } = draft;
  const set = (part: Partial<NonNullable<EndpointDocument['sample']>>): void =>
    onChange({ ...draft, sample: { status: 200, body: '', ...sample, ...part } });
  return (
    <>
      <Segmented
        label="It says that it answers in"
        options={options(RECEIVES)}
        value={draft.receive ?? 'json'}
        onChange={(id) => onChange({ ...draft, receive: RECEIVES.find((each) => each === id) ?? 'json' })}
        isDisabled={isReadOnly}
      />
      <Switch
        isSelected={sample !== undefined}
        onChange={(on) =>
          onChange(withPart(draft, 'sample', on ? { status: 200, body: '{"success":true}' } : undefined))
        }
        isDisabled={isReadOnly}
        description="What a test lead gets in place of the receiver's answer. Nothing is sent then."
      >
        Sample answer
      </Switch>
      {sample && (
        <>
          <div className="lf-columns">
            <TextField
              label="Status"
              value={String(sample.status)}
              onChange={(text) => set({ status: wholeNumber(text) ?? 200 })}
              inputMode="numeric"
              isReadOnly={isReadOnly}
            />
            <TextField
              label="Content type"
              value={sample.type ?? ''}
              onChange={(type) => set({ type })}
              placeholder="application/json"
              isMono
              isReadOnly={isReadOnly}
            />
          </div>
          <TextField
            label="Body"
            value={sample.body}
            onChange={(body) => set({ body })}
            rows={6}
            isMono
            isReadOnly={isReadOnly}
          />
        </>
      )}
    </>
  );
}

function withPart<K extends keyof EndpointDocument>(
  draft: EndpointDocument,
  key: K,
  value: EndpointDocument[K] | undefined,
): EndpointDocument {
  const next = { ...draft };
  delete next[key];
  return value === undefined ? next : { ...next, [key]: value };
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function wholeNumber(text: string): number | undefined {
  const value = Number.parseInt(text, 10);
  return Number.isSafeInteger(value) && value > 0 ? value : undefined;
}
