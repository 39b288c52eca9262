// The queues on disk, known in memory: whether any run may wait there, and which were taken out and are on their way.
import type { Queue } from '../engine.ts';
import type { Lines, RunAtDoor } from './control.ts';

/** Runs of a resumed queue that are on their way in at a time: the rest stays on disk. */
const ON_THE_WAY = 32;

/** One queue. */
export interface Line {
  readonly queue: Queue;
  /** False only where no run waits there for certain. */
  stored: boolean;
  /** Runs that are being written into it. */
  parking: number;
  /** Raised with each run that was written into it. */
  mark: number;
  /** Ids of runs that were taken out and have not come to where they were stopped. */
  readonly taken: Set<string>;
}

/** How many more runs a queue's own gate lets in; undefined where the queue has no gate but a pause. */
export type GateRoom = (line: Line) => number | undefined;

/**
 * Invariants. Q1: a line whose `stored` is false holds no run on disk. Q2: a run is in `taken` of one line at most, from the
 * moment it is taken out until it passes the gate or leaves the memory. Q3: whoever makes room calls `wake`.
 */
export class QueueLines implements Lines {
  readonly #gate: GateRoom;
  readonly #drain: (queue: Queue) => void;
  readonly #lines = new Map<Queue, Line>();
  readonly #taken = new Map<string, Line>();
  readonly #parking = new Map<RunAtDoor, Line>();

  constructor(gate: GateRoom, drain: (queue: Queue) => void) {
    this.#gate = gate;
    this.#drain = drain;
  }

  /** The line of a queue, made where there is none. */
  of(queue: Queue): Line {
    let line = this.#lines.get(queue);
    if (!line) {
      line = { queue, stored: false, parking: 0, mark: 0, taken: new Set() };
      this.#lines.set(queue, line);
    }
    return line;
  }

  /** Has the queue drained where it may hold runs and there is room. */
  wake(line: Line): void {
    if (line.stored && this.#roomOf(line) > 0) this.#drain(line.queue);
  }

  parks(run: RunAtDoor, queue: Queue): void {
    const line = this.of(queue);
    line.stored = true;
    line.parking += 1;
    this.#parking.set(run, line);
  }

  /** The run left the memory. */
  left(run: RunAtDoor): void {
    if (this.#taken.size > 0) this.back(run.runId);
    const line = this.#parking.size > 0 ? this.#parking.get(run) : undefined;
    if (!line) return;
    this.#parking.delete(run);
    line.parking -= 1;
    line.mark += 1;
    this.wake(line);
  }

  /** The line that a run was taken out of, where it has not passed its gate yet. */
  takenFrom(run: string): Line | undefined {
    return this.#taken.size === 0 ? undefined : this.#taken.get(run);
  }

  /** The run has passed, or will not: it keeps no more room. */
  pass(run: string): void {
    this.#taken.get(run)?.taken.delete(run);
    this.#taken.delete(run);
  }

  mark(queue: Queue): number {
    const line = this.of(queue);
    line.stored = true;
    return line.mark;
  }

  room(queue: Queue): number {
    return this.#roomOf(this.of(queue));
  }

  take(queue: Queue, run: string): void {
    const line = this.of(queue);
    this.pass(run);
    line.taken.add(run);
    this.#taken.set(run, line);
  }

  back(run: string): void {
    const line = this.#taken.get(run);
    if (!line) return;
    this.pass(run);
    this.wake(line);
  }

  emptied(queue: Queue, mark: number): void {
    const line = this.of(queue);
    if (line.parking > 0 || line.mark !== mark) return;
    line.stored = false;
    // Gates hold on to theirs; of the others there may come any number.
    if (line.taken.size === 0 && !/^(origin|turn):/.test(queue)) this.#lines.delete(queue);
  }

  #roomOf(line: Line): number {
    return this.#gate(line) ?? ON_THE_WAY - line.taken.size;
  }
}
