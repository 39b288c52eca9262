// Reads and writes a place inside a JSON value by its dotted path, such as `contacts.0.phone`.
import type { Json, JsonObject } from './document.ts';
import { Failure } from './failures.ts';
import { isForbiddenKey, isObject } from './json.ts';

/** Highest array position that `setPath` makes, so that a typing slip cannot ask for a huge array. */
const HIGHEST_INDEX = 9_999;

/**
 * The value at a dotted path, or undefined where there is none. Reads own properties only; a part made of digits is a
 * position in an array. The empty path is the value itself.
 */
export function getPath(value: Json | undefined, path: string): Json | undefined {
  if (path === '') return value;
  let at = value;
  for (const part of path.split('.')) {
    if (isForbiddenKey(part)) return undefined;
    if (Array.isArray(at)) at = isIndex(part) ? at[Number(part)] : undefined;
    else if (isObject(at) && Object.hasOwn(at, part)) at = at[part];
    else return undefined;
  }
  return at;
}

/**
 * Puts a value at a dotted path, making the objects and arrays on the way: a part made of digits makes an array, and
 * places before it are filled with null. Changes `object`.
 * Fails with CONFIG_INVALID where the path is empty, has an empty part, names `__proto__`, `constructor` or
 * `prototype`, counts past 9,999, or goes through a value that is not an object or array.
 */
export function setPath(object: JsonObject, path: string, value: Json): void {
  const parts = path.split('.');
  let at: JsonObject | Json[] = object;
  for (const [i, part] of parts.entries()) {
    assertPart(path, part, Array.isArray(at));
    const next = parts[i + 1];
    if (next === undefined) {
      assign(at, part, value);
      return;
    }
    const found = read(at, part);
    if (found === undefined || found === null) {
      const made: JsonObject | Json[] = isIndex(next) ? [] : {};
      assign(at, part, made);
      at = made;
    } else if (typeof found === 'object') at = found;
    else throw refused(path, `“${parts.slice(0, i + 1).join('.')}” already holds a value`);
  }
}

function assertPart(path: string, part: string, inArray: boolean): void {
  if (part === '') throw refused(path, 'a part of it is empty');
  if (isForbiddenKey(part)) throw refused(path, `“${part}” is not allowed as a name`);
  if (inArray && !isIndex(part)) throw refused(path, `“${part}” is not a position in a list`);
  if (inArray && Number(part) > HIGHEST_INDEX) throw refused(path, `positions end at ${HIGHEST_INDEX}`);
}

function refused(path: string, why: string): Failure {
  return new Failure('CONFIG_INVALID', { detail: `The path “${path.slice(0, 200)}” cannot be used: ${why}.` });
}

function read(container: JsonObject | Json[], part: string): Json | undefined {
  if (Array.isArray(container)) return container[Number(part)];
  return Object.hasOwn(container, part) ? container[part] : undefined;
}

function assign(container: JsonObject | Json[], part: string, value: Json): void {
  if (!Array.isArray(container)) {
    container[part] = value;
    return;
  }
  const index = Number(part);
  while (container.length < index) container.push(null);
  container[index] = value;
}

function isIndex(part: string): boolean {
  return /^(0|[1-9]\d{0,9})$/.test(part);
}
