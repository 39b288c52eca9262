// One transaction of the group commit, from its first line to its commit: what it takes, and who waits for it.
import { Failure } from '../../flows/language/failures.ts';
import type { BatchResult } from '../store/ports.ts';
import { Batch } from './batch-size.ts';

/** Who waits until some lines of a run are on disk. */
export interface Waiter {
  run: string;
  /** Of the holder that waits; undefined where any will do. */
  epoch: number | undefined;
  /** How many lines must have gone before this one may be told. */
  after: number;
  /** Given the run's journal sequence. */
  done: (seq: number | undefined) => void;
  failed: ((error: Failure) => void) | undefined;
}

/** A transaction on its way. */
export class Flight {
  readonly batch = new Batch();
  readonly waiters: Waiter[] = [];
  /** When its commit was sent, by the process's own clock, milliseconds. */
  sentAt = 0;

  /** Tells each waiter what came of its lines: nothing that a refused holder gave is on disk, nor what a misled one gave last. */
  settle({ committed, refused, misled }: BatchResult): void {
    const seqs = new Map<string, number>();
    for (const { run, seq } of committed ?? []) seqs.set(run, seq);
    /** By holder: the number of its last line that was kept. */
    const lastKept = new Map(misled.map(({ id, ...holder }) => [holderOf(holder), id]));
    for (const holder of refused) lastKept.set(holderOf(holder), 0);
    for (const waiter of this.waiters) {
      const last = lastKept.size === 0 ? undefined : lastKept.get(holderOf(waiter));
      if (last !== undefined && waiter.after > last) waiter.failed?.(new Failure('STILL_RUNNING'));
      else waiter.done(seqs.get(waiter.run));
    }
  }
}

function holderOf({ run, epoch }: Pick<Waiter, 'run' | 'epoch'>): string {
  return `${run} ${epoch}`;
}
