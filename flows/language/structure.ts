// Holds a JSON value against the subset of JSON Schema that documents and node configs use, in words for people.
import { compilePattern } from '../expression/regex.ts';
import type { JsonSchema } from './catalogue.ts';
import type { Json, JsonObject } from './document.ts';
import { isFileRef, isForbiddenKey, isObject, isSame, type Path, put } from './json.ts';

/** One place where a value does not fit its schema. `unknown` is a key that the schema does not have. */
export interface Misfit {
  path: Path;
  kind: 'missing' | 'wrong' | 'unknown';
  says: string;
}

interface Place {
  path: Path;
  /** How a message names the place, e.g. `“Value” in row 2 of “Rules”`. */
  label: string;
}

/** Every place where the value does not fit, in the order of the schema. Expression fields fit where they hold text. */
export function misfits(schema: JsonSchema, value: Json): Misfit[] {
  return misfitsAt(schema, value, { path: [], label: 'The document' });
}

/** The alternative of an `anyOf` or `oneOf` that the value is meant for; the schema itself where it has none. */
export function alternativeOf(schema: JsonSchema, value: Json): JsonSchema {
  const alternatives = schema.anyOf ?? schema.oneOf;
  if (!alternatives || alternatives.length === 0) return schema;
  const fitting = alternatives.find((one) => misfits(one, value).length === 0);
  const meant = alternatives.find((one) => isMeantFor(one, value));
  return fitting ?? meant ?? schema;
}

/** The value without the fields that say no more than their default, in objects and rows at any depth. */
export function withoutDefaults(schema: JsonSchema, value: JsonObject): JsonObject {
  const { properties = {} } = alternativeOf(schema, value);
  const result: JsonObject = {};
  for (const [key, held] of Object.entries(value)) {
    const property = Object.hasOwn(properties, key) ? properties[key] : undefined;
    if (property?.default !== undefined && isSame(property.default, held)) continue;
    put(result, key, property ? withoutDefaultsIn(property, held) : held);
  }
  return result;
}

function withoutDefaultsIn(schema: JsonSchema, value: Json): Json {
  if (isFileRef(value)) return value;
  if (isObject(value)) return withoutDefaults(schema, value);
  const { items } = schema;
  return Array.isArray(value) && items ? value.map((item) => withoutDefaultsIn(items, item)) : value;
}

function misfitsAt(schema: JsonSchema, value: Json, place: Place): Misfit[] {
  if (isExpression(schema, value)) return [];
  if (schema.anyOf ?? schema.oneOf) return misfitsOfAlternatives(schema, value, place);
  const wrong = wrongValue(schema, value, place.label);
  if (wrong) return [{ path: place.path, kind: 'wrong', says: wrong }];
  if (Array.isArray(value)) return misfitsOfItems(schema, value, place);
  return isObject(value) ? misfitsOfObject(schema, value, place) : [];
}

function isExpression(schema: JsonSchema, value: Json): boolean {
  if (schema['x-expression'] === undefined) return false;
  if (isFileRef(value)) return true;
  return schema['x-expression'] === 'allowed' && typeof value === 'string' && value.startsWith('=');
}

function misfitsOfAlternatives(schema: JsonSchema, value: Json, place: Place): Misfit[] {
  const alternatives = schema.anyOf ?? schema.oneOf ?? [];
  if (alternatives.some((one) => misfitsAt(one, value, place).length === 0)) return [];
  const meant = alternatives.find((one) => isMeantFor(one, value));
  if (meant) return misfitsAt(meant, value, place);
  const choices = alternatives.flatMap((one) => ('const' in one ? [one.const] : (one.enum ?? [])));
  const says =
    choices.length > 0 ? notOneOf(place.label, choices, value) : `${place.label} has none of the forms it may have.`;
  return [{ path: place.path, kind: 'wrong', says }];
}

/** True where the fixed fields of an alternative (its discriminators) are what the value has. */
function isMeantFor(schema: JsonSchema, value: Json): boolean {
  if (!isObject(value)) return false;
  const fixed = Object.entries(schema.properties ?? {}).filter(([, property]) => 'const' in property);
  return fixed.length > 0 && fixed.every(([key, property]) => isSame(value[key], property.const));
}

function misfitsOfItems(schema: JsonSchema, value: readonly Json[], place: Place): Misfit[] {
  const found: Misfit[] = [];
  if (schema.minItems !== undefined && value.length < schema.minItems) {
    found.push({ path: place.path, kind: 'missing', says: `${place.label} needs at least ${schema.minItems}.` });
  }
  if (schema.maxItems !== undefined && value.length > schema.maxItems) {
    found.push({ path: place.path, kind: 'wrong', says: `${place.label} may have at most ${schema.maxItems}.` });
  }
  const { items } = schema;
  if (!items) return found;
  const inRow = (i: number): Place => ({ path: [...place.path, i], label: `row ${i + 1} of ${place.label}` });
  return [...found, ...value.flatMap((item, i) => misfitsAt(items, item, inRow(i)))];
}

function misfitsOfObject(schema: JsonSchema, value: JsonObject, place: Place): Misfit[] {
  const { properties = {}, required = [] } = schema;
  const found: Misfit[] = [];
  for (const [key, property] of Object.entries(properties)) {
    const inside: Place = { path: [...place.path, key], label: label(property, key, place) };
    const held = Object.hasOwn(value, key) ? value[key] : undefined;
    if (held === undefined || isBlank(property, held)) {
      if (required.includes(key) && property.default === undefined) {
        found.push({ path: inside.path, kind: 'missing', says: `${inside.label} is missing.` });
      }
    } else found.push(...misfitsAt(property, held, inside));
  }
  return [...found, ...misfitsOfOtherKeys(schema, value, place)];
}

function misfitsOfOtherKeys(schema: JsonSchema, value: JsonObject, place: Place): Misfit[] {
  const { properties, additionalProperties: others = properties === undefined } = schema;
  return Object.keys(value).flatMap((key): Misfit[] => {
    if (properties && Object.hasOwn(properties, key)) return [];
    const path = [...place.path, key];
    const badName = isForbiddenKey(key) ? 'is not allowed as a name.' : wrongName(schema, key);
    if (badName) return [{ path, kind: 'wrong', says: `“${shown(key)}” ${badName}` }];
    if (others === true) return [];
    if (others === false)
      return [{ path, kind: 'unknown', says: unknownKey(key, Object.keys(properties ?? {}), place) }];
    return misfitsAt(others, value[key] ?? null, { path, label: label(others, key, place) });
  });
}

function wrongName(schema: JsonSchema, key: string): string | undefined {
  const rule = schema.propertyNames;
  if (!isObject(rule)) return undefined;
  const says = typeof rule.description === 'string' ? rule.description : 'is not a name that can be used.';
  if (typeof rule.maxLength === 'number' && key.length > rule.maxLength) return says;
  return typeof rule.pattern === 'string' && !new RegExp(rule.pattern, 'u').test(key) ? says : undefined;
}

function unknownKey(key: string, known: string[], place: Place): string {
  const where = place.path.length === 0 ? '' : ` in ${place.label}`;
  return `“${shown(key)}” is not known${where}. Known are: ${known.join(', ')}.`;
}

/** A field that is left empty on screen holds an empty text; where a name or expression is needed, that is missing. */
function isBlank(schema: JsonSchema, value: Json): boolean {
  if (value !== '') return false;
  return schema['x-ref'] !== undefined || schema['x-expression'] === 'only' || (schema.minLength ?? 0) > 0;
}

function label(schema: JsonSchema, key: string, place: Place): string {
  const own = `“${schema.title ?? shown(key)}”`;
  return place.path.length === 0 ? own : `${own} in ${place.label}`;
}

function wrongValue(schema: JsonSchema, value: Json, name: string): string | undefined {
  const types = typeof schema.type === 'string' ? [schema.type] : schema.type;
  if (types && !types.some((type) => isType(type, value))) {
    return `${name} must be ${types.map((type) => TYPE_WORDS[type] ?? type).join(' or ')}, but it is ${kindOf(value)}.`;
  }
  if ('const' in schema && !isSame(schema.const, value)) return notOneOf(name, [schema.const], value);
  if (schema.enum && !schema.enum.some((one) => isSame(one, value))) return notOneOf(name, schema.enum, value);
  if (typeof value === 'string') return wrongText(schema, value, name);
  return typeof value === 'number' ? wrongNumber(schema, value, name) : undefined;
}

function wrongText(schema: JsonSchema, value: string, name: string): string | undefined {
  if (value.length < (schema.minLength ?? 0)) return `${name} is too short: at least ${schema.minLength} characters.`;
  if (schema.maxLength !== undefined && value.length > schema.maxLength) {
    return `${name} is too long: at most ${schema.maxLength} characters, but it has ${value.length}.`;
  }
  if (schema['x-regex'] === true) return wrongPattern(value, name);
  if (schema.pattern === undefined || new RegExp(schema.pattern, 'u').test(value)) return undefined;
  const example = schema.examples?.[0];
  const hint = typeof example === 'string' ? ` Write it like “${example}”.` : '';
  return `${name} is not written as it must be: “${shown(value)}”.${hint}`;
}

/** One that another engine takes may take for ever there, on a text that a stranger chooses. */
function wrongPattern(value: string, name: string): string | undefined {
  try {
    compilePattern(value);
    return undefined;
  } catch (error) {
    return `${name}: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function wrongNumber(schema: JsonSchema, value: number, name: string): string | undefined {
  if (schema.minimum !== undefined && value < schema.minimum) return `${name} must be ${schema.minimum} or more.`;
  if (schema.maximum !== undefined && value > schema.maximum) return `${name} must be ${schema.maximum} or less.`;
  return undefined;
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'Yes or No',
  object: 'an object with named fields',
  array: 'a list',
  null: 'nothing',
};

function isType(type: string, value: Json): boolean {
  if (type === 'integer') return typeof value === 'number' && Number.isInteger(value);
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return isObject(value);
  return type === 'null' ? value === null : typeof value === type;
}

function kindOf(value: Json): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') return `the text “${shown(value)}”`;
  return typeof value === 'object' ? 'an object' : `${typeof value === 'number' ? 'the number' : 'the value'} ${value}`;
}

function notOneOf(name: string, choices: readonly unknown[], value: Json): string {
  const words = choices.map((choice) => (typeof choice === 'string' ? choice : JSON.stringify(choice)));
  return `${name} must be ${words.length > 1 ? 'one of ' : ''}${words.join(', ')}, but it is ${kindOf(value)}.`;
}

function shown(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
