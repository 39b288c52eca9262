// Reads leads: the list, one of them, and what an act on many would come to.
import type { Page } from '../../admin-rows.ts';
import type { LeadQueries } from '../../lead-ops.ts';
import { type Database, type QueryRunner, query } from '../database.ts';
import { ActCount, needWhatItNames, weigh } from '../lead-acts.ts';
import { leadDetail, leadRow, leadWithFields } from './lead-lines.ts';
import { searchLeadIds, searchLeads } from './lead-search.ts';
import { pageOf, text } from './paging.ts';

type Args<N extends keyof LeadQueries> = LeadQueries[N]['args'];

/** Queries about leads, by name. */
export const leadQueries: Record<string, QueryRunner> = {
  'lead.list': query<Args<'lead.list'>>(listLeads),
  'lead.ids': query<Args<'lead.ids'>>(leadIds),
  'lead.detail': query<Args<'lead.detail'>>((db, { id }) => leadDetail(db, id)),
  'lead.weigh': query<Args<'lead.weigh'>>(weighAct),
  'lead.runs': query<Args<'lead.runs'>>((db, { ids }) => {
    const sql = "SELECT id AS lead, run FROM lead WHERE id IN (SELECT value FROM json_each(?)) AND run <> ''";
    return db.all(sql, JSON.stringify(ids)).map((row) => ({ lead: text(row.lead), run: text(row.run) }));
  }),
  'lead.regions': query<Args<'lead.regions'>>((db) =>
    db.all('SELECT DISTINCT region FROM source').map((row) => text(row.region)),
  ),
};

function listLeads(db: Database, args: Args<'lead.list'>): Page<LeadQueries['lead.list']['result']['items'][number]> {
  const { after, limit, turned = false } = args;
  const { found, stoppedAt } = searchLeads(db, { filter: args, after, limit: limit + 1, turned });
  const item = args.withFields ? leadWithFields : leadRow;
  const page = pageOf(found, limit, { item, key: (lead) => [lead.id] });
  return page.next === null && stoppedAt !== undefined ? { ...page, next: [stoppedAt] } : page;
}

function leadIds(db: Database, { filter, after, limit }: Args<'lead.ids'>): LeadQueries['lead.ids']['result'] {
  const { found, stoppedAt } = searchLeadIds(db, { filter, after: [after], limit, turned: true });
  return { ids: found, next: found.length >= limit ? (found.at(-1) ?? null) : (stoppedAt ?? null) };
}

function weighAct(db: Database, { ids, act }: Args<'lead.weigh'>): LeadQueries['lead.weigh']['result'] {
  needWhatItNames(db, act);
  const count = new ActCount();
  const now = Date.now();
  for (const id of ids) count.add(weigh(db, db.get('SELECT * FROM lead WHERE id = ?', id), { act, now }));
  return count.report;
}
