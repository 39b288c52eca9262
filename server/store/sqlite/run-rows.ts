// What a batch writes beside the journal: the row of an accepted run, its state, and what somebody must be told of.
import type { AcceptedRun, BatchOp, RunState } from '../ports.ts';
import { putBlob } from './blobs.ts';
import type { Database } from './database.ts';
import { takeAgain } from './reservation-rows.ts';

/**
 * Takes the key and slot of a run. False, and nothing taken, where its key or slot is gone. A run that others may have begun
 * already (a child, a slot) is inserted at once, and refused where its id is there; so is one that keeps what is not free.
 */
export function takeRun(db: Database, run: AcceptedRun): boolean {
  if (run.more?.slot && !takeSlot(db, run.flow, run.more.slot)) return false;
  if (run.claim && !takeKey(db, run, run.claim)) return false;
  if (run.more?.reserved && !takeAgain(db, run, run.more.reserved)) return false;
  return run.more === undefined || insertRun(db, run, undefined);
}

/** Inserts the row of a run as it stands at the end of its first commit, with its body. False where its id is there. */
export function insertRun(db: Database, run: AcceptedRun, state: RunState | undefined): boolean {
  const { outcome = null, reason = null, answered, finishedAt = null, dueAt = null, queue = null, held } = state ?? {};
  const inserted = db.run(
    `INSERT INTO run (id, release, flow, version, source, test, state, epoch, phone, accepted_at, parent, from_run,
      outcome, reason, answered, finished_at, due_at, queue, held_node, held_code, held_call)
      VALUES (?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    run.id,
    run.release,
    run.flow,
    run.version,
    run.source,
    run.test ? 1 : 0,
    state?.state ?? 'running',
    run.phone,
    run.acceptedAt,
    run.more?.parent ?? null,
    run.more?.from ?? null,
    outcome,
    reason,
    answered === undefined ? null : Number(answered),
    finishedAt,
    dueAt,
    queue,
    held?.node ?? null,
    held?.code ?? null,
    held?.call ?? null,
  );
  if (inserted === 0) return false;
  if (run.inbox) {
    const body = typeof run.inbox.body === 'string' ? Buffer.from(run.inbox.body) : run.inbox.body;
    const blob = putBlob(db, body, run.acceptedAt);
    const sql = 'INSERT INTO inbox (run, type, body, blob) VALUES (?, ?, ?, ?)';
    db.run(sql, run.id, run.inbox.type, blob ? null : body, blob);
  }
  return true;
}

/** A key whose window is over is as good as new. */
function takeKey(db: Database, run: AcceptedRun, claim: NonNullable<AcceptedRun['claim']>): boolean {
  const sql = `INSERT INTO idempotency (flow, key, fingerprint, run, at) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET fingerprint = excluded.fingerprint, run = excluded.run, at = excluded.at WHERE at < ?`;
  return db.run(sql, run.flow, claim.key, claim.fingerprint, run.id, run.acceptedAt, claim.since) === 1;
}

/** Once a slot, whatever the clock does: only a later one than ever before is taken. */
export function takeSlot(db: Database, flow: string, { node, at }: { node: string; at: number }): boolean {
  const sql =
    'INSERT INTO slot (flow, node, at) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET at = excluded.at WHERE at < excluded.at';
  return db.run(sql, flow, node, at) === 1;
}

/** Writes what changed in the run's row. A new state ends its timer and its reason and leaves its queue, unless it names others. */
export function writeState(db: Database, run: string, state: RunState): void {
  const { outcome = null, reason = null, finishedAt = null, dueAt = null, queue = null, held } = state;
  db.run(
    `UPDATE run SET state = coalesce(?1, state), due_at = CASE WHEN ?1 IS NULL THEN due_at ELSE ?2 END, outcome = coalesce(?3, outcome),
      reason = CASE WHEN ?1 IS NULL THEN coalesce(?4, reason) ELSE ?4 END, answered = coalesce(?5, answered), finished_at = coalesce(?6, finished_at),
      queue = CASE WHEN ?1 IS NULL THEN queue ELSE ?8 END, held_node = CASE WHEN ?1 IS NULL THEN held_node ELSE ?9 END,
      held_code = CASE WHEN ?1 IS NULL THEN held_code ELSE ?10 END, held_call = CASE WHEN ?1 IS NULL THEN held_call ELSE ?11 END
      WHERE id = ?7`,
    state.state ?? null,
    dueAt,
    outcome,
    reason,
    state.answered === undefined ? null : Number(state.answered),
    finishedAt,
    run,
    queue,
    held?.node ?? null,
    held?.code ?? null,
    held?.call ?? null,
  );
  if (state.awaits) wakeIfCalled(db, run, state.awaits);
}

/** A callback that came while the run was on its way out of memory found it running, and could not make it due. */
function wakeIfCalled(db: Database, run: string, { node, seen }: NonNullable<RunState['awaits']>): void {
  const came = 'FROM callback WHERE run = ?1 AND node = ?2 AND late = 0';
  const sql = `UPDATE run SET due_at = (SELECT max(at) ${came}) WHERE id = ?1 AND (SELECT count(*) ${came}) > ?3`;
  db.run(sql, run, node, seen);
}

/** Counts an incident in its group; the newest run and words stand for the others. */
export function countIncident(
  db: Database,
  { run, incident }: Pick<Extract<BatchOp, { kind: 'incident' }>, 'run' | 'incident'>,
  now: number,
): void {
  const { kind, flow, node, code, about, says } = incident;
  const sql = `INSERT INTO incident (kind, flow, node, code, about, says, run, count, first_at, last_at, since_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 1, ?8, ?8, ?8)
    ON CONFLICT DO UPDATE SET count = count + 1, says = excluded.says, run = excluded.run, last_at = excluded.last_at,
      since_at = CASE WHEN count <= told THEN excluded.last_at ELSE since_at END`;
  db.run(sql, kind, flow, node, code, about, says, run, now);
}
