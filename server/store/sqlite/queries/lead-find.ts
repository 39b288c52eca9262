// Finds leads for the lead API: exact conditions, counted, a part of them.
import type { LeadQueries } from '../../lead-ops.ts';
import { type Database, type QueryRunner, query } from '../database.ts';
import { leadOfRun } from '../lead-rows.ts';
import { LEAD, leadWithFields } from './lead-lines.ts';
import { GIVEN, isGiven } from './lead-search.ts';
import { Conditions } from './paging.ts';

type Args = LeadQueries['lead.find']['args'];

/** Queries of the lead API, by name. */
export const leadFindQueries: Record<string, QueryRunner> = { 'lead.find': query<Args>(findLeads) };

function findLeads(db: Database, args: Args): LeadQueries['lead.find']['result'] {
  const { id = null, phones, email = null, status = null, list = null, fields, offset, limit } = args;
  const conditions = new Conditions()
    // A client that was answered before its flow had ended knows the run alone.
    .add('lead.id IN (SELECT value FROM json_each(?))', id && JSON.stringify([id, leadOfRun(db, id)]))
    // Indexes of what is not empty are used where that is named too.
    .add("lead.phone <> '' AND lead.phone IN (SELECT value FROM json_each(?))", phones ? JSON.stringify(phones) : null)
    .add("lead.email <> '' AND lead.email = ?", email)
    .add(isGiven(status) ? `${GIVEN} AND lead.status = ?` : 'lead.status = ?', status)
    .add('lead.list = ?', list);
  for (const [name, value] of Object.entries(fields)) {
    const at = `$."${name.replaceAll('"', '')}"`;
    conditions.add('CAST(lead.fields ->> ? AS TEXT) = ?', at, value);
  }
  const isOfWords = id === null && !phones && email === null && Object.keys(fields).length === 0;
  const sql = `${LEAD} ${conditions.where} ORDER BY lead.id DESC LIMIT ? OFFSET ?`;
  return {
    total: isOfWords ? standing(db, { list, status }) : counted(db, conditions),
    entries: db.all(sql, ...conditions.values, limit, offset).map(leadWithFields),
  };
}

function counted(db: Database, { where, values }: Conditions): number {
  return Number(db.get(`SELECT count(*) AS n FROM lead ${where}`, ...values)?.n ?? 0);
}

/** Leads of a list with a status, which are counted as they come and go: many need not be gone through. */
function standing(db: Database, { list, status }: { list: string | null; status: string | null }): number {
  const { where, values } = new Conditions().add('list = ?', list).add('status = ?', status);
  return Number(db.get(`SELECT sum(leads) AS n FROM lead_count ${where}`, ...values)?.n ?? 0);
}
