// How leads are come to: of all that a filter says, by the index that has the fewest of them.
import type { LeadFilter } from '../../admin-rows.ts';
import type { Database } from '../database.ts';
import { Conditions } from './paging.ts';

/** An index, and the one condition that it answers: with two, one would be looked at row by row for as long as the other goes. */
export interface Way {
  by: 'import' | 'flag' | 'owner' | 'status' | 'list' | 'campaign';
  table: string;
  /** The column that is sorted by. */
  id: string;
  where: string;
  value: string;
}

/** `leads`: a query for how many it leads to. `sorted`: they do not come in their order. */
type Known = Way & { leads: string; sorted?: true };

/** Leads of several lists are sorted first: so many at most. */
const MOST_SORTED = 20_000;
/** Leads that are counted one by one, to find the shorter way: some milliseconds. */
const MOST_COUNTED = 100_000;

/** Leads come in this list and with this status, and so many of them need no index. */
const FIRST_LIST = 'default';

/** The condition of the index of leads that stand otherwise than new ones: it is used where that is named too. */
export const GIVEN = "lead.status <> 'NEW' AND lead.status <> ''";

/** The same of leads in other lists than the first. */
export const ELSEWHERE = `lead.list <> '${FIRST_LIST}'`;

/** Whether it is a status that somebody, or a flow, gave. */
export function isGiven(status: string | null): boolean {
  return status !== null && status !== 'NEW' && status !== '';
}

/** Whether it is another list than the one that is there from the first. */
export function isElsewhere(list: string | null): boolean {
  return list !== null && list !== FIRST_LIST;
}

/** Lists of a campaign. */
export const OF_CAMPAIGN = 'lead.list IN (SELECT slug FROM lead_list WHERE campaign = ?)';

/** Leads of a list with a status at most, which are counted as they come and go. */
export function standing(db: Database, { list, status }: { list: string | null; status: string | null }): number {
  const { where, values } = new Conditions().add('list = ?', list).add('status = ?', status);
  return Number(db.get(`SELECT sum(leads) AS n FROM lead_count ${where}`, ...values)?.n ?? 0);
}

/** What of a filter has an index. */
type Indexed = Pick<LeadFilter, 'import' | 'flag' | 'owner' | 'status' | 'list' | 'campaign'>;

/** The way to the leads of a filter; undefined where none of its conditions has an index. */
export function wayTo(db: Database, filter: Indexed): Way | undefined {
  const ways = waysOf(filter);
  const [only] = ways;
  if (ways.length === 1 && !only?.sorted) return only;
  let best: { way: Way; leads: number } | undefined;
  for (const way of ways) {
    const leads = Number(db.get(way.leads, way.value)?.n ?? 0);
    if ((best === undefined || leads < best.leads) && !(way.sorted && leads > MOST_SORTED)) best = { way, leads };
  }
  return best?.way;
}

function waysOf({ import: imported = null, flag, owner, status, list, campaign }: Indexed): Known[] {
  const known = [
    imported !== null && { ...BY_IMPORT, value: imported },
    flag !== null && { ...BY_FLAG, value: flag },
    owner !== null && { ...BY_OWNER, value: owner },
    status !== null && isGiven(status) && { ...BY_STATUS, value: status },
    list !== null && isElsewhere(list) && { ...BY_LIST, value: list },
    campaign !== null && { ...BY_CAMPAIGN, value: campaign },
  ];
  return known.filter((way) => way !== false);
}

const counted = (from: string) => `SELECT count(*) AS n FROM (SELECT 1 FROM ${from} LIMIT ${MOST_COUNTED})`;

const BY_IMPORT = {
  by: 'import',
  table: 'lead',
  id: 'lead.id',
  where: 'lead.import = ?',
  leads: counted('lead WHERE import = ?'),
} as const;

const BY_FLAG = {
  by: 'flag',
  table: 'lead_flag CROSS JOIN lead ON lead.id = lead_flag.lead',
  id: 'lead_flag.lead',
  where: 'lead_flag.flag = ?',
  leads: counted('lead_flag WHERE flag = ?'),
} as const;

const BY_OWNER = {
  by: 'owner',
  table: 'lead',
  id: 'lead.id',
  where: "lead.owner <> '' AND lead.owner = ?",
  leads: counted("lead WHERE owner <> '' AND owner = ?"),
} as const;

const BY_STATUS = {
  by: 'status',
  table: 'lead INDEXED BY lead_status_given',
  id: 'lead.id',
  where: `${GIVEN} AND lead.status = ?`,
  leads: 'SELECT sum(leads) AS n FROM lead_count WHERE status = ?',
} as const;

const BY_LIST = {
  by: 'list',
  table: 'lead INDEXED BY lead_in_list',
  id: 'lead.id',
  where: `${ELSEWHERE} AND lead.list = ?`,
  leads: 'SELECT sum(leads) AS n FROM lead_count WHERE list = ?',
} as const;

/** Not for a campaign that the first list is of: its leads are not in the index. */
const BY_CAMPAIGN = {
  by: 'campaign',
  table: 'lead INDEXED BY lead_in_list',
  id: 'lead.id',
  where: `${ELSEWHERE} AND ${OF_CAMPAIGN}`,
  leads: `SELECT sum(iif(list = '${FIRST_LIST}', ${MOST_SORTED + 1}, leads)) AS n FROM lead_count
    WHERE list IN (SELECT slug FROM lead_list WHERE campaign = ?)`,
  sorted: true,
} as const;
