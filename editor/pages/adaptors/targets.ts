// Reads the receiver's fields from what an admin has at hand: a JSON Schema, a JSON sample, a query string, names. Pure.
import type { AdaptorField, Json, JsonObject } from '../../../flows/language/document.ts';
import { isForbiddenKey, isObject } from '../../../flows/language/json.ts';
import { splitTargets } from './split-targets.ts';

/** What was pasted, and the rows that it makes; none of them is mapped yet. */
export interface FoundTargets {
  from: 'JSON Schema' | 'JSON sample' | 'query string' | 'names';
  targets: AdaptorField[];
  /** Names that an adaptor cannot write, such as those with a dot in them. */
  leftOut: string[];
}

const DEEPEST = 8;
const MOST = 500;

/** The fields that a pasted text names, or what is wrong with it. */
export function targetsOf(text: string): FoundTargets | { says: string } {
  const trimmed = text.trim();
  if (trimmed === '') return { says: 'Paste what the receiver documents, or write one field name a line.' };
  const found = /^[[{]/.test(trimmed) ? ofJson(trimmed) : isQuery(trimmed) ? ofQuery(trimmed) : ofNames(trimmed);
  if ('says' in found) return found;
  const once = new Map(found.targets.map((field) => [field.target, field]));
  const targets = [...once.values()];
  if (targets.length === 0) return { says: 'No field is named there. Paste an object with fields in it.' };
  if (targets.length > MOST) return { says: `These are ${targets.length} fields; an adaptor takes ${MOST} at once.` };
  return { ...found, targets };
}

function ofJson(text: string): FoundTargets | { says: string } {
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch (error) {
    return { says: `This is not JSON: ${error instanceof Error ? error.message : String(error)}.` };
  }
  const object = Array.isArray(value) ? value[0] : value;
  if (!isObject(object)) return { says: 'Paste an object in braces, such as {"phone": "5551234567"}.' };
  const leftOut: string[] = [];
  if (isSchema(object)) {
    const targets = ofSchema(object, { root: object, path: '', isRequired: true, depth: 0, leftOut });
    return { from: 'JSON Schema', targets, leftOut };
  }
  return { from: 'JSON sample', targets: ofSample(object, '', leftOut), leftOut };
}

function isSchema(value: JsonObject): boolean {
  const isTyped = typeof value.$schema === 'string' || value.type === 'object';
  return isObject(value.properties) || (isTyped && (typeof value.$ref === 'string' || Array.isArray(value.allOf)));
}

interface SchemaPlace {
  root: JsonObject;
  path: string;
  isRequired: boolean;
  depth: number;
  leftOut: string[];
}

function ofSchema(given: JsonObject, place: SchemaPlace): AdaptorField[] {
  if (place.depth > DEEPEST) return [];
  const schema = resolved(given, place.root);
  const { properties, items } = schema;
  if (isObject(properties)) {
    const required = Array.isArray(schema.required) ? schema.required : [];
    return Object.entries(properties).flatMap(([key, child]) => {
      const path = under(place.path, key, place.leftOut);
      if (path === undefined || !isObject(child)) return [];
      const isRequired = place.isRequired && required.includes(key);
      return ofSchema(child, { ...place, path, isRequired, depth: place.depth + 1 });
    });
  }
  if (isObject(items) && isObject(resolved(items, place.root).properties))
    return ofSchema(items, { ...place, path: `${place.path}.0`, depth: place.depth + 1 });
  return place.path === '' ? [] : [fieldOf(schema, place)];
}

function fieldOf(schema: JsonObject, { path, isRequired }: SchemaPlace): AdaptorField {
  const { description, const: fixed, default: preset } = schema;
  const type = typeOf(schema.type);
  return {
    target: path,
    ...(fixed === undefined ? {} : { value: fixed }),
    ...(preset === undefined || preset === null ? {} : { default: preset }),
    ...(isRequired ? { required: true } : {}),
    ...(type === undefined ? {} : { type }),
    ...(typeof description === 'string' && description !== '' ? { comment: shortened(description) } : {}),
  };
}

/** The schema with a `$ref` inside the same document followed and `allOf` laid together. */
function resolved(schema: JsonObject, root: JsonObject): JsonObject {
  let at = schema;
  for (let hops = 0; hops < DEEPEST && typeof at.$ref === 'string' && at.$ref.startsWith('#/'); hops++) {
    const found = at.$ref
      .slice(2)
      .split('/')
      .reduce<Json | undefined>((place, part) => (isObject(place) ? place[part] : undefined), root);
    if (!isObject(found)) break;
    at = found;
  }
  if (!Array.isArray(at.allOf)) return at;
  const parts = [at, ...at.allOf.filter(isObject).map((part) => (part.$ref ? resolved(part, root) : part))];
  return {
    ...at,
    properties: Object.assign({}, ...parts.map((part) => part.properties)),
    required: parts.flatMap((part) => (Array.isArray(part.required) ? part.required : [])),
  };
}

function typeOf(type: Json | undefined): AdaptorField['type'] {
  const names = (Array.isArray(type) ? type : [type]).filter((name) => name !== 'null');
  if (names.length !== 1) return undefined;
  if (names[0] === 'integer' || names[0] === 'number') return 'number';
  return names[0] === 'string' || names[0] === 'boolean' ? names[0] : undefined;
}

function ofSample(object: JsonObject, path: string, leftOut: string[], depth = 0): AdaptorField[] {
  if (depth > DEEPEST) return [];
  return Object.entries(object).flatMap(([key, value]) => {
    const target = under(path, key, leftOut);
    if (target === undefined) return [];
    if (isObject(value) && Object.keys(value).length > 0) return ofSample(value, target, leftOut, depth + 1);
    const first = Array.isArray(value) ? value[0] : undefined;
    if (isObject(first)) return ofSample(first, `${target}.0`, leftOut, depth + 1);
    const type = typeof value === 'number' ? 'number' : typeof value === 'boolean' ? 'boolean' : undefined;
    return [{ target, ...(type === undefined ? {} : { type }) }];
  });
}

function isQuery(text: string): boolean {
  return !/\s/.test(text) && /^(https?:\/\/[^?]*)?\??[^=&?]+=[^&]*(&|$)/.test(text);
}

function ofQuery(text: string): FoundTargets {
  const leftOut: string[] = [];
  const names = [...new URLSearchParams(text.slice(text.indexOf('?') + 1)).keys()];
  const targets = names.flatMap((name) => {
    const target = under('', name, leftOut);
    return target === undefined ? [] : [{ target }];
  });
  return { from: 'query string', targets, leftOut };
}

function ofNames(text: string): FoundTargets | { says: string } {
  const lines = text.split(/[\r\n;\t]+/).map((line) => line.trim());
  const wrong = lines.find((line) => /\s/.test(line.replace(/\s*\*$/, '').replace(/\s*,\s*/g, ',')));
  if (wrong !== undefined)
    return { says: `“${shortened(wrong, 40)}” has a space in it. Write one field name a line, such as first_name.` };
  const targets = lines
    .filter((line) => line !== '')
    .flatMap((line) => {
      const isRequired = line.endsWith('*');
      return splitTargets({ target: line.replace(/\s*\*$/, ''), ...(isRequired ? { required: true } : {}) });
    });
  return { from: 'names', targets: targets.filter(({ target }) => target !== ''), leftOut: [] };
}

/** The dotted path of a key under `path`; a key that a path cannot name is put among those left out. */
function under(path: string, key: string, leftOut: string[]): string | undefined {
  if (key === '' || /[.,]/.test(key) || isForbiddenKey(key)) {
    leftOut.push(key);
    return undefined;
  }
  return path === '' ? key : `${path}.${key}`;
}

function shortened(text: string, most = 120): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > most ? `${line.slice(0, most - 1)}…` : line;
}
