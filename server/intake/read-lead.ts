// Reads a lead from the bytes of a request: JSON, form, XML, or the query of a GET. Nothing is guessed: a wrong type is a 415.

import type { Json, JsonObject } from '../../flows/language/document.ts';
import { Failure } from '../../flows/language/failures.ts';
import { isForbiddenKey } from '../../flows/language/json.ts';
import type { ParsedAnswer } from '../../flows/language/parsed-answer.ts';

/** Levels and fields that a lead may have; safety against bodies that are cheap to send and dear to walk. */
const MAX_DEPTH = 64;
const MAX_FIELDS = 10_000;

/** A strict reader of JSON or XML text: numbers that a double cannot hold stay text, dangerous keys are dropped. */
export type ReadText = (text: string, as: 'json' | 'xml') => ParsedAnswer;

/** The request's content as text, with its media type. */
export interface RawBody {
  /** The Content-Type header as sent. */
  type: string | undefined;
  bytes: Buffer;
}

/** Reads the body of a POST. Fails with UNSUPPORTED_TYPE, BODY_EMPTY, INVALID_UTF8, BODY_UNREADABLE, BODY_TOO_DEEP, LEAD_NOT_OBJECT. */
export function readBody({ type, bytes }: RawBody, read: ReadText): { lead: JsonObject; text: string } {
  // Nearly every lead has this type, word for word.
  const usual = type === 'application/json';
  const kind = usual ? 'json' : kindOf(type);
  if (bytes.length === 0) throw new Failure('BODY_EMPTY');
  const text = decode(bytes, usual ? 'utf-8' : charsetOf(type));
  if (kind === 'form') return { lead: readForm(text), text };
  const plain = kind === 'json' ? plainJson(text) : undefined;
  const value = plain ?? carefully(text, kind, read);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Failure('LEAD_NOT_OBJECT');
  checkSize(value);
  return { lead: kind === 'xml' ? withoutRoot(value) : value, text };
}

/**
 * Reads a body that is no lead: any JSON value, form, XML; null where there is none. What is of another type, or not what
 * its type says, stays text. A body that names no type is read where it is JSON.
 */
export function readAny({ type, bytes }: RawBody, read: ReadText): { value: Json; text: string } {
  if (bytes.length === 0) return { value: null, text: '' };
  try {
    const kind = type === undefined ? 'json' : kindOf(type);
    const text = decode(bytes, charsetOf(type));
    const value = kind === 'form' ? readForm(text) : carefully(text, kind, read);
    if (typeof value === 'object' && value !== null) checkSize(value);
    return { value: kind === 'xml' && isFields(value) ? withoutRoot(value) : value, text };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const text = new TextDecoder().decode(bytes);
    return { value: text, text };
  }
}

function isFields(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads form fields, or the query of a URL: a name that comes twice is a list. Fails with BODY_UNREADABLE, BODY_TOO_DEEP. */
export function readForm(text: string): JsonObject {
  const lead: JsonObject = {};
  const pairs = text.split('&').filter((pair) => pair !== '');
  if (pairs.length > MAX_FIELDS) throw new Failure('BODY_TOO_DEEP', { detail: `It has ${pairs.length} fields.` });
  for (const pair of pairs) {
    const at = pair.indexOf('=');
    const name = unescaped(at < 0 ? pair : pair.slice(0, at)).replace(/\[\]$/, '');
    if (isForbiddenKey(name)) continue;
    const value = at < 0 ? '' : unescaped(pair.slice(at + 1));
    // Own fields alone: a form may have one that is called toString.
    const before = Object.hasOwn(lead, name) ? lead[name] : undefined;
    if (Array.isArray(before)) before.push(value);
    else lead[name] = before === undefined ? value : [before, value];
  }
  return lead;
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw new Failure('BODY_UNREADABLE', { detail: `“${text.slice(0, 40)}” is not valid percent encoding.` });
  }
}

type Kind = 'json' | 'form' | 'xml';

function kindOf(type: string | undefined): Kind {
  const media = (type ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (media === 'application/json' || /^application\/[\w.-]+\+json$/.test(media)) return 'json';
  if (media === 'application/x-www-form-urlencoded') return 'form';
  if (media === 'application/xml' || media === 'text/xml' || /^application\/[\w.-]+\+xml$/.test(media)) return 'xml';
  throw new Failure('UNSUPPORTED_TYPE', { detail: media === '' ? 'It has none.' : `It is ${media}.` });
}

/** WHATWG names of the charsets that old senders use. */
const CHARSETS = new Set(['utf-8', 'utf8', 'us-ascii', 'iso-8859-1', 'latin1', 'windows-1252', 'utf-16', 'utf-16le']);

function charsetOf(type: string | undefined): string {
  const charset = /charset\s*=\s*"?([\w-]+)"?/i.exec(type ?? '')?.[1]?.toLowerCase() ?? 'utf-8';
  if (!CHARSETS.has(charset))
    throw new Failure('UNSUPPORTED_TYPE', { detail: `We do not read the charset ${charset}.` });
  return charset;
}

const UTF_8 = new TextDecoder('utf-8', { fatal: true });

function decode(bytes: Buffer, charset: string): string {
  try {
    return (charset === 'utf-8' ? UTF_8 : new TextDecoder(charset, { fatal: true })).decode(bytes);
  } catch {
    throw new Failure('INVALID_UTF8', { detail: `The body was read as ${charset}.` });
  }
}

/** Text that the careful reader must see: long digits, exponents, and keys that touch prototypes. */
const NEEDS_CARE = /\d{16}|\d[eE]|__proto__|constructor|prototype/;

/** The usual body by the runtime's own parser; undefined where the careful reader is needed, for its care or its message. */
function plainJson(text: string): Json | undefined {
  if (NEEDS_CARE.test(text)) return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

function carefully(text: string, kind: 'json' | 'xml', read: ReadText): Json {
  const parsed = read(text, kind);
  if (!parsed.ok) throw new Failure('BODY_UNREADABLE', { detail: parsed.says });
  return parsed.data;
}

function checkSize(lead: JsonObject | Json[]): void {
  let fields = 0;
  const open: { value: Json; depth: number }[] = [{ value: lead, depth: 1 }];
  for (let at = open.pop(); at; at = open.pop()) {
    if (at.depth > MAX_DEPTH)
      throw new Failure('BODY_TOO_DEEP', { detail: `It is nested more than ${MAX_DEPTH} levels deep.` });
    if (typeof at.value !== 'object' || at.value === null) continue;
    for (const value of Object.values(at.value)) {
      fields += 1;
      if (typeof value === 'object' && value !== null) open.push({ value, depth: at.depth + 1 });
    }
    if (fields > MAX_FIELDS) throw new Failure('BODY_TOO_DEEP', { detail: `It has more than ${MAX_FIELDS} fields.` });
  }
}

/** `<lead><phone>…` is a lead with a phone: a document's single root only wraps it. */
function withoutRoot(value: JsonObject): JsonObject {
  const [only, ...more] = Object.values(value);
  return more.length === 0 && typeof only === 'object' && only !== null && !Array.isArray(only) ? only : value;
}
