// What the engine asks of the store at a start and on its timers.
import { type Database, type QueryRunner, query } from '../database.ts';

/** Queries of the engine, by name. */
export const engineQueries: Record<string, QueryRunner> = {
  'run.unfinished': query<{ after: string; limit: number }>((db, { after, limit }) => {
    const sql = "SELECT id, state, due_at FROM run WHERE state <> 'finished' AND id > ? ORDER BY id LIMIT ?";
    return db.all(sql, after, limit).map((row) => ({ id: row.id, state: row.state, dueAt: row.due_at }));
  }),
  'run.due': query<{ now: number; limit: number }>((db, { now, limit }) => ids(db, now, limit)),
};

function ids(db: Database, now: number, limit: number): unknown[] {
  const sql = "SELECT id FROM run WHERE state = 'waiting' AND due_at <= ? ORDER BY due_at LIMIT ?";
  return db.all(sql, now, limit).map((row) => row.id);
}
