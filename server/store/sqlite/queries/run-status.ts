// What a source may learn of its run: where it stands, and what the flow itself has said.
import type { Answer } from '../../../../nodes/tools.ts';
import type { JournalRecord } from '../../../run/records.ts';
import type { AdminQueries } from '../../admin-ops.ts';
import { type Database, type QueryRunner, query } from '../database.ts';
import { recordsOfRun } from '../journal-rows.ts';

type Args = AdminQueries['run.status']['args'];
type Result = AdminQueries['run.status']['result'];

/** The query behind the status address, by name. */
export const runStatusQueries: Record<string, QueryRunner> = {
  'run.status': query<Args>((db, { run }) => runStatus(db, run)),
};

/** A child run is nobody's from outside: its id can be made from its parent's, and what it answers is for the parent alone. */
function runStatus(db: Database, run: string): Result {
  const row = db.get('SELECT state, outcome, reason FROM run WHERE id = ? AND parent IS NULL', run);
  if (!row) return null;
  return {
    run,
    state: row.state as 'running',
    outcome: row.outcome as 'accepted' | null,
    reason: row.reason === null ? null : String(row.reason),
    answer: ownAnswer(recordsOfRun(db, run)),
  };
}

/** What the flow or its outcome answered. Where the clock was faster, a step of the flow still holds what it would have told. */
function ownAnswer(records: readonly JournalRecord[]): Answer | null {
  const told = records.find((record) => record.t === 'answer');
  if (told?.t === 'answer' && told.by !== 'clock') return told.answer;
  const step = records.find((record) => record.t === 'step' && record.answered === true);
  return step?.t === 'step' ? (step.answer ?? (step.out as unknown as Answer)) : null;
}
