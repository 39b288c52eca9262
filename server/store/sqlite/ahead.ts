// A new run that is on disk as one row, before what it writes is put in its places: a commit of one page instead of a dozen.
import type { AcceptedRun, BatchOp, BatchResult } from '../ports.ts';
import type { Database } from './database.ts';

/** Longer lines would take more pages than what they save. */
const MOST_CHARACTERS = 12_000;

/** One statement: each would take the read lock again, from cold caches. Nothing is put where the key is taken, or anything is ahead. */
const PUT =
  'INSERT INTO ahead (id, lines) SELECT 1, ? WHERE NOT EXISTS (SELECT 1 FROM idempotency WHERE flow = ? AND key = ?) ' +
  'ON CONFLICT DO NOTHING RETURNING (SELECT max(seq) FROM journal) AS newest';

/**
 * Makes the first lines of a run durable, in a transaction of their own. `linesAhead` gives them to whoever begins the next
 * transaction, in this process or, after a crash, in the next one. Undefined, and nothing written, where something is ahead
 * already, or where doing the lines could come to anything but what is answered here.
 */
export function putAhead(db: Database, ops: readonly BatchOp[]): BatchResult | undefined {
  const run = freshRun(ops);
  if (!run) return undefined;
  const lines = JSON.stringify(ops);
  if (lines.length > MOST_CHARACTERS) return undefined;
  const { flow, claim } = run;
  // Read to its end: the commit comes after the row.
  const [put] = db.statement(PUT).all(lines, flow, claim?.key ?? null);
  if (!put) return undefined;
  // Whoever writes next does these lines first: the number of their row in the journal is known.
  return { commands: [], refused: [], misled: [], committed: [{ run: run.id, seq: Number(put.newest ?? 0) + 1 }] };
}

/** Takes the lines that are ahead, within the open transaction that then does them. */
export function linesAhead(db: Database): BatchOp[] {
  const row = db.get('SELECT lines FROM ahead');
  if (!row) return [];
  db.run('DELETE FROM ahead');
  return JSON.parse(String(row.lines)) as BatchOp[];
}

/**
 * The one run that all lines are of, where they accept it and it goes on: of what they ask for nothing can be refused but its
 * key. What no row takes must fail now, and not each time that the lines are done.
 */
function freshRun([first, ...rest]: readonly BatchOp[]): AcceptedRun | undefined {
  if (first?.kind !== 'accept' || !isPlain(first.run)) return undefined;
  const { run } = first;
  const isItsOwn = (op: BatchOp) => op.kind === 'append' && op.run === run.id && op.records !== '' && !op.state;
  return rest.length > 0 && rest.every(isItsOwn) ? run : undefined;
}

function isPlain({ more, inbox, acceptedAt, version }: AcceptedRun): boolean {
  return !more && typeof inbox?.body !== 'object' && Number.isSafeInteger(acceptedAt) && Number.isSafeInteger(version);
}
