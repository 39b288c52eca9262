// Reads the exchanges of a connection, newest first: calls of runs out of the journal, with tests of its endpoints between them.
import type { JsonObject } from '../../../../flows/language/document.ts';
import type { AdminQueries } from '../../admin-ops.ts';
import type { ExchangeDetailRow, ExchangeRow } from '../../exchange-rows.ts';
import { type Database, type QueryRunner, query, type Row } from '../database.ts';
import { exchangeOf, intentsTo } from '../exchange-records.ts';
import { recordsOfRun } from '../journal-rows.ts';
import { exchangingRun, journalEntries } from './exchange-search.ts';
import { Conditions, numberOrNull, text } from './paging.ts';

type ListArgs = AdminQueries['exchange.list']['args'];

/** Queries about exchanges, by name. */
export const exchangeQueries: Record<string, QueryRunner> = {
  'exchange.list': query<ListArgs>(listExchanges),
  'exchange.detail': query<AdminQueries['exchange.detail']['args']>((db, { connection, id }) =>
    id.includes('.') ? exchangeOfRun(db, connection, id) : testOf(db, connection, id),
  ),
};

/** The newer of the next call of a run and the next test, again and again; all of one commit stay together. */
function listExchanges(db: Database, args: ListArgs): AdminQueries['exchange.list']['result'] {
  const { limit, after } = args;
  const items: ExchangeRow[] = [];
  const journal = journalEntries(db, args, after?.seq ?? Number.MAX_SAFE_INTEGER);
  const tests = testsOf(db, args);
  const at = { seq: after?.seq ?? Number.MAX_SAFE_INTEGER, test: after?.test ?? '~' };
  let entry = journal.next();
  for (;;) {
    const test = tests[0];
    const isFull = items.length >= limit;
    if (!entry.done && isFull && entry.value.seq !== at.seq) return { items, next: at };
    if (isFull && test && entry.done) return { items, next: at };
    if (!entry.done && (isFull || !test || entry.value.row.at >= test.at)) {
      items.push(entry.value.row);
      at.seq = entry.value.seq;
      entry = journal.next();
    } else if (entry.done && entry.value !== undefined) return { items, next: { ...at, seq: entry.value } };
    else if (test) {
      items.push(test);
      at.test = test.id;
      tests.shift();
    } else return { items, next: null };
  }
}

/** One more than a page, so that it shows whether there are more. */
function testsOf(db: Database, args: ListArgs): ExchangeRow[] {
  const { connection, endpoint, phones, result, since, before, after, limit } = args;
  const conditions = new Conditions()
    .add('connection = ?', connection)
    .add('endpoint = ?', endpoint)
    .add('phone IN (SELECT value FROM json_each(?))', phones && JSON.stringify(phones))
    .add('result = ?', result)
    .add('at >= ?', since)
    .add('at < ?', before)
    .add('id < ?', after?.test ?? null);
  const columns = 'id, at, phone, endpoint, status, result, reason, ms, by_whom';
  const sql = `SELECT ${columns} FROM endpoint_test ${conditions.where} ORDER BY id DESC LIMIT ?`;
  return db.all(sql, ...conditions.values, limit + 1).map(testRow);
}

function testRow(row: Row): ExchangeRow {
  return {
    id: text(row.id),
    at: Number(row.at),
    phone: text(row.phone),
    endpoint: text(row.endpoint),
    status: numberOrNull(row.status),
    result: row.result as ExchangeRow['result'],
    reason: text(row.reason),
    ms: numberOrNull(row.ms),
    test: true,
    run: null,
    flow: null,
    node: null,
    attempt: 1,
    by: text(row.by_whom),
  };
}

function testOf(db: Database, connection: string, id: string): ExchangeDetailRow | null {
  const row = db.get('SELECT * FROM endpoint_test WHERE connection = ? AND id = ?', connection, id);
  if (!row) return null;
  const detail = JSON.parse(text(row.detail)) as JsonObject;
  return { ...testRow(row), ...(detail as unknown as Omit<ExchangeDetailRow, keyof ExchangeRow>) };
}

/** `<run>.<call>.<attempt>`, where the call is `<node>.<n>` and a run that another called has dots of its own. */
function exchangeOfRun(db: Database, connection: string, id: string): ExchangeDetailRow | null {
  const [, runId = '', call = '', attempt = ''] = /^(.+)\.([^.]+\.[^.]+)\.(\d+)$/.exec(id) ?? [];
  const run = exchangingRun(db, runId, new Map());
  if (!run) return null;
  const records = recordsOfRun(db, runId);
  const intent = intentsTo(connection, records).find((each) => each.call === call && each.attempt === Number(attempt));
  return intent ? exchangeOf({ ...run, records }, intent) : null;
}
