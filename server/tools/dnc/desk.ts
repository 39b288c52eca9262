// The DNC lists of a process: what a check asks, imports, and what is done to numbers wherever they are kept.
import { Failure } from '../../../flows/language/failures.ts';
import { change } from '../../store/admin-ops.ts';
import type { DncListRow, ErasedSegment } from '../../store/dnc-ops.ts';
import type { Store } from '../../store/ports.ts';
import { Clearing } from './clearing.ts';
import { hashOf, keyName } from './erased-hash.ts';
import { Imports } from './imports.ts';
import { asImported, createLook, type Look } from './look.ts';
import { Pointing } from './pointing.ts';
import { Segments } from './segments.ts';
import { Staging } from './staging.ts';

/** What it is made of. */
export interface DncDeskParts {
  /** The data folder. */
  data: string;
  store: Pick<Store, 'write' | 'query' | 'reads'>;
  /** The key that erased entries are hashed with. Fails with SECRETS_LOCKED. */
  key: () => Buffer;
  /** Milliseconds since 1970. */
  now: () => number;
  newId: (now: number) => string;
  /** Told of work in the background that comes to nothing for now. */
  onError?: (error: unknown, says: string) => void;
  /** Between two tries of such work, milliseconds. */
  againMs?: number;
}

const AGAIN_MS = 5000;

/** The desk. Numbers are E.164, or digits as they were sent. */
export interface DncDesk {
  look: Look;
  imports: Imports;
  /** Numbers of a segment after `after`, at most `limit`, whose digits begin with `prefix`. */
  page(segment: string, at: { after: number; limit: number; prefix: string }): number[];
  /** Takes a number off a list, wherever it stands there. Fails with NOT_FOUND. */
  takeOff(list: string, numbers: readonly string[], by: string): Promise<void>;
  /** The same for many entries, each list of imported numbers made anew once. Answers how many were on their lists. */
  takeOffMany(entries: readonly ListedNumbers[], by: string): Promise<number>;
  /** Turns every entry of a number into a keyed hash, which goes on blocking. Answers how many. */
  erase(numbers: readonly string[], by: string): Promise<number>;
  /** Deletes a list with its numbers: none of them counts any more when this resolves. Fails with NOT_FOUND. */
  removeList(slug: string, by: string): Promise<void>;
  /** Resolves once nothing is left of the lists that were deleted. */
  cleared(): Promise<void>;
}

/** A number in every form that it may be kept in, on a list. */
export interface ListedNumbers {
  list: string;
  numbers: readonly string[];
}

/** Reads the imported numbers of all lists into memory. One that is damaged is told by its list, and blocks. */
export async function openDncDesk(parts: DncDeskParts): Promise<DncDesk> {
  const { data, store, key, now, newId, onError = () => undefined, againMs = AGAIN_MS } = parts;
  const segments = new Segments(data);
  const slugs = store.reads.dncLists();
  const lists = slugs.map((slug) => store.reads.dncStand(slug));
  await segments.load(lists.flatMap((list) => list?.segment?.id ?? []));
  const pointing = new Pointing({ segments, store, key, now, newId });
  const imports = new Imports({ staging: new Staging(segments.folder), pointing, now, newId });
  const clearing = new Clearing({ store, onError, againMs });
  // What an earlier process did not come to: another list may take the name, and is not to get the old one's files.
  clearing.begin();
  for (const { list } of imports.list()) if (!slugs.includes(list)) await imports.forgetList(list);
  const imported = (list: DncListRow['segment'], numbers: readonly string[]) => importedAmong(segments, list, numbers);
  return {
    look: createLook({ reads: store.reads, segments, key, now }),
    imports,
    page: (segment, at) => segments.page(segment, at),
    async takeOff(list, numbers, by) {
      const inSegment = imported(pointing.list(list).segment, numbers);
      if (inSegment.length > 0) await pointing.without(list, inSegment, by);
      const fault = await rowsOff(parts, { list, numbers, by });
      if (fault && inSegment.length === 0) throw fault;
    },
    async takeOffMany(entries, by) {
      const found = entries.map(({ list, numbers }) => imported(store.reads.dncStand(list)?.segment ?? null, numbers));
      for (const [list, each] of Map.groupBy(found.keys(), (i) => entries[i]?.list ?? '')) {
        const out = each.flatMap((i) => found[i] ?? []);
        if (out.length > 0) await pointing.without(list, out, by);
      }
      const kept = entries.map(({ list, numbers }, i) => {
        const hashes = numbers.map((number) => hashIfThere(number, key)).filter((hash) => hash !== '');
        return { list, numbers: [...numbers], hashes, wasOut: (found[i] ?? []).length > 0 };
      });
      const { removed } = await change(store, 'dnc.removeMany', { entries: kept, by });
      return removed;
    },
    erase: (numbers, by) => erase(parts, { pointing, segments }, { numbers, by }),
    async removeList(slug, by) {
      const { segment } = await change(store, 'dncList.remove', { slug, by });
      if (segment !== null) segments.drop(segment);
      clearing.begin();
      await imports.forgetList(slug);
    },
    cleared: () => clearing.settled(),
  };
}

async function erase(
  { store, key }: DncDeskParts,
  { pointing, segments }: { pointing: Pointing; segments: Segments },
  { numbers, by }: { numbers: readonly string[]; by: string },
): Promise<number> {
  const hashKey = key();
  const hashed = numbers.map((number) => ({ number, hash: hashOf(number, hashKey) }));
  const found = store.reads.dncLists().flatMap((list) => {
    const { segment } = pointing.list(list);
    const out = importedAmong(segments, segment, numbers);
    if (!segment || out.length === 0) return [];
    const { reason, purpose, file } = segment;
    const entries = out.map((number): ErasedSegment => {
      const hash = hashOf(`+${number}`, hashKey);
      return { list, hash, reason: reason || `Imported from ${file}`, purpose };
    });
    return [{ list, out, entries }];
  });
  // First the hash, then the number out of the file: a crash in between leaves it blocked twice, never free.
  const entries = found.flatMap((each) => each.entries);
  const { erased } = await change(store, 'dnc.erase', {
    key: keyName(hashKey),
    numbers: hashed,
    segments: entries,
    by,
  });
  for (const { list, out } of found) await pointing.without(list, out, by);
  return erased;
}

/** Which of these numbers are among the imported ones. */
function importedAmong(segments: Segments, list: DncListRow['segment'], numbers: readonly string[]): number[] {
  const wanted = list ? new Set(asImported(international(numbers), list.callingCode)) : [];
  return [...wanted].filter((number) => list && segments.hit(list.id, [number]) !== undefined);
}

/** Digits as they were sent could be somebody else's number abroad: they count where there is no other. */
function international(numbers: readonly string[]): readonly string[] {
  const whole = numbers.filter((number) => number.startsWith('+'));
  return whole.length > 0 ? whole : numbers;
}

/** Takes rows and hashes off; answers what refused it where there were none. */
async function rowsOff(
  { store, key }: DncDeskParts,
  { list, numbers, by }: { list: string; numbers: readonly string[]; by: string },
): Promise<Failure | undefined> {
  let fault: Failure | undefined;
  let isDone = false;
  for (const number of numbers) {
    try {
      await change(store, 'dnc.remove', { list, number, hash: hashIfThere(number, key), by });
      isDone = true;
    } catch (error) {
      if (!(error instanceof Failure) || error.code !== 'NOT_FOUND') throw error;
      fault = error;
    }
  }
  return isDone ? undefined : fault;
}

function hashIfThere(number: string, key: () => Buffer): string {
  try {
    return hashOf(number, key());
  } catch (error) {
    if (error instanceof Failure && error.code === 'SECRETS_LOCKED') return '';
    throw error;
  }
}
