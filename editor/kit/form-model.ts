// The reading of a node's JSON Schema as a form: which field is drawn how, and what a change does to the value. Pure.
import type { JsonSchema } from '../../flows/language/catalogue.ts';
import type { Json, JsonObject } from '../../flows/language/document.ts';

/** How a field is drawn. */
export type FieldKind =
  | 'text'
  | 'long-text'
  | 'number'
  | 'boolean'
  | 'choice'
  | 'choices'
  | 'texts'
  | 'options'
  | 'secret'
  | 'variant'
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
  /** Half as wide as the form, where there is room. */
  isHalf: boolean;
  /** Titles of the fields beside it, by key. */
  titles: Readonly<Record<string, string>>;
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

/** The fields of an object schema, in its order. `value` decides what an `if` of the schema changes. */
export function fieldsOf(schema: JsonSchema, path = '', value: JsonObject = {}): FormField[] {
  const properties = Object.entries(withThen(schema, value));
  const hasTable = properties.some(([, each]) => each['x-widget'] === 'key-value-table');
  const titles = Object.fromEntries(properties.map(([key, each]) => [key, each.title ?? key]));
  return properties
    .filter(([key, each]) => !(hasTable && key === NO_MATCH) && each['x-hidden'] !== true)
    .map(([key, each]) => ({
      key,
      path: path === '' ? key : `${path}.${key}`,
      kind: kindOf(each),
      schema: each,
      title: each.title ?? key,
      isRequired: schema.required?.includes(key) ?? false,
      mayBeExpression: each['x-expression'] === 'allowed',
      isHalf: each['x-width'] === 'half',
      titles,
    }));
}

/** The properties, with what `then` says of them where `if` fits the value. */
function withThen(schema: JsonSchema, value: JsonObject): Record<string, JsonSchema> {
  const properties = schema.properties ?? {};
  const conditions = Object.entries(schema.if?.properties ?? {});
  const fits = conditions.every(([key, wanted]) => {
    const is = value[key] ?? properties[key]?.default;
    return wanted.const === undefined ? (wanted.enum?.includes(is) ?? false) : wanted.const === is;
  });
  if (conditions.length === 0 || !fits) return properties;
  const changes = schema.then?.properties ?? {};
  return Object.fromEntries(Object.entries(properties).map(([key, each]) => [key, { ...each, ...changes[key] }]));
}

/** How a schema is drawn; `json` for what the form has no better way for. */
export function kindOf(schema: JsonSchema): FieldKind {
  if (schema['x-widget'] === 'key-value-table') return 'key-value-table';
  if (schema['x-expression'] === 'only') return 'expression';
  if (schema['x-ref'] || schema['x-options']) return 'options';
  if (schema['x-secret']) return 'secret';
  if (variantsOf(schema)) return 'variant';
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
  if (items['x-ref'] || items['x-options'] || optionsOf(items).length > 0) return 'choices';
  return items.type === 'string' ? 'texts' : 'json';
}

/** The values of an `enum`, or of a union of constants, with their words. */
export function optionsOf(schema: JsonSchema): Choice[] {
  const values = schema.enum ?? constantsOf(schema.anyOf ?? schema.oneOf ?? []);
  return values.map((value, index) => {
    const id = String(value);
    return { id, label: schema['x-words']?.[index] ?? id };
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

/** A union of objects that one constant tells apart: its key, and each shape by the constant. */
export interface Variants {
  key: string;
  shapes: Readonly<Record<string, JsonSchema>>;
}

/** The variants of a `oneOf` or `anyOf`; undefined where no constant tells its objects apart. */
export function variantsOf(schema: JsonSchema): Variants | undefined {
  const union = schema.oneOf ?? schema.anyOf ?? [];
  const [first] = union;
  const key = Object.keys(first?.properties ?? {}).find((each) =>
    union.every((shape) => typeof shape.properties?.[each]?.const === 'string'),
  );
  if (key === undefined || union.length < 2) return undefined;
  return { key, shapes: Object.fromEntries(union.map((shape) => [String(shape.properties?.[key]?.const), shape])) };
}

/** The value in another shape: what both know is kept, what the new one needs gets its default. */
export function asVariant({ key, shapes }: Variants, id: string, before: JsonObject): JsonObject {
  const shape = shapes[id] ?? {};
  const kept = Object.entries(before).filter(([each]) => each !== key && each in (shape.properties ?? {}));
  return { ...emptyRow(shape), ...Object.fromEntries(kept), [key]: id };
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

/** True for a value that holds something else than rows: a table cannot show it, and must not drop it. */
export function holdsOddRows(value: Json | undefined): boolean {
  return value !== undefined && (!Array.isArray(value) || rowsOf(value).length < value.length);
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

/** A path in words, by the titles of the schema: `rows.1.value` is "Table, row 2, Value". */
export function titleOfPath(schema: JsonSchema, path: string): string {
  const words: string[] = [];
  let at: JsonSchema | undefined = schema;
  for (const part of path.split('.')) {
    const isPlace: boolean = at?.items !== undefined && /^\d+$/.test(part);
    const next: JsonSchema | undefined = isPlace ? at?.items : shapeWith(at, part)?.properties?.[part];
    words.push(isPlace ? `row ${Number(part) + 1}` : (next?.title ?? part));
    at = next;
  }
  return words.join(', ');
}

/** The schema itself, or the shape of its union, that has the property. */
function shapeWith(schema: JsonSchema | undefined, key: string): JsonSchema | undefined {
  const union = schema?.oneOf ?? schema?.anyOf ?? [];
  return schema?.properties?.[key] ? schema : union.find((each) => each.properties?.[key]);
}

/** How many problems stand in the field or below it. */
export function problemsWithin(problems: readonly FormProblem[], path: string): number {
  return problems.filter(({ field }) => plainPath(field) === path || plainPath(field).startsWith(`${path}.`)).length;
}

/** The dotted path of a field: `/rows/2/value`, `rows[2].value` and `config.rows.2.value` all name `rows.2.value`. */
export function plainPath(field: string): string {
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
