// What differs between two drawings, in the words that the forms use for it.
import type { Catalogue, JsonSchema } from '../../flows/language/catalogue.ts';
import type { EdgeChange, FieldChange, NodeChange } from '../../flows/language/diff.ts';
import type { FlowBundle, Json } from '../../flows/language/document.ts';
import { isFileRef, isObject, type Path } from '../../flows/language/json.ts';

const OWN_FIELDS: Readonly<Record<string, string>> = {
  type: 'Kind of node',
  title: 'Title',
  note: 'Note',
  retry: 'Retry',
  onUnknown: 'When nobody knows the outcome',
  attempts: 'Attempts',
  backoff: 'Pause between attempts',
  on: 'Retry after',
};

const SETTINGS: Readonly<Record<string, string>> = {
  name: 'Name of the flow',
  description: 'Description',
  zone: 'Time zone',
  onError: 'Flow for runs that fail',
  concurrency: 'Runs at a time',
};

/** What a person calls a node of this drawing: its title, or the title of its type. */
export function nodeTitle({ document }: FlowBundle, id: string, catalogue: Catalogue): string {
  const node = document.nodes[id];
  return node?.title || (node && catalogue[node.type]?.title) || node?.type || id;
}

/** “Rules, row 2, Value” for `config.rows.1.value`. */
export function fieldName(path: Path, config: JsonSchema | undefined): string {
  const isConfig = path[0] === 'config';
  let schema = isConfig ? config : undefined;
  const words = path.slice(isConfig ? 1 : 0).map((part) => {
    const own = typeof part === 'number' ? schema?.items : propertyIn(schema, part);
    schema = own;
    if (typeof part === 'number') return `row ${part + 1}`;
    return own?.title ?? (isConfig ? part : (OWN_FIELDS[part] ?? part));
  });
  return words.length === 0 ? 'Settings of the node' : words.join(', ');
}

function propertyIn(schema: JsonSchema | undefined, name: string): JsonSchema | undefined {
  const forms = [schema, ...(schema?.anyOf ?? schema?.oneOf ?? [])];
  return forms.map((form) => form?.properties?.[name]).find((found) => found !== undefined);
}

/** “Time zone”, or “Variable cap”. */
export function settingName([first, name]: Path): string {
  return first === 'vars' ? `Variable ${name}` : (SETTINGS[String(first)] ?? String(first));
}

/** A value as a person reads it. */
export function valueText(value: Json | undefined): string {
  if (value === undefined) return 'not set';
  if (value === '') return 'empty';
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (isFileRef(value)) return `the file ${value.file}`;
  if (isObject(value) || Array.isArray(value)) return JSON.stringify(value, null, 2);
  return value === null ? 'nothing' : String(value);
}

/** The fields of a node that can be told one by one; a node that is new or gone is told by its settings alone. */
export function toldFields({ is, fields }: NodeChange): FieldChange[] {
  return is === 'changed' ? fields : fields.filter(({ path }) => path[0] !== 'type');
}

/** “Answered leads to Stop, before to Respond”. */
export function edgeWords(edge: EdgeChange, name: (id: string) => string, port: string): string {
  if (edge.is === 'added') return `${port} leads to ${name(edge.after ?? '')}`;
  if (edge.is === 'removed') return `${port} leads to ${name(edge.before ?? '')} no more`;
  return `${port} leads to ${name(edge.after ?? '')}, before to ${name(edge.before ?? '')}`;
}
