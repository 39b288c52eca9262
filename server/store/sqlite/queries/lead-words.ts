// Reads the words that leads are kept under: lead lists, campaigns and statuses, with how many leads each has.
import type { LeadListRow, Page, StatusRow } from '../../admin-rows.ts';
import type { CampaignRow, LeadQueries } from '../../lead-ops.ts';
import { type Database, type QueryRunner, query, type Row } from '../database.ts';
import { Conditions, pageOf, text } from './paging.ts';

type Args<N extends keyof LeadQueries> = LeadQueries[N]['args'];

/** Of those whose names alone are asked for. */
const PLAIN_LISTS = 'SELECT l.*, 0 AS leads FROM lead_list l';
const PLAIN_STATUSES = 'SELECT s.*, 0 AS leads FROM lead_status s';
const LISTS =
  'SELECT l.*, (SELECT COALESCE(sum(leads), 0) FROM lead_count n WHERE n.list = l.slug) AS leads FROM lead_list l';
const STATUSES =
  'SELECT s.*, (SELECT COALESCE(sum(leads), 0) FROM lead_count n WHERE n.status = s.abbrev) AS leads FROM lead_status s';
const THEIR_LISTS =
  '(SELECT json_group_array(slug) FROM (SELECT slug FROM lead_list WHERE campaign = c.slug ORDER BY slug)) AS lists';
const PLAIN_CAMPAIGNS = `SELECT c.*, ${THEIR_LISTS}, 0 AS leads FROM campaign c`;
const CAMPAIGNS = `SELECT c.*, ${THEIR_LISTS}, (SELECT COALESCE(sum(n.leads), 0) FROM lead_list l JOIN lead_count n ON n.list = l.slug WHERE l.campaign = c.slug) AS leads FROM campaign c`;

/** Queries about these words, by name. */
export const leadWordQueries: Record<string, QueryRunner> = {
  'leadList.list': query<Args<'leadList.list'>>((db, args) =>
    wordsOf(db, args, {
      sql: args.uncounted ? PLAIN_LISTS : LISTS,
      key: 'l.slug',
      name: 'l.name',
      item: listRow,
      keyOf: ({ slug }) => slug,
    }),
  ),
  'campaign.list': query<Args<'campaign.list'>>((db, args) =>
    wordsOf(db, args, {
      sql: args.uncounted ? PLAIN_CAMPAIGNS : CAMPAIGNS,
      key: 'c.slug',
      name: 'c.name',
      item: campaignRow,
      keyOf: ({ slug }) => slug,
    }),
  ),
  'status.list': query<Args<'status.list'>>((db, args) =>
    wordsOf(db, args, {
      sql: args.uncounted ? PLAIN_STATUSES : STATUSES,
      key: 's.abbrev',
      name: 's.label',
      item: statusRow,
      keyOf: ({ abbrev }) => abbrev,
    }),
  ),
};

interface Words<T> {
  sql: string;
  key: string;
  name: string;
  item: (row: Row) => T;
  keyOf: (item: T) => string;
}

function wordsOf<T>(
  db: Database,
  { q, after, limit }: Args<'status.list'>,
  { sql, key, name, item, keyOf }: Words<T>,
): Page<T> {
  const conditions = new Conditions().search([key, name], q).after(`${key} > ?`, after);
  const rows = db.all(`${sql} ${conditions.where} ORDER BY ${key} LIMIT ?`, ...conditions.values, limit + 1);
  return pageOf(rows, limit, { item, key: (each) => [keyOf(each)] });
}

/** One lead list, or undefined. */
export function leadListBy(db: Database, slug: string): LeadListRow | undefined {
  const row = db.get(`${LISTS} WHERE l.slug = ?`, slug);
  return row && listRow(row);
}

/** One campaign, or undefined. */
export function campaignBy(db: Database, slug: string): CampaignRow | undefined {
  const row = db.get(`${CAMPAIGNS} WHERE c.slug = ?`, slug);
  return row && campaignRow(row);
}

/** One status, or undefined. */
export function statusBy(db: Database, abbrev: string): StatusRow | undefined {
  const row = db.get(`${STATUSES} WHERE s.abbrev = ?`, abbrev);
  return row && statusRow(row);
}

function listRow(row: Row): LeadListRow {
  return { slug: text(row.slug), name: text(row.name), campaign: text(row.campaign), leads: Number(row.leads) };
}

function campaignRow(row: Row): CampaignRow {
  const lists = JSON.parse(text(row.lists)) as string[];
  return { slug: text(row.slug), name: text(row.name), lists, leads: Number(row.leads) };
}

function statusRow(row: Row): StatusRow {
  return {
    abbrev: text(row.abbrev),
    label: text(row.label),
    final: row.final === 1,
    success: row.success === 1,
    dnc: row.dnc === 1,
    leads: Number(row.leads),
  };
}
