// One parameter of an endpoint: its name, where it is put, and where its value comes from.
import type { ReactElement } from 'react';
import type { EndpointParameter } from '../../../../flows/language/receivers.ts';
import { ComboBox } from '../../../kit/ComboBox.tsx';
import { RowTools } from '../../../kit/RowTools.tsx';
import { Select } from '../../../kit/Select.tsx';
import { TextField } from '../../../kit/TextField.tsx';
import type { Rows } from '../../../kit/use-rows.ts';
import type { EndpointHolder } from './endpoint-holder.ts';
import { detailOf, PLACE_WORDS, SOURCES, type SourceKind, sourceOfValue, valueOfSource } from './parameter-source.ts';

interface ParameterRowProps {
  index: number;
  row: EndpointParameter;
  rows: Rows<EndpointParameter>;
  holder: EndpointHolder;
  isReadOnly: boolean;
  /** The place that counts, in words. */
  said: string;
}

/** What a field of the row changes; undefined takes the key out. */
type Change = { [K in keyof EndpointParameter]?: EndpointParameter[K] | undefined };

const PLACES = Object.entries(PLACE_WORDS).map(([id, label]) => ({ id, label }));
const DIGESTS = [
  { id: 'header', label: 'In a header' },
  { id: 'query', label: 'In the query' },
  { id: 'body', label: 'In the body' },
];
const SAME = 'template';

/** The row. */
export function ParameterRow({ index, row, rows, holder, isReadOnly, said }: ParameterRowProps): ReactElement {
  const offered = holder.parameters.find(({ name }) => name === row.name);
  const set = (part: Change): void => rows.replace(index, tidy({ ...row, ...part }));
  const own = offered ? [{ id: SAME, label: `As the template: ${PLACE_WORDS[offered.in]}` }] : [];
  const isDigest = (row.in ?? offered?.in) === 'md5';
  return (
    <fieldset
      className="lf-rows__row"
      aria-label={`Parameter ${index + 1} of ${rows.numbered.length}: ${row.name || 'no name yet'}, ${said.toLowerCase()}`}
      data-row={index}
      data-drag={rows.look(index)}
      onKeyDown={(event) => rows.onKeyDown(event, index)}
    >
      <div className="lf-rows__fields">
        <ComboBox
          label="Name"
          value={row.name}
          onChange={(name) => set({ name })}
          options={holder.parameters.map(({ name, label }) => ({
            id: name,
            label: name,
            ...(label ? { hint: label } : {}),
          }))}
          placeholder="api_key"
          isReadOnly={isReadOnly}
          allowsAny
        />
        <Select
          label="Put in"
          value={row.in ?? (offered ? SAME : 'body')}
          onChange={(id) => set({ in: id === SAME ? undefined : placeOf(id) })}
          options={[...own, ...PLACES]}
          isReadOnly={isReadOnly}
        />
        {isDigest && (
          <Select
            label="Digest goes"
            value={row.digestIn ?? offered?.digestIn ?? 'header'}
            onChange={(id) => set({ digestIn: digestOf(id) })}
            options={DIGESTS}
            isReadOnly={isReadOnly}
          />
        )}
        <SourceFields {...{ row, holder, isReadOnly, set }} />
      </div>
      {!isReadOnly && <RowTools index={index} rows={rows} />}
    </fieldset>
  );
}

interface SourceFieldsProps extends Pick<ParameterRowProps, 'row' | 'holder' | 'isReadOnly'> {
  set: (part: Change) => void;
}

function SourceFields({ row, holder, isReadOnly, set }: SourceFieldsProps): ReactElement {
  const source = sourceOfValue(row.value);
  const detail = detailOf(source.kind);
  const base = holder.parameters.find(({ name }) => name === row.name)?.value;
  const noToken = source.kind === 'token' && !holder.hasToken;
  const ownWords = base === undefined ? `The field ${row.name || 'of its name'}` : `As the template: ${base}`;
  const pick = (id: string): void => {
    const { id: kind = 'own' } = SOURCES.find((each) => each.id === id) ?? {};
    set({ value: valueOfSource({ kind, detail: startOf(kind, row, holder) }) });
  };
  return (
    <>
      <Select
        label="Value from"
        value={source.kind}
        onChange={pick}
        options={SOURCES.map((each) => (each.id === 'own' ? { ...each, label: ownWords } : each))}
        error={
          noToken ? 'No access token yet: choose “Token of an Auth endpoint” or OAuth 2 on the General tab.' : undefined
        }
        isReadOnly={isReadOnly}
      />
      {detail &&
        (source.kind === 'text' ? (
          <TextField
            label={detail.label}
            value={source.detail}
            onChange={(text) => set({ value: text })}
            placeholder={detail.example}
            description="Places: {field.name}, {tenant}, {host}, {token}, {body.path}, {result.name.path}."
            isReadOnly={isReadOnly}
            isMono
          />
        ) : (
          <ComboBox
            label={detail.label}
            value={source.detail}
            onChange={(text) => set({ value: valueOfSource({ kind: source.kind, detail: text }) })}
            options={choicesOf(source.kind, holder)}
            placeholder={detail.example}
            isReadOnly={isReadOnly}
            isMono
            allowsAny
          />
        ))}
    </>
  );
}

/** What a source begins with when it is chosen: what the row said, or the name of the parameter. */
function startOf(kind: SourceKind, row: EndpointParameter, holder: EndpointHolder): string {
  if (kind === 'text') return row.value ?? '';
  if (kind === 'field') return holder.fields.includes(row.name) ? row.name : (holder.fields[0] ?? row.name);
  if (kind === 'result') return holder.results[0] ?? '';
  return kind === 'body' ? row.name : '';
}

function choicesOf(kind: SourceKind, holder: EndpointHolder): { id: string; label: string }[] {
  const names = kind === 'field' ? holder.fields : kind === 'result' ? holder.results : [];
  return names.map((name) => ({ id: name, label: name }));
}

/** Without the keys that say nothing. */
function tidy({ name = '', in: place, digestIn, value }: Change): EndpointParameter {
  return {
    name,
    ...(place === undefined ? {} : { in: place }),
    ...(digestIn === undefined ? {} : { digestIn }),
    ...(value === undefined ? {} : { value }),
  };
}

function placeOf(id: string): EndpointParameter['in'] {
  return id === 'header' || id === 'query' || id === 'path' || id === 'md5' ? id : 'body';
}

function digestOf(id: string): EndpointParameter['digestIn'] {
  return id === 'query' || id === 'body' ? id : 'header';
}
