// Chooses, for each flow, the one run at a time whose steps light up the drawing of everyone who watches the flow.
import type { RunEvent } from '../engine/engine.ts';

/** A live event, and whether it is of the run that is shown of its flow. */
export interface LiveEvent {
  event: RunEvent;
  shown: boolean;
}

interface Shown {
  run: string;
  /** When it was accepted, milliseconds since 1970. */
  since: number;
  /** Ended, or waiting for a person or a time: the next lead may take its place. */
  isOver: boolean;
}

/** A drawing that changes its lead more often than this flickers. Milliseconds. */
const CALM_MS = 1000;
/** A run that is under way for longer leaves its place to the next lead. Milliseconds. */
const LONGEST_MS = 30_000;

/** Sees every event once, in order of `seq`; so readers who come back are shown the run that they were shown before. */
export class ShownRuns {
  readonly #flows = new Map<string, Shown>();

  /** The event with whether it is shown. */
  mark(event: RunEvent): LiveEvent {
    if (event.type === 'accepted' && this.#isFree(event)) {
      this.#flows.set(event.flow, { run: event.run, since: event.at, isOver: false });
    }
    const shown = this.#flows.get(event.flow);
    if (shown?.run !== event.run) return { event, shown: false };
    // A run that goes on after a wait is shown to its end, if no other lead came meanwhile.
    shown.isOver = event.type === 'finished' || event.type === 'held' || event.type === 'waiting';
    return { event, shown: true };
  }

  #isFree({ flow, at }: RunEvent): boolean {
    const shown = this.#flows.get(flow);
    if (!shown) return true;
    // The clock may have been set back since.
    const ago = Math.abs(at - shown.since);
    return shown.isOver ? ago >= CALM_MS : ago > LONGEST_MS;
  }
}
