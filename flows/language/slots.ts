// Finds in a node's config the places that hold expressions, and those that name things of the workspace.
import type { JsonSchema } from './catalogue.ts';
import type { Json, JsonObject } from './document.ts';
import { fileExpression } from './inline.ts';
import { isFileRef, isObject } from './json.ts';
import { alternativeOf } from './structure.ts';

/** A place that holds an expression. `file` names the file that its text came from; a missing file gives ''. */
export interface ExpressionSlot {
  path: (string | number)[];
  /** Without the leading `=` of a field that may also be fixed. */
  text: string;
  file?: string;
}

/** A place that names a thing. For an endpoint, `dependsOn` is the sibling field (its key) that names the connection. */
export interface RefSlot {
  path: (string | number)[];
  ref: NonNullable<JsonSchema['x-ref']>;
  value: string;
  dependsOn?: string;
}

interface Place {
  schema: JsonSchema;
  value: Json;
  path: (string | number)[];
}

/** Every expression of a config, in the order of the schema; blank ones are left out. `files` are the flow's. */
export function expressionSlots(
  schema: JsonSchema,
  config: JsonObject,
  files: Readonly<Record<string, string>> = {},
): ExpressionSlot[] {
  const slots: ExpressionSlot[] = [];
  visit({ schema, value: config, path: [] }, ({ schema: at, value, path }) => {
    const kind = at['x-expression'];
    if (kind === undefined) return false;
    const file = isFileRef(value) ? value.file : undefined;
    const text = file === undefined ? value : fileText(files, file);
    if (typeof text !== 'string' || (text === '' && file === undefined)) return kind === 'only';
    if (kind === 'allowed' && !text.startsWith('=')) return false;
    const expression = kind === 'allowed' ? text.slice(1) : text;
    slots.push({ path, text: expression, ...(file === undefined ? {} : { file }) });
    return true;
  });
  return slots;
}

/** Every fixed name in a config, in the order of the schema; blank ones and expressions are left out. */
export function refSlots(schema: JsonSchema, config: JsonObject): RefSlot[] {
  const slots: RefSlot[] = [];
  visit({ schema, value: config, path: [] }, ({ schema: at, value, path }) => {
    const ref = at['x-ref'];
    if (ref === undefined || typeof value !== 'string' || value === '') return false;
    if (at['x-expression'] !== undefined && value.startsWith('=')) return true;
    const dependsOn = at['x-depends-on'];
    slots.push({ path, ref, value, ...(dependsOn === undefined ? {} : { dependsOn }) });
    return true;
  });
  return slots;
}

/** Walks the config along its schema; `take` answers true where it has taken the place and nothing inside counts. */
function visit(place: Place, take: (place: Place) => boolean): void {
  if (take(place)) return;
  const { value, path } = place;
  const schema = alternativeOf(place.schema, value);
  if (schema !== place.schema && take({ ...place, schema })) return;
  const { items } = schema;
  if (Array.isArray(value)) {
    if (items) for (const [i, item] of value.entries()) visit({ schema: items, value: item, path: [...path, i] }, take);
    return;
  }
  if (!isObject(value)) return;
  for (const [key, property] of insides(schema, value)) {
    visit({ schema: property, value: value[key] ?? null, path: [...path, key] }, take);
  }
}

function insides(schema: JsonSchema, value: JsonObject): [string, JsonSchema][] {
  const { properties = {}, additionalProperties: others } = schema;
  const known = Object.entries(properties).filter(([key]) => Object.hasOwn(value, key));
  if (typeof others !== 'object') return known;
  const rest = Object.keys(value).filter((key) => !Object.hasOwn(properties, key));
  return [...known, ...rest.map((key): [string, JsonSchema] => [key, others])];
}

function fileText(files: Readonly<Record<string, string>>, name: string): string {
  return fileExpression((Object.hasOwn(files, name) ? files[name] : undefined) ?? '');
}
