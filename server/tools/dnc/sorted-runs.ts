// Sorts more numbers than should be in memory: full blocks are sorted and put on disk, and merged at the end.
import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs';

/** Numbers that are sorted at once: 16 MB. */
const RUN = 2_000_000;
/** Numbers that are read from a run at once. */
const BLOCK = 32_768;
const NUMBER_BYTES = 8;

/** Takes numbers in any order, gives them ascending, each as often as it came. */
export class SortedRuns {
  readonly #path: string;
  readonly #numbers: Float64Array;
  #filled = 0;
  #runs = 0;
  /** How many it was given. */
  count = 0;

  /** `path` is what its files are called, with a number behind. `atOnce`: how many are sorted in memory. */
  constructor(path: string, atOnce = RUN) {
    this.#path = path;
    this.#numbers = new Float64Array(atOnce);
  }

  push(number: number): void {
    if (this.#filled === this.#numbers.length) this.#spill();
    this.#numbers[this.#filled] = number;
    this.#filled += 1;
    this.count += 1;
  }

  /** Ascending. Its files are gone once it has ended. */
  *ascending(): Generator<number> {
    if (this.#runs === 0) {
      yield* this.#numbers.subarray(0, this.#filled).sort();
      return;
    }
    this.#spill();
    const paths = Array.from({ length: this.#runs }, (_, i) => `${this.#path}.${i}`);
    try {
      yield* merged(paths.map((path) => new RunReader(path)));
    } finally {
      for (const path of paths) rmSync(path, { force: true });
    }
  }

  #spill(): void {
    const file = openSync(`${this.#path}.${this.#runs}`, 'w', 0o600);
    const run = this.#numbers.subarray(0, this.#filled).sort();
    const bytes = new Uint8Array(run.buffer, 0, run.byteLength);
    try {
      for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
    } finally {
      closeSync(file);
    }
    this.#runs += 1;
    this.#filled = 0;
  }
}

/** The numbers of a run, one after the other. */
class RunReader {
  readonly #file: number;
  readonly #block = new Float64Array(BLOCK);
  #at = 0;
  #length = 0;
  /** The number that is next; Infinity at the end. */
  head = 0;

  constructor(path: string) {
    this.#file = openSync(path, 'r');
    this.next();
  }

  next(): void {
    if (this.#at === this.#length) {
      this.#length = readSync(this.#file, new Uint8Array(this.#block.buffer), 0, BLOCK * NUMBER_BYTES, null) >>> 3;
      this.#at = 0;
      if (this.#length === 0) {
        this.head = Number.POSITIVE_INFINITY;
        return;
      }
    }
    this.head = this.#block[this.#at] ?? 0;
    this.#at += 1;
  }

  close(): void {
    closeSync(this.#file);
  }
}

/** A heap of readers by their heads: the smallest number of all is at its root. */
function* merged(readers: RunReader[]): Generator<number> {
  const heap = readers.toSorted((a, b) => a.head - b.head);
  try {
    for (let root = heap[0]; root && root.head !== Number.POSITIVE_INFINITY; root = heap[0]) {
      yield root.head;
      root.next();
      sink(heap);
    }
  } finally {
    for (const reader of readers) reader.close();
  }
}

/** Lets the root down to its place. */
function sink(heap: RunReader[]): void {
  for (let at = 0; ; ) {
    const [left, right] = [2 * at + 1, 2 * at + 2];
    let least = at;
    if ((heap[left]?.head ?? Infinity) < (heap[least]?.head ?? Infinity)) least = left;
    if ((heap[right]?.head ?? Infinity) < (heap[least]?.head ?? Infinity)) least = right;
    const [upper, lower] = [heap[at], heap[least]];
    if (least === at || !upper || !lower) return;
    heap[at] = lower;
    heap[least] = upper;
    at = least;
  }
}
