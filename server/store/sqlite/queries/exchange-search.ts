// Finds the calls that went to a connection among very many records: newest first, so many looked at and no more, so that no search is long.
import type { SQLInputValue } from 'node:sqlite';
import type { ExchangeDetailRow, ExchangeFilter, ExchangeRow } from '../../exchange-rows.ts';
import type { Database } from '../database.ts';
import { type DrawnNodes, type ExchangingRun, exchangeOf, intentsTo } from '../exchange-records.ts';
import { recordsOf, recordsOfRun } from '../journal-rows.ts';
import { text } from './paging.ts';

/** Rows of the journal that one search looks at, and rows with such calls that it reads. */
const MOST_ROWS = 50_000;
const MOST_READ = 2000;
/** Rows read at once. */
const BATCH = 100;
/** A row of the journal that is kept as a blob shows nothing of what it holds. */
const BLOB = "substr(records, 1, 5) = 'blob:'";

/** A call that was found, and the row of the journal that holds it. */
export interface JournalEntry {
  seq: number;
  row: ExchangeRow;
}

/** Calls below the row `from`, newest first. It returns where it stopped before it had seen all, else undefined. */
export function* journalEntries(
  db: Database,
  filter: ExchangeFilter,
  from: number,
): Generator<JournalEntry, number | undefined> {
  const span = spanOf(db, filter, from);
  if (!span) return undefined;
  const known: Known = { nodes: new Map(), runs: new Map() };
  let above = span.above;
  let read = 0;
  const end = filter.phones ? span.end : Math.max(span.end, above - MOST_ROWS);
  for (;;) {
    const rows = rowsBelow(db, filter, { above, end });
    for (const row of rows) {
      above = Number(row.seq);
      for (const found of entriesIn(db, { filter, known, run: text(row.run), kept: text(row.records) }))
        yield { seq: above, row: found };
    }
    read += rows.length;
    if (rows.length < BATCH) return end > span.end ? end : undefined;
    if (read >= MOST_READ) return above;
  }
}

interface Known {
  nodes: Map<string, DrawnNodes>;
  runs: Map<string, ExchangingRun | undefined>;
}

function entriesIn(
  db: Database,
  { filter, known, run: id, kept }: { filter: ExchangeFilter; known: Known; run: string; kept: string },
): ExchangeRow[] {
  const intents = intentsTo(filter.connection, recordsOf(db, kept));
  if (intents.length === 0) return [];
  if (!known.runs.has(id)) {
    const run = exchangingRun(db, id, known.nodes);
    known.runs.set(id, run && { ...run, records: recordsOfRun(db, id) });
  }
  const run = known.runs.get(id);
  if (!run) return [];
  return intents
    .map((intent) => listed(exchangeOf(run, intent)))
    .filter((row) => isMeant(row, filter))
    .reverse();
}

function isMeant({ endpoint, result, at }: ExchangeRow, wanted: ExchangeFilter): boolean {
  if (wanted.endpoint !== null && wanted.endpoint !== endpoint) return false;
  if (wanted.result !== null && wanted.result !== result) return false;
  return (wanted.since === null || at >= wanted.since) && (wanted.before === null || at < wanted.before);
}

/** A list shows neither the lead nor what was sent and answered. */
function listed(exchange: ExchangeDetailRow): ExchangeRow {
  const { lead: _lead, request: _request, answer: _answer, failure: _failure, ...row } = exchange;
  return row;
}

function rowsBelow(
  db: Database,
  { connection, phones }: ExchangeFilter,
  { above, end }: { above: number; end: number },
) {
  const named = `(instr(records, ?) > 0 OR ${BLOB})`;
  const values: SQLInputValue[] = [above, end, `"connection":${JSON.stringify(connection)}`];
  const ofPhone =
    phones && " AND run IN (SELECT id FROM run WHERE phone <> '' AND phone IN (SELECT value FROM json_each(?)))";
  const sql = `SELECT seq, run, records FROM journal WHERE seq < ? AND seq >= ? AND ${named}${ofPhone ?? ''} ORDER BY seq DESC LIMIT ${BATCH}`;
  return db.all(sql, ...values, ...(phones ? [JSON.stringify(phones)] : []));
}

/** The rows that can hold such a call: none before the first release that names the connection, none outside the times asked for. */
function spanOf(db: Database, { connection, since, before }: ExchangeFilter, from: number) {
  const named = db.get('SELECT min(created_at) AS at FROM release WHERE instr(content, ?) > 0', `"${connection}/`);
  if (named?.at === null || named?.at === undefined) return undefined;
  const newest = Number(db.get('SELECT max(seq) AS seq FROM journal')?.seq ?? 0);
  const end = seqAt(db, Math.max(Number(named.at), since ?? 0), newest);
  const above = Math.min(from, before === null ? newest + 1 : seqAt(db, before, newest));
  return above > end ? { above, end } : undefined;
}

/** The first row at a time or later; the journal is in the order of time, as far as the clock was. */
function seqAt(db: Database, time: number, newest: number): number {
  let [low, high] = [1, newest + 1];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const row = db.get('SELECT seq, at FROM journal WHERE seq >= ? ORDER BY seq LIMIT 1', middle);
    if (row && Number(row.at) < time) low = Math.max(middle + 1, Number(row.seq) + 1);
    else high = middle;
  }
  return low;
}

/** A run without its records; undefined where there is none. `nodes` keeps the drawings of releases that were read. */
export function exchangingRun(db: Database, id: string, nodes: Map<string, DrawnNodes>): ExchangingRun | undefined {
  const row = db.get('SELECT id, flow, phone, test, release FROM run WHERE id = ?', id);
  if (!row) return undefined;
  const release = text(row.release);
  const drawn = nodes.get(release) ?? drawnNodes(db, release);
  nodes.set(release, drawn);
  return { id, flow: text(row.flow), phone: text(row.phone), test: row.test === 1, nodes: drawn, records: [] };
}

function drawnNodes(db: Database, release: string): DrawnNodes {
  const sql = "SELECT json_extract(content, '$.bundle.document.nodes') AS nodes FROM release WHERE hash = ?";
  const nodes = db.get(sql, release)?.nodes;
  return typeof nodes === 'string' ? (JSON.parse(nodes) as DrawnNodes) : {};
}
