// Reads leads, lead lists and statuses.
import type { Json } from '../../../../flows/language/document.ts';
import type { AdminQueries } from '../../admin-ops.ts';
import type { LeadDetailRow, LeadListRow, LeadRow, Page, StatusRow } from '../../admin-rows.ts';
import { type Database, type QueryRunner, query, type Row } from '../database.ts';
import { Conditions, pageOf, text } from './paging.ts';
import { idAt } from './run-search.ts';
import { runsOfLead } from './runs.ts';

type Args<N extends keyof AdminQueries> = AdminQueries[N]['args'];

/** A lead with the name of its source. */
export const LEAD =
  'SELECT lead.*, COALESCE(source.name, lead.source) AS source_name FROM lead LEFT JOIN source ON source.id = lead.source';

/** Queries about leads, by name. */
export const leadQueries: Record<string, QueryRunner> = {
  'lead.list': query<Args<'lead.list'>>(listLeads),
  'lead.detail': query<Args<'lead.detail'>>((db, { id }) => leadDetail(db, id)),
  'leadList.list': query<Args<'leadList.list'>>(listLeadLists),
  'status.list': query<Args<'status.list'>>(listStatuses),
};

function listLeads(db: Database, args: Args<'lead.list'>): Page<LeadRow> {
  const conditions = new Conditions()
    .add('lead.list = ?', args.list)
    .add('lead.status = ?', args.status)
    .add('(lead.source = ? OR source.name = ?)', args.source, args.source)
    .add('lead.flow = ?', args.flow)
    .add('lead.id >= ?', idAt(args.since))
    .add('lead.id < ?', idAt(args.before))
    .add('lead.id IN (SELECT value FROM json_each(?))', args.ids && JSON.stringify(args.ids))
    .search(['lead.phone', 'lead.phone_raw', 'lead.email', 'lead.name', 'lead.id'], args.q)
    .after(args.turned ? 'lead.id > ?' : 'lead.id < ?', args.after);
  const rows = db.all(
    `${LEAD} ${conditions.where} ORDER BY lead.id ${args.turned ? 'ASC' : 'DESC'} LIMIT ?`,
    ...conditions.values,
    args.limit + 1,
  );
  return pageOf(rows, args.limit, { item: args.withFields ? leadWithFields : leadRow, key: (lead) => [lead.id] });
}

/** The same with its fields. */
export function leadWithFields(row: Row): LeadRow & { fields: Json } {
  return { ...leadRow(row), fields: JSON.parse(text(row.fields)) as Json };
}

function leadDetail(db: Database, id: string): LeadDetailRow | null {
  const row = db.get(`${LEAD} WHERE lead.id = ?`, id);
  if (!row) return null;
  const lead = leadWithFields(row);
  return { ...lead, raw: JSON.parse(text(row.raw)) as Json, runs: runsOfLead(db, lead) };
}

/** A lead as the API reads it. */
export function leadRow(row: Row): LeadRow {
  return {
    id: text(row.id),
    list: text(row.list),
    status: text(row.status),
    phone: text(row.phone),
    phoneRaw: text(row.phone_raw),
    email: text(row.email),
    name: text(row.name),
    source: text(row.source_name),
    flow: text(row.flow),
    run: text(row.run),
    createdAt: Number(row.created_at),
    updatedAt: Number(row.updated_at),
    received: row.received === null ? null : text(row.received),
    duplicateOf: row.duplicate_of === null ? null : text(row.duplicate_of),
  };
}

function listLeadLists(db: Database, args: Args<'leadList.list'>): Page<LeadListRow> {
  const conditions = new Conditions().search(['slug', 'name'], args.q).after('slug > ?', args.after);
  const sql = `SELECT slug, name, campaign FROM lead_list ${conditions.where} ORDER BY slug LIMIT ?`;
  const item = (row: Row): LeadListRow => ({
    slug: text(row.slug),
    name: text(row.name),
    campaign: text(row.campaign),
  });
  return pageOf(db.all(sql, ...conditions.values, args.limit + 1), args.limit, { item, key: ({ slug }) => [slug] });
}

function listStatuses(db: Database, args: Args<'status.list'>): Page<StatusRow> {
  const conditions = new Conditions().search(['abbrev', 'label'], args.q).after('abbrev > ?', args.after);
  const sql = `SELECT abbrev, label FROM lead_status ${conditions.where} ORDER BY abbrev LIMIT ?`;
  const item = (row: Row): StatusRow => ({ abbrev: text(row.abbrev), label: text(row.label) });
  return pageOf(db.all(sql, ...conditions.values, args.limit + 1), args.limit, { item, key: ({ abbrev }) => [abbrev] });
}
