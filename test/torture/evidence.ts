// What a database says of its runs: read from the file itself, so that nothing of the server stands in between.
import type { JournalRecord } from '../../server/run/records.ts';
import { Database, type Row } from '../../server/store/sqlite/database.ts';
import { recordsOfRun } from '../../server/store/sqlite/journal-rows.ts';

/** One run with everything the journal holds of it. */
export interface RunSeen {
  id: string;
  flow: string;
  state: string;
  outcome: string | null;
  /** As its row says it. */
  reason: string | null;
  phone: string;
  parent: string | null;
  /** The run that it was made from. */
  from: string | null;
  /** Whether anything is set to make it go on: a timer, a queue. */
  dueAt: number | null;
  queue: string | null;
  heldCode: string | null;
  heldCall: string | null;
  records: JournalRecord[];
  /** The epoch of each journal row, in order. */
  epochs: number[];
}

/** Everything that the invariants are about. */
export interface Evidence {
  runs: RunSeen[];
  /** Idempotency keys and the runs they brought. */
  keys: { key: string; run: string }[];
  /** Leads that are kept, with the run that made each. */
  leads: { phone: string; run: string }[];
  /** What is reserved: `key` with its scope. */
  reservations: { key: string; run: string; settled: boolean }[];
  /** What `PRAGMA integrity_check` says: `ok`, or what is broken. */
  integrity: string;
}

/** Reads a database file; the server may be writing it. Throws where it is no database. */
export function evidenceIn(file: string): Evidence {
  const db = new Database(file, { readOnly: true });
  try {
    return evidenceOf(db);
  } finally {
    db.close();
  }
}

/** Reads an open database at one moment. */
export function evidenceOf(db: Database): Evidence {
  db.raw.exec('BEGIN');
  try {
    return {
      runs: db.all('SELECT * FROM run ORDER BY id').map((row) => runSeen(db, row)),
      keys: db
        .all('SELECT key, run FROM idempotency ORDER BY key')
        .map(({ key, run }) => ({ key: String(key), run: String(run) })),
      leads: db
        .all('SELECT phone, coalesce(first_run, run) AS run FROM lead ORDER BY id')
        .map(({ phone, run }) => ({ phone: String(phone), run: String(run) })),
      reservations: db
        .all("SELECT scope || ' ' || hex(key) AS key, run, settled FROM reservation ORDER BY key, run")
        .map(({ key, run, settled }) => ({ key: String(key), run: String(run), settled: settled === 1 })),
      integrity: String(Object.values(db.get('PRAGMA integrity_check') ?? {})[0]),
    };
  } finally {
    db.raw.exec('COMMIT');
  }
}

/** The runs of a state that the file holds, without their records. */
export function countOf(file: string, states: readonly string[]): number {
  const db = new Database(file, { readOnly: true });
  try {
    const places = states.map(() => '?').join(', ');
    return Number(db.get(`SELECT count(*) AS n FROM run WHERE state IN (${places})`, ...states)?.n ?? 0);
  } finally {
    db.close();
  }
}

function runSeen(db: Database, row: Row): RunSeen {
  const id = String(row.id);
  const rows = db.all('SELECT epoch FROM journal WHERE run = ? ORDER BY seq', id);
  return {
    id,
    flow: String(row.flow),
    state: String(row.state),
    outcome: textOf(row.outcome),
    reason: textOf(row.reason),
    phone: String(row.phone),
    parent: textOf(row.parent),
    from: textOf(row.from_run),
    dueAt: row.due_at === null || row.due_at === undefined ? null : Number(row.due_at),
    queue: textOf(row.queue),
    heldCode: textOf(row.held_code),
    heldCall: textOf(row.held_call),
    records: recordsOfRun(db, id),
    epochs: rows.map(({ epoch }) => Number(epoch)),
  };
}

function textOf(value: Row[string] | undefined): string | null {
  return value === null || value === undefined ? null : String(value);
}
