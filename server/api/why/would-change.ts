// The smallest change that would have altered a decision: found by deciding again, and never said without.

import { answerChanges } from './change-answer.ts';
import { conditionChanges } from './change-condition.ts';
import { listChanges } from './change-lists.ts';
import { tableChanges } from './change-table.ts';
import { decideAgain } from './decide-again.ts';
import type { Asked, At } from './known.ts';

/** Yields the sentence of the nearest change, or undefined where none is found. */
export type Search = (at: At, asked: Asked) => Promise<string | undefined>;

const SEARCHES: Readonly<Record<string, Search>> = {
  'key-value-branch': tableChanges,
  condition: conditionChanges,
  'response-parse': answerChanges,
  ...listChanges,
};

/** One sentence, such as “If `status` had been NEW (row 1), …”; undefined where no change was found that alters it. */
export async function wouldChange(at: At, asked: Asked): Promise<string | undefined> {
  const { node, step } = at;
  const search = Object.hasOwn(SEARCHES, node.type) ? SEARCHES[node.type] : undefined;
  if (!search || step.failure || step.port === null) return undefined;
  // A step that does not come out the same way with nothing changed cannot be argued from.
  const same = await decideAgain(at, {}, asked);
  return same?.port === step.port ? search(at, asked) : undefined;
}
