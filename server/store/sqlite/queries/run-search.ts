// Finds runs among very many: by an index where there is one, else a slice of the newest at a time, so that no search is long.
import type { SQLInputValue } from 'node:sqlite';
import type { Key } from '../../admin-rows.ts';
import type { RunFilter } from '../../admin-run-rows.ts';
import type { Database, Row } from '../database.ts';
import { Conditions, text } from './paging.ts';

/** Runs looked at together, and slices looked at before a search answers what it has. */
const SLICE = 20_000;
const SLICES = 5;
/** A number with its area is looked up as a whole. */
const WHOLE_NUMBER = 10;

/** Everything that a filter says, as one condition. */
export function conditionsOf(filter: RunFilter): Conditions {
  const conditions = new Conditions();
  keyed(conditions, filter);
  return others(conditions, filter);
}

/** What an index answers. */
function keyed(conditions: Conditions, filter: RunFilter): Conditions {
  const { flow, source, queue, parent, from, since, before, state, ids = null } = filter;
  conditions
    .add('run.flow = ?', flow)
    .add('run.source = ?', source)
    .add('run.queue = ?', queue)
    .add('run.parent = ?', parent)
    .add('run.from_run = ?', from)
    .add('run.id >= ?', idAt(since))
    .add('run.id < ?', idAt(before))
    .add('run.id IN (SELECT value FROM json_each(?))', ids && JSON.stringify(ids));
  // The index of open runs is used where its own condition is named too.
  if (state !== null && state !== 'finished') conditions.add("run.state <> 'finished' AND run.state = ?", state);
  const numbers = numbersIn(filter.q);
  if (numbers.length > 0) conditions.add("run.phone <> '' AND run.phone IN (?, ?)", ...numbers);
  return conditions;
}

/** What must be looked at row by row. */
function others(conditions: Conditions, { state, outcome, test, children, parent, q, open }: RunFilter): Conditions {
  return conditions
    .add("run.state <> 'finished' AND ?", open ? 1 : null)
    .add('run.state = ?', state)
    .add('run.outcome = ?', outcome)
    .add('run.test = ?', test)
    .add('run.parent IS NULL OR ?', children || parent !== null ? null : 0)
    .search(['run.phone', 'run.id', 'run.reason'], numbersIn(q).length > 0 ? null : q);
}

/** A text that is a whole phone number, as it is stored: international, or of North America. */
function numbersIn(q: string | null): string[] {
  if (q === null || !/^[+\d\s().-]+$/.test(q) || /^\d{8}-\d/.test(q)) return [];
  const digits = q.replace(/\D/g, '');
  return digits.length < WHOLE_NUMBER ? [] : [`+${digits}`, `+1${digits}`];
}

/** The first id of a moment. An id begins with its time, so that times are conditions on the key (RFC 9562 5.7: 48 bits of milliseconds). */
export function idAt(time: number | null): string | null {
  if (time === null) return null;
  const hex = Math.max(0, time).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}`;
}

/** What a search found, in its order. `stoppedAt`: it looked at enough; runs beyond this one were not looked at. */
export interface Found {
  rows: Row[];
  stoppedAt: string | undefined;
}

/** A search: `turned` begins with the oldest. */
export interface Search {
  columns: string;
  filter: RunFilter;
  after: Key | null;
  limit: number;
  turned?: boolean;
}

/** Looks for runs, newest first unless turned, until it has `limit` of them or has looked at 100,000. */
export function searchRuns(db: Database, { columns, filter, after, limit, turned = false }: Search): Found {
  const rows: Row[] = [];
  const [order, beyond, edge] = turned ? ['ASC', 'run.id > ?', 'max'] : ['DESC', 'run.id < ?', 'min'];
  let from = after === null ? null : String(after[0]);
  for (let slice = 0; slice < SLICES; slice += 1) {
    const inner = keyed(new Conditions(), filter).add(beyond, from);
    const outer = others(new Conditions(), filter);
    const values: SQLInputValue[] = [...inner.values, SLICE, ...outer.values, limit - rows.length];
    const next = `SELECT * FROM run ${inner.where} ORDER BY run.id ${order} LIMIT ?`;
    const sql = `SELECT ${columns} FROM (${next}) AS run ${outer.where} ORDER BY run.id ${order} LIMIT ?`;
    rows.push(...db.all(sql, ...values));
    if (rows.length >= limit) return { rows, stoppedAt: undefined };
    const end = db.get(
      `SELECT ${edge}(id) AS id, count(*) AS n FROM (SELECT run.id FROM run ${inner.where} ORDER BY run.id ${order} LIMIT ?)`,
      ...inner.values,
      SLICE,
    );
    if (Number(end?.n ?? 0) < SLICE) return { rows, stoppedAt: undefined };
    from = text(end?.id);
  }
  return { rows, stoppedAt: from ?? undefined };
}
