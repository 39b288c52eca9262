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

/** True for a run that came in and that a list of runs would hold, as far as the event tells. */
export function isArrival(
  event: RunEvent,
  { flow = '', children = '' }: { flow?: string; children?: string },
): boolean {
  // The id of a run that another called holds a dot.
  const isMeant = children !== '' || !event.run.includes('.');
  return event.type === 'accepted' && isMeant && (flow === '' || event.flow === flow);
}

function outcomeOf(text: string | undefined): Outcome | null {
  return text === 'accepted' || text === 'rejected' || text === 'error' || text === 'cancelled' ? text : null;
}
