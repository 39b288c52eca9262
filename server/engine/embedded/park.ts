// Takes a run out of memory where it must wait longer than a moment: for a time, a person, a queue, or another run.
import { Parked } from '../../run/context.ts';
import type { RunState } from '../../store/ports.ts';
import type { Queue } from '../engine.ts';
import type { LiveRun } from './live-run.ts';

/** A wait up to this long stays in memory; a longer one is a durable timer, milliseconds. */
export const SHORT_WAIT_MS = 1000;

/** Waits until `due`: in memory where that is soon, else out of it. Rejects with Parked. */
export async function waitUntil(run: LiveRun, due: number): Promise<void> {
  const { now } = run.surroundings;
  // A timer runs by another clock than `now`: it may be a millisecond early by it, or an hour where that is put back.
  for (let left = due - now(); left > 0; left = due - now()) {
    if (left > SHORT_WAIT_MS) await park(run, { state: 'waiting', dueAt: due });
    await new Promise((resolve) => setTimeout(resolve, left));
  }
}

/** Puts the run into a queue, with the reason on record. Rejects with Parked. */
export function parkInQueue(run: LiveRun, queue: Queue, says: string): Promise<never> {
  run.surroundings.control.parks(run, queue);
  run.note({ t: 'queued', at: run.surroundings.now(), queue, says });
  return park(run, { state: 'waiting', queue, reason: says });
}

/** Takes the run out of memory. One that was cancelled meanwhile is taken up again at once, to end. Rejects with Parked. */
export async function park(run: LiveRun, as: RunState & { state: 'waiting' | 'held' }): Promise<never> {
  const state = run.cancelled() ? { state: 'waiting' as const, dueAt: run.surroundings.now() } : as;
  const { crashPoint } = run.surroundings;
  crashPoint('before-park');
  await run.barrier(state);
  crashPoint('parked');
  throw new Parked(state.state);
}
