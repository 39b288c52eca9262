// Makes lists of what stands at the paths that a reading marks as lists, so that one element reads like several.
import type { Json } from '../../flows/language/document.ts';
import { isForbiddenKey, isObject } from '../../flows/language/json.ts';

/** Changes `data`, which nobody else holds yet. A path goes through every member of a list on its way; `*` is any name. */
export function markLists(data: Json, paths: readonly string[]): void {
  for (const path of paths) {
    const parts = path.trim().replace(/^\$\./, '').split('.');
    if (path.trim() !== '' && !parts.some(isForbiddenKey)) mark(data, parts, 0);
  }
}

function mark(place: Json, parts: readonly string[], at: number): void {
  if (Array.isArray(place)) {
    const index = /^\d+$/.test(parts[at] ?? '') ? at + 1 : at;
    if (index < parts.length) for (const member of place) mark(member, parts, index);
    return;
  }
  const part = parts[at];
  if (!isObject(place) || part === undefined) return;
  for (const name of part === '*' ? Object.keys(place) : [part]) {
    const held = Object.hasOwn(place, name) ? place[name] : undefined;
    if (held === undefined) continue;
    if (at < parts.length - 1) mark(held, parts, at + 1);
    else if (!Array.isArray(held)) place[name] = held === null || held === '' ? [] : [held];
  }
}
