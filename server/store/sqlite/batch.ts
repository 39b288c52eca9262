// The writer's half of group commit: does the lines of a batch in one transaction and writes one journal row per run.
import type { JsonObject } from '../../../flows/language/document.ts';
import { Failure, type FailureCode } from '../../../flows/language/failures.ts';
import { newId } from '../ids.ts';
import type { BatchOp, BatchResult } from '../ports.ts';
import { StoreFault } from '../store-fault.ts';
import { linesAhead, putAhead } from './ahead.ts';
import { type CommandRunner, type Database, isStorageFault, type Moment } from './database.ts';
import { type Gathered, GatheredRuns, type Holder, holderOf, type WrittenRow } from './gathered.ts';
import { endReservations } from './reservation-rows.ts';
import { countIncident, takeRun } from './run-rows.ts';

/**
 * Commits between two PASSIVE checkpoints: some MB of WAL. The two commits of one lead write 24 pages for a dozen rows.
 * While the log begins anew before it grows, fsync takes half as long: what is written is on the disk's map already.
 */
export const COMMITS_A_CHECKPOINT = 200;

/** The moment at which commands are done. */
export function thisMoment(): Moment {
  const now = Date.now();
  return { now, newId: () => newId(now) };
}

/** One open transaction at a time. Synchronous: see `batches.ts` for the threads that it works on. */
export class BatchWriter {
  readonly #db: Database;
  readonly #commands: Readonly<Record<string, CommandRunner>>;
  readonly #moment: () => Moment;
  #open = false;
  readonly #gathered: GatheredRuns;
  /** The journal rows of the open transaction. */
  #written: WrittenRow[] = [];
  #refused = new Map<string, Holder>();
  /** Whoever went on with a result that it did not get: what it gives from then on is refused too. */
  #misled = new Map<string, BatchResult['misled'][number]>();
  /** True where a write has joined the open transaction: it may have been a load. */
  #loaded = false;

  constructor(db: Database, commands: Readonly<Record<string, CommandRunner>>, moment: () => Moment) {
    this.#db = db;
    this.#commands = commands;
    this.#moment = moment;
    this.#gathered = new GatheredRuns(db);
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
      const refused = [...this.#refused.values()];
      const misled = commit ? [...this.#misled.values()] : [];
      return { commands, refused, misled, committed: commit ? this.#commit() : undefined };
    } catch (error) {
      this.#abandon();
      throw error;
    }
  }

  /** See putAhead: undefined where the lines are to be done at once. */
  ahead(ops: readonly BatchOp[]): BatchResult | undefined {
    return this.#open ? undefined : putAhead(this.#db, ops);
  }

  /**
   * Puts what is ahead in its places. It is durable already, so that nobody waits for the disk. Where that was begun with
   * `work` it begins anew: how a transaction is synced is settled when it begins.
   */
  settle(): void {
    this.#abandon();
    this.#db.unsynced(() => this.work([], true));
  }

  /** Runs one admin command: in the open transaction, or in one of its own. In the open one it is kept only if that commits. */
  write(op: string, args: Parameters<CommandRunner>[1]): unknown {
    const inBatch = this.#open;
    this.#loaded ||= inBatch;
    try {
      this.#begin();
      // It may look at any run.
      if (!inBatch) this.#writeDown();
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
      if (!this.#db.raw.isTransaction) throw new StoreFault('The open transaction was taken back.');
      return;
    }
    this.#db.statement('BEGIN IMMEDIATE').run();
    this.#open = true;
    this.#doAhead();
  }

  /** Before any other line, since the number of their row in the journal was told. Their run's own row is written at the commit. */
  #doAhead(): void {
    for (const op of linesAhead(this.#db)) this.#line(op, []);
    this.#gathered.writeRecords();
  }

  #line(op: BatchOp, commands: BatchResult['commands']): void {
    if (op.kind === 'accept') {
      const holder = { run: op.run.id, epoch: 1 };
      if (!takeRun(this.#db, op.run)) this.#refused.set(holderOf(holder), holder);
      else this.#gathered.of(holder).accept = op.run.more ? undefined : op.run;
      return;
    }
    if (!this.#mayWrite(op)) {
      if (op.kind === 'command') commands.push({ id: op.id, at: 0, value: undefined, failure: { code: 'CANCELLED' } });
      return;
    }
    if (op.kind === 'incident') {
      countIncident(this.#db, op, this.#moment().now);
      return;
    }
    const gathered = this.#gathered.of(op);
    if (op.records !== '') gathered.records.push(op.records);
    if (op.kind === 'append') {
      gathered.state = { ...gathered.state, ...op.state };
      // Here, not at the commit: an equal lead whose line comes after it in this transaction finds its place free.
      if (op.state?.reserved) endReservations(this.#db, op.run, op.state);
    } else this.#answer(op, this.#command(op, gathered), commands);
  }

  /** A command whose result was foretold is not answered: where it came to another, the run learns it from the journal. */
  #answer(
    op: Extract<BatchOp, { kind: 'command' }>,
    result: BatchResult['commands'][number],
    commands: BatchResult['commands'],
  ): void {
    const { foretold } = op.command;
    if (foretold === undefined) commands.push(result);
    else if (result.value === undefined || JSON.stringify(result.value) !== foretold)
      this.#misled.set(holderOf(op), { id: op.id, run: op.run, epoch: op.epoch });
  }

  /** What a walk that was overtaken or misled still gives is of no run: not even somebody who is told of it. */
  #mayWrite({ run, epoch }: Holder): boolean {
    const holder = holderOf({ run, epoch });
    if (this.#misled.has(holder) || this.#refused.has(holder)) return false;
    if (this.#owns({ run, epoch })) return true;
    this.#refused.set(holder, { run, epoch });
    return false;
  }

  /** Asked at a run's first line in the transaction: whoever was overtaken by a higher epoch writes nothing. */
  #owns({ run, epoch }: Holder): boolean {
    const gathered = this.#gathered.get({ run, epoch });
    // A load that joined this transaction may have raised the epoch since the first line.
    if (gathered && (gathered.accept || !this.#loaded)) return true;
    return this.#db.get('SELECT 1 AS owned FROM run WHERE id = ? AND epoch = ?', run, epoch) !== undefined;
  }

  /** The command's record is gathered here, so that its effect and its record are one commit, whatever the walk does. */
  #command(op: Extract<BatchOp, { kind: 'command' }>, gathered: Gathered): BatchResult['commands'][number] {
    const { id, call, command } = op;
    const at = Date.now();
    try {
      const args = JSON.parse(command.args) as JsonObject;
      // It asks the journal for what other runs of its lead have made, and they may be in this very transaction.
      if (args.again !== undefined) this.#writeDown();
      const value = (this.#underSavepoint(command.op, args) ?? null) as BatchResult['commands'][number]['value'];
      const [record, came] = [JSON.stringify({ t: 'call', at, call, op: command.op }), JSON.stringify(value)];
      gathered.records.push(`${record.slice(0, -1)},"args":${command.args},"value":${came}}`);
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

  #commit(): WrittenRow[] {
    this.#writeDown();
    const written = this.#written;
    // Whatever else is on its way from who was misled is refused when it comes.
    for (const { run, epoch } of this.#misled.values())
      this.#db.run('UPDATE run SET epoch = epoch + 1 WHERE id = ? AND epoch = ?', run, epoch);
    this.#db.statement('COMMIT').run();
    this.#reset();
    return written;
  }

  #writeDown(): void {
    this.#written.push(...this.#gathered.write());
  }

  #abandon(): void {
    // The failed statement may have ended the transaction already (a full disk does); a second ROLLBACK would throw.
    if (this.#open && this.#db.raw.isTransaction) this.#db.raw.exec('ROLLBACK');
    this.#reset();
  }

  #reset(): void {
    this.#open = false;
    this.#gathered.clear();
    this.#written = [];
    this.#refused = new Map();
    this.#misled = new Map();
    this.#loaded = false;
  }
}
