// What the database is asked to do and to tell about validation lists, by name, and the rows that it tells.
import type { ListFound } from '../../flows/language/list-look.ts';
import type { ListRules } from '../../flows/language/list-rules-read.ts';
import type { Page, PageArgs } from './admin-rows.ts';

/** A validation list with how many values it has. */
export interface ListRow {
  slug: string;
  name: string;
  description: string;
  version: number;
  entries: number;
  rules: ListRules;
  /** Days after which it is stale; 0: never. */
  limitDays: number;
  updatedAt: number;
  /** When it was last changed, or said to be up to date: its age counts from here. */
  checkedAt: number;
}

/** What made a version. `known`: it was there before versions were kept. */
export type ListDeed = 'create' | 'rename' | 'add' | 'remove' | 'replace' | 'rules' | 'restore' | 'delete' | 'known';

/** A version of a list: who made it, when, and what it came to. */
export interface ListVersionRow {
  version: number;
  at: number;
  who: string;
  did: ListDeed;
  detail: string;
  added: number;
  removed: number;
  /** How many values it has. */
  entries: number;
  rules: ListRules;
  /** Whether its values can still be shown, and brought back. */
  kept: boolean;
}

/** A version with the first values that came and went with it. */
export interface ListVersionDetailRow extends ListVersionRow {
  came: string[];
  went: string[];
}

interface Op<A, R> {
  args: A;
  result: R;
}
type By<A> = A & { by: string };
type Named = { slug: string; name: string; description: string; limitDays: number };

/** Changes. A change that changes nothing makes no version, and says that the list is up to date. */
export interface ListCommands {
  'list.create': Op<
    By<Omit<Named, 'limitDays'> & { values: string[]; rules?: ListRules; limitDays?: number }>,
    ListRow
  >;
  'list.change': Op<By<Named>, ListRow>;
  /** Fails with CHANGED_MEANWHILE where the list has other rules than it had in that version. */
  'list.setRules': Op<By<{ slug: string; rules: ListRules; version: number }>, ListRow>;
  'list.addEntries': Op<By<{ slug: string; values: string[] }>, { added: number }>;
  'list.removeEntries': Op<By<{ slug: string; values: string[] }>, { removed: number }>;
  /** The list holds these values and no other. */
  'list.replaceEntries': Op<By<{ slug: string; values: string[] }>, { added: number; removed: number }>;
  /** Values and rules are again those of a version. Fails with NOT_FOUND where they are not kept. */
  'list.restore': Op<By<{ slug: string; version: number }>, ListRow>;
  /** Its age begins anew, without a version. */
  'list.confirm': Op<By<{ slug: string }>, ListRow>;
  /** `usedBy`: flows that used it, for the audit. */
  'list.remove': Op<By<{ slug: string; usedBy?: string[] }>, null>;
}

/** Questions. A missing thing is answered with null. */
export interface ListQueries {
  'list.list': Op<PageArgs & { q: string | null }, Page<ListRow>>;
  'list.detail': Op<{ slug: string }, ListRow | null>;
  'list.entries': Op<PageArgs & { q: string | null; slug: string }, Page<{ entry: string }>>;
  /** As a step looks: `value` as it came. */
  'list.look': Op<{ slug: string; value: string }, ListFound | null>;
  /** The newest first; also of a list that is gone. */
  'list.versions': Op<PageArgs & { slug: string }, Page<ListVersionRow>>;
  'list.version': Op<{ slug: string; version: number }, ListVersionDetailRow | null>;
  'list.entriesAt': Op<PageArgs & { q: string | null; slug: string; version: number }, Page<{ entry: string }>>;
}
