// The commands and queries about DNC lists by name, with what they take and answer. Times are milliseconds since 1970.
import type { NamedRow, Page, PageArgs } from './admin-rows.ts';

interface Op<A, R> {
  args: A;
  result: R;
}
type Search = PageArgs & { q: string | null };
type By<A> = A & { by: string };

/** A number that must not be called, kept as a row of its own. */
export interface DncRow {
  list: string;
  number: string;
  reason: string;
  purpose: string;
  /** `run:<id>`, `person:<email>`, `source:<id>` or `import`. */
  origin: string;
  at: number;
  /** Null: it never does. */
  expiresAt: number | null;
}

/** The imported numbers of a list: `data/dnc/<id>.seg`. Never changed; another takes its place. */
export interface DncSegmentRow {
  id: string;
  count: number;
  /** ISO country that numbers without a country code were read in, and its country code. */
  region: string;
  callingCode: string;
  file: string;
  reason: string;
  purpose: string;
  origin: string;
  at: number;
}

/** A DNC list as an admin sets it. */
export interface DncListSettings {
  name: string;
  scope: 'account' | 'campaign';
  /** '' for the scope account. */
  campaign: string;
  /** Only a list that is kept by files grows old. */
  kept: 'by-hand' | 'by-file';
  /** Days that the newest file of a list kept by files may be old; 0 for no limit. */
  limitDays: number;
}

/** A DNC list with what it holds. */
export interface DncListRow extends DncListSettings {
  slug: string;
  /** The day of its newest file; null where none came yet. */
  freshAt: number | null;
  createdAt: number;
  /** Rows of its own, and entries that were erased. */
  entries: number;
  erased: number;
  segment: DncSegmentRow | null;
}

/** Changes. Each refuses with a Failure. */
export interface DncCommands {
  'dncList.create': Op<By<NamedRow & Partial<Omit<DncListSettings, 'name'>>>, NamedRow>;
  'dncList.change': Op<By<{ slug: string } & Partial<DncListSettings>>, null>;
  /**
   * With everything on it, which counts no more from this moment; entries that are too many for one moment are deleted by
   * `dncList.clear`. Answers the id of its segment, whose file is then nobody's.
   */
  'dncList.remove': Op<By<{ slug: string }>, { segment: string | null }>;
  /** Deletes at most `limit` entries of lists that are no more; until `done`. */
  'dncList.clear': Op<{ limit: number }, { done: boolean }>;
  /**
   * Points a list at other imported numbers, in place of `base`, the id that the new ones were made from. Fails with
   * CHANGED_MEANWHILE where the list points elsewhere by now, or where numbers were erased after `erased` was asked for.
   */
  'dncList.point': Op<
    By<{
      slug: string;
      base: string | null;
      segment: Omit<DncSegmentRow, 'at' | 'origin'> | null;
      /** How new the list is from now on; absent where it stays as it is. */
      freshAt?: number;
      kept?: DncListSettings['kept'];
      detail: string;
      /** Numbers of the file that are erased, by their hashes: they come onto the list as such. `times` as `dnc.erased` said. */
      erased?: { times: number; hashes: string[] };
    }>,
    null
  >;
  /** Counts an incident about a list, once for each `of`: what is the matter, and with which file. */
  'dncList.warn': Op<{ slug: string; why: string; says: string; of: string }, null>;
  'dnc.enter': Op<
    By<{ list: string; number: string; reason: string; purpose?: string; expiresAt?: number | null }>,
    DncRow
  >;
  /** What is absent stays. Fails with NOT_FOUND. */
  'dnc.change': Op<
    By<{ list: string; number: string; reason?: string; purpose?: string; expiresAt?: number | null }>,
    DncRow
  >;
  /** `hash` is what stands for the number where it was erased; '' where nothing can. */
  'dnc.remove': Op<By<{ list: string; number: string; hash?: string }>, null>;
  /** Answers how many of them were on their lists. `wasOut`: one was taken out of the imported numbers just before. */
  'dnc.removeMany': Op<
    By<{ entries: { list: string; numbers: string[]; hashes: string[]; wasOut: boolean }[] }>,
    { removed: number }
  >;
  /**
   * Turns entries into hashes: rows of these numbers, and entries of segments. `key` names the key of the hashes: there is
   * one for all. Fails with SECRETS_LOCKED where it is another than before.
   */
  'dnc.erase': Op<
    By<{ key: string; numbers: { number: string; hash: string }[]; segments: ErasedSegment[] }>,
    { erased: number }
  >;
}

/** An entry of a segment that is kept as a hash from now on. */
export interface ErasedSegment {
  list: string;
  hash: string;
  reason: string;
  purpose: string;
}

/** Questions. */
export interface DncQueries {
  'dncList.list': Op<Search, Page<DncListRow>>;
  'dncList.detail': Op<{ slug: string }, DncListRow | null>;
  /** Newest first, or, `byNumber`, in the order of the numbers. `entries`: only these. */
  'dnc.list': Op<
    Search & {
      list: string | null;
      byNumber?: boolean;
      entries?: { list: string; number: string }[];
      turned?: boolean;
    },
    Page<DncRow>
  >;
  /** Every erased number by its hash, the name of the key of the hashes, and how often numbers were erased so far. */
  'dnc.erased': Op<object, { hashes: string[]; key: string; times: number }>;
}
