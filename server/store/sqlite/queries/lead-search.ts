// Finds leads among very many: by an index where there is one, else a slice of the newest at a time, so that no search is long.
import type { Key, LeadFilter } from '../../admin-rows.ts';
import type { Database, Row } from '../database.ts';
import { LEAD } from './lead-lines.ts';
import { OF_CAMPAIGN, standing, type Way, wayTo } from './lead-ways.ts';
import { Conditions, text } from './paging.ts';
import { idAt } from './run-search.ts';

/** Leads looked at together, and slices looked at before a search answers what it has. */
const SLICE = 20_000;
const SLICES = 5;
/** Leads that an exact text is looked up for. */
const MOST_EXACT = 100_000;
/** A number with its area is looked up as a whole. */
const WHOLE_NUMBER = 10;

/** What is sought, and from where on: `turned` begins with the oldest. */
export interface LeadSought {
  filter: LeadFilter & { q: string | null };
  after: Key | null;
  limit: number;
  turned?: boolean;
}

/** The leads that were found, in their order. `stoppedAt`: it looked at enough; leads beyond this one were not looked at. */
export interface LeadsFound<T> {
  found: T[];
  stoppedAt: string | undefined;
}

/** Leads with all their columns, newest first unless turned. */
export function searchLeads(db: Database, sought: LeadSought): LeadsFound<Row> {
  const { found, stoppedAt } = searchLeadIds(db, sought);
  const sql = `${LEAD} WHERE lead.id IN (SELECT value FROM json_each(?)) ORDER BY lead.id ${sought.turned ? 'ASC' : 'DESC'}`;
  return { found: db.all(sql, JSON.stringify(found)), stoppedAt };
}

/** Their ids alone. */
export function searchLeadIds(db: Database, { filter, after, limit, turned = false }: LeadSought): LeadsFound<string> {
  const exact = idsNamed(db, filter);
  const way = exact ? undefined : wayTo(db, filter);
  const others = looked(db, filter, { way, isSearched: exact === undefined });
  const ids: string[] = [];
  const [order, beyond, edge] = turned ? ['ASC', '>', 'max'] : ['DESC', '<', 'min'];
  let from = after === null ? null : String(after[0]);
  // There are no more: nobody looks for them among all that came before.
  const most = after === null ? Math.min(limit, standing(db, filter)) : limit;
  for (let slice = 0; slice < SLICES && ids.length < most; slice += 1) {
    const { table, id, conditions } = keyed(filter, way, exact);
    conditions.add(`${id} ${beyond} ?`, from);
    const next = `FROM ${table} ${conditions.where} ORDER BY ${id} ${order} LIMIT ?`;
    if (others.where === '') {
      // Nothing needs to be looked at row by row: the index alone says which they are.
      const found = db.all(`SELECT ${id} AS id ${next}`, ...conditions.values, limit);
      return { found: idsOf(found), stoppedAt: undefined };
    }
    const sql = `SELECT lead.id FROM (SELECT lead.* ${next}) AS lead ${others.where} ORDER BY lead.id ${order} LIMIT ?`;
    const values = [...conditions.values, SLICE, ...others.values, most - ids.length];
    ids.push(...idsOf(db.all(sql, ...values)));
    if (ids.length >= most) break;
    const end = db.get(
      `SELECT ${edge}(id) AS id, count(*) AS n FROM (SELECT ${id} AS id ${next})`,
      ...conditions.values,
      SLICE,
    );
    if (Number(end?.n ?? 0) < SLICE) return { found: ids, stoppedAt: undefined };
    from = text(end?.id);
  }
  return { found: ids, stoppedAt: ids.length >= most ? undefined : (from ?? undefined) };
}

interface Keyed {
  table: string;
  /** The column that is sorted by. */
  id: string;
  conditions: Conditions;
}

/** What an index answers. */
function keyed(filter: LeadFilter, way: Way | undefined, exact: readonly string[] | undefined): Keyed {
  const { since, before, ids } = filter;
  const { table, id } = way ?? { table: 'lead', id: 'lead.id' };
  const conditions = new Conditions()
    .add(`${id} >= ?`, idAt(since))
    .add(`${id} < ?`, idAt(before))
    .add(`${id} IN (SELECT value FROM json_each(?))`, ids && JSON.stringify(ids))
    .add(`${id} IN (SELECT value FROM json_each(?))`, exact ? JSON.stringify(exact) : null);
  if (way) conditions.add(way.where, way.value);
  return { table, id, conditions };
}

/** A source by its id or its name; leads of one that is gone bear its id. */
function sourcesCalled(db: Database, source: string): string[] {
  const rows = db.all('SELECT id FROM source WHERE id = ?1 OR name = ?1', source).map((row) => text(row.id));
  return rows.length > 0 ? rows : [source];
}

/** What must be looked at row by row: an index on it would make each lead dearer to write, or not give them in their order. */
function looked(
  db: Database,
  filter: LeadFilter & { q: string | null },
  { way, isSearched }: { way: Way | undefined; isSearched: boolean },
): Conditions {
  const { list, status, source, owner, flag, flow, campaign, success, final, import: imported = null, q } = filter;
  const unless = <T>(by: Way['by'], value: T): T | null => (way?.by === by ? null : value);
  return new Conditions()
    .add('lead.import = ?', unless('import', imported))
    .add('lead.list = ?', unless('list', list))
    .add('lead.status = ?', unless('status', status))
    .add('lead.owner = ?', unless('owner', owner))
    .add('EXISTS (SELECT 1 FROM lead_flag WHERE flag = ? AND lead_flag.lead = lead.id)', unless('flag', flag))
    .add(
      'lead.source IN (SELECT value FROM json_each(?))',
      source === null ? null : JSON.stringify(sourcesCalled(db, source)),
    )
    .add('lead.flow = ?', flow)
    .add(OF_CAMPAIGN, unless('campaign', campaign))
    .add('lead.status IN (SELECT abbrev FROM lead_status WHERE success = 1) = ?', success)
    .add('lead.status IN (SELECT abbrev FROM lead_status WHERE final = 1) = ?', final)
    .search(['lead.name', 'lead.phone', 'lead.phone_raw', 'lead.email', 'lead.id'], isSearched ? q : null);
}

/**
 * The leads that a text names exactly: by number, e-mail address (from its start), id (from its start), reference or id
 * elsewhere. Undefined where it is a text to look for in names.
 */
function idsNamed(db: Database, { q, phones = [] }: LeadFilter & { q: string | null }): string[] | undefined {
  if (q === null || q === '') return undefined;
  const found = [...byIdOrAddress(db, q), ...byNumber(db, q, phones), ...byOthersName(db, q)];
  return found.length > 0 || isExact(q, phones) ? [...new Set(found)] : undefined;
}

const ID_START = /^[0-9a-f]{8}-[0-9a-f-]{0,27}$/i;

function isExact(q: string, phones: readonly string[]): boolean {
  return phones.length > 0 || ID_START.test(q) || q.indexOf('@') > 0 || numberDigits(q).length >= WHOLE_NUMBER;
}

function byIdOrAddress(db: Database, q: string): string[] {
  const start = q.toLowerCase();
  if (ID_START.test(q)) {
    const sql = 'SELECT id FROM lead WHERE id >= ? AND id < ? LIMIT ?';
    return idsOf(db.all(sql, start, `${start}~`, MOST_EXACT));
  }
  if (q.indexOf('@') < 1) return [];
  const sql = "SELECT id FROM lead WHERE email <> '' AND email >= ? AND email < ? LIMIT ?";
  return idsOf(db.all(sql, start, `${start}\u{10ffff}`, MOST_EXACT));
}

/** International, or of North America; and one that cannot be read as it was sent. */
function byNumber(db: Database, q: string, phones: readonly string[]): string[] {
  const digits = numberDigits(q);
  const whole = digits.length < WHOLE_NUMBER ? [] : [`+${digits}`, `+1${digits}`];
  const numbers = JSON.stringify([...new Set([...phones, ...whole])]);
  const read = "SELECT id FROM lead WHERE phone <> '' AND phone IN (SELECT value FROM json_each(?)) LIMIT ?";
  const unread = "SELECT id FROM lead WHERE phone = '' AND phone_raw <> '' AND phone_raw = ? LIMIT ?";
  return [...idsOf(db.all(read, numbers, MOST_EXACT)), ...idsOf(db.all(unread, q, MOST_EXACT))];
}

function numberDigits(q: string): string {
  return /^[+\d\s()./-]+$/.test(q) && !ID_START.test(q) ? q.replace(/\D/g, '') : '';
}

function byOthersName(db: Database, q: string): string[] {
  const reference = db.all("SELECT id FROM lead WHERE reference <> '' AND reference = ? LIMIT ?", q, MOST_EXACT);
  const elsewhere = db.all('SELECT lead AS id FROM lead_external WHERE id = ? LIMIT ?', q, MOST_EXACT);
  return [...idsOf(reference), ...idsOf(elsewhere)];
}

function idsOf(rows: readonly Row[]): string[] {
  return rows.map((row) => text(row.id));
}
