// Changes DNC lists, the numbers kept on them as rows, and which imported numbers a list points at.
import { Failure } from '../../../../flows/language/failures.ts';
import type { DncCommands, DncRow } from '../../dnc-ops.ts';
import { type CommandRunner, command, type Database, type Moment } from '../database.ts';
import { ERASED_TIMES, ERASED_WITH, erasedTimes, hasDncList, pointedAt, putDnc } from '../dnc-rows.ts';
import { dncRow } from '../queries/dnc.ts';
import { countIncident } from '../run-rows.ts';
import { audit } from './audit.ts';
import { clearLists, removeList } from './dnc-gone.ts';

type Args<N extends keyof DncCommands> = DncCommands[N]['args'];

/** Commands about DNC lists and numbers, by name. */
export const dncCommands: Record<string, CommandRunner> = {
  'dncList.create': command<Args<'dncList.create'>>(createList),
  'dncList.change': command<Args<'dncList.change'>>(changeList),
  'dncList.remove': command<Args<'dncList.remove'>>(removeList),
  'dncList.clear': command<Args<'dncList.clear'>>(clearLists),
  'dncList.point': command<Args<'dncList.point'>>(point),
  'dncList.warn': command<Args<'dncList.warn'>>((db, { slug, why, says, of }, { now }) => {
    const isNew = db.run('UPDATE dnc_list SET warned = ?1 WHERE slug = ?2 AND warned <> ?1', of, slug) === 1;
    const incident = { kind: 'list', flow: '', node: '', code: why, about: slug, says } as const;
    if (isNew) countIncident(db, { run: '', incident }, now);
    return null;
  }),
  'dnc.enter': command<Args<'dnc.enter'>>(enterDnc),
  'dnc.change': command<Args<'dnc.change'>>(changeDnc),
  'dnc.remove': command<Args<'dnc.remove'>>((db, { list, number, hash = '', by }, moment) => {
    const rows = db.run('DELETE FROM dnc WHERE number = ? AND list = ?', number, list);
    const erased = db.run('DELETE FROM dnc_erased WHERE hash = ? AND list = ?', hash, list);
    if (rows + erased === 0) throw new Failure('NOT_FOUND', { detail: `${number} is not on the DNC list ${list}.` });
    audit(db, moment, { who: by, did: 'dnc.remove', what: number, detail: `List ${list}.` });
    return null;
  }),
  'dnc.removeMany': command<Args<'dnc.removeMany'>>((db, { entries, by }, moment) => {
    const gone = entries.filter((entry) => rowsOf(db, entry) > 0 || entry.wasOut);
    for (const { list, numbers } of gone)
      audit(db, moment, { who: by, did: 'dnc.remove', what: numbers[0] ?? '', detail: `List ${list}.` });
    return { removed: gone.length };
  }),
  'dnc.erase': command<Args<'dnc.erase'>>(erase),
};

/** Takes a number off a list in whatever form it is kept; answers how many rows that were. */
function rowsOf(db: Database, { list, numbers, hashes }: Args<'dnc.removeMany'>['entries'][number]): number {
  const off = (table: string, column: string, each: readonly string[]) =>
    each.reduce((sum, value) => sum + db.run(`DELETE FROM ${table} WHERE ${column} = ? AND list = ?`, value, list), 0);
  return off('dnc', 'number', numbers) + off('dnc_erased', 'hash', hashes);
}

function createList(db: Database, args: Args<'dncList.create'>, moment: Moment) {
  const { slug, name, scope = 'account', campaign = '', kept = 'by-hand', limitDays = 31, by } = args;
  // Its old entries are still there: they would come back with it, and then what is put on it anew would go with them.
  if (db.get('SELECT 1 FROM dnc_gone WHERE list = ?', slug)) {
    const detail = `What was on the old DNC list ${slug} is still being deleted. Try again in some minutes, or name it otherwise.`;
    throw new Failure('ALREADY_EXISTS', { detail });
  }
  const sql = `INSERT INTO dnc_list (slug, name, created_at, scope, campaign, kept, limit_days)
    VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`;
  if (db.run(sql, slug, name, moment.now, scope, campaign, kept, limitDays) === 0) {
    throw new Failure('ALREADY_EXISTS', { detail: `List ${slug}.` });
  }
  audit(db, moment, { who: by, did: 'dnc-list.create', what: slug, detail: name });
  return { slug, name };
}

function changeList(db: Database, args: Args<'dncList.change'>, moment: Moment): null {
  const { slug, name = null, scope = null, campaign = null, kept = null, limitDays = null, by } = args;
  needList(db, slug);
  const sql = `UPDATE dnc_list SET name = coalesce(?, name), scope = coalesce(?, scope), campaign = coalesce(?, campaign),
    kept = coalesce(?, kept), limit_days = coalesce(?, limit_days) WHERE slug = ?`;
  db.run(sql, name, scope, campaign, kept, limitDays, slug);
  const set = Object.entries({ name, scope, campaign, kept, limitDays }).filter(([, value]) => value !== null);
  const detail = set.map(([field, value]) => `${field}: ${value}`).join(', ');
  audit(db, moment, { who: by, did: 'dnc-list.change', what: slug, detail });
  return null;
}

function point(db: Database, args: Args<'dncList.point'>, moment: Moment): null {
  const { slug, base, segment, freshAt = null, kept = null, detail, erased, by } = args;
  needList(db, slug);
  if (pointedAt(db, slug) !== base) {
    throw new Failure('CHANGED_MEANWHILE', { detail: `Other numbers were imported into ${slug}.` });
  }
  if (erased && erased.times !== erasedTimes(db)) {
    throw new Failure('CHANGED_MEANWHILE', { detail: 'A number was erased meanwhile. Commit the file again.' });
  }
  for (const hash of erased?.hashes ?? []) {
    const { reason = '', purpose = '', file = '' } = segment ?? {};
    db.run(KEEP_ERASED, slug, hash, reason || `Imported from ${file}`, purpose, null, moment.now);
  }
  db.run('DELETE FROM dnc_segment WHERE list = ?', slug);
  if (segment) {
    const { id, count, region, callingCode, file, reason, purpose } = segment;
    const sql = `INSERT INTO dnc_segment (list, id, count, region, calling_code, file, reason, purpose, origin, at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
    db.run(sql, slug, id, count, region, callingCode, file, reason, purpose, `import:${by}`, moment.now);
  }
  const sql = 'UPDATE dnc_list SET fresh_at = coalesce(?, fresh_at), kept = coalesce(?, kept) WHERE slug = ?';
  db.run(sql, freshAt, kept, slug);
  audit(db, moment, { who: by, did: 'dnc-list.import', what: slug, detail });
  return null;
}

function enterDnc(db: Database, args: Args<'dnc.enter'>, moment: Moment) {
  const { list, number, reason, by } = args;
  if (!hasDncList(db, list)) {
    throw new Failure('REQUEST_INVALID', { fields: [{ field: 'list', says: `There is no DNC list ${list}.` }] });
  }
  const origin = by.startsWith('source:') ? by : `person:${by}`;
  if (putDnc(db, { ...args, origin }, moment.now) === 'there') {
    throw new Failure('ALREADY_EXISTS', { detail: `${number} is on the DNC list ${list} already.` });
  }
  audit(db, moment, { who: by, did: 'dnc.enter', what: number, detail: `List ${list}. ${reason}`.trim() });
  return entryOf(db, list, number);
}

function changeDnc(db: Database, args: Args<'dnc.change'>, moment: Moment): DncRow {
  const { list, number, by } = args;
  const old = entryOf(db, list, number);
  const { reason = old.reason, purpose = old.purpose, expiresAt = old.expiresAt } = args;
  const sql = 'UPDATE dnc SET reason = ?, purpose = ?, expires_at = ? WHERE number = ? AND list = ?';
  db.run(sql, reason, purpose, expiresAt, number, list);
  const end = expiresAt === null ? 'never' : new Date(expiresAt).toISOString();
  audit(db, moment, {
    who: by,
    did: 'dnc.change',
    what: number,
    detail: `List ${list}. Ends: ${end}. ${reason}`.trim(),
  });
  return entryOf(db, list, number);
}

/** Fails with NOT_FOUND. */
function entryOf(db: Database, list: string, number: string): DncRow {
  const row = db.get('SELECT * FROM dnc WHERE number = ? AND list = ?', number, list);
  if (!row) throw new Failure('NOT_FOUND', { detail: `${number} is not kept by itself on the DNC list ${list}.` });
  return dncRow(row);
}

/** One that is there stays, at least as long as this says. */
const KEEP_ERASED = `INSERT INTO dnc_erased (list, hash, reason, purpose, expires_at, at) VALUES (?, ?, ?, ?, ?, ?)
  ON CONFLICT DO UPDATE SET expires_at = excluded.expires_at
  WHERE expires_at IS NOT NULL AND (excluded.expires_at IS NULL OR expires_at < excluded.expires_at)`;

/** A reason that holds the number's own digits goes with it. The audit names the number no more: that would undo the erasure. */
function erase(db: Database, args: Args<'dnc.erase'>, moment: Moment): { erased: number } {
  const { key, numbers, segments, by } = args;
  sameKey(db, key);
  db.run('INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)', ERASED_TIMES, String(erasedTimes(db) + 1));
  let erased = 0;
  for (const { number, hash } of numbers) {
    for (const row of db.all('SELECT * FROM dnc WHERE number = ?', number)) {
      const { list, reason, purpose, expiresAt, at } = dncRow(row);
      const digits = number.replace(/\D/g, '').slice(-7);
      const isTelling = digits !== '' && reason.replace(/\D/g, '').includes(digits);
      erased += db.run(KEEP_ERASED, list, hash, isTelling ? '' : reason, purpose, expiresAt, at);
    }
    db.run('DELETE FROM dnc WHERE number = ?', number);
    db.run(
      "UPDATE audit SET what = '(erased)', detail = '' WHERE did IN ('dnc.enter', 'dnc.change', 'dnc.remove') AND what = ?",
      number,
    );
  }
  for (const { list, hash, reason, purpose } of segments) {
    erased += db.run(KEEP_ERASED, list, hash, reason, purpose, null, moment.now);
  }
  audit(db, moment, { who: by, did: 'dnc.erase', what: '', detail: `${erased} entries.` });
  return { erased };
}

/** Entries hashed with two keys could not be compared with one number. */
function sameKey(db: Database, key: string): void {
  db.run('INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT DO NOTHING', ERASED_WITH, key);
  if (db.get('SELECT value FROM meta WHERE key = ?', ERASED_WITH)?.value === key) return;
  throw new Failure('SECRETS_LOCKED', { detail: 'Entries were erased with another key than the one that is here.' });
}

function needList(db: Database, slug: string): void {
  if (!hasDncList(db, slug)) throw new Failure('NOT_FOUND', { detail: `DNC list ${slug}.` });
}
