// Changes what admins keep: lead lists, statuses, DNC lists and numbers.
import { Failure } from '../../../../flows/language/failures.ts';
import type { AdminCommands } from '../../admin-ops.ts';
import { type CommandRunner, command, type Database, type Moment } from '../database.ts';
import { dncRow } from '../queries/lists.ts';
import { audit } from './audit.ts';

type Args<N extends keyof AdminCommands> = AdminCommands[N]['args'];

/** Commands about lists of every kind, by name. */
export const listCommands: Record<string, CommandRunner> = {
  'leadList.create': command<Args<'leadList.create'>>((db, args, moment) =>
    createNamed(db, args, { moment, of: 'lead' }),
  ),
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
};

type NewNamed = Args<'leadList.create'>;
function createNamed(
  db: Database,
  { slug, name, by }: NewNamed,
  { moment, of }: { moment: Moment; of: 'lead' | 'dnc' },
) {
  const added = db.run(`INSERT INTO ${of}_list VALUES (?, ?, ?) ON CONFLICT DO NOTHING`, slug, name, moment.now);
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
