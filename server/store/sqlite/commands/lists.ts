// Changes what admins keep: lead lists, statuses, validation lists and their entries.
import { Failure } from '../../../../flows/language/failures.ts';
import type { AdminCommands } from '../../admin-ops.ts';
import type { ListRow } from '../../admin-rows.ts';
import { type CommandRunner, command, type Database, type Moment } from '../database.ts';
import { listDetail } from '../queries/lists.ts';
import { audit } from './audit.ts';

type Args<N extends keyof AdminCommands> = AdminCommands[N]['args'];

/** Commands about lists of every kind, by name. */
export const listCommands: Record<string, CommandRunner> = {
  'leadList.create': command<Args<'leadList.create'>>(createLeadList),
  'status.create': command<Args<'status.create'>>((db, { abbrev, label, by }, moment) => {
    const added = db.run('INSERT INTO lead_status VALUES (?, ?) ON CONFLICT DO NOTHING', abbrev, label);
    if (added === 0) throw new Failure('ALREADY_EXISTS', { detail: `Status ${abbrev}.` });
    audit(db, moment, { who: by, did: 'status.create', what: abbrev, detail: label });
    return { abbrev, label };
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

function createLeadList(db: Database, { slug, name, by }: Args<'leadList.create'>, moment: Moment) {
  const added = db.run('INSERT INTO lead_list VALUES (?, ?, ?) ON CONFLICT DO NOTHING', slug, name, moment.now);
  if (added === 0) throw new Failure('ALREADY_EXISTS', { detail: `List ${slug}.` });
  audit(db, moment, { who: by, did: 'lead-list.create', what: slug, detail: name });
  return { slug, name };
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
