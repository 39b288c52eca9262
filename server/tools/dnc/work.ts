// The work on imported numbers that takes long, as one function of plain data: a thread does it beside the leads.
import { copyFileSync, linkSync } from 'node:fs';
import { hashOf } from './erased-hash.ts';
import { inAll, inBoth, merged, writeDistinct } from './merge.ts';
import { type FileCount, readFile, UnreadableFile } from './read-file.ts';
import { lasting, type Numbers, readSegment } from './segment.ts';
import { SortedRuns } from './sorted-runs.ts';

/** What an import does with the list: `changes` is a file whose lines say A (add) or D (delete). */
export type ImportMode = 'replace' | 'add' | 'remove' | 'changes';

/** A piece of work. Paths are without their ending. */
export type Work =
  | { kind: 'load'; path: string }
  /** Reads the file `from` into the numbers `<to>.adds` and `<to>.removes`; `base` is what the list holds. */
  | { kind: 'read'; from: string; to: string; mode: ImportMode; region: string; base: Numbers | null }
  /** Finds those of `<from>.adds` whose hash with the key is one of these. */
  | { kind: 'erased'; from: string; key: Uint8Array; hashes: string[] }
  /** Writes the segment `to`: base with the numbers of `<from>.adds`, without those of `<from>.removes`, and without `erased`. */
  | { kind: 'merge'; from: string; to: string; base: Numbers | null; erased: number[] }
  /** The same, without some numbers. */
  | { kind: 'without'; numbers: number[]; to: string; base: Numbers };

/** What a file would do to the list: the report before anything is done. */
export interface FileReport extends FileCount {
  /** Numbers that come onto the list, and that are on it already. */
  added: number;
  known: number;
  /** Numbers that are taken off it, and that are not on it. */
  removed: number;
  absent: number;
  /** Lines whose number came before in the file. */
  doubles: number;
  /** Numbers that the file both adds and deletes: they stay on the list. */
  both: number;
  /** Numbers on the list before and after. */
  before: number;
  after: number;
}

/** What the kinds of work answer. */
export interface Done {
  load: Numbers;
  read: FileReport;
  erased: number[];
  merge: Numbers;
  without: Numbers;
}

const NONE: Numbers = new Float64Array(new SharedArrayBuffer(0));

/** Does it; `progress` hears of bytes read. Throws UnreadableFile, TooMany, DamagedSegment, and what the disk says. */
export function doWork(work: Work, progress: (bytes: number) => void): Done[Work['kind']] {
  if (work.kind === 'load') return readSegment(work.path);
  if (work.kind === 'read') return read(work, progress);
  if (work.kind === 'erased') return erasedIn(work);
  make(work);
  lasting(work.to);
  // Read back: what is held in memory is what a start will find.
  return readSegment(work.to);
}

/** Makes the segment. The whole list is what the reading wrote: it is not held in memory a second time. */
function make(work: Extract<Work, { kind: 'merge' | 'without' }>): void {
  const { to, base } = work;
  if (work.kind === 'without') {
    writeDistinct(merged(base ?? NONE, NONE, Float64Array.from(work.numbers).sort()), to);
  } else if ((base === null || base.length === 0) && work.erased.length === 0) {
    copyOf(`${work.from}.adds`, to);
  } else {
    const all = merged(base ?? NONE, readSegment(`${work.from}.adds`), readSegment(`${work.from}.removes`));
    writeDistinct(others(all, new Set(work.erased)), to);
  }
}

function* others(numbers: Iterable<number>, without: ReadonlySet<number>): Generator<number> {
  for (const number of numbers) if (!without.has(number)) yield number;
}

/** A hash says no number: each of the file is hashed. */
function erasedIn({ from, key, hashes }: Extract<Work, { kind: 'erased' }>): number[] {
  const erased = new Set(hashes);
  const found: number[] = [];
  for (const number of readSegment(`${from}.adds`)) if (erased.has(hashOf(`+${number}`, key))) found.push(number);
  return found;
}

/** The same file under another name, where the disk can do that. */
function copyOf(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to);
  }
}

function read(work: Extract<Work, { kind: 'read' }>, progress: (bytes: number) => void): FileReport {
  const { from, to, mode, region } = work;
  const adds = new SortedRuns(`${to}.adds-run`);
  const removes = new SortedRuns(`${to}.removes-run`, mode === 'remove' || mode === 'changes' ? undefined : 1);
  const count = readFile(from, {
    region,
    keepsReason: mode === 'replace' || (work.base ?? NONE).length === 0,
    progress,
    take({ number, mark }) {
      const way = mode === 'changes' ? mark : mode === 'remove' ? 'delete' : 'add';
      if (way === 'add') adds.push(number);
      else if (way === 'delete') removes.push(number);
      return way !== undefined;
    },
  });
  // Better refused than a list replaced by nothing, as where no line feed ends a line.
  if (count.read === 0 && (mode === 'replace' || count.unreadable > 0))
    throw new UnreadableFile('No line of it holds a number. Each needs a line of its own that ends with a line feed.');
  const doubles =
    writeDistinct(adds.ascending(), `${to}.adds`).doubles + writeDistinct(removes.ascending(), `${to}.removes`).doubles;
  return { ...count, doubles, ...effectOf(work) };
}

type Effect = Pick<FileReport, 'added' | 'known' | 'removed' | 'absent' | 'both' | 'before' | 'after'>;

function effectOf({ to, mode, base }: Extract<Work, { kind: 'read' }>): Effect {
  const [adds, removes] = [readSegment(`${to}.adds`), readSegment(`${to}.removes`)];
  const old = base ?? NONE;
  const known = inBoth(adds, old);
  const both = inBoth(removes, adds);
  const added = adds.length - known;
  if (mode === 'replace') {
    return { added, known, removed: old.length - known, absent: 0, both, before: old.length, after: adds.length };
  }
  const onList = inBoth(removes, old);
  // Those that are added too stay.
  const kept = inAll(removes, adds, old);
  const removed = onList - kept;
  const absent = removes.length - onList;
  return { added, known, removed, absent, both, before: old.length, after: old.length + added - removed };
}
