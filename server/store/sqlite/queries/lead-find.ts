// Finds leads for the lead API: exact conditions, counted, a part of them.
import type { LeadQueries } from '../../lead-ops.ts';
import { type Database, type QueryRunner, query, type Row } from '../database.ts';
import { leadOfRun } from '../lead-rows.ts';
import { LEAD, leadWithFields } from './lead-lines.ts';
import { ELSEWHERE, GIVEN, isElsewhere, isGiven, standing, wayTo } from './lead-ways.ts';
import { Conditions, text } from './paging.ts';

type Args = LeadQueries['lead.find']['args'];
type Found = LeadQueries['lead.find']['result'];

/** Leads whose fields are read, row by row, before a search answers what it has. */
const MOST_READ = 100_000;

/** Queries of the lead API, by name. */
export const leadFindQueries: Record<string, QueryRunner> = { 'lead.find': query<Args>(findLeads) };

function findLeads(db: Database, args: Args): Found {
  const { id, phones, email, fields, offset, limit } = args;
  const isNamed = id !== undefined || phones !== undefined || email !== undefined;
  if (!isNamed && Object.keys(fields).length > 0) return readThrough(db, args);
  const { where, values } = named(db, args, byFields(fields));
  const standingAs = { list: args.list ?? null, status: args.status ?? null };
  const total = isNamed
    ? Number(db.get(`SELECT count(*) AS n FROM lead ${where}`, ...values)?.n ?? 0)
    : standing(db, standingAs);
  const table = (isNamed ? undefined : wayTo(db, { ...ANY, ...standingAs })?.table) ?? 'lead';
  // Ids first: what is passed over is not read. And no more than there are: nobody looks for them among all others.
  const sql = `SELECT lead.id FROM ${table} ${where} ORDER BY lead.id DESC LIMIT ? OFFSET ?`;
  const ids = idsOf(db.all(sql, ...values, Math.max(0, Math.min(limit, total - offset)), offset));
  return { total, entries: leadsWith(db, ids) };
}

const ANY = { flag: null, owner: null, campaign: null } as const;

function idsOf(rows: readonly Row[]): string[] {
  return rows.map((row) => text(row.id));
}

function leadsWith(db: Database, ids: readonly string[]): Found['entries'] {
  const sql = `${LEAD} WHERE lead.id IN (SELECT value FROM json_each(?)) ORDER BY lead.id DESC`;
  return db.all(sql, JSON.stringify(ids)).map(leadWithFields);
}

/** What an index answers, and what is the same for each lead. */
function named(db: Database, args: Args, into: Conditions): Conditions {
  const { id, phones, email, status = null, list = null } = args;
  return (
    into
      // A client that was answered before its flow had ended knows the run alone.
      .add('lead.id IN (SELECT value FROM json_each(?))', id ? JSON.stringify([id, leadOfRun(db, id)]) : null)
      // Indexes of what is not empty are used where that is named too.
      .add(
        "lead.phone <> '' AND lead.phone IN (SELECT value FROM json_each(?))",
        phones ? JSON.stringify(phones) : null,
      )
      .add("lead.email <> '' AND lead.email = ?", email ?? null)
      .add(isGiven(status) ? `${GIVEN} AND lead.status = ?` : 'lead.status = ?', status)
      .add(isElsewhere(list) ? `${ELSEWHERE} AND lead.list = ?` : 'lead.list = ?', list)
  );
}

function byFields(fields: Args['fields']): Conditions {
  const conditions = new Conditions();
  for (const [name, value] of Object.entries(fields)) {
    const at = `$."${name.replaceAll('"', '')}"`;
    conditions.add('CAST(lead.fields ->> ? AS TEXT) = ?', at, value);
  }
  return conditions;
}

/**
 * By fields that have no index: the newest leads of the list and with the status are read, so many at most, and counted among
 * those alone.
 */
function readThrough(db: Database, args: Args): Found {
  const { fields, list = null, status = null, before = null, offset, limit } = args;
  const way = new Conditions().add('lead.id < ?', before);
  const others = byFields(fields);
  // A condition without an index is not what is gone through by: one that few leads fit would be gone through to the end.
  if (isElsewhere(list)) way.add(ELSEWHERE_IS, list);
  else others.add('lead.list = ?', list);
  if (isGiven(status) && !isElsewhere(list)) way.add(GIVEN_IS, status);
  else others.add('lead.status = ?', status);
  const next = `FROM lead ${way.where} ORDER BY lead.id DESC LIMIT ${MOST_READ}`;
  const sql = `SELECT lead.id FROM (SELECT lead.* ${next}) AS lead ${others.where} ORDER BY lead.id DESC`;
  const ids = idsOf(db.all(sql, ...way.values, ...others.values));
  const end = db.get(`SELECT min(id) AS id, count(*) AS n FROM (SELECT lead.id ${next})`, ...way.values);
  const isCut = Number(end?.n ?? 0) >= MOST_READ;
  const entries = leadsWith(db, ids.slice(offset, offset + limit));
  return { total: ids.length, entries, ...(isCut ? { stoppedAt: text(end?.id) } : {}) };
}

const GIVEN_IS = `${GIVEN} AND lead.status = ?`;
const ELSEWHERE_IS = `${ELSEWHERE} AND lead.list = ?`;
