// What intake changes beside accepting: old keys go, and a run that nobody walks is told to its caller.
import type { Answer } from '../../../../nodes/tools.ts';
import type { AdminCommands } from '../../admin-ops.ts';
import { type CommandRunner, command, type Database, type Moment } from '../database.ts';
import { recordsOfRun } from '../journal-rows.ts';
import { pruneReservations } from '../reservation-rows.ts';

type Args<N extends keyof AdminCommands> = AdminCommands[N]['args'];

/** Commands of intake, by name. */
export const intakeCommands: Record<string, CommandRunner> = {
  'key.prune': command<Args<'key.prune'>>(pruneKeys),
  'reservation.prune': command<Args<'reservation.prune'>>((db, { limit }, { now }) => ({
    pruned: pruneReservations(db, now, limit),
  })),
  'run.tell': command<Args<'run.tell'>>(tell),
};

/** Flows with keys, by leaps along the primary key; then each flow's oldest by its index. */
function pruneKeys(db: Database, { windows, others, limit }: Args<'key.prune'>, { now }: Moment): { pruned: number } {
  const flows = db.all(`WITH RECURSIVE each(flow) AS (SELECT min(flow) FROM idempotency
    UNION ALL SELECT (SELECT min(flow) FROM idempotency WHERE flow > each.flow) FROM each WHERE each.flow IS NOT NULL)
    SELECT flow FROM each WHERE flow IS NOT NULL`);
  let pruned = 0;
  for (const row of flows) {
    if (pruned >= limit) break;
    const flow = String(row.flow);
    const before = now - (windows[flow] ?? others);
    const sql = `DELETE FROM idempotency WHERE flow = ?1 AND key IN
      (SELECT key FROM idempotency WHERE flow = ?1 AND at < ?2 ORDER BY at LIMIT ?3)`;
    pruned += db.run(sql, flow, before, limit - pruned);
  }
  return { pruned };
}

/** A run that waits or is held is in nobody's memory, so that its journal may be written here. The first answer stands. */
function tell(db: Database, { run, answer }: Args<'run.tell'>, { now }: Moment): Answer | null {
  const row = db.get("SELECT epoch FROM run WHERE id = ? AND state IN ('waiting', 'held')", run);
  if (!row) return null;
  const told = recordsOfRun(db, run).find((record) => record.t === 'answer');
  if (told?.t === 'answer') return told.answer;
  const records = JSON.stringify([{ t: 'answer', at: now, by: 'clock', answer }]);
  db.run('INSERT INTO journal (run, epoch, at, records) VALUES (?, ?, ?, ?)', run, Number(row.epoch), now, records);
  db.run('UPDATE run SET answered = ? WHERE id = ?', Number(answer.success), run);
  return answer;
}
