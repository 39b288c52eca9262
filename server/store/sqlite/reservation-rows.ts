// Reservations: taken by a run's step, taken again by a retry that keeps the step, and settled or released with the run.
import { createHash } from 'node:crypto';
import type { Met, Reserve, ReserveResult } from '../../../nodes/tools.ts';
import type { AcceptedRun, RunState } from '../ports.ts';
import type { Database, Moment, Row } from './database.ts';
import { countsAs, isOneLead } from './run-again.ts';

/** What a step asks for. `at`: when, where its result was told ahead; else it is when the command is done. */
export interface TakeArgs extends Reserve {
  run: string;
  node: string;
  at?: number;
}

/** Who asks, and when. `from`: the run that it was made from, where its own row is not there yet. */
interface Asker {
  run: string;
  from?: string | undefined;
  now: number;
}

/** Reserves every key for the run, or none of them where another run holds one. */
export function takeReservation(db: Database, order: TakeArgs, { now }: Pick<Moment, 'now'>): ReserveResult {
  const asker = { run: order.run, now: order.at ?? now };
  const met = meet(db, order, asker);
  if (met) return { until: '', met };
  hold(db, order, asker);
  return freeAt(order, asker.now);
}

/** Whether no other run holds one of the keys at a moment. */
export function isFree(db: Database, order: TakeArgs, now: number): boolean {
  return meet(db, order, { run: order.run, now }) === null;
}

/** What the one is told that gets it. */
export function freeAt({ windowMs }: Pick<Reserve, 'windowMs'>, now: number): ReserveResult {
  return { until: windowMs === null ? '' : new Date(now + windowMs).toISOString(), met: null };
}

/** The same for a run that keeps the steps which asked: false, and nothing taken, where another lead has come between. */
export function takeAgain(
  db: Database,
  run: AcceptedRun,
  reserved: NonNullable<AcceptedRun['more']>['reserved'],
): boolean {
  // They are the arguments of commands that were recorded.
  const orders = (reserved ?? []) as unknown as TakeArgs[];
  const asker = { run: run.id, from: run.more?.from, now: run.acceptedAt };
  if (orders.some((order) => meet(db, order, asker))) return false;
  for (const order of orders) hold(db, order, asker);
  return true;
}

/**
 * The newest equal lead among those that count: every one under way, and of the accepted ones those within the shorter of
 * its window and the asker's. A run does not meet itself, the runs that called it or those that it called; and of accepted
 * ones none that is the same lead, run before: what that one holds stays as it is, whatever becomes of this one.
 */
function meet(db: Database, { scope, keys, windowMs }: Reserve, { run, from = run, now }: Asker): Met | null {
  const sql = `SELECT run, lead, at, settled FROM reservation WHERE scope = ?1 AND key = ?2
    AND (settled = 0 OR (at > ?3 AND (until IS NULL OR until > ?4))) AND run <> ?5
    AND substr(?5, 1, length(run) + 1) <> run || '.' AND substr(run, 1, length(?5) + 1) <> ?5 || '.'
    ORDER BY at DESC, run DESC`;
  const since = windowMs === null ? -1 : now - windowMs;
  const isOther = (row: Row) => row.settled === 0 || !isOneLead(countsAs(db, String(row.run)), countsAs(db, from));
  for (const key of keys) {
    const row = db.all(sql, scope, hashOf(key.parts), since, now, run).find(isOther);
    if (!row) continue;
    const state = row.settled === 1 ? 'accepted' : 'in-flight';
    const came = new Date(Number(row.at)).toISOString();
    return { run: String(row.run), leadId: String(row.lead), since: came, state, key: key.says };
  }
  return null;
}

function hold(db: Database, { scope, keys, windowMs, node }: TakeArgs, { run, now }: Asker): void {
  const sql = `INSERT INTO reservation (scope, key, run, node, at, until) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT DO NOTHING`;
  const until = windowMs === null ? null : now + windowMs;
  for (const { parts } of keys) db.run(sql, scope, hashOf(parts), run, node, now, until);
}

function hashOf(parts: readonly string[]): Uint8Array {
  return createHash('sha256').update(JSON.stringify(parts)).digest();
}

/** With the end of the run: what it has reserved stays where it was accepted, and is free otherwise. */
export function endReservations(
  db: Database,
  run: string,
  { outcome, reserved }: Pick<RunState, 'outcome' | 'reserved'>,
): void {
  if (outcome === 'accepted')
    db.run('UPDATE reservation SET settled = 1, lead = ? WHERE run = ? AND settled = 0', reserved?.lead ?? '', run);
  else db.run('DELETE FROM reservation WHERE run = ? AND settled = 0', run);
}

/** Forgets what is over, oldest first, at most `limit`. Answers how many. */
export function pruneReservations(db: Database, now: number, limit: number): number {
  const sql = `DELETE FROM reservation WHERE (scope, key, run) IN
    (SELECT scope, key, run FROM reservation WHERE settled = 1 AND until IS NOT NULL AND until <= ? ORDER BY until LIMIT ?)`;
  return db.run(sql, now, limit);
}
