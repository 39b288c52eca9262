// Writes an object as a form or a query: one code for what is sent and for what the editor shows of it.
import type { Json, JsonObject } from './document.ts';
import { isObject } from './json.ts';

/** How a list is written: `a=1&a=2`, `a[]=1&a[]=2`, `a[0]=1&a[1]=2` or `a=1,2`. */
export type ListStyle = 'repeat' | 'brackets' | 'indexed' | 'comma';

/** How a query or form is written. `encode` makes a name or value part of it; UTF-8 percent-encoding where absent. */
export interface QueryStyle {
  lists?: ListStyle | undefined;
  encode?: (text: string) => string;
}

/**
 * `a=1&b=x%20y`: a list repeats its key unless `lists` says otherwise, an object is sent as JSON text, null as nothing. With
 * `brackets` and `indexed` an object is written as `a[b]=1`. For queries and forms alike.
 */
export function queryText(fields: JsonObject, { lists = 'repeat', encode = percentEncoded }: QueryStyle = {}): string {
  let text = '';
  for (const [name, value] of fieldPairs(fields, lists))
    text += `${text === '' ? '' : '&'}${encode(name)}=${encode(value)}`;
  return text;
}

/** The names and texts of a form in their order, repeated where a list repeats. */
export function fieldPairs(fields: JsonObject, lists: ListStyle = 'repeat'): [name: string, value: string][] {
  const pairs: [string, string][] = [];
  for (const key of Object.keys(fields)) addPairs(pairs, { key, value: fields[key] ?? null, lists });
  return pairs;
}

function addPairs(
  pairs: [string, string][],
  { key, value, lists }: { key: string; value: Json; lists: ListStyle },
): void {
  const nested = lists === 'brackets' || lists === 'indexed';
  if (Array.isArray(value)) {
    if (lists === 'comma') pairs.push([key, value.map(plainText).join(',')]);
    else if (!nested) for (const each of value) pairs.push([key, plainText(each)]);
    else
      for (const [i, each] of value.entries())
        addPairs(pairs, { key: `${key}[${lists === 'indexed' ? i : ''}]`, value: each, lists });
  } else if (nested && isObject(value)) {
    for (const name of Object.keys(value))
      addPairs(pairs, { key: `${key}[${name}]`, value: value[name] ?? null, lists });
  } else pairs.push([key, plainText(value)]);
}

/** The text as one part of an address; half a surrogate pair becomes the replacement character. */
export function percentEncoded(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

/** A value as one part of an address says it: nothing for null, JSON for what has parts. */
export function plainText(value: Json | undefined): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
