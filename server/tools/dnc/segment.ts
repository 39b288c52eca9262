// A segment: imported numbers in a file that is never changed, sorted, eight bytes each, with their count and checksum.
//
// S1  A file is complete or refused: its header is written last, its bytes are held to the SHA-256 in it.
// S2  Its numbers are E.164 digits as whole numbers (at most 15 digits, so below 2^53), each once, ascending.
// S3  In memory it is one Float64Array over shared memory: threads read it and nobody writes it.
import { createHash, type Hash } from 'node:crypto';
import { closeSync, fstatSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

const MAGIC = 'LFDNC\u0001\r\n';
/** Magic, count, checksum, and room. */
const HEADER_BYTES = 64;
const NUMBER_BYTES = 8;
/** Numbers that are written, and bytes that are read, at once. */
const BLOCK = 65_536;
const READ_BYTES = 8 * 1024 * 1024;

/** Numbers that a list can hold: 1.2 GB of memory. */
export const MOST_NUMBERS = 150_000_000;

/** Imported numbers in memory, ascending. */
export type Numbers = Float64Array<SharedArrayBuffer>;

/** A file that is not what a segment is. `message` says how, for a person. */
export class DamagedSegment extends Error {}

/** Writes a segment; nothing of it counts before `end`. */
export class SegmentWriter {
  readonly #file: number;
  readonly #hash: Hash = createHash('sha256');
  readonly #block = new Float64Array(BLOCK);
  #filled = 0;
  #count = 0;
  #isOpen = true;

  constructor(path: string) {
    this.#file = openSync(path, 'wx', 0o600);
    writeSync(this.#file, new Uint8Array(HEADER_BYTES));
  }

  /** The next number, larger than those before it. */
  push(number: number): void {
    if (this.#filled === BLOCK) this.#flush();
    this.#block[this.#filled] = number;
    this.#filled += 1;
    this.#count += 1;
  }

  /** Seals the file, which `lasting` then makes durable; answers how many numbers it holds. */
  end(): number {
    this.#flush();
    const header = Buffer.alloc(HEADER_BYTES);
    header.write(MAGIC, 0, 'latin1');
    header.writeDoubleLE(this.#count, 8);
    this.#hash.digest().copy(header, 16);
    writeSync(this.#file, header, 0, HEADER_BYTES, 0);
    this.close();
    return this.#count;
  }

  /** Gives the file back, sealed or not. May be called again. */
  close(): void {
    if (this.#isOpen) closeSync(this.#file);
    this.#isOpen = false;
  }

  #flush(): void {
    const bytes = new Uint8Array(this.#block.buffer, 0, this.#filled * NUMBER_BYTES);
    this.#hash.update(bytes);
    for (let done = 0; done < bytes.length; ) done += writeSync(this.#file, bytes, done);
    this.#filled = 0;
  }
}

/** Makes a file durable with its name: a list that points at it must find it after a power cut. */
export function lasting(path: string): void {
  for (const each of [path, dirname(path)]) {
    const file = openSync(each, 'r');
    try {
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  }
}

/** Reads a segment into shared memory and holds it to its checksum. Throws DamagedSegment, and what the disk says. */
export function readSegment(path: string): Numbers {
  const file = openSync(path, 'r');
  try {
    const header = Buffer.alloc(HEADER_BYTES);
    const got = readSync(file, header, 0, HEADER_BYTES, 0);
    const count = header.readDoubleLE(8);
    if (got < HEADER_BYTES || header.toString('latin1', 0, 8) !== MAGIC) throw new DamagedSegment('it has no header');
    const bytes = count * NUMBER_BYTES;
    if (!Number.isSafeInteger(count) || fstatSync(file).size !== HEADER_BYTES + bytes)
      throw new DamagedSegment('it is not as long as it says');
    const numbers: Numbers = new Float64Array(new SharedArrayBuffer(bytes));
    if (filledFrom(file, numbers) !== header.toString('hex', 16, 48))
      throw new DamagedSegment('its checksum is not the one of its numbers');
    return numbers;
  } finally {
    closeSync(file);
  }
}

/** Reads the numbers behind the header; answers their SHA-256. */
function filledFrom(file: number, numbers: Numbers): string {
  const hash = createHash('sha256');
  const shared = new Uint8Array(numbers.buffer);
  const buffer = Buffer.allocUnsafe(READ_BYTES);
  for (let at = 0; at < shared.length; ) {
    const got = readSync(file, buffer, 0, Math.min(READ_BYTES, shared.length - at), HEADER_BYTES + at);
    if (got === 0) throw new DamagedSegment('it ends too early');
    const part = buffer.subarray(0, got);
    hash.update(part);
    shared.set(part, at);
    at += got;
  }
  return hash.digest('hex');
}

/** Where `number` is or would be: the first place whose number is not smaller. */
export function placeOf(numbers: Float64Array, number: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((numbers[middle] ?? 0) < number) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether the number is one of them. */
export function holds(numbers: Float64Array, number: number): boolean {
  return numbers[placeOf(numbers, number)] === number;
}

/** E.164 or its digits as a whole number; undefined for what cannot be one. */
export function asNumber(text: string): number | undefined {
  const digits = text.startsWith('+') ? text.slice(1) : text;
  return /^[1-9]\d{0,14}$/.test(digits) ? Number(digits) : undefined;
}
