// What becomes of the body of an answer when it is read as data, and what its beginning says that it is.
import type { Json } from './document.ts';

/** What a body may be read as. */
export type ReadAs = 'json' | 'xml' | 'html' | 'text';
/** What a body seems to be, whatever was declared. */
export type AnswerType = ReadAs | 'empty';
/** Type -> what sentences call it. */
export const TYPE_WORDS: Readonly<Record<AnswerType, string>> = {
  json: 'JSON',
  xml: 'XML',
  html: 'HTML',
  text: 'text',
  empty: 'nothing',
};

/** What is wanted of a body beside its data: what must be decided where the whole of it is at hand. */
export interface ReadWish {
  /** Paths that are always lists. */
  lists?: readonly string[];
  /** HTML: CSS selectors, `@name` after one for an attribute. */
  select?: readonly string[];
  /** Regular expressions as `/source/flags` that are looked for in the body as it came. */
  search?: readonly string[];
}

/** What the search for a regular expression found: the match and its groups, null for one that took no part; or null. */
export type Found = (string | null)[] | null;

/** Beside the data: what is odd about the body, in words, and what was found for a wish. */
export interface ParsedExtras {
  notices?: string[];
  /** Selector -> the text of each element, in document order. Of HTML alone. */
  selected?: Record<string, string[]>;
  /** `/source/flags` -> what was found. Only where the body was read elsewhere; else it is looked for when it is asked. */
  found?: Record<string, Found>;
}

/** A body read as data. `looksLike` is what it seems to be, whatever was declared. */
export type ParsedAnswer = (
  | { ok: true; data: Json; looksLike: AnswerType; as: ReadAs }
  | { ok: false; says: string; looksLike: AnswerType }
) &
  ParsedExtras;

/** Reads a body as data. A promise where it is large, or HTML. Never throws for what stands in the body. */
export type ParseBody = (body: string, as: ReadAs, wish?: ReadWish) => ParsedAnswer | Promise<ParsedAnswer>;

/** An answer of a receiver, as far as it is read. */
export interface CameAnswer {
  status: number;
  /** Media type; '' or absent where the receiver named none. */
  type?: string;
  /** By lower-case name. */
  headers?: { [name: string]: string };
  body: string;
}

/** What a body seems to be, by how it begins. */
export function looksOf(body: string): AnswerType {
  const text = withoutMark(body);
  const start = text.slice(0, 2000).trimStart();
  if (start === '') return text.trim() === '' ? 'empty' : 'text';
  const markup = start.replace(/^(<\?[^>]*\?>\s*|<!--[\s\S]*?-->\s*)+/, '');
  if (/^<(!doctype\s+html|html|head|body|h[1-6]|div|p|br|center|script|style|meta)\b/i.test(markup)) return 'html';
  if (/^<[A-Za-z_?!]/.test(start)) return 'xml';
  return /^(\{\s*["}]|\[\s*(["{[\]\-0-9]|true|false|null))/.test(start) ? 'json' : 'text';
}

/** The text without its byte order mark. */
export function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

/** What a content type declares; undefined where it names none that is read here. Types by RFC 6839 suffix too. */
export function typeNamed(contentType: string): ReadAs | undefined {
  const type = (contentType.split(';', 1)[0] ?? '').trim().toLowerCase();
  if (type === 'application/json' || type === 'text/json' || type.endsWith('+json')) return 'json';
  if (type === 'text/html' || type === 'application/xhtml+xml') return 'html';
  if (type === 'application/xml' || type === 'text/xml' || type.endsWith('+xml')) return 'xml';
  return type.startsWith('text/') ? 'text' : undefined;
}
