// The reading of a node's JSON Schema as a form: which field is drawn how, and what a change does to the value. Pure.
import type { JsonSchema } from '../../flows/language/catalogue.ts';
import type { Json, JsonObject } from '../../flows/language/document.ts';
import type { Names } from '../types.ts';

/** How a field is drawn. */
export type FieldKind =
  | 'text'
  | 'long-text'
  | 'number'
  | 'boolean'
  | 'choice'
  | 'choices'
  | 'texts'
  | 'ref'
  | 'expression'
  | 'rows'
  | 'key-value-table'
  | 'group'
  | 'json';

/** One field of the form. `path` is dotted, as problems name it. */
export interface FormField {
  key: string;
  path: string;
  kind: FieldKind;
  schema: JsonSchema;
  title: string;
  isRequired: boolean;
  /** A text that starts with `=` is an expression. */
  mayBeExpression: boolean;
}

/** Something that is wrong with a field, as the server or the check says it. */
export interface FormProblem {
  field: string;
  says: string;
  remedy?: string;
}

/** One thing to choose. */
export interface Choice {
  id: string;
  label: string;
  hint?: string;
}

/** The field that the key/value table draws as its last row, so that the form leaves it out. */
export const NO_MATCH = 'noMatch';

/** The fields of an object schema, in its order. */
export function fieldsOf(schema: JsonSchema, path = ''): FormField[] {
  const properties = Object.entries(schema.properties ?? {});
  const hasTable = properties.some(([, each]) => each['x-widget'] === 'key-value-table');
  return properties
    .filter(([key]) => !(hasTable && key === NO_MATCH))
    .map(([key, each]) => ({
      key,
      path: path === '' ? key : `${path}.${key}`,
      kind: kindOf(each),
      schema: each,
      title: each.title ?? key,
      isRequired: schema.required?.includes(key) ?? false,
      mayBeExpression: each['x-expression'] === 'allowed',
    }));
}

/** How a schema is drawn; `json` for what the form has no better way for. */
export function kindOf(schema: JsonSchema): FieldKind {
  if (schema['x-widget'] === 'key-value-table') return 'key-value-table';
  if (schema['x-expression'] === 'only') return 'expression';
  if (schema['x-ref']) return 'ref';
  if (optionsOf(schema).length > 0) return 'choice';
  if (schema.type === 'array') return arrayKindOf(schema.items ?? {});
  if (schema.type === 'object') return schema.properties ? 'group' : 'json';
  if (schema.type === 'boolean') return 'boolean';
  if (schema.type === 'number' || schema.type === 'integer') return 'number';
  if (schema.type === 'string') return schema['x-widget'] === 'long-text' ? 'long-text' : 'text';
  return schema['x-expression'] === 'allowed' ? 'text' : 'json';
}

function arrayKindOf(items: JsonSchema): FieldKind {
  if (items.type === 'object' && items.properties) return 'rows';
  if (items['x-ref'] || optionsOf(items).length > 0) return 'choices';
  return items.type === 'string' ? 'texts' : 'json';
}

/** The values of an `enum`, or of a union of constants, with their words. */
export function optionsOf(schema: JsonSchema): Choice[] {
  const values = schema.enum ?? constantsOf(schema.anyOf ?? schema.oneOf ?? []);
  return values.map((value, index) => {
    const id = String(value);
    return { id, label: schema['x-options']?.[index] ?? id };
  });
}

function constantsOf(union: readonly JsonSchema[]): unknown[] {
  return union.length > 0 && union.every((each) => each.const !== undefined) ? union.map((each) => each.const) : [];
}

/** The value of `enum` that has this text: numbers and booleans come back as such. */
export function valueOfOption(schema: JsonSchema, id: string): Json {
  const values = schema.enum ?? constantsOf(schema.anyOf ?? schema.oneOf ?? []);
  const found = values.find((value) => String(value) === id);
  return typeof found === 'number' || typeof found === 'boolean' ? found : id;
}

/** What a name field may name. `siblings` is the object it stands in: an endpoint depends on its connection. */
export function refChoices(schema: JsonSchema, names: Names, siblings: JsonObject): Choice[] {
  switch (schema['x-ref']) {
    case 'connection':
      return names.connections.map(named);
    case 'endpoint': {
      const slug = siblings[schema['x-depends-on'] ?? 'connection'];
      const connection = names.connections.find((each) => each.slug === slug);
      return (connection?.endpoints ?? []).map((each) => ({ ...named(each), hint: `${each.method} · ${each.slug}` }));
    }
    case 'adaptor':
      return names.adaptors.map(named);
    case 'list':
      return names.lists.map(named);
    case 'dnc-list':
      return names.dncLists.map(named);
    case 'lead-list':
      return names.leadLists.map(named);
    case 'flow':
      return names.flows.map(named);
    case 'status':
      return names.statuses.map(({ abbrev, label }) => ({ id: abbrev, label: abbrev, hint: label }));
    default:
      return [];
  }
}

function named(thing: { slug: string; name: string }): Choice {
  return { id: thing.slug, label: thing.name, hint: thing.slug };
}

/** `object` with `key` set; `undefined` takes the key out. The order of keys stays. */
export function withField(object: JsonObject, key: string, value: Json | undefined): JsonObject {
  if (value === undefined) {
    const { [key]: _, ...rest } = object;
    return rest;
  }
  return { ...object, [key]: value };
}

/** Keys of the value that the schema does not know: kept, and shown under "Other". */
export function otherKeys(schema: JsonSchema, value: JsonObject): string[] {
  return Object.keys(value).filter((key) => !(key in (schema.properties ?? {})));
}

/** A new row: nothing but the defaults of needed fields, so that the file stays short. */
export function emptyRow(items: JsonSchema): JsonObject {
  const row: JsonObject = {};
  for (const key of items.required ?? []) {
    const schema = items.properties?.[key];
    if (schema?.default !== undefined) row[key] = schema.default as Json;
    else if (schema?.type === 'boolean') row[key] = false;
    else if (schema?.type === 'string' && !optionsOf(schema).length) row[key] = '';
  }
  return row;
}

/** The rows of a value; what is not an object is left out. */
export function rowsOf(value: Json | undefined): JsonObject[] {
  if (!Array.isArray(value)) return [];
  return value.filter((row): row is JsonObject => typeof row === 'object' && row !== null && !Array.isArray(row));
}

/** `rows` with the row at `from` moved to `to`; the same rows where `to` is out of range. */
export function moved<T>(rows: readonly T[], from: number, to: number): T[] {
  const next = [...rows];
  if (from < 0 || from >= rows.length || to < 0 || to >= rows.length) return next;
  next.splice(to, 0, ...next.splice(from, 1));
  return next;
}

/** What is wrong with exactly this field, as one text; undefined where nothing is. */
export function problemAt(problems: readonly FormProblem[], path: string): string | undefined {
  const found = problems.filter((problem) => plainPath(problem.field) === path);
  if (found.length === 0) return undefined;
  return found.map(({ says, remedy }) => (remedy ? `${says} ${remedy}` : says)).join(' ');
}

/** How many problems stand in the field or below it. */
export function problemsWithin(problems: readonly FormProblem[], path: string): number {
  return problems.filter(({ field }) => plainPath(field) === path || plainPath(field).startsWith(`${path}.`)).length;
}

/** `/rows/2/value`, `rows[2].value` and `config.rows.2.value` all name `rows.2.value`. */
function plainPath(field: string): string {
  return field
    .replace(/\[(\d+)\]/g, '.$1')
    .replace(/^\//, '')
    .replaceAll('/', '.')
    .replace(/^config\./, '');
}

/** The first example as it would be typed, for the placeholder. */
export function exampleOf(schema: JsonSchema): string {
  const [example] = schema.examples ?? [];
  if (example === undefined || example === null) return '';
  return typeof example === 'object' ? JSON.stringify(example) : String(example);
}

/** True for a text that is an expression in a field that may hold either. */
export function isExpressionText(value: Json | undefined): value is string {
  return typeof value === 'string' && value.startsWith('=');
}

/** The fixed value as an expression: `=` and its JSON, so that switching over loses nothing. */
export function asExpression(value: Json | undefined): string {
  return value === undefined || value === '' ? '=' : `=${JSON.stringify(value)}`;
}

/** The fixed value that an expression stands for, where it is a plain constant of the field's type; else undefined. */
export function asFixed(text: string, schema: JsonSchema): Json | undefined {
  try {
    const value = JSON.parse(text.slice(1)) as Json;
    const wanted = schema.type === 'integer' ? 'number' : schema.type;
    return wanted === undefined || typeof value === wanted ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The number that a text says; undefined for none, null for a text that is no number. */
export function numberOf(text: string): number | undefined | null {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  const value = Number(trimmed);
  return Number.isFinite(value) ? value : null;
}
