// Deletes DNC lists: at once for whoever asks them, and what was on them a few entries at a time.
//
// G1  From one transaction on there is no such list: a check that names it cannot tell, and one that names none does not
//     look for it. Before that transaction all of it counts; at no moment half of it.
// G2  Until its entries are gone no list takes its name: it would begin with some of them, and lose those that it is given.
import { Failure } from '../../../../flows/language/failures.ts';
import type { DncCommands } from '../../dnc-ops.ts';
import type { Database, Moment } from '../database.ts';
import { hasDncList, pointedAt } from '../dnc-rows.ts';
import { audit } from './audit.ts';

type Args<N extends keyof DncCommands> = DncCommands[N]['args'];
type Result<N extends keyof DncCommands> = DncCommands[N]['result'];

/** Entries that go with the list itself. */
const AT_ONCE = 1000;
const TABLES = { dnc: 'number', dnc_erased: 'hash' } as const;

/** Deletes the list; a small one with its entries. Fails with NOT_FOUND. */
export function removeList(
  db: Database,
  { slug, by }: Args<'dncList.remove'>,
  moment: Moment,
): Result<'dncList.remove'> {
  if (!hasDncList(db, slug)) throw new Failure('NOT_FOUND', { detail: `DNC list ${slug}.` });
  const segment = pointedAt(db, slug);
  db.run('DELETE FROM dnc_segment WHERE list = ?', slug);
  db.run('DELETE FROM dnc_list WHERE slug = ?', slug);
  const { entries, isAll } = someOf(db, slug, AT_ONCE);
  if (!isAll) db.run('INSERT INTO dnc_gone (list, by_whom, entries) VALUES (?, ?, ?)', slug, by, entries);
  const imported = segment === null ? '' : ' And its imported numbers.';
  const detail = `${isAll ? `${entries} entries.` : 'Its entries are being deleted.'}${imported}`;
  audit(db, moment, { who: by, did: 'dnc-list.remove', what: slug, detail });
  return { segment };
}

/** Deletes some entries of a list that is no more. */
export function clearLists(db: Database, { limit }: Args<'dncList.clear'>, moment: Moment): Result<'dncList.clear'> {
  const gone = db.get('SELECT * FROM dnc_gone ORDER BY list LIMIT 1');
  if (!gone) return { done: true };
  const slug = String(gone.list);
  const { entries: some, isAll } = someOf(db, slug, limit);
  const entries = Number(gone.entries) + some;
  db.run('UPDATE dnc_gone SET entries = ? WHERE list = ?', entries, slug);
  if (!isAll) return { done: false };
  db.run('DELETE FROM dnc_gone WHERE list = ?', slug);
  const detail = `${entries} entries are deleted.`;
  audit(db, moment, { who: String(gone.by_whom), did: 'dnc-list.remove', what: slug, detail });
  return { done: db.get('SELECT 1 FROM dnc_gone LIMIT 1') === undefined };
}

/** Deletes at most `limit` rows of each kind; `entries` counts those that say their number. */
function someOf(db: Database, slug: string, limit: number): { entries: number; isAll: boolean } {
  const [entries = 0, erased = 0] = Object.entries(TABLES).map(([table, key]) => {
    const some = `SELECT ${key} FROM ${table} WHERE list = ?1 LIMIT ?2`;
    return db.run(`DELETE FROM ${table} WHERE list = ?1 AND ${key} IN (${some})`, slug, limit);
  });
  return { entries, isAll: entries < limit && erased < limit };
}
