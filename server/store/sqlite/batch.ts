// The writer's half of group commit: does the lines of a batch in one transaction and writes one journal row per run.
import { Failure, type FailureCode } from '../../../flows/language/failures.ts';
import type { AcceptedRun, BatchOp, BatchResult, RunState } from '../ports.ts';
import { putBlob } from './blobs.ts';
import { type CommandRunner, type Database, isStorageFault, type Moment } from './database.ts';
import { keptRecords } from './journal-rows.ts';

/** What the open transaction holds of one run, until the commit writes it as one row. */
interface Gathered {
  epoch: number;
  records: string[];
  state: RunState | undefined;
}

/** One open transaction at a time. Synchronous; lives in the writer thread. */
export class BatchWriter {
  readonly #db: Database;
  readonly #commands: Readonly<Record<string, CommandRunner>>;
  readonly #moment: () => Moment;
  #open = false;
  #gathered = new Map<string, Gathered>();
  #refused = new Set<string>();

  constructor(db: Database, commands: Readonly<Record<string, CommandRunner>>, moment: () => Moment) {
    this.#db = db;
    this.#commands = commands;
    this.#moment = moment;
  }

  /** True while a transaction waits for its commit. */
  get open(): boolean {
    return this.#open;
  }

  /** Does the lines in order; `commit` ends the transaction. A throw means that nothing of the transaction was kept. */
  work(ops: readonly BatchOp[], commit: boolean): BatchResult {
    try {
      this.#begin();
      const commands: BatchResult['commands'] = [];
      for (const op of ops) this.#line(op, commands);
      const refused = [...this.#refused];
      return { commands, refused, committed: commit ? this.#commit() : undefined };
    } catch (error) {
      this.#abandon();
      throw error;
    }
  }

  /** Runs one admin command: in the open transaction, or in one of its own. In the open one it is kept only if that commits. */
  write(op: string, args: Parameters<CommandRunner>[1]): unknown {
    const inBatch = this.#open;
    this.#begin();
    try {
      const value = this.#underSavepoint(op, args);
      if (!inBatch) this.#commit();
      return value;
    } catch (error) {
      if (!inBatch) this.#abandon();
      throw error;
    }
  }

  #begin(): void {
    if (this.#open) {
      // A full disk may have ended the transaction under an admin's write that had joined it.
      if (!this.#db.raw.isTransaction) throw new Error('The open transaction was taken back.');
      return;
    }
    this.#db.statement('BEGIN IMMEDIATE').run();
    this.#open = true;
  }

  #line(op: BatchOp, commands: BatchResult['commands']): void {
    if (op.kind === 'accept') {
      if (!this.#accept(op.run)) this.#refused.add(op.run.id);
      return;
    }
    if (!this.#owns(op)) this.#refused.add(op.run);
    if (this.#refused.has(op.run)) {
      if (op.kind === 'command') commands.push({ id: op.id, at: 0, value: undefined, failure: { code: 'CANCELLED' } });
      return;
    }
    const gathered = this.#gather(op.run, op.epoch);
    if (op.records !== '') gathered.records.push(op.records);
    if (op.kind === 'append') gathered.state = { ...gathered.state, ...op.state };
    else commands.push(this.#command(op, gathered));
  }

  /** Asked at a run's first line in the transaction: whoever was overtaken by a higher epoch writes nothing. */
  #owns({ run, epoch }: { run: string; epoch: number }): boolean {
    if (this.#gathered.has(run) || this.#refused.has(run)) return true;
    return this.#db.get('SELECT 1 AS owned FROM run WHERE id = ? AND epoch = ?', run, epoch) !== undefined;
  }

  #accept(run: AcceptedRun): boolean {
    const db = this.#db;
    if (run.claim) {
      const { key, fingerprint } = run.claim;
      const sql =
        'INSERT INTO idempotency (flow, key, fingerprint, run, at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING';
      if (db.run(sql, run.flow, key, fingerprint, run.id, run.acceptedAt) === 0) return false;
    }
    db.run(
      "INSERT INTO run (id, release, flow, version, source, test, state, epoch, phone, accepted_at) VALUES (?, ?, ?, ?, ?, ?, 'running', 1, ?, ?)",
      run.id,
      run.release,
      run.flow,
      run.version,
      run.source,
      run.test ? 1 : 0,
      run.phone,
      run.acceptedAt,
    );
    this.#gather(run.id, 1);
    if (run.inbox) {
      const body = typeof run.inbox.body === 'string' ? Buffer.from(run.inbox.body) : run.inbox.body;
      const blob = putBlob(db, body, run.acceptedAt);
      db.run(
        'INSERT INTO inbox (run, type, body, blob) VALUES (?, ?, ?, ?)',
        run.id,
        run.inbox.type,
        blob ? null : body,
        blob,
      );
    }
    return true;
  }

  #gather(run: string, epoch: number): Gathered {
    let gathered = this.#gathered.get(run);
    if (!gathered) {
      gathered = { epoch, records: [], state: undefined };
      this.#gathered.set(run, gathered);
    }
    return gathered;
  }

  /** The command's record is gathered here, so that its effect and its record are one commit, whatever the walk does. */
  #command(op: Extract<BatchOp, { kind: 'command' }>, gathered: Gathered): BatchResult['commands'][number] {
    const { id, call, command } = op;
    const at = Date.now();
    try {
      const value = (this.#underSavepoint(command.op, command.args) ??
        null) as BatchResult['commands'][number]['value'];
      gathered.records.push(JSON.stringify({ t: 'call', at, call, op: command.op, args: command.args, value }));
      return { id, at, value, failure: undefined };
    } catch (error) {
      if (!this.#db.raw.isTransaction || isStorageFault(error)) throw error;
      // A bug of one command must not take its neighbours' leads with it, again each time that they are loaded anew.
      if (!(error instanceof Failure))
        return { id, at, value: undefined, failure: undefined, bug: error instanceof Error ? (error.stack ?? '') : '' };
      const failure: { code: FailureCode; detail?: string } = {
        code: error.code,
        ...(error.detail ? { detail: error.detail } : {}),
      };
      return { id, at, value: undefined, failure };
    }
  }

  #underSavepoint(op: string, args: Parameters<CommandRunner>[1]): unknown {
    const run = this.#commands[op];
    if (!run) throw new Error(`There is no command ${op}.`);
    this.#db.statement('SAVEPOINT command').run();
    try {
      const value = run(this.#db, args, this.#moment());
      this.#db.statement('RELEASE command').run();
      return value;
    } catch (error) {
      if (this.#db.raw.isTransaction) this.#db.raw.exec('ROLLBACK TO command; RELEASE command');
      throw error;
    }
  }

  #commit(): { run: string; seq: number }[] {
    const written: { run: string; seq: number }[] = [];
    const now = Date.now();
    for (const [run, { epoch, records, state }] of this.#gathered) {
      if (state) this.#writeState(run, state);
      const insert = this.#db.statement('INSERT INTO journal (run, epoch, at, records) VALUES (?, ?, ?, ?)');
      if (records.length > 0) {
        written.push({
          run,
          seq: Number(insert.run(run, epoch, now, keptRecords(this.#db, records, now)).lastInsertRowid),
        });
      }
    }
    this.#db.statement('COMMIT').run();
    this.#reset();
    return written;
  }

  #writeState(run: string, state: RunState): void {
    const { outcome = null, reason = null, finishedAt = null, dueAt = null } = state;
    const answered = state.answered === undefined ? null : Number(state.answered);
    this.#db.run(
      `UPDATE run SET state = coalesce(?1, state), due_at = CASE WHEN ?1 IS NULL THEN due_at ELSE ?2 END, outcome = coalesce(?3, outcome),
        reason = coalesce(?4, reason), answered = coalesce(?5, answered), finished_at = coalesce(?6, finished_at) WHERE id = ?7`,
      state.state ?? null,
      dueAt,
      outcome,
      reason,
      answered,
      finishedAt,
      run,
    );
  }

  #abandon(): void {
    // The failed statement may have ended the transaction already (a full disk does); a second ROLLBACK would throw.
    if (this.#open && this.#db.raw.isTransaction) this.#db.raw.exec('ROLLBACK');
    this.#reset();
  }

  #reset(): void {
    this.#open = false;
    this.#gathered = new Map();
    this.#refused = new Set();
  }
}
