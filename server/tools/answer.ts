// Turns the bytes of an answer into text: bounded inflating, and the character set that the receiver names.
import type { IncomingHttpHeaders } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { WireError } from './outcome.ts';

const inflate = promisify(gunzip);

/** The media type without parameters, and the charset, both lower case; empty where none is named. */
export function readContentType(header: string | undefined): { type: string; charset: string } {
  if (!header) return { type: '', charset: '' };
  const end = header.indexOf(';');
  if (end === -1) return { type: header.trim().toLowerCase(), charset: '' };
  const charset = /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(header)?.[1] ?? '';
  return { type: header.slice(0, end).trim().toLowerCase(), charset: charset.toLowerCase() };
}

/** The body as text; a promise only where it has to be inflated. Fails with WireError ANSWER_UNREADABLE, or zlib's size error. */
export function textOf(
  chunks: readonly Buffer[],
  { encoding, charset, maxBytes }: { encoding: string | undefined; charset: string; maxBytes: number },
): string | Promise<string> {
  const bytes = chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
  const how = encoding?.trim().toLowerCase() ?? '';
  if (how === '' || how === 'identity' || bytes.length === 0) return decode(bytes, charset);
  if (how !== 'gzip' && how !== 'x-gzip') {
    throw new WireError('ANSWER_UNREADABLE', `The answer is encoded as ${how}, which was not asked for.`);
  }
  return inflate(bytes, { maxOutputLength: maxBytes }).then(
    (inflated) => decode(inflated, charset),
    (error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE') throw error;
      throw new WireError('ANSWER_UNREADABLE', 'The answer says it is gzip, and is not.');
    },
  );
}

/** An unknown charset is read as UTF-8; bytes that do not fit become U+FFFD rather than losing the answer. */
function decode(bytes: Buffer, charset: string): string {
  if (charset === '' || charset === 'utf-8' || charset === 'utf8') {
    const text = bytes.toString('utf8');
    return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  }
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return decode(bytes, '');
  }
}

/** The headers with repeated ones joined, as RFC 9110 section 5.3 allows. */
export function flatHeaders(headers: IncomingHttpHeaders): { [name: string]: string } {
  const flat: { [name: string]: string } = {};
  for (const name of Object.keys(headers)) {
    const value = headers[name];
    // A header of this name would set the prototype of the record.
    if (value === undefined || name === '__proto__') continue;
    flat[name] = typeof value === 'string' ? value : value.join(', ');
  }
  return flat;
}
