// What is read of lists with every lead, and changes where a person changes it: kept until something is written by name.
import type { PointReads } from '../point-reads.ts';

/** Names that are remembered of each kind: some come with leads. */
const MOST = 1000;

/** Reads that stay as they are while the steps of runs write. */
type Lists = Pick<PointReads, 'leadList' | 'dncStand' | 'dncListsOf'>;

/** The same reads, remembered. */
export interface KeptReads extends Lists {
  /** Whatever is asked from now on is read anew. */
  forget: () => void;
}

/**
 * Invariant K1: lead lists, statuses, DNC lists and what those point at are written by name alone, never in the batches of
 * runs. Who forgets before the answer to such a write is told reads nothing older than what anybody was told. Answers are
 * shared: callers must not change them.
 */
export function keepReads(reads: Lists): KeptReads {
  const leadLists = new Kept<{ dnc: boolean }>();
  const stands = new Kept<NonNullable<ReturnType<Lists['dncStand']>>>();
  const listsOf = new Kept<string[]>();
  return {
    leadList: (slug, status = '') =>
      leadLists.of(`${slug.length} ${slug}${status}`, () => reads.leadList(slug, status)),
    dncStand: (slug) => stands.of(slug, () => reads.dncStand(slug)),
    dncListsOf: (campaign) => listsOf.of(campaign, () => reads.dncListsOf(campaign)) ?? [],
    forget() {
      for (const each of [leadLists, stands, listsOf]) each.forget();
    },
  };
}

/** What was found, by name; what was not is looked for again. */
class Kept<T> {
  readonly #found = new Map<string, T>();

  of(name: string, read: () => T | undefined): T | undefined {
    const known = this.#found.get(name);
    if (known !== undefined) return known;
    const found = read();
    if (this.#found.size >= MOST) this.#found.clear();
    if (found !== undefined) this.#found.set(name, Object.freeze(found));
    return found;
  }

  forget(): void {
    this.#found.clear();
  }
}
