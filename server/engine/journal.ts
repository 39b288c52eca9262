// Group commit: gathers the lines of all runs, keeps one batch in flight, and tells each run when its lines are on disk.

import type { Json } from '../../flows/language/document.ts';
import { Failure } from '../../flows/language/failures.ts';
import type { BatchOp, BatchResult, Command, JournalStore } from '../store/ports.ts';
import { Batch, runOf } from './batch-size.ts';

/** How long a line that nobody waits for may stay in memory, milliseconds. */
const LAZY_MS = 20;

interface Waiter {
  run: string;
  /** How many lines must have gone before this one may be told. */
  after: number;
  done: (seq: number | undefined) => void;
  failed: ((error: Failure) => void) | undefined;
}
interface CommandWaiter {
  done: (value: Json) => void;
  failed: (error: Error) => void;
}

/**
 * Invariants. J1: lines reach the store in the order they were given. J2: a promise of `commit` resolves only after the
 * transaction that holds the line is on disk. J3: after a failed batch every line given before the failure was seen is
 * dropped and its waiters are told; `onFailed` then names the runs, which must be loaded anew.
 */
export class Journal {
  readonly #store: JournalStore;
  readonly #onFailed: (runs: ReadonlySet<string>, error: Error) => void;
  #lines: BatchOp[] = [];
  /** Lines given, and lines sent, since the start. */
  #given = 0;
  #sent = 0;
  /** Waiters of lines not yet sent, in the order of `after`; and of lines sent but not committed. */
  #gathering: Waiter[] = [];
  #open: Waiter[] = [];
  #batch = new Batch();
  readonly #commands = new Map<number, CommandWaiter>();
  #nextCommand = 1;
  #inFlight = false;
  #scheduled = false;
  #lazy: NodeJS.Timeout | undefined;

  constructor(store: JournalStore, onFailed: (runs: ReadonlySet<string>, error: Error) => void) {
    this.#store = store;
    this.#onFailed = onFailed;
  }

  /** Adds a line that rides the next commit, at the latest `LAZY_MS` from now. */
  add(op: BatchOp): void {
    this.#give(op);
    this.#lazy ??= setTimeout(() => this.#schedule(), LAZY_MS);
  }

  /** Resolves with the run's journal sequence once every line given for it so far is on disk. Rejects with STORE_UNAVAILABLE. */
  commit(run: string): Promise<number | undefined> {
    this.#schedule();
    return new Promise((done, failed) => this.#gathering.push({ run, after: this.#given, done, failed }));
  }

  /** Asks for a commit after this turn. */
  soon(): void {
    this.#schedule();
  }

  /** Calls `done` with the run's journal sequence after the commit that holds its lines so far; never, where that fails. */
  onCommit(run: string, done: (seq: number | undefined) => void): void {
    this.#gathering.push({ run, after: this.#given, done, failed: undefined });
  }

  /** Runs a command in the open batch and resolves with its result before the commit. Rejects with the command's Failure. */
  command(line: { run: string; epoch: number; call: string; records: string; command: Command }): Promise<Json> {
    const id = this.#nextCommand++;
    this.#give({ kind: 'command', id, ...line });
    this.#schedule();
    return new Promise((done, failed) => this.#commands.set(id, { done, failed }));
  }

  /** Resolves when nothing is left to write. */
  async drained(): Promise<void> {
    while (this.#lines.length > 0 || this.#inFlight || this.#gathering.length > 0) {
      this.#schedule();
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  #give(op: BatchOp): void {
    this.#lines.push(op);
    this.#given += 1;
  }

  /** After the turn's microtasks, so that all runs that are ready now share the batch. */
  #schedule(): void {
    if (this.#scheduled || this.#inFlight) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      if (!this.#inFlight) void this.#pump();
    });
  }

  async #pump(): Promise<void> {
    this.#inFlight = true;
    try {
      // A second round lets the walks that a command set going write their answers into the same transaction.
      const wantsMore = await this.#send(!this.#lines.some((line) => line.kind === 'command'));
      if (wantsMore) {
        await new Promise((resolve) => setImmediate(resolve));
        await this.#send(true);
      }
    } catch (error) {
      this.#fail(error instanceof Error ? error : new Error(String(error)));
    } finally {
      this.#inFlight = false;
      if (this.#lines.length > 0 || this.#gathering.length > 0) this.#schedule();
    }
  }

  /** Sends what has gathered and fits. Answers whether the transaction is still open. */
  async #send(commit: boolean): Promise<boolean> {
    clearTimeout(this.#lazy);
    this.#lazy = undefined;
    const ops = this.#batch.take(this.#lines);
    this.#sent += ops.length;
    // Waiters whose lines did not all fit would be told too early; they stay.
    const behind = this.#gathering.findIndex((waiter) => waiter.after > this.#sent);
    this.#open.push(...this.#gathering.splice(0, behind < 0 ? this.#gathering.length : behind));
    const result = await this.#store.batch(ops, commit);
    this.#settleCommands(result);
    if (result.committed) this.#settleWaiters(result);
    return !commit;
  }

  #settleCommands(result: BatchResult): void {
    for (const { id, value, failure, bug } of result.commands) {
      const waiter = this.#commands.get(id);
      this.#commands.delete(id);
      if (bug !== undefined) waiter?.failed(new Error(bug));
      else if (failure) waiter?.failed(new Failure(failure.code, failure.detail ? { detail: failure.detail } : {}));
      else waiter?.done(value ?? null);
    }
  }

  #settleWaiters(result: BatchResult): void {
    const seqs = new Map(result.committed?.map(({ run, seq }) => [run, seq]));
    const refused = new Set(result.refused);
    const open = this.#open;
    this.#open = [];
    this.#batch = new Batch();
    for (const waiter of open) {
      if (refused.has(waiter.run)) waiter.failed?.(new Failure('STILL_RUNNING'));
      else waiter.done(seqs.get(waiter.run));
    }
  }

  #fail(error: Error): void {
    const failure = new Failure('STORE_UNAVAILABLE', { cause: error });
    const runs = new Set([...this.#batch.runs, ...this.#lines.map(runOf)]);
    const waiters = [...this.#open.splice(0), ...this.#gathering.splice(0)];
    const commands = [...this.#commands.values()];
    this.#lines = [];
    this.#sent = this.#given;
    this.#commands.clear();
    this.#batch = new Batch();
    this.#onFailed(runs, error);
    for (const waiter of waiters) waiter.failed?.(failure);
    for (const command of commands) command.failed(failure);
  }
}
