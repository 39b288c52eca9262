// Writes an object as a form or a query: one code for what is sent and for what the editor shows of it.
import type { Json, JsonObject } from './document.ts';

/** `a=1&b=x%20y`: a list repeats its key, an object is sent as JSON text, null as nothing. For queries and forms alike. */
export function queryText(fields: JsonObject): string {
  const pairs: string[] = [];
  for (const [key, value] of Object.entries(fields)) {
    const name = percentEncoded(key);
    for (const each of Array.isArray(value) ? value : [value]) pairs.push(`${name}=${percentEncoded(plainText(each))}`);
  }
  return pairs.join('&');
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
