// Headers written in one line, `Content-type: application/json|X-Campaign: spring`: read into rows, with what is wrong. Pure.
import type { HeaderLine } from './receivers.ts';
import { looksLikeSecret } from './secret.ts';

/** Set for every request by Leadflow itself or hop by hop (RFC 9110 section 7.6.1): a row of this name is left out. */
export const DROPPED_HEADER =
  /^(content-length|transfer-encoding|connection|keep-alive|te|trailer|upgrade|expect|accept-encoding)$/;
/** Would change who is asked, or what a proxy does: a row of this name is refused. */
export const REFUSED_HEADER = /^(host|proxy-.*)$/;
/** What a header may be called: RFC 9110 section 5.6.2. */
export const HEADER_NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
/** What a header's value may hold. */
export const HEADER_VALUE = /^[\t\x20-\x7e]*$/;
/** Rows of one place. */
export const MOST_HEADERS = 50;
/** Characters of one value. */
export const LONGEST_HEADER = 8192;

/** Something to say of one row; `row` counts from 1, 0 is the whole line. */
export interface HeaderRemark {
  row: number;
  says: string;
}

/** A row whose value looks like a secret, and what the secret could be called. */
export interface SuspectedSecret {
  row: number;
  header: string;
  /** The whole value: what the secret would hold. */
  value: string;
  /** A name for it, e.g. `authorization`; the caller puts the connection's before it. */
  secret: string;
}

/** A line that was read. With a fault nothing of it may be saved; notices say what was left out. */
export interface HeaderLines {
  rows: HeaderLine[];
  notices: HeaderRemark[];
  faults: HeaderRemark[];
  secretsSuspected: SuspectedSecret[];
}

/**
 * Reads the line: rows are separated by `|` (`\|` is the sign itself), the first colon of a row ends its name, blanks around
 * both and empty rows do not count. Never throws.
 */
export function readHeaderLines(line: string): HeaderLines {
  const read: HeaderLines = { rows: [], notices: [], faults: [], secretsSuspected: [] };
  const written = splitLine(line.trim());
  const filled = written.filter((text) => text !== '').length;
  if (filled > MOST_HEADERS)
    read.faults.push({ row: 0, says: `There are ${filled} headers; at most ${MOST_HEADERS} can be sent.` });
  const names = new Set<string>();
  for (const [i, text] of written.entries()) if (text !== '') readRow(read, { row: i + 1, text, names });
  return read;
}

/** The rows as one line, as `readHeaderLines` reads it. */
export function headerLinesText(rows: readonly HeaderLine[]): string {
  return rows.map(({ name, value }) => `${name}: ${value}`.replaceAll('|', String.raw`\|`)).join('|');
}

function splitLine(line: string): string[] {
  return line.split(/(?<!\\)\|/).map((text) => text.replaceAll(String.raw`\|`, '|').trim());
}

function readRow(read: HeaderLines, { row, text, names }: { row: number; text: string; names: Set<string> }): void {
  const colon = text.indexOf(':');
  const name = text.slice(0, Math.max(colon, 0)).trim();
  const value = text.slice(colon + 1).trim();
  const key = name.toLowerCase();
  const fault =
    colon === -1 ? noColon(text) : (cookieFault(key, value) ?? headerFault({ name, value, isTwice: names.has(key) }));
  if (fault !== undefined) read.faults.push({ row, says: fault });
  else if (DROPPED_HEADER.test(key)) read.notices.push({ row, says: `${name} was left out: Leadflow sets it itself.` });
  else {
    names.add(key);
    read.rows.push({ name, value });
    if (isSecret(key, value)) read.secretsSuspected.push({ row, header: name, value, secret: secretNameFor(key) });
  }
}

function noColon(text: string): string {
  return `“${text.slice(0, 40)}” has no colon. Write it as Name: value; where a value holds the sign | itself, write ${String.raw`\|`}.`;
}

/** What is wrong with a row that is to be saved, in words; `isTwice` where its name stands above already. */
export function headerFault({
  name,
  value,
  isTwice,
}: {
  name: string;
  value: string;
  isTwice: boolean;
}): string | undefined {
  if (!HEADER_NAME.test(name))
    return `“${name.slice(0, 80)}” is not the name of a header: letters, digits and hyphens.`;
  const key = name.toLowerCase();
  if (key === 'host') return 'Host cannot be set here: it is the host of the connection. Take the row out.';
  if (REFUSED_HEADER.test(key)) return `${name} speaks to a proxy, not to the receiver. Take the row out.`;
  if (isTwice) return `${name} is there twice. Keep one of them.`;
  if (/[\r\n]/.test(value)) return `The value of ${name} holds a line break. Write it in one line.`;
  if (!HEADER_VALUE.test(value)) return `The value of ${name} holds a character that is not plain ASCII text.`;
  return value.length > LONGEST_HEADER ? `The value of ${name} is longer than 8 kB.` : undefined;
}

/** A cookie that is pasted is mostly taken out of somebody's browser. */
function cookieFault(key: string, value: string): string | undefined {
  if (key !== 'cookie' || value.startsWith('secret:')) return undefined;
  return 'Cookie is the session of a person, and ends with it. Use an API key; a cookie that is meant to last belongs in a secret: Cookie: secret:<name>.';
}

const SECRET_NAMES = /^(proxy-)?authorization$|(^|[-_])(api-?key|key|token|secret|password|signature|auth)($|[-_])/;

/** A reference is none, nor is a short word or what is said in several. */
function isSecret(key: string, value: string): boolean {
  if (value.startsWith('secret:')) return false;
  if (!SECRET_NAMES.test(key)) return looksLikeSecret(value);
  const token = value.split(/\s+/).at(-1) ?? '';
  return token.length >= 8;
}

function secretNameFor(key: string): string {
  return key.replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '') || 'header';
}
