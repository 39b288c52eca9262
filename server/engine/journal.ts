// Group commit: gathers the lines of all runs into transactions, and tells each run when its lines are on disk.

import type { Json } from '../../flows/language/document.ts';
import { Failure } from '../../flows/language/failures.ts';
import type { BatchOp, BatchResult, Command, JournalStore } from '../store/ports.ts';
import { Batch, runOf } from './batch-size.ts';

/** How long a line that nobody waits for may stay in memory, milliseconds. */
const LAZY_MS = 20;
/** Commits under way at a time: the writer finds the next one waiting when it is done, whatever this thread is busy with. */
const COMMITS = 2;

interface Waiter {
  run: string;
  /** Of the holder that waits; undefined where any will do. */
  epoch: number | undefined;
  /** How many lines must have gone before this one may be told. */
  after: number;
  done: (seq: number | undefined) => void;
  failed: ((error: Failure) => void) | undefined;
}
/** A transaction from its first line to its commit. */
interface Flight {
  batch: Batch;
  waiters: Waiter[];
  /** When its commit was sent, by the process's own clock, milliseconds. */
  sentAt: number;
}
interface CommandWaiter {
  done: (value: Json) => void;
  failed: (error: Error) => void;
}

/**
 * Invariants. J1: lines reach the store in the order they were given. J2: a promise of `commit` resolves only after the
 * transaction that holds the line is on disk. J3: after a failed batch every line given before the failure was seen is
 * dropped and its waiters are told; `onFailed` then names the runs, which must be loaded anew. The store refuses batches
 * of the generation that failed, so that none sent meanwhile is kept without what came before it.
 */
export class Journal {
  readonly #store: JournalStore;
  readonly #onFailed: (runs: ReadonlySet<string>, error: Error) => void;
  #lines: BatchOp[] = [];
  /** Lines given, and lines sent, since the start. */
  #given = 0;
  #sent = 0;
  /** Waiters of lines not yet sent, in the order of `after`. */
  #gathering: Waiter[] = [];
  /** The transaction that is being filled, and those whose commit is under way, oldest first. */
  #open: Flight = emptyFlight();
  #committing: Flight[] = [];
  #generation = 1;
  readonly #commands = new Map<number, CommandWaiter>();
  #nextCommand = 1;
  /** True while a transaction is being filled. */
  #filling = false;
  #scheduled = false;
  #lazy: NodeJS.Timeout | undefined;
  #lagMs = 0;

  constructor(store: JournalStore, onFailed: (runs: ReadonlySet<string>, error: Error) => void) {
    this.#store = store;
    this.#onFailed = onFailed;
  }

  /** Adds a line that rides the next commit, at the latest `LAZY_MS` from now. */
  add(op: BatchOp): void {
    this.#give(op);
    this.#lazy ??= setTimeout(() => this.#schedule(), LAZY_MS);
  }

  /**
   * Resolves with the run's journal sequence once every line given for it so far is on disk. Rejects with STORE_UNAVAILABLE,
   * and with STILL_RUNNING where the holder of this epoch was overtaken, or its id, key or slot is taken.
   */
  commit(run: string, epoch?: number): Promise<number | undefined> {
    this.#schedule();
    return new Promise((done, failed) => this.#gathering.push({ run, epoch, after: this.#given, done, failed }));
  }

  /** Lines that wait to be sent. */
  get waiting(): number {
    return this.#lines.length;
  }

  /** How long the newest commit took, or the oldest under way has taken already where that is longer, milliseconds. */
  get lagMs(): number {
    const [oldest] = this.#committing;
    return oldest ? Math.max(this.#lagMs, performance.now() - oldest.sentAt) : this.#lagMs;
  }

  /** Asks for a commit after this turn. */
  soon(): void {
    this.#schedule();
  }

  /** Calls `done` with the run's journal sequence after the commit that holds its lines so far; never, where that fails. */
  onCommit({ run, epoch }: { run: string; epoch: number }, done: (seq: number | undefined) => void): void {
    this.#gathering.push({ run, epoch, after: this.#given, done, failed: undefined });
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
    while (this.#lines.length > 0 || this.#filling || this.#committing.length > 0 || this.#gathering.length > 0) {
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
    if (this.#scheduled || this.#filling || this.#committing.length >= COMMITS) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      if (!this.#filling) void this.#fill();
    });
  }

  /** Fills one transaction and sends its commit, which is not waited for. */
  async #fill(): Promise<void> {
    const generation = this.#generation;
    this.#filling = true;
    try {
      if (this.#lines.some((line) => line.kind === 'command')) {
        this.#settleCommands(await this.#send(false));
        // A second round lets the walks that a command set going write their answers into the same transaction.
        await new Promise((resolve) => setImmediate(resolve));
      }
      if (generation === this.#generation) void this.#commit();
    } catch (error) {
      this.#fail(error, generation);
    } finally {
      this.#filling = false;
      this.#goOn();
    }
  }

  #goOn(): void {
    if (this.#lines.length > 0 || this.#gathering.length > 0) this.#schedule();
  }

  async #commit(): Promise<void> {
    const generation = this.#generation;
    const sent = this.#send(true);
    const flight = this.#open;
    this.#open = emptyFlight();
    flight.sentAt = performance.now();
    this.#committing.push(flight);
    try {
      const result = await sent;
      if (generation !== this.#generation) return;
      this.#committing.shift();
      this.#lagMs = performance.now() - flight.sentAt;
      this.#settleCommands(result);
      settleWaiters(flight, result);
    } catch (error) {
      this.#fail(error, generation);
    } finally {
      this.#goOn();
    }
  }

  /** Sends what has gathered and fits into the open transaction. */
  #send(commit: boolean): Promise<BatchResult> {
    clearTimeout(this.#lazy);
    this.#lazy = undefined;
    const { batch, waiters } = this.#open;
    const ops = batch.take(this.#lines);
    this.#sent += ops.length;
    // Waiters whose lines did not all fit would be told too early; they stay.
    const behind = this.#gathering.findIndex((waiter) => waiter.after > this.#sent);
    waiters.push(...this.#gathering.splice(0, behind < 0 ? this.#gathering.length : behind));
    return this.#store.batch(ops, commit, this.#generation);
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

  /** Of batches that fail one after the other because the first did, the first is heard. */
  #fail(thrown: unknown, generation: number): void {
    if (generation !== this.#generation) return;
    this.#generation += 1;
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    const failure = new Failure('STORE_UNAVAILABLE', { cause: error });
    const flights = [...this.#committing, this.#open];
    const runs = new Set([...flights.flatMap(({ batch }) => [...batch.runs]), ...this.#lines.map(runOf)]);
    const waiters = [...flights.flatMap((flight) => flight.waiters), ...this.#gathering.splice(0)];
    const commands = [...this.#commands.values()];
    this.#lines = [];
    this.#sent = this.#given;
    this.#commands.clear();
    this.#open = emptyFlight();
    this.#committing = [];
    this.#onFailed(runs, error);
    for (const waiter of waiters) waiter.failed?.(failure);
    for (const command of commands) command.failed(failure);
  }
}

function emptyFlight(): Flight {
  return { batch: new Batch(), waiters: [], sentAt: 0 };
}

function settleWaiters({ waiters }: Flight, result: BatchResult): void {
  const seqs = new Map(result.committed?.map(({ run, seq }) => [run, seq]));
  const refused = new Set(result.refused.map(({ run, epoch }) => `${run} ${epoch}`));
  for (const waiter of waiters) {
    if (refused.size > 0 && refused.has(`${waiter.run} ${waiter.epoch}`)) waiter.failed?.(new Failure('STILL_RUNNING'));
    else waiter.done(seqs.get(waiter.run));
  }
}
