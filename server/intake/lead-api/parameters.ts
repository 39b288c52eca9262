// Reads the parameters of a call of the lead API: from the query, a form, multipart or JSON, all flat; the body goes first.
import type { Json, JsonObject } from '../../../flows/language/document.ts';
import { Failure } from '../../../flows/language/failures.ts';
import { isForbiddenKey } from '../../../flows/language/json.ts';
import { type ReadText, readBody, readForm } from '../read-lead.ts';

/** Parameters by name; blank ones are there as they were sent. */
export type Parameters = Record<string, string | number | boolean | null>;

/** The raw parts of a call. */
export interface Sent {
  query: string;
  type: string | undefined;
  bytes: Buffer;
}

/** All parameters, or undefined where one is nested. Fails with the codes of a body that cannot be read. */
export function readParameters({ query, type, bytes }: Sent, read: ReadText): Parameters | undefined {
  const asked = query === '' ? undefined : repeatedIn(readForm(query));
  const sent = bytes.length === 0 ? NOTHING : readSent(type, bytes, read);
  // Nearly every call has a body alone, which is taken as it was read.
  const all = asked ? { ...asked, ...sent } : sent;
  return isFlat(all) ? all : undefined;
}

function isFlat(all: JsonObject): all is Parameters {
  return Object.values(all).every((value) => typeof value !== 'object' || value === null);
}

const NOTHING: JsonObject = Object.freeze({});

/** Of a name that came twice in a form or a query the last counts, as in PHP. A list in JSON is nested. */
function repeatedIn(form: JsonObject): JsonObject {
  const last = (value: Json): Json => (Array.isArray(value) ? (value.at(-1) ?? null) : value);
  return Object.fromEntries(Object.entries(form).map(([name, value]) => [name, last(value)]));
}

const FORM = 'application/x-www-form-urlencoded';

/** Clients of such APIs often name no type, or text/plain for a raw post: then the looks of the text decide. */
function readSent(type: string | undefined, bytes: Buffer, read: ReadText): JsonObject {
  const media = (type ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (media === 'multipart/form-data') return readMultipart(type ?? '', bytes);
  if (media === FORM) return repeatedIn(readBody({ type, bytes }, read).lead);
  if (media !== '' && media !== 'text/plain') return readBody({ type, bytes }, read).lead;
  const looksLikeJson = bytes.toString('latin1').trimStart().startsWith('{');
  if (looksLikeJson) return readBody({ type: 'application/json', bytes }, read).lead;
  return repeatedIn(readBody({ type: FORM, bytes }, read).lead);
}

/** Text fields alone, as PHP's curl sends an array; what has a file name is left out (RFC 7578). */
function readMultipart(type: string, bytes: Buffer): JsonObject {
  const boundary = /boundary="?([^";]+)"?/i.exec(type)?.[1];
  if (boundary === undefined) throw new Failure('BODY_UNREADABLE', { detail: 'The multipart body names no boundary.' });
  const fields: JsonObject = {};
  for (const part of textIn(bytes).split(`--${boundary}`).slice(1, -1)) {
    const gap = part.indexOf('\r\n\r\n');
    const head = part.slice(0, gap);
    const name = /;\s*name="([^"]*)"/i.exec(head)?.[1];
    if (gap < 0 || name === undefined || isForbiddenKey(name) || /;\s*filename=/i.test(head)) continue;
    fields[name] = part.slice(gap + 4).replace(/\r\n$/, '');
  }
  return fields;
}

/** Fails with INVALID_UTF8. */
function textIn(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Failure('INVALID_UTF8');
  }
}

/** A parameter as text without outer blanks; empty where it is not there. */
export function textOf(parameters: Parameters, name: string): string {
  const value = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
  return value === undefined || value === null ? '' : String(value).trim();
}

/** A whole number within bounds; `usual` where it is not there, undefined where it is wrong. */
export function wholeOf(
  parameters: Parameters,
  name: string,
  { usual, least, most }: { usual: number; least: number; most: number },
): number | undefined {
  const text = textOf(parameters, name);
  if (text === '') return usual;
  const number = Number(text);
  return /^\d{1,9}$/.test(text) && number >= least && number <= most ? number : undefined;
}

const YES: ReadonlySet<string> = new Set(['1', 'true', 'y', 'yes', 'on']);
const NO: ReadonlySet<string> = new Set(['', '0', 'false', 'n', 'no', 'off']);

/** Yes or no as clients write it; undefined where it is neither. */
export function flagOf(parameters: Parameters, name: string): boolean | undefined {
  const word = textOf(parameters, name).toLowerCase();
  return YES.has(word) ? true : NO.has(word) ? false : undefined;
}
