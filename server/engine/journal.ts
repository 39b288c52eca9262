// Group commit: gathers the lines of all runs into transactions, and tells each run when its lines are on disk.

import type { Json } from '../../flows/language/document.ts';
import { Failure } from '../../flows/language/failures.ts';
import { BriefMap } from '../store/brief-map.ts';
import type { BatchOp, BatchResult, GivenCommand, JournalStore } from '../store/ports.ts';
import { runOf } from './batch-size.ts';
import { Flight, type Waiter } from './flight.ts';

/** How long a line that nobody waits for may stay in memory, milliseconds. */
const LAZY_MS = 20;
/** Commits under way at a time: the writer finds the next one waiting when it is done, whatever this thread is busy with. */
const COMMITS = 2;

interface Holder {
  run: string;
  epoch: number;
}
interface CommandLine extends Holder {
  call: string;
  records: string;
  command: GivenCommand;
}
interface CommandWaiter {
  done: (value: Json) => void;
  failed: (error: Error) => void;
}

/** Who is told of what must be loaded anew. */
export interface JournalListener {
  /** A batch failed: nothing of these runs' last lines is on disk. */
  failed(runs: ReadonlySet<string>, error: Error): void;
  /** A command of these runs came to another result than the one that was foretold; that one is on disk, what followed is not. */
  misled(runs: ReadonlySet<string>): void;
}

/**
 * Invariants. J1: lines reach the store in the order they were given. J2: a promise of `commit` resolves only after the
 * transaction that holds the line is on disk. J3: after a failed batch every line given before the failure was seen is
 * dropped and its waiters are told; `failed` then names the runs, which must be loaded anew. The store refuses batches
 * of the generation that failed, so that none sent meanwhile is kept without what came before it. J4: of what a holder gave
 * after a command that was foretold wrongly nothing is on disk; `misled` names the run before any of its waiters is told.
 */
export class Journal {
  readonly #store: JournalStore;
  readonly #on: JournalListener;
  readonly #alone: () => boolean;
  #lines: BatchOp[] = [];
  /** Lines given, and lines sent, since the start. */
  #given = 0;
  #sent = 0;
  /** Waiters of lines not yet sent, in the order of `after`. */
  #gathering: Waiter[] = [];
  /** The transaction that is being filled, and those whose commit is under way, oldest first. */
  #open: Flight = new Flight();
  #committing: Flight[] = [];
  #generation = 1;
  /** By the number of the command's line. */
  readonly #commands = new BriefMap<number, CommandWaiter>();
  /** True while a transaction is being filled. */
  #filling = false;
  #scheduled = false;
  #lazy: NodeJS.Timeout | undefined;
  #lagMs = 0;

  /** `alone` tells whether nobody else waits while the lines of a run are committed. */
  constructor(store: JournalStore, on: JournalListener, alone: () => boolean = () => false) {
    this.#store = store;
    this.#on = on;
    this.#alone = alone;
  }

  /** Adds a line that rides the next commit, at the latest `LAZY_MS` from now. */
  add(op: BatchOp): void {
    this.#give(op);
    // It is left to run out, though a commit may take the line first: setting one for every commit costs more.
    this.#lazy ??= setTimeout(() => {
      this.#lazy = undefined;
      this.#goOn();
    }, LAZY_MS);
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

  /** Calls `done` with the run's journal sequence after the commit that holds its lines so far, `failed` where that fails. */
  onCommit({ run, epoch }: Holder, done: (seq: number | undefined) => void, failed?: () => void): void {
    this.#gathering.push({ run, epoch, after: this.#given, done, failed });
  }

  /** Runs a command in the open batch and resolves with its result before the commit. Rejects with the command's Failure. */
  command(line: CommandLine): Promise<Json> {
    this.#give({ kind: 'command', id: this.#given + 1, ...line });
    this.#schedule();
    return new Promise((done, failed) => this.#commands.set(this.#given, { done, failed }));
  }

  /** Gives a command whose result the run goes on with already; where it comes to another, `misled` names the run. */
  foretold(line: CommandLine): void {
    this.#give({ kind: 'command', id: this.#given + 1, ...line });
    this.#schedule();
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
    const begin = () => {
      this.#scheduled = false;
      if (!this.#filling) void this.#fill();
    };
    // A tick that a microtask asks for comes when no other is left. Who is alone need not wait for the turn's other events.
    if (this.#alone()) queueMicrotask(() => process.nextTick(begin));
    else setImmediate(begin);
  }

  /** Fills one transaction and sends its commit, which is not waited for. */
  async #fill(): Promise<void> {
    const generation = this.#generation;
    this.#filling = true;
    try {
      if (this.#lines.some((line) => line.kind === 'command' && line.command.foretold === undefined)) {
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
    const flight = this.#open;
    flight.sentAt = performance.now();
    const sent = this.#send(true);
    this.#open = new Flight();
    this.#committing.push(flight);
    try {
      const result = await sent;
      if (generation !== this.#generation) return;
      this.#committing.shift();
      this.#lagMs = performance.now() - flight.sentAt;
      this.#settleCommands(result);
      if (result.misled.length > 0) this.#on.misled(new Set(result.misled.map(({ run }) => run)));
      flight.settle(result);
    } catch (error) {
      this.#fail(error, generation);
    } finally {
      this.#goOn();
    }
  }

  /** Sends what has gathered and fits into the open transaction. */
  #send(commit: boolean): Promise<BatchResult> {
    const { batch, waiters } = this.#open;
    const ops = batch.take(this.#lines);
    this.#sent += ops.length;
    // Waiters whose lines did not all fit would be told too early; they stay.
    const behind = this.#gathering.findIndex((waiter) => waiter.after > this.#sent);
    waiters.push(...this.#gathering.splice(0, behind < 0 ? this.#gathering.length : behind));
    const alone = batch.small && this.#alone();
    return this.#store.batch(ops, { commit, generation: this.#generation, alone });
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
    const commands = this.#commands.values();
    this.#lines = [];
    this.#sent = this.#given;
    this.#commands.clear();
    this.#open = new Flight();
    this.#committing = [];
    this.#on.failed(runs, error);
    for (const waiter of waiters) waiter.failed?.(failure);
    for (const command of commands) command.failed(failure);
  }
}
