// What the engine asks of the store at a start and on its timers.
import { type Database, type QueryRunner, query } from '../database.ts';

/** Queries of the engine, by name. */
export const engineQueries: Record<string, QueryRunner> = {
  'run.running': query<{ after: string; limit: number }>((db, { after, limit }) =>
    ids(db, "state = 'running' AND due_at IS NULL AND id > ? ORDER BY id LIMIT ?", [after, limit]),
  ),
  'run.queues': query<object>((db) =>
    db.all('SELECT queue, count(*) AS waiting FROM run WHERE queue IS NOT NULL GROUP BY queue ORDER BY queue'),
  ),
  'run.queued': query<{ queue: string; after: string; limit: number }>((db, { queue, after, limit }) =>
    db
      .all('SELECT id FROM run WHERE queue = ? AND id > ? ORDER BY id LIMIT ?', queue, after, limit)
      .map((row) => row.id),
  ),
  'run.wakeable': query<{ after: string; limit: number }>((db, { after, limit }) =>
    ids(
      db,
      "state = 'waiting' AND due_at IS NULL AND queue IS NULL AND id > ? AND EXISTS (SELECT 1 FROM run child WHERE child.parent = run.id AND child.state = 'finished') ORDER BY id LIMIT ?",
      [after, limit],
    ),
  ),
  'run.due': query<{ now: number; limit: number }>((db, { now, limit }) =>
    ids(db, "state = 'waiting' AND due_at <= ? ORDER BY due_at LIMIT ?", [now, limit]),
  ),
};

/** The index of open runs is used where its own condition is named too; without it every run that ever was is looked at. */
function ids(db: Database, condition: string, values: readonly (string | number)[]): unknown[] {
  return db.all(`SELECT id FROM run WHERE state <> 'finished' AND ${condition}`, ...values).map((row) => row.id);
}
