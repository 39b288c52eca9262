// Why a run came out as it did: a sentence for the whole, one for each decision, and what would have altered it.
import { type Asked, type KnownRun, placesOf } from './known.ts';
import { saysOf } from './says.ts';
import type { WhyView } from './schemas-why.ts';
import { causeOf, type Decision, summaryOf } from './summary.ts';
import { titleOf } from './words.ts';
import { wouldChange } from './would-change.ts';

/** Explains a run from what its journal recorded. Nothing is guessed: what is not known is not said. */
export async function whyOf(run: KnownRun, asked: Asked): Promise<WhyView> {
  const decisions: Decision[] = placesOf(run).flatMap((at) => {
    const said = saysOf(at);
    return said ? [{ at, said }] : [];
  });
  const altered = new Map<Decision, string>();
  for (const decision of decisions) {
    const change = await wouldChange(decision.at, asked);
    if (change) altered.set(decision, change);
  }
  const cause = causeOf(run, decisions);
  return {
    summary: summaryOf(run, decisions),
    wouldChange: (cause && altered.get(cause)) ?? null,
    decisions: decisions.map((decision) => ({
      node: decision.at.step.node,
      title: titleOf(run, decision.at.step.node),
      says: decision.said.sentence,
      wouldChange: altered.get(decision) ?? null,
    })),
  };
}
