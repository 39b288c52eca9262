// Changes what admins keep: lead lists, statuses, DNC lists and numbers, validation lists and their entries.
import { Failure } from '../../../../flows/language/failures.ts';
import type { AdminCommands } from '../../admin-ops.ts';
import type { ListRow } from '../../admin-rows.ts';
import { type CommandRunner, command, type Database, type Moment } from '../database.ts';
import { dncRow, listDetail } from '../queries/lists.ts';
import { audit } from './audit.ts';

type Args<N extends keyof AdminCommands> = AdminCommands[N]['args'];

/** Commands about lists of every kind, by name. */
export const listCommands: Record<string, CommandRunner> = {
  'leadList.create': command<Args<'leadList.create'>>((db, { campaign, ...args }, moment) => {
    const made = createNamed(db, args, { moment, of: 'lead' });
    db.run('UPDATE lead_list SET campaign = ? WHERE slug = ?', campaign, args.slug);
    return { ...made, campaign };
  }),
  'dncList.create': command<Args<'dncList.create'>>((db, args, moment) => createNamed(db, args, { moment, of: 'dnc' })),
  'status.create': command<Args<'status.create'>>((db, { abbrev, label, by }, moment) => {
    const added = db.run('INSERT INTO lead_status VALUES (?, ?) ON CONFLICT DO NOTHING', abbrev, label);
    if (added === 0) throw new Failure('ALREADY_EXISTS', { detail: `Status ${abbrev}.` });
    audit(db, moment, { who: by, did: 'status.create', what: abbrev, detail: label });
    return { abbrev, label };
  }),
  'dnc.enter': command<Args<'dnc.enter'>>(enterDnc),
  'dnc.remove': command<Args<'dnc.remove'>>((db, { list, number, by }, moment) => {
    if (db.run('DELETE FROM dnc WHERE number = ? AND list = ?', number, list) === 0) {
      throw new Failure('NOT_FOUND', { detail: `${number} is not on the DNC list ${list}.` });
    }
    audit(db, moment, { who: by, did: 'dnc.remove', what: number, detail: `List ${list}.` });
    return null;
  }),
  'dnc.removeMany': command<Args<'dnc.removeMany'>>((db, { entries, by }, moment) => {
    const sql = 'DELETE FROM dnc WHERE number = ? AND list = ?';
    const gone = entries.filter(({ number, list }) => db.run(sql, number, list) > 0);
    for (const { number, list } of gone)
      audit(db, moment, { who: by, did: 'dnc.remove', what: number, detail: `List ${list}.` });
    return { removed: gone.length };
  }),
  'list.create': command<Args<'list.create'>>((db, { slug, name, description, values, by }, moment) => {
    const sql =
      'INSERT INTO value_list (slug, name, description, updated_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING';
    if (db.run(sql, slug, name, description, moment.now) === 0) {
      throw new Failure('ALREADY_EXISTS', { detail: `Validation list ${slug}.` });
    }
    const added = addEntries(db, slug, values);
    audit(db, moment, { who: by, did: 'list.create', what: slug, detail: `${added} entries.` });
    return existing(db, slug);
  }),
  'list.change': command<Args<'list.change'>>((db, { slug, name, description, by }, moment) => {
    existing(db, slug);
    db.run('UPDATE value_list SET name = ?, description = ? WHERE slug = ?', name, description, slug);
    raise(db, slug, moment);
    audit(db, moment, { who: by, did: 'list.change', what: slug, detail: '' });
    return existing(db, slug);
  }),
  'list.remove': command<Args<'list.remove'>>((db, { slug, by }, moment) => {
    const { entries } = existing(db, slug);
    db.run('DELETE FROM value_list_entry WHERE list = ?', slug);
    db.run('DELETE FROM value_list WHERE slug = ?', slug);
    audit(db, moment, { who: by, did: 'list.remove', what: slug, detail: `${entries} entries.` });
    return null;
  }),
  'list.addEntries': command<Args<'list.addEntries'>>((db, { slug, values, by }, moment) => {
    existing(db, slug);
    const added = addEntries(db, slug, values);
    if (added > 0) raise(db, slug, moment);
    audit(db, moment, { who: by, did: 'list.add', what: slug, detail: `${added} entries.` });
    return { added };
  }),
  'list.removeEntries': command<Args<'list.removeEntries'>>((db, { slug, values, by }, moment) => {
    existing(db, slug);
    const sql = 'DELETE FROM value_list_entry WHERE list = ? AND folded = ?';
    const removed = values.reduce((sum, value) => sum + db.run(sql, slug, folded(value)), 0);
    if (removed > 0) raise(db, slug, moment);
    audit(db, moment, { who: by, did: 'list.remove-entries', what: slug, detail: `${removed} entries.` });
    return { removed };
  }),
};

type NewNamed = Args<'dncList.create'>;
function createNamed(
  db: Database,
  { slug, name, by }: NewNamed,
  { moment, of }: { moment: Moment; of: 'lead' | 'dnc' },
) {
  const added = db.run(
    `INSERT INTO ${of}_list (slug, name, created_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`,
    slug,
    name,
    moment.now,
  );
  if (added === 0) throw new Failure('ALREADY_EXISTS', { detail: `List ${slug}.` });
  audit(db, moment, { who: by, did: `${of}-list.create`, what: slug, detail: name });
  return { slug, name };
}

function enterDnc(db: Database, { list, number, reason, by }: Args<'dnc.enter'>, moment: Moment) {
  if (!db.get('SELECT 1 FROM dnc_list WHERE slug = ?', list)) {
    throw new Failure('REQUEST_INVALID', { fields: [{ field: 'list', says: `There is no DNC list ${list}.` }] });
  }
  const sql = 'INSERT INTO dnc (list, number, reason, origin, at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING';
  if (db.run(sql, list, number, reason, `person:${by}`, moment.now) === 0) {
    throw new Failure('ALREADY_EXISTS', { detail: `${number} is on the DNC list ${list} already.` });
  }
  audit(db, moment, { who: by, did: 'dnc.enter', what: number, detail: `List ${list}. ${reason}`.trim() });
  const row = db.get('SELECT * FROM dnc WHERE number = ? AND list = ?', number, list);
  return row ? dncRow(row) : null;
}

/** What is compared: without outer blanks and case. Validation looks a value up in the same form. */
function folded(value: string): string {
  return value.trim().toLowerCase();
}

function addEntries(db: Database, slug: string, values: readonly string[]): number {
  const sql = 'INSERT INTO value_list_entry (list, folded, entry) VALUES (?, ?, ?) ON CONFLICT DO NOTHING';
  const filled = values.filter((value) => value.trim() !== '');
  return filled.reduce((sum, value) => sum + db.run(sql, slug, folded(value), value.trim()), 0);
}

function raise(db: Database, slug: string, { now }: Moment): void {
  db.run('UPDATE value_list SET version = version + 1, updated_at = ? WHERE slug = ?', now, slug);
}

function existing(db: Database, slug: string): ListRow {
  const list = listDetail(db, slug);
  if (!list) throw new Failure('NOT_FOUND', { detail: `Validation list ${slug}.` });
  return list;
}
