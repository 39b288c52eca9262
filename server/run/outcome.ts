// What a run comes to, from the steps it took, and what its caller is told when the flow does not say.
import type { Outcome } from '../../flows/language/catalogue.ts';
import type { Answer } from '../../nodes/tools.ts';

/** The outcome so far: the last one a step stated. A run whose steps state none is accepted. */
export interface OutcomeSoFar {
  outcome: Outcome;
  reason: string | undefined;
}

/** The answer of a run that ended without `respond`: what happened, in a status a sender's retry logic understands. */
export function answerFromOutcome(runId: string, { outcome, reason }: OutcomeSoFar): Answer {
  const success = outcome === 'accepted';
  // A stored lead is never answered 5xx: the sender would send it again.
  return { status: 200, success, body: { success, outcome, ...(reason ? { reason } : {}), run: runId } };
}
