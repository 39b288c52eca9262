// Where a parameter of an endpoint takes its value from: the text of the document as a choice, and back. Pure.
import { readPlaces } from '../../../../flows/language/places.ts';
import type { EndpointParameter, TemplateParameter } from '../../../../flows/language/receivers.ts';

/** A source to choose. `own` is the field of the parameter's name; `text` is text with any places. */
export type SourceKind = 'own' | 'field' | 'token' | 'body' | 'result' | 'tenant' | 'host' | 'text';

/** A source with what it says: the field, the path, `<name>.<path>` of a result, or the text. */
export interface ParameterSource {
  kind: SourceKind;
  detail: string;
}

/** What the sources are called, in the order of the choice. */
export const SOURCES: readonly { id: SourceKind; label: string }[] = [
  { id: 'own', label: 'As the name says' },
  { id: 'field', label: 'Field of the connection' },
  { id: 'token', label: 'Access token' },
  { id: 'body', label: "Caller's body" },
  { id: 'result', label: 'Kept result' },
  { id: 'tenant', label: 'Tenant id' },
  { id: 'host', label: 'Host' },
  { id: 'text', label: 'Text with places' },
];

/** The source that the value of a parameter says. */
export function sourceOfValue(value: string | undefined): ParameterSource {
  if (value === undefined) return { kind: 'own', detail: '' };
  const [only, ...others] = readPlaces(value).parts;
  const isOne = typeof only === 'object' && others.length === 0 && value === `{${only.text}}`;
  if (!isOne) return { kind: 'text', detail: value };
  const { source, name, path } = only;
  if (source === 'result') return { kind: 'result', detail: path === '' ? name : `${name}.${path}` };
  return { kind: source, detail: source === 'field' ? name : path };
}

/** The value that a document keeps for a source; undefined for the field of the parameter's name. */
export function valueOfSource({ kind, detail }: ParameterSource): string | undefined {
  if (kind === 'own') return undefined;
  if (kind === 'text') return detail;
  return detail === '' ? `{${kind}}` : `{${kind}.${detail}}`;
}

/** What a source asks for beside its kind; undefined where it needs nothing. */
export function detailOf(kind: SourceKind): { label: string; example: string } | undefined {
  if (kind === 'field') return { label: 'Field', example: 'api_key' };
  if (kind === 'body') return { label: 'Path in the body', example: 'phone_number' };
  if (kind === 'result') return { label: 'Result and path', example: 'contact.id' };
  return kind === 'text' ? { label: 'Text', example: '{field.api_key}{body.phone}' } : undefined;
}

/** The rows to begin with where an endpoint stops taking all parameters of its template. */
export function rowsOfTemplate(parameters: readonly TemplateParameter[]): EndpointParameter[] {
  return parameters.map(({ name }) => ({ name }));
}

/** The place of a parameter in words: its own, else what the template says of that name, else the body. */
export function placeWords(row: EndpointParameter, parameters: readonly TemplateParameter[]): string {
  const place = row.in ?? parameters.find(({ name }) => name === row.name)?.in ?? 'body';
  return PLACE_WORDS[place];
}

/** What the places are called. */
export const PLACE_WORDS: Readonly<Record<TemplateParameter['in'], string>> = {
  header: 'Header',
  body: 'Body',
  query: 'Query',
  path: 'Path',
  md5: 'MD5 digest',
};
