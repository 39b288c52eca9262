// Reads the callbacks that came for a run.
import type { JsonObject } from '../../../../flows/language/document.ts';
import type { AdminQueries } from '../../admin-ops.ts';
import type { CallbackRow } from '../../admin-run-rows.ts';
import { type QueryRunner, query, type Row } from '../database.ts';
import { text } from './paging.ts';

/** Queries about callbacks, by name. */
export const callbackQueries: Record<string, QueryRunner> = {
  'callback.list': query<AdminQueries['callback.list']['args']>((db, { run }) =>
    db.all('SELECT * FROM callback WHERE run = ? ORDER BY at, node, seq LIMIT 1000', run).map(callbackRow),
  ),
};

function callbackRow(row: Row): CallbackRow {
  return {
    node: text(row.node),
    at: Number(row.at),
    type: text(row.type),
    body: text(row.body),
    query: JSON.parse(text(row.query)) as JsonObject,
    late: row.late === 1,
  };
}
