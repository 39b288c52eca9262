// Reads what is paused.
import type { AdminQueries } from '../../admin-ops.ts';
import type { PauseRow } from '../../admin-rows.ts';
import { type QueryRunner, query, type Row } from '../database.ts';
import { text } from './paging.ts';

/** Queries about pauses, by name. */
export const pauseQueries: Record<string, QueryRunner> = {
  'pause.list': query<AdminQueries['pause.list']['args']>((db) =>
    db.all('SELECT * FROM pause ORDER BY kind, key').map(pauseRow),
  ),
  'pause.waiting': query<AdminQueries['pause.waiting']['args']>((db) =>
    db.all('SELECT queue, count(*) AS waiting FROM run WHERE queue IS NOT NULL GROUP BY queue'),
  ),
};

/** A row of the table as the rest of the server knows it. */
export function pauseRow(row: Row): PauseRow {
  return {
    kind: row.kind as PauseRow['kind'],
    key: text(row.key),
    mode: row.mode as PauseRow['mode'],
    answer: row.answer === null ? null : (JSON.parse(text(row.answer)) as PauseRow['answer']),
    says: text(row.says),
    by: text(row.by_whom),
    at: Number(row.at),
  };
}
