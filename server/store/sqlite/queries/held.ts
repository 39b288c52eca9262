// Reads the runs that wait for a person: the list, what they have in common, and which a decision is about.
import type { AdminQueries } from '../../admin-ops.ts';
import type { Page } from '../../admin-rows.ts';
import type { HeldFilter, HeldGroupRow, HeldRow } from '../../admin-run-rows.ts';
import { type Database, type QueryRunner, query } from '../database.ts';
import { recordsOfRun } from '../journal-rows.ts';
import { Conditions, pageOf, text } from './paging.ts';
import { RUN, runRow } from './runs.ts';

type Args<N extends keyof AdminQueries> = AdminQueries[N]['args'];

/** Queries about held runs, by name. */
export const heldQueries: Record<string, QueryRunner> = {
  'held.list': query<Args<'held.list'>>(listHeld),
  'held.groups': query<object>((db) => groups(db)),
  'held.ids': query<Args<'held.ids'>>(heldIds),
};

function conditionsOf({ flow, node, code, q, before }: HeldFilter): Conditions {
  return new Conditions()
    .add("run.state = 'held'")
    .add('run.flow = ?', flow)
    .add('run.held_node = ?', node)
    .add('run.held_code = ?', code)
    .add('run.accepted_at < ?', before)
    .search(['run.phone', 'run.id', 'run.reason'], q);
}

function listHeld(db: Database, args: Args<'held.list'>): Page<HeldRow> {
  const conditions = conditionsOf(args).after('run.id > ?', args.after);
  const sql = `${RUN} ${conditions.where} ORDER BY run.id LIMIT ?`;
  const rows = db.all(sql, ...conditions.values, args.limit + 1);
  const { items, next } = pageOf(rows, args.limit, { item: runRow, key: (run) => [run.id] });
  return { items: items.map((run) => ({ run, records: recordsOfCall(db, run) })), next };
}

/** Without a call there is nothing to show: such a run may be held because its journal cannot be read. */
function recordsOfCall(db: Database, { id, held }: HeldRow['run']): HeldRow['records'] {
  const call = held?.call ?? null;
  if (call === null) return [];
  return recordsOfRun(db, id).filter((record) => 'call' in record && record.call === call);
}

function groups(db: Database): HeldGroupRow[] {
  // The columns beside max() are those of the newest run (sqlite.org/lang_select.html, "bare columns").
  const sql = `SELECT flow, held_node, held_code, held_call IS NOT NULL AS can_settle, count(*) AS n,
      min(accepted_at) AS oldest_at, max(id), release, reason
    FROM run WHERE state = 'held' GROUP BY flow, held_node, held_code, can_settle ORDER BY n DESC, flow, held_node`;
  return db.all(sql).map((row) => ({
    flow: text(row.flow),
    node: text(row.held_node),
    code: text(row.held_code),
    release: text(row.release),
    says: text(row.reason),
    count: Number(row.n),
    oldestAt: Number(row.oldest_at),
    canSettle: row.can_settle === 1,
  }));
}

function heldIds(db: Database, { filter, after, limit }: Args<'held.ids'>): string[] {
  const conditions = conditionsOf(filter).add('run.held_call IS NOT NULL').add('run.id > ?', after);
  const sql = `SELECT run.id FROM run ${conditions.where} ORDER BY run.id LIMIT ?`;
  return db.all(sql, ...conditions.values, limit).map((row) => text(row.id));
}
