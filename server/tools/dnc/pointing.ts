// Makes other imported numbers of a list, and points the list at them: in memory first, then one transaction.
import { Failure } from '../../../flows/language/failures.ts';
import { ask, change } from '../../store/admin-ops.ts';
import type { DncSegmentRow } from '../../store/dnc-ops.ts';
import type { StoredDncList } from '../../store/point-reads.ts';
import type { Store } from '../../store/ports.ts';
import { hashOf, keyName } from './erased-hash.ts';
import { type Job, startWork } from './job.ts';
import { callingCodeOf } from './read-line.ts';
import type { Numbers } from './segment.ts';
import type { Segments } from './segments.ts';
import type { ImportOrder } from './staging.ts';
import type { FileReport } from './work.ts';

/** What it is made of. */
export interface PointingParts {
  segments: Segments;
  store: Pick<Store, 'write' | 'query' | 'reads'>;
  /** The key that erased entries are hashed with. Fails with SECRETS_LOCKED. */
  key: () => Buffer;
  /** Milliseconds since 1970. */
  now: () => number;
  newId: (now: number) => string;
}

/** The import being committed, to whoever may break it off. */
export interface Committing {
  job: Job<unknown> | undefined;
  isCancelled: boolean;
  /** From here on it cannot be broken off. */
  isFinal: boolean;
}

/** Where a list points, and where it is to point. */
export class Pointing {
  readonly #parts: PointingParts;

  constructor(parts: PointingParts) {
    this.#parts = parts;
  }

  /** The list. Fails with NOT_FOUND. */
  list(slug: string): StoredDncList {
    const list = this.#parts.store.reads.dncStand(slug);
    if (!list) throw new Failure('NOT_FOUND', { detail: `DNC list ${slug}.` });
    return list;
  }

  /** What the list points at. Fails with LIST_MISSING where that is damaged and would be built upon. */
  base(slug: string, mode: ImportOrder['mode']): { id: string | null; numbers: Numbers | null } {
    const { segment } = this.list(slug);
    const numbers = segment && this.#parts.segments.get(segment.id);
    if (segment && !numbers && mode !== 'replace') {
      const fault = this.#parts.segments.fault(segment.id);
      const detail = `The imported numbers of ${slug} cannot be read (${fault}), so nothing can be added to them or taken off. Import the whole file to replace them.`;
      throw new Failure('LIST_MISSING', { detail });
    }
    return { id: segment?.id ?? null, numbers: numbers ?? null };
  }

  /**
   * The list, where a file may be imported into it. Fails with NOT_FOUND, and with REQUEST_INVALID for a file that takes
   * numbers off and is older than what is there: it would undo what came since.
   */
  inOrder({ list: slug, mode, asOf }: Pick<ImportOrder, 'list' | 'mode' | 'asOf'>): StoredDncList {
    const list = this.list(slug);
    const { freshAt } = list;
    if ((mode !== 'changes' && mode !== 'remove') || asOf === 0 || freshAt === null || asOf >= freshAt) return list;
    const whole = dayOf(freshAt) === dayOf(asOf) ? 'later the same day' : `on ${dayOf(freshAt)}`;
    const says = `This file is of ${dayOf(asOf)}; the list holds what was so ${whole}, and the file would take off numbers that were added since. Import change files in the order of their days, or the whole file.`;
    throw new Failure('REQUEST_INVALID', { fields: [{ field: 'asOf', says }] });
  }

  /**
   * Merges the numbers that a reading left at `from` into the list; those that were erased come onto it as hashes, and are
   * readable nowhere again. Fails with CANCELLED, CHANGED_MEANWHILE, SECRETS_LOCKED.
   */
  async commit(
    order: ImportOrder,
    from: string,
    at: { report: FileReport; by: string; live: Committing },
  ): Promise<void> {
    const { segments, now, newId } = this.#parts;
    const { report, by, live } = at;
    const { segment: old, freshAt } = this.inOrder(order);
    const base = order.mode === 'replace' ? null : this.base(order.list, order.mode).numbers;
    const id = newId(now());
    const doing = async <T>(job: Job<T>): Promise<T> => {
      live.job = job;
      const done = await job.done.catch((error: unknown) => this.#brokenOff(id, live, error));
      live.job = undefined;
      if (live.isCancelled) this.#brokenOff(id, live, undefined);
      return done;
    };
    const known = await ask(this.#parts.store, 'dnc.erased', {});
    const key = known.hashes.length > 0 ? this.#keyOf(known.key) : undefined;
    const erased = key ? await doing(startWork({ kind: 'erased', from, key, hashes: known.hashes })) : [];
    const made = await doing(startWork({ kind: 'merge', from, to: segments.path(id), base, erased }));
    live.isFinal = true;
    const { name, region, asOf, mode } = order;
    const segment = {
      id,
      count: made.length,
      region,
      callingCode: callingCodeOf(region),
      file: name,
      reason: order.reason || report.reason || (mode === 'replace' ? '' : (old?.reason ?? '')),
      purpose: order.purpose || (mode === 'replace' ? '' : (old?.purpose ?? '')),
    };
    const hashes = key ? erased.map((number) => hashOf(`+${number}`, key)) : [];
    const kept = erased.length === 0 ? '' : ` ${erased.length} of its numbers stay erased.`;
    const detail = `${name}: ${report.added} added, ${report.removed} removed, ${report.unreadable} lines not read.${kept}`;
    const day = freshness(mode, asOf, { freshAt, begun: order.at });
    const more = { by, detail, ...day, erased: { times: known.times, hashes } };
    await this.#swap(order.list, { segment, base: old?.id ?? null, made, ...more });
  }

  /** Takes numbers out of the imported ones of a list. Fails with NOT_FOUND, CHANGED_MEANWHILE. */
  async without(slug: string, numbers: number[], by: string): Promise<void> {
    const { segments, now, newId } = this.#parts;
    const { segment } = this.list(slug);
    const base = segment && segments.get(segment.id);
    if (!segment || !base) throw new Failure('NOT_FOUND', { detail: `The list ${slug} has no imported numbers.` });
    const id = newId(now());
    const job = startWork({ kind: 'without', numbers, to: segments.path(id), base });
    const made = await job.done.catch((error: unknown) => {
      segments.drop(id);
      throw error;
    });
    const { at: _at, origin: _origin, ...same } = segment;
    const detail = `${base.length - made.length} imported numbers were taken out.`;
    await this.#swap(slug, { segment: { ...same, id, count: made.length }, base: segment.id, made, by, detail });
  }

  /** Without the key nobody can tell which numbers of a file are erased, and it would make them readable. */
  #keyOf(name: string): Buffer {
    const key = this.#parts.key();
    if (keyName(key) === name) return key;
    const detail = 'Numbers were erased with another key than the one that is here, so the file could bring them back.';
    throw new Failure('SECRETS_LOCKED', { detail });
  }

  #brokenOff(id: string, { isCancelled }: Committing, error: unknown): never {
    this.#parts.segments.drop(id);
    if (isCancelled) throw new Failure('CANCELLED', { detail: 'The import was cancelled; nothing of it counts.' });
    throw error;
  }

  /** In memory before the commit: from the commit on a check asks for it. */
  async #swap(slug: string, { made, ...to }: Swap): Promise<void> {
    const { segments, store } = this.#parts;
    segments.keep(to.segment.id, made);
    try {
      await change(store, 'dncList.point', { slug, ...to });
    } catch (error) {
      // A database that ended may have committed it: the numbers go only where the list is known not to point at them.
      if (store.reads.dncStand(slug)?.segment?.id !== to.segment.id) segments.drop(to.segment.id);
      throw error;
    }
    if (to.base !== null) segments.drop(to.base);
  }
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

/**
 * How new the list is afterwards. The whole file makes it as old as the file is, also where that is older than it was. Of
 * numbers added or taken off nobody knows whether they are all that changed: they make it newer where a person named the
 * day (0: nobody did), and where it is the first file.
 */
function freshness(
  mode: ImportOrder['mode'],
  asOf: number,
  { freshAt, begun }: { freshAt: number | null; begun: number },
): Pick<Swap, 'freshAt' | 'kept'> {
  const day = asOf === 0 ? begun : asOf;
  if (mode === 'replace') return { freshAt: day, kept: 'by-file' };
  if (mode !== 'changes' && asOf === 0 && freshAt !== null) return {};
  return { freshAt: Math.max(day, freshAt ?? 0) };
}

interface Swap {
  segment: Omit<DncSegmentRow, 'at' | 'origin'>;
  /** Id of what they were made from. */
  base: string | null;
  made: Numbers;
  by: string;
  detail: string;
  freshAt?: number;
  kept?: 'by-file';
  erased?: { times: number; hashes: string[] };
}
