// Changes leads that are there, for the lead API.
import type { JsonObject } from '../../../../flows/language/document.ts';
import type { AdminCommands } from '../../admin-ops.ts';
import { type CommandRunner, command, type Database, type Moment } from '../database.ts';
import { leadRow } from '../queries/leads.ts';
import { audit } from './audit.ts';
import { knownOf } from './lead-create.ts';

type Args = AdminCommands['lead.change']['args'];

/** Commands about leads, by name. */
export const leadCommands: Record<string, CommandRunner> = { 'lead.change': command<Args>(changeLead) };

/** What was not sent stays. A client that was answered before its flow had ended knows the run alone. */
function changeLead(db: Database, args: Args, moment: Moment): AdminCommands['lead.change']['result'] {
  const before = db.get('SELECT * FROM lead WHERE (id = ?1 OR run = ?1) AND received IS NULL', args.id);
  if (!before) return null;
  const fields = { ...(JSON.parse(String(before.fields)) as JsonObject), ...args.fields };
  const { email, name } = knownOf(fields);
  const { status = String(before.status), list = String(before.list) } = args;
  const phone = args.phone ?? { e164: String(before.phone), raw: String(before.phone_raw) };
  const sql = `UPDATE lead SET fields = ?, email = ?, name = ?, status = ?, list = ?, phone = ?, phone_raw = ?, updated_at = ?
    WHERE id = ?`;
  const kept = [JSON.stringify(fields), email, name, status, list, phone.e164, phone.raw, moment.now];
  db.run(sql, ...kept, String(before.id));
  const changed = Object.keys(args.fields).join(', ');
  audit(db, moment, { who: args.by, did: 'lead.change', what: String(before.id), detail: changed.slice(0, 500) });
  const row = db.get('SELECT lead.*, source AS source_name FROM lead WHERE id = ?', String(before.id));
  return row ? leadRow(row) : null;
}
