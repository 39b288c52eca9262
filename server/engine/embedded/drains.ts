// Takes runs out of the queues on disk, in the order they were accepted, and no more than their gates let in.
import type { JournalStore } from '../../store/ports.ts';
import type { Queue } from '../engine.ts';
import type { Lines } from './control.ts';

/** What the drains are made of. */
export interface DrainParts {
  store: Pick<JournalStore, 'queued'>;
  lines: Lines;
  /** True for a run that is in memory, or about to be: the store may still show it in its queue. */
  onItsWay: (run: string) => boolean;
  again: (runs: readonly string[]) => void;
  onError: (error: unknown, says: string) => void;
}

/** Ids read at a time at most, and beyond the room there is: some were taken out and still show. */
const PAGE = 200;
const MORE = 16;
const AGAIN_MS = 1000;

/** Invariant D1: a queue is read by one reader at a time; whoever asks meanwhile has it read once more. */
export class Drains {
  readonly #parts: DrainParts;
  /** Queues that are being read; true where somebody asked meanwhile. */
  readonly #reading = new Map<Queue, boolean>();

  constructor(parts: DrainParts) {
    this.#parts = parts;
  }

  drain(queue: Queue): void {
    if (this.#reading.has(queue)) this.#reading.set(queue, true);
    else void this.#drain(queue);
  }

  async #drain(queue: Queue): Promise<void> {
    const { onError } = this.#parts;
    try {
      do {
        this.#reading.set(queue, false);
        await this.#read(queue);
      } while (this.#reading.get(queue));
    } catch (error) {
      onError(error, `The queue ${queue} could not be read; it is tried again.`);
      setTimeout(() => this.drain(queue), AGAIN_MS).unref();
    } finally {
      this.#reading.delete(queue);
    }
  }

  async #read(queue: Queue): Promise<void> {
    const { store, lines, onItsWay, again } = this.#parts;
    const mark = lines.mark(queue);
    let after = '';
    for (let room = lines.room(queue); room > 0; room = lines.room(queue)) {
      const limit = Math.min(PAGE, room + MORE);
      const page = await store.queued(queue, after, limit);
      // What ended, was paused or broke while the store was read has changed how many there may be.
      const waiting = page.filter((run) => !onItsWay(run));
      const taken = waiting.slice(0, Math.max(0, lines.room(queue)));
      for (const run of taken) lines.take(queue, run);
      again(taken);
      if (taken.length < waiting.length) return;
      if (page.length < limit) return lines.emptied(queue, mark);
      after = page.at(-1) ?? '';
    }
  }
}
