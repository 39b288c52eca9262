// Looks over a file once, before anything is made of it: its checksum, and how its text is encoded.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { UnreadableText } from '../../flows/language/delimited.ts';
import type { ImportFile } from '../store/import-ops.ts';

/** Bytes that are read at once. */
const BLOCK = 1024 * 1024;
/** Bytes at the beginning by which text of two bytes a letter is told. */
const SAMPLE = 4096;

/** What a file is. `sha256` is hexadecimal. */
export interface Looked {
  sha256: string;
  encoding: ImportFile['encoding'];
}

/** Reads all of it, in constant memory. Throws UnreadableText for what is no text. */
export async function lookOver(path: string): Promise<Looked> {
  const hash = createHash('sha256');
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  let isUtf8 = true;
  let encoding: ImportFile['encoding'] | undefined;
  let bytes = 0;
  for await (const part of createReadStream(path, { highWaterMark: BLOCK })) {
    const block = part as Buffer;
    if (bytes === 0) encoding = twoBytes(refusePacked(block));
    bytes += block.length;
    hash.update(block);
    if (isUtf8 && !encoding) isUtf8 = decodes(utf8, block);
  }
  if (bytes === 0) throw new UnreadableText('The file is empty.');
  return { sha256: hash.digest('hex'), encoding: encoding ?? (isUtf8 ? 'utf-8' : 'windows-1252') };
}

function decodes(decoder: TextDecoder, block: Buffer): boolean {
  try {
    decoder.decode(block, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** What people send by mistake. */
function refusePacked(block: Buffer): Buffer {
  if (block[0] === 0x50 && block[1] === 0x4b)
    throw new UnreadableText('It is a ZIP archive or a workbook. Unpack it, or save it as CSV, and send that.');
  if (block[0] === 0x1f && block[1] === 0x8b)
    throw new UnreadableText('It is compressed (gzip). Unpack it and send the text.');
  return block;
}

/** By its byte order mark, or by the zeros between the letters of European languages. */
function twoBytes(block: Buffer): ImportFile['encoding'] | undefined {
  if (block[0] === 0xff && block[1] === 0xfe) return 'utf-16le';
  if (block[0] === 0xfe && block[1] === 0xff) return 'utf-16be';
  const zeros = [0, 0];
  const sample = block.subarray(0, SAMPLE);
  for (const [at, byte] of sample.entries()) if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (even + odd === 0) return undefined;
  if (odd > sample.length / 4 && even < odd / 10) return 'utf-16le';
  if (even > sample.length / 4 && odd < even / 10) return 'utf-16be';
  throw new UnreadableText('It is no plain text. Save it as CSV in UTF-8 and send that.');
}
