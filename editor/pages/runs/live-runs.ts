// What a live event changes in a list of runs that is on screen. Pure.
import type { Outcome } from '../../../flows/language/catalogue.ts';
import type { RunEvent, RunState, RunSummary } from '../../types.ts';

const STATES: Partial<Record<RunEvent['type'], RunState>> = {
  held: 'held',
  waiting: 'waiting',
  step: 'running',
  finished: 'finished',
};

/** The run with what the event says of it; the same object where it says nothing new. */
export function withEvent(run: RunSummary, event: RunEvent): RunSummary {
  const state = STATES[event.type];
  if (run.id !== event.run || run.state === 'finished' || state === undefined) return run;
  if (state !== 'finished') return run.state === state ? run : { ...run, state };
  return { ...run, state, outcome: outcomeOf(event.outcome), finishedAt: event.at };
}

/** True for the arrival of a run that the list shown (of one flow, or of all) would hold. */
export function isArrival(event: RunEvent, flow: string, known: ReadonlySet<string>): boolean {
  return event.type === 'accepted' && (flow === '' || event.flow === flow) && !known.has(event.run);
}

function outcomeOf(text: string | undefined): Outcome | null {
  return text === 'accepted' || text === 'rejected' || text === 'error' || text === 'cancelled' ? text : null;
}
