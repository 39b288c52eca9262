// The rules for request headers: which names and values may be sent, which are ours alone, and who wins.
import { Failure } from '../../flows/language/failures.ts';

/** A header with the value that is sent and the one that is recorded. They differ where it holds a secret. */
export interface HeaderRow {
  name: string;
  sent: string;
  shown: string;
}

/** Set by the connection to the receiver itself; a row of this name is dropped, as a pasted example often holds one. */
const DROPPED = /^(content-length|transfer-encoding|connection|keep-alive|te|trailer|upgrade|expect|accept-encoding)$/;
/** Would change who is asked, or what a proxy does. */
const REFUSED = /^(host|proxy-.*)$/;
/** RFC 9110 section 5.6.2. */
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const VALUE = /^[\t\x20-\x7e]*$/;
const MOST_ROWS = 50;
const LONGEST_VALUE = 8192;

/**
 * The rows of one place (a connection, or a step), checked, without those that are dropped. `from` names the place in
 * messages. Fails with HEADER_INVALID.
 */
export function readHeaders(rows: readonly HeaderRow[], from: string): Map<string, HeaderRow> {
  if (rows.length > MOST_ROWS) throw invalid(from, `There are ${rows.length} headers; at most ${MOST_ROWS} are sent.`);
  const read = new Map<string, HeaderRow>();
  for (const row of rows) {
    const name = row.name.trim();
    const key = name.toLowerCase();
    if (!TOKEN.test(name)) throw invalid(from, `"${name.slice(0, 80)}" is not a header name.`);
    if (REFUSED.test(key)) throw invalid(from, `${name} cannot be set here.`);
    if (DROPPED.test(key)) continue;
    if (read.has(key)) throw invalid(from, `${name} is there twice.`);
    checkValue(row, { name, from });
    read.set(key, { name, sent: row.sent.trim(), shown: row.shown.trim() });
  }
  return read;
}

/** The value itself is not quoted: it may be a secret, or a lead's data. */
function checkValue(row: HeaderRow, { name, from }: { name: string; from: string }): void {
  if (/[\r\n]/.test(row.sent)) throw invalid(from, `The value of ${name} holds a line break.`);
  if (!VALUE.test(row.sent))
    throw invalid(from, `The value of ${name} holds a character that is not plain ASCII text.`);
  if (row.sent.length > LONGEST_VALUE) throw invalid(from, `The value of ${name} is longer than 8 kB.`);
}

/** Our Content-Type beside a row of the same name: a row may add parameters, not contradict. Fails with HEADER_INVALID. */
export function checkContentType(row: HeaderRow, ours: string): void {
  const media = (text: string) => (text.split(';')[0] ?? '').trim().toLowerCase();
  if (media(row.sent) !== media(ours)) {
    throw invalid(
      'the endpoint',
      `The body is sent as ${media(ours)}, but the header Content-Type says ${media(row.sent)}.`,
    );
  }
}

function invalid(from: string, says: string): Failure {
  return new Failure('HEADER_INVALID', {
    detail: `${says} (Headers of ${from}.)`,
    fields: [{ field: 'headers', says }],
  });
}
