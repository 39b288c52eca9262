// One plain sentence for each decision of a run, from what its journal recorded.
import { isoWords } from '../../../flows/language/zone.ts';
import type { At, Said } from './known.ts';
import { ACTING } from './says-acting.ts';
import { JUDGING } from './says-judging.ts';
import { answererOf, clauseOf, quoted, sentenceOf, spoken, titleOf } from './words.ts';

/** Says one step, or undefined where it decided nothing. */
export type Says = (at: At) => Said | undefined;

const SAYS: Readonly<Record<string, Says>> = { ...JUDGING, ...ACTING };

/** The sentence of a step; undefined for one that decided nothing, such as a mapping that worked. */
export function saysOf(at: At): Said | undefined {
  const { step, node, run } = at;
  if (step.port === null) return goingOn(at);
  if (step.failure) {
    const asked = node.type === 'http-request' ? answererOf(at) : undefined;
    const what = asked ? `the call to ${asked}` : `the step ${quoted(titleOf(run, step.node))}`;
    const clause = `${what} failed: ${clauseOf(spoken(step.failure.says))}`;
    return { role: 'judged', clause, sentence: sentenceOf(clause) };
  }
  const own = Object.hasOwn(SAYS, node.type) ? SAYS[node.type] : undefined;
  return own ? own(at) : usual(at);
}

/** A step that nothing is known of but its reason: where it has ways to choose from, it judged. */
function usual({ run, step }: At): Said | undefined {
  if (!step.reason) return undefined;
  const ways = (run.ports[step.node] ?? []).filter(({ name }) => name !== 'error');
  const clause = clauseOf(spoken(step.reason));
  return { role: ways.length > 1 ? 'judged' : 'noted', clause, sentence: sentenceOf(clause) };
}

/** A step that has not ended. */
function goingOn({ run, step, node }: At): Said | undefined {
  const title = quoted(titleOf(run, step.node));
  const last = step.exchanges.at(-1);
  if (run.held?.node === step.node) return judged(`the run waits for a person: ${clauseOf(run.held.says)}`);
  if (last?.failure && last.retryAt) return noted(`attempt ${last.attempt} failed: ${clauseOf(last.failure.says)}`);
  if (!step.sleep) return undefined;
  const until = isoWords(step.sleep.until);
  return noted(
    node.type === 'wait-for-callback'
      ? `${title} waits to be called back, until ${until} at the latest`
      : `${title} waits until ${until}`,
  );
}

function judged(clause: string): Said {
  return { role: 'judged', clause, sentence: sentenceOf(clause) };
}

function noted(clause: string): Said {
  return { role: 'noted', clause, sentence: sentenceOf(clause) };
}
