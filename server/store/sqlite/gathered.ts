// What the open transaction holds of each run until it is written: one row of the journal, and the run's own row once.
import type { AcceptedRun, RunState } from '../ports.ts';
import type { Database } from './database.ts';
import { keptRecords } from './journal-rows.ts';
import { insertRun, writeState } from './run-rows.ts';

/** A run in one pair of hands: each higher epoch takes it from the one before. */
export interface Holder {
  run: string;
  epoch: number;
}

/** What waits of one holder. */
export interface Gathered extends Holder {
  records: string[];
  state: RunState | undefined;
  /** A new run whose row waits for the commit: one that ends in its first transaction is written once. */
  accept: AcceptedRun | undefined;
}

/** A row of the journal. */
export interface WrittenRow {
  run: string;
  seq: number;
}

/** Gathers by run and epoch: a run may change hands within one transaction. */
export class GatheredRuns {
  readonly #db: Database;
  readonly #runs = new Map<string, Gathered>();

  constructor(db: Database) {
    this.#db = db;
  }

  get(holder: Holder): Gathered | undefined {
    return this.#runs.get(holderOf(holder));
  }

  /** What waits of it, for more to be added. */
  of({ run, epoch }: Holder): Gathered {
    const name = holderOf({ run, epoch });
    let gathered = this.#runs.get(name);
    if (!gathered) {
      gathered = { run, epoch, records: [], state: undefined, accept: undefined };
      this.#runs.set(name, gathered);
    }
    return gathered;
  }

  /** Writes the records that wait, a row for each run, and leaves the runs' own rows for later. */
  writeRecords(): WrittenRow[] {
    const now = Date.now();
    const written: WrittenRow[] = [];
    for (const gathered of this.#runs.values()) {
      const { run, epoch, records } = gathered;
      if (records.length === 0) continue;
      const insert = this.#db.statement('INSERT INTO journal (run, epoch, at, records) VALUES (?, ?, ?, ?)');
      const { lastInsertRowid } = insert.run(run, epoch, now, keptRecords(this.#db, records, now));
      written.push({ run, seq: Number(lastInsertRowid) });
      gathered.records = [];
    }
    return written;
  }

  /** Writes all that waits. */
  write(): WrittenRow[] {
    for (const gathered of this.#runs.values()) {
      const { run, state, accept } = gathered;
      if (accept) insertRun(this.#db, accept, state);
      if (state && (!accept || state.awaits)) writeState(this.#db, run, state);
      Object.assign(gathered, { state: undefined, accept: undefined });
    }
    return this.writeRecords();
  }

  clear(): void {
    this.#runs.clear();
  }
}

/** The holder's name among those of a transaction. */
export function holderOf({ run, epoch }: Holder): string {
  return `${run} ${epoch}`;
}
