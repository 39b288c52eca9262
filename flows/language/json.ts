// Small questions about JSON values that several files of this folder ask.
import type { Json, JsonObject } from './document.ts';

/** Where a value stands inside another: property names and array positions. */
export type Path = readonly (string | number)[];

/** Keys that would reach an object's prototype; no document may use them. */
const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** True for a key that no document may use: `__proto__`, `constructor`, `prototype`. */
export function isForbiddenKey(key: string): boolean {
  return FORBIDDEN_KEYS.has(key);
}

/** True for an object that is not an array. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** True for a setting that says nothing: absent, null, or a text without a letter. */
export function isBlank(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

/** True for `{ file: name }` and nothing beside it: an expression that lives in a file of the flow's folder. */
export function isFileRef(value: unknown): value is { file: string } {
  return isObject(value) && typeof value.file === 'string' && Object.keys(value).length === 1;
}

/** True where both are the same JSON value; the order of keys does not count. */
export function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, i) => isSame(item, b[i]));
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && isSame(a[key], b[key]));
}

/** The own value at a path, or undefined. */
export function valueAt(value: Json | undefined, path: Path): Json | undefined {
  let at = value;
  for (const part of path) {
    if (Array.isArray(at) && typeof part === 'number') at = at[part];
    else if (isObject(at) && Object.hasOwn(at, part)) at = at[part];
    else return undefined;
  }
  return at;
}

/** A path as people and problems write it, e.g. `rows.2.value`. */
export function pathText(path: Path): string {
  return path.join('.');
}

/** Sets an own property whatever its name, so that `__proto__` stays plain data. */
export function put(object: JsonObject, key: string, value: Json): void {
  if (isForbiddenKey(key))
    Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  else object[key] = value;
}

/** A value as true or false, by the rules of `$boolean` (docs.jsonata.org/boolean-functions). */
export function isTrue(value: Json | undefined): boolean {
  if (Array.isArray(value)) return value.some(isTrue);
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0;
  return Boolean(value);
}
