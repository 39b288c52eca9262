// Where a batch is committed: in the writer thread, or on the calling one while a single lead is on its way and the disk is quick.
import type { BatchOp, BatchOrder, BatchResult } from '../ports.ts';
import { type BatchWriter, COMMITS_A_CHECKPOINT } from './batch.ts';
import { isBusy } from './database.ts';

/** A commit that takes longer, milliseconds, is felt by whatever else this thread has to do. */
const QUICK_MS = 5;
/** For so many times as long as that one took the writer thread does them all: a slow disk has a tenth of this thread at most. */
const REST_TIMES = 10;
/** What is ahead for so long, milliseconds, waits for a slow receiver: somebody may ask for it. */
const SETTLE_MS = 10;

/** The writer thread, as this one sees it. */
export interface WriterEnd {
  /** True while it has something to do, or to say. */
  readonly busy: boolean;
  batch(ops: BatchOp[], order: BatchOrder): Promise<BatchResult>;
  /** Rejects never. */
  checkpoint(): Promise<void>;
}

/** What batches are given to. */
export interface BatchPlaces {
  thread: WriterEnd;
  /** On this thread, over a connection that waits for no other. */
  here: Pick<BatchWriter, 'work' | 'ahead' | 'settle'>;
  /** Calls back when what the commit lets go has left. */
  later: (work: () => void) => void;
  /** Calls back after so many milliseconds, unless what it answers is called before. */
  after: (ms: number, work: () => void) => () => void;
  /** Called when what a commit lets go has to leave, and something will soon come back: see stay-awake.ts. */
  stayAwake: () => void;
  /** The process's own clock, milliseconds. */
  elapsed: () => number;
  /** What failed here, as the thread would have told it. */
  told: (error: unknown) => Error;
}

/**
 * The way to the writer thread and back costs a lead that is alone a third of its time: four switches, each into cold
 * caches. Nobody waits while it is committed here. Invariants: B1: this thread writes only while the writer thread has
 * nothing but a checkpoint to do, and no transaction open, so that batches are done in the order in which they were given.
 * B2: a batch of a generation of which one failed is refused, wherever that was. B3: what is ahead (see ahead.ts) is in its
 * places, and a transaction that was begun for it early is over, before the thread is given anything, and before anybody looks.
 */
export class Batches {
  readonly #places: BatchPlaces;
  #failed = 0;
  /** True while the writer thread's transaction waits for its commit. */
  #isOpen = false;
  #restUntil = 0;
  #commits = 0;
  /** Where something is ahead: keeps it from being settled by the clock. */
  #unsettled: (() => void) | undefined;

  constructor(places: BatchPlaces) {
    this.#places = places;
  }

  /** See JournalStore. */
  give(ops: BatchOp[], order: BatchOrder): Promise<BatchResult> {
    if (order.generation <= this.#failed) return Promise.reject(new Error('A batch before this one failed.'));
    return (this.#mayBeHere(order) ? this.#doHere(ops, order) : undefined) ?? this.#send(ops, order);
  }

  #mayBeHere({ alone, commit }: BatchOrder): boolean {
    const { thread, elapsed } = this.#places;
    return alone === true && commit && !this.#isOpen && !thread.busy && elapsed() >= this.#restUntil;
  }

  /** Undefined where somebody else is at the database: nothing is done then, and the writer thread waits for its turn. */
  #doHere(ops: BatchOp[], { generation }: BatchOrder): Promise<BatchResult> | undefined {
    const { here, elapsed, after, stayAwake, told } = this.#places;
    const from = elapsed();
    try {
      const ahead = here.ahead(ops);
      const result = ahead ?? here.work(ops, true);
      this.#committed(from, elapsed());
      stayAwake();
      this.#unsettled?.();
      this.#unsettled = ahead && after(SETTLE_MS, () => this.settle());
      if (ahead) this.#beginEarly();
      return Promise.resolve(result);
    } catch (error) {
      if (isBusy(error)) return undefined;
      this.#failed = generation;
      return Promise.reject(told(error));
    }
  }

  /** The transaction of the next commit is begun while the receiver is awaited. Nobody is kept from writing: see B3. */
  #beginEarly(): void {
    const { here, later, thread, told } = this.#places;
    const ahead = this.#unsettled;
    later(() => {
      // Under a checkpoint the log could not begin anew.
      if (!ahead || this.#unsettled !== ahead || thread.busy) return;
      try {
        here.work([], false);
      } catch (error) {
        if (!isBusy(error)) told(error);
      }
    });
  }

  /** Puts what is ahead in its places, where anything is. Whoever looks at a run, or gives the thread anything, calls it before. */
  settle(): void {
    if (!this.#unsettled) return;
    this.#unsettled();
    this.#unsettled = undefined;
    try {
      this.#places.here.settle();
    } catch (error) {
      // Nothing is lost: whoever writes next does it first, and fails as well where that cannot be.
      if (isBusy(error)) this.#unsettled = this.#places.after(SETTLE_MS, () => this.settle());
      else this.#places.told(error);
    }
  }

  #committed(from: number, to: number): void {
    if (to - from > QUICK_MS) this.#restUntil = to + (to - from) * REST_TIMES;
    this.#commits += 1;
    if (this.#commits < COMMITS_A_CHECKPOINT) return;
    this.#commits = 0;
    // The thread is busy until it is made: the log can begin anew only where nothing was written meanwhile.
    void this.#places.thread.checkpoint();
  }

  #send(ops: BatchOp[], order: BatchOrder): Promise<BatchResult> {
    this.settle();
    this.#isOpen = !order.commit;
    const sent = this.#places.thread.batch(ops, order);
    sent.catch(() => {
      this.#failed = Math.max(this.#failed, order.generation);
      this.#isOpen = false;
    });
    return sent;
  }
}
