// The imported numbers of all lists: on disk under data/dnc, in memory for checks. Knows no list.
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { startWork } from './job.ts';
import { holds, type Numbers, placeOf } from './segment.ts';

/** The numbers by the id of their segment. */
export class Segments {
  readonly folder: string;
  readonly #loaded = new Map<string, Numbers>();
  /** Segments that could not be read, with why. */
  readonly #damaged = new Map<string, string>();

  /** `data` is the data folder; nothing is made in it before `load`. */
  constructor(data: string) {
    this.folder = join(data, 'dnc');
  }

  path(id: string): string {
    return join(this.folder, `${id}.seg`);
  }

  /** Reads those that lists point at; what else is there is of an import that never came to its end, and goes. */
  async load(wanted: readonly string[]): Promise<void> {
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    for (const id of wanted) {
      try {
        this.#loaded.set(id, await startWork({ kind: 'load', path: this.path(id) }).done);
      } catch (error) {
        this.#damaged.set(id, saysOf(error));
      }
    }
    const known = new Set(wanted.map((id) => `${id}.seg`));
    for (const name of readdirSync(this.folder)) {
      if (name.endsWith('.seg') && !known.has(name)) rmSync(join(this.folder, name), { force: true });
    }
  }

  /** Takes up numbers that a thread has read back from their file. */
  keep(id: string, numbers: Numbers): void {
    this.#loaded.set(id, numbers);
  }

  /** Forgets them, and their file. */
  drop(id: string): void {
    this.#loaded.delete(id);
    this.#damaged.delete(id);
    rmSync(this.path(id), { force: true });
  }

  get(id: string): Numbers | undefined {
    return this.#loaded.get(id);
  }

  /** Why the numbers of a segment are not there, for a person. */
  fault(id: string): string {
    return this.#damaged.get(id) ?? 'it is missing';
  }

  /** The first of `numbers` that is among them. */
  hit(id: string, numbers: readonly number[]): number | undefined {
    const loaded = this.#loaded.get(id);
    return loaded && numbers.find((number) => holds(loaded, number));
  }

  /** Numbers after `after`, at most `limit`, whose digits begin with `prefix`. */
  page(id: string, { after, limit, prefix }: { after: number; limit: number; prefix: string }): number[] {
    const loaded = this.#loaded.get(id);
    if (!loaded) return [];
    const found: number[] = [];
    for (const [from, to] of rangesOf(prefix)) {
      for (let at = placeOf(loaded, Math.max(from, after + 1)); found.length < limit; at += 1) {
        const number = loaded[at];
        if (number === undefined || number >= to) break;
        found.push(number);
      }
    }
    return found;
  }
}

/** The ranges of numbers of up to 15 digits that begin with these; ascending. */
function rangesOf(prefix: string): [number, number][] {
  if (prefix === '') return [[0, 1e15]];
  const first = Number(prefix);
  return Array.from({ length: 16 - prefix.length }, (_, i) => [first * 10 ** i, (first + 1) * 10 ** i]);
}

function saysOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 'it is missing';
  return error instanceof Error ? error.message : String(error);
}
