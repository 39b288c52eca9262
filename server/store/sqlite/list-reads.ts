// Reads validation lists: what a step finds in one, what a list and its versions are, and what a version held.

import { Failure } from '../../../flows/language/failures.ts';
import { folded } from '../../../flows/language/list-fold.ts';
import type { ListFound } from '../../../flows/language/list-look.ts';
import { type ListRules, NO_RULES } from '../../../flows/language/list-rules-read.ts';
import type { ListDeed, ListRow, ListVersionRow } from '../list-ops.ts';
import { type Database, isStorageFault, type Row } from './database.ts';

/** Versions before the newest one whose values are kept. */
const KEPT_VERSIONS = 50;

const LOOK = `SELECT l.version, l.checked_at, l.limit_days, l.rules, e.entry
  FROM value_list l LEFT JOIN value_list_entry e ON e.list = l.slug AND e.folded = ? WHERE l.slug = ?`;

/**
 * A look into a list, in one statement so that value and version are of one moment; undefined where there is no such list.
 * Fails with LIST_UNREADABLE.
 */
export function listLooks(db: Database): (list: string, value: string) => ListFound | undefined {
  const rulesOf = rememberedRules();
  return (list, value) => {
    try {
      const row = db.get(LOOK, folded(value), list);
      if (!row) return undefined;
      return {
        entry: row.entry === null ? undefined : String(row.entry),
        rules: rulesOf(list, row.rules ?? null),
        version: Number(row.version),
        checkedAt: Number(row.checked_at),
        limitDays: Number(row.limit_days),
      };
    } catch (cause) {
      if (!isStorageFault(cause)) throw cause;
      throw new Failure('LIST_UNREADABLE', { cause });
    }
  };
}

/** Reads the rules of a list once for as long as their text stays the same. */
function rememberedRules(): (list: string, text: Row[string]) => ListRules {
  const known = new Map<string, { text: Row[string]; rules: ListRules }>();
  return (list, text) => {
    if (text === null) return NO_RULES;
    const before = known.get(list);
    if (before?.text === text) return before.rules;
    const rules = rulesOf(text);
    known.set(list, { text, rules });
    return rules;
  };
}

/** The rules that a column holds. */
export function rulesOf(text: Row[string] | undefined): ListRules {
  return typeof text === 'string' ? (JSON.parse(text) as ListRules) : { any: [], all: [] };
}

/** Lists with how many values they have, for a WHERE. */
export const LIST_ROWS =
  'SELECT l.*, (SELECT count(*) FROM value_list_entry e WHERE e.list = l.slug) AS entries FROM value_list l';

/** A validation list, or null. */
export function listDetail(db: Database, slug: string): ListRow | null {
  const row = db.get(`${LIST_ROWS} WHERE l.slug = ?`, slug);
  return row ? listRow(row) : null;
}

/** One row of `LIST_ROWS`. */
export function listRow(row: Row): ListRow {
  return {
    slug: String(row.slug),
    name: String(row.name),
    description: String(row.description),
    version: Number(row.version),
    entries: Number(row.entries),
    rules: rulesOf(row.rules),
    limitDays: Number(row.limit_days),
    updatedAt: Number(row.updated_at),
    checkedAt: Number(row.checked_at),
  };
}

/** The number of the newest version of a list, also of one that is gone; 0 where there never was one. */
export function newestVersion(db: Database, slug: string): number {
  return Number(db.get('SELECT max(version) AS newest FROM value_list_version WHERE list = ?', slug)?.newest ?? 0);
}

/** The oldest version whose values are kept while `newest` is the newest. */
export function oldestKept(newest: number): number {
  return newest - KEPT_VERSIONS;
}

/** One row of a list's history. */
export function versionRow(row: Row, newest: number): ListVersionRow {
  const version = Number(row.version);
  return {
    version,
    at: Number(row.at),
    who: String(row.who),
    did: String(row.did) as ListDeed,
    detail: String(row.detail),
    added: Number(row.added),
    removed: Number(row.removed),
    entries: Number(row.entries),
    rules: rulesOf(row.rules),
    kept: version >= oldestKept(newest),
  };
}

/** The values of a version as a table `(folded, entry)`; takes list, version, list, version, version. */
export const ENTRIES_AT = `SELECT folded, entry FROM value_list_entry WHERE list = ? AND since <= ?
  UNION ALL SELECT folded, entry FROM value_list_past WHERE list = ? AND since <= ? AND until > ?`;
