// Changes what admins keep: lead lists and statuses.
import { Failure } from '../../../../flows/language/failures.ts';
import type { AdminCommands } from '../../admin-ops.ts';
import { type CommandRunner, command, type Database, type Moment } from '../database.ts';
import { audit } from './audit.ts';

type Args<N extends keyof AdminCommands> = AdminCommands[N]['args'];

/** Commands about lead lists and statuses, by name. */
export const listCommands: Record<string, CommandRunner> = {
  'leadList.create': command<Args<'leadList.create'>>(createLeadList),
  'status.create': command<Args<'status.create'>>((db, { abbrev, label, by }, moment) => {
    const added = db.run('INSERT INTO lead_status VALUES (?, ?) ON CONFLICT DO NOTHING', abbrev, label);
    if (added === 0) throw new Failure('ALREADY_EXISTS', { detail: `Status ${abbrev}.` });
    audit(db, moment, { who: by, did: 'status.create', what: abbrev, detail: label });
    return { abbrev, label };
  }),
};

function createLeadList(db: Database, { slug, name, campaign, by }: Args<'leadList.create'>, moment: Moment) {
  const sql = 'INSERT INTO lead_list (slug, name, created_at, campaign) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING';
  const added = db.run(sql, slug, name, moment.now, campaign);
  if (added === 0) throw new Failure('ALREADY_EXISTS', { detail: `List ${slug}.` });
  audit(db, moment, { who: by, did: 'lead-list.create', what: slug, detail: name });
  return { slug, name, campaign };
}
