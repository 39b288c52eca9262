// Finds leads for the lead API: exact conditions, counted, a part of them.
import type { LeadQueries } from '../../lead-ops.ts';
import { type Database, type QueryRunner, query } from '../database.ts';
import { leadOfRun } from '../lead-rows.ts';
import { LEAD, leadWithFields } from './lead-lines.ts';
import { Conditions } from './paging.ts';

type Args = LeadQueries['lead.find']['args'];

/** Queries of the lead API, by name. */
export const leadFindQueries: Record<string, QueryRunner> = { 'lead.find': query<Args>(findLeads) };

function findLeads(db: Database, args: Args): LeadQueries['lead.find']['result'] {
  const { id = null, phones, email = null, status = null, list = null, fields, offset, limit } = args;
  const conditions = new Conditions()
    // A client that was answered before its flow had ended knows the run alone.
    .add('lead.id IN (SELECT value FROM json_each(?))', id && JSON.stringify([id, leadOfRun(db, id)]))
    .add('lead.phone IN (SELECT value FROM json_each(?))', phones ? JSON.stringify(phones) : null)
    .add('lead.email = ?', email)
    .add('lead.status = ?', status)
    .add('lead.list = ?', list);
  for (const [name, value] of Object.entries(fields)) {
    const at = `$."${name.replaceAll('"', '')}"`;
    conditions.add('CAST(lead.fields ->> ? AS TEXT) = ?', at, value);
  }
  const total = db.get(`SELECT count(*) AS n FROM lead ${conditions.where}`, ...conditions.values);
  const sql = `${LEAD} ${conditions.where} ORDER BY lead.id DESC LIMIT ? OFFSET ?`;
  return {
    total: Number(total?.n ?? 0),
    entries: db.all(sql, ...conditions.values, limit, offset).map(leadWithFields),
  };
}
