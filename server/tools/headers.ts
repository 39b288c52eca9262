// The rules for request headers: which names and values may be sent, which are ours alone, and who wins.
import { Failure } from '../../flows/language/failures.ts';
import {
  DROPPED_HEADER,
  HEADER_NAME,
  HEADER_VALUE,
  LONGEST_HEADER,
  MOST_HEADERS,
  REFUSED_HEADER,
} from '../../flows/language/header-lines.ts';

/** A header with the value that is sent and the one that is recorded. They differ where it holds a secret. */
export interface HeaderRow {
  name: string;
  sent: string;
  shown: string;
}

/**
 * The rows of one place (a connection, or a step), checked, without those that are dropped. `from` names the place in
 * messages. Fails with HEADER_INVALID.
 */
export function readHeaders(rows: readonly HeaderRow[], from: string): Map<string, HeaderRow> {
  if (rows.length > MOST_HEADERS)
    throw headerFault(from, `There are ${rows.length} headers; at most ${MOST_HEADERS} are sent.`);
  const read = new Map<string, HeaderRow>();
  for (const row of rows) {
    const name = row.name.trim();
    const key = name.toLowerCase();
    if (!HEADER_NAME.test(name)) throw headerFault(from, `"${name.slice(0, 80)}" is not a header name.`);
    if (REFUSED_HEADER.test(key)) throw headerFault(from, `${name} cannot be set here.`);
    if (DROPPED_HEADER.test(key)) continue;
    if (read.has(key)) throw headerFault(from, `${name} is there twice.`);
    checkValue(row, { name, from });
    read.set(key, { name, sent: row.sent.trim(), shown: row.shown.trim() });
  }
  return read;
}

/** The value itself is not quoted: it may be a secret, or a lead's data. */
function checkValue(row: HeaderRow, { name, from }: { name: string; from: string }): void {
  if (/[\r\n]/.test(row.sent)) throw headerFault(from, `The value of ${name} holds a line break.`);
  if (!HEADER_VALUE.test(row.sent))
    throw headerFault(from, `The value of ${name} holds a character that is not plain ASCII text.`);
  if (row.sent.length > LONGEST_HEADER) throw headerFault(from, `The value of ${name} is longer than 8 kB.`);
}

/**
 * The Content-Type to send: ours beside a row of that name. A row may say more, not contradict; `family` takes another name of
 * the same format (text/xml for application/xml), `any` every type. Fails with HEADER_INVALID.
 */
export function contentType(row: HeaderRow | undefined, ours: string, looseness: 'any' | 'family' | 'exact'): string {
  if (!row) return ours;
  if (row.sent !== row.shown) throw headerFault('the endpoint', 'The header Content-Type cannot be a secret.');
  const [mine, theirs] = [mediaOf(ours), mediaOf(row.sent)];
  const [charset, named] = [charsetOf(ours), charsetOf(row.sent)];
  const isMine = mine === theirs || (looseness === 'family' && formatOf(mine) === formatOf(theirs));
  if (!isMine && looseness !== 'any') {
    throw headerFault('the endpoint', `The body is sent as ${mine}, but the header Content-Type says ${theirs}.`);
  }
  if (named !== '' && named !== (charset || 'utf-8') && looseness !== 'any') {
    throw headerFault(
      'the endpoint',
      `The body is sent in ${charset || 'utf-8'}, but the header Content-Type says ${named}.`,
    );
  }
  // What a parser needs beside the name: the boundary of the parts, the action, the character set.
  if (mine === theirs && (mine.startsWith('multipart/') || !row.sent.includes(';'))) return ours;
  return named === '' && charset !== '' && looseness === 'family' ? `${row.sent}; charset=${charset}` : row.sent;
}

function mediaOf(type: string): string {
  return (type.split(';')[0] ?? '').trim().toLowerCase();
}

function charsetOf(type: string): string {
  return /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(type)?.[1]?.toLowerCase() ?? '';
}

function formatOf(media: string): string {
  return /(?:[/+])(json|xml)$/.exec(media)?.[1] ?? media;
}

/** A header that cannot be sent; `from` names the place that it stands in. */
export function headerFault(from: string, says: string): Failure {
  return new Failure('HEADER_INVALID', {
    detail: `${says} (Headers of ${from}.)`,
    fields: [{ field: 'headers', says }],
  });
}
