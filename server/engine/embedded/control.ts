// What may go on now: pauses, queues and limits, asked before a run, a step and a call.
import type { Failure } from '../../../flows/language/failures.ts';
import type { Incident } from '../../store/ports.ts';
import type { Queue } from '../engine.ts';

/** A run or call that must wait: in which queue, and why, in a sentence. */
export interface Stop {
  queue: Queue;
  says: string;
  /** What somebody must be told of, where the run waits at a step. */
  incident?: Omit<Incident, 'flow'>;
}

/** The place of a call while it is under way. Give it back exactly once, with how the call went. */
export interface Place {
  /**
   * `broken`: the receiver could not be reached, did not answer, or answered 5xx. `unused`: nothing was sent, which says
   * nothing of the receiver.
   */
  leave(went: 'well' | 'broken' | 'unused'): void;
}

/** Where a call goes. */
export interface Destination {
  /** `scheme://host:port`. */
  origin: string;
  connection: string;
  /** From the connection's definition; undefined where it names none. */
  concurrency: number | undefined;
}

/** A run that asks to be walked. The same object each time that it asks, until it has left the memory. */
export interface RunAtDoor {
  readonly runId: string;
  readonly flow: string;
  readonly accepted: { readonly trigger: { source: string }; readonly parent?: object };
  readonly recordedSteps: number;
  report(incident: Omit<Incident, 'flow'>): void;
}

/** Asked on the hot path: answers at once where nothing is in the way. */
export interface Control {
  /** Called once, by the engine that asks: `drain` as `Engine.drain`; `waits` hears of runs that come to a call. */
  attach(engine: { drain: (queue: Queue) => void; waits: (run: string) => void }): void;
  /** True where one flow holds so much of the memory that a lead more of it would keep the others out. */
  full(flow: string): boolean;
  /**
   * Before a run is walked, or walked on. A pause of its flow or source stops one that has done nothing yet, and so do
   * `concurrency` runs of the flow that are under way; undefined where the flow names no limit.
   */
  beforeRun(run: RunAtDoor, concurrency: number | undefined): Stop | undefined;
  /** A run left the memory: finished, or parked. Also one that `beforeRun` stopped. */
  afterRun(run: RunAtDoor): void;
  /** Before a step that the journal does not hold. */
  beforeStep(flow: string, node: string): Stop | undefined;
  /** Before an attempt leaves. A promise is a short wait for a place; a Failure where the connection is refused. */
  beforeCall(to: Destination, run: RunAtDoor): Place | Stop | Failure | Promise<Place | Stop | Failure>;
  /** The run is about to be put into a queue; `afterRun` follows once it is on disk there. */
  parks(run: RunAtDoor, queue: Queue): void;
  /** An expression of a node was stopped. The third time in ten minutes the node is paused. */
  killed(run: RunAtDoor, node: string): void;
  readonly lines: Lines;
}

/** The queues on disk, as whoever takes runs out of them sees them. */
export interface Lines {
  /** A queue is about to be read, for it may hold runs. Answers a mark for `emptied`. */
  mark(queue: Queue): number;
  /** How many runs may be taken out now. */
  room(queue: Queue): number;
  /** Keeps room for a run that is taken out. */
  take(queue: Queue, run: string): void;
  /** The run that was taken out has left the memory again, or never came into it. Nothing happens for any other. */
  back(run: string): void;
  /** Nothing was found after the mark: what came since is not forgotten. */
  emptied(queue: Queue, mark: number): void;
}
