// Conditions: which one value, of those that the expression reads, would have made it come out otherwise.
import { compileExpression } from '../../../flows/expression/compile.ts';
import type { JsonObject } from '../../../flows/language/document.ts';
import { getPath } from '../../../flows/language/paths.ts';
import { decideAgain, evaluateAgain } from './decide-again.ts';
import { goesOn } from './goes-on.ts';
import { type Asked, type At, valuesBefore } from './known.ts';
import { changedAt, nearValues } from './near-values.ts';
import { pathsIn } from './says-judging.ts';
import { cameOut, plain, titleOf } from './words.ts';

/** The most values that are tried: somebody waits for the page. */
const MOST = 60;

/** Tries the values that the expression itself names, one field at a time. */
export async function conditionChanges(at: At, asked: Asked): Promise<string | undefined> {
  const { run, step, node } = at;
  const { when } = node.config;
  if (typeof when !== 'string' || !compileExpression(when).total) return undefined;
  // What was drawn by lot comes out anew each time.
  if (/\$(random|shuffle)\b/.test(when)) return undefined;
  const view = { lead: run.lead, steps: valuesBefore(run, step) };
  // An expression that does not come out as it did, with nothing changed, reads what is not recorded.
  if ((await portWhere(at, { view, when }, asked)) !== step.port) return undefined;
  let left = MOST;
  for (const path of pathsIn(when, view)) {
    const found = getPath(view, path);
    if (typeof found === 'object' && found !== null) continue;
    for (const value of nearValues(when, found).slice(0, left)) {
      left -= 1;
      const changed = changedAt(view, path, value);
      const port = changed && (await portWhere(at, { view: changed.at as unknown as Trial['view'], when }, asked));
      if (port === undefined || port === step.port) continue;
      const came = cameOut(titleOf(run, step.node), port === 'true', 'would have been');
      const what = `\`${plain(path)}\` had been ${plain(value) === '' ? 'blank' : `\`${plain(value)}\``}`;
      return `If ${what}, ${came}, and ${goesOn(at, port)}.`;
    }
  }
  return undefined;
}

interface Trial {
  view: { lead: JsonObject; steps: JsonObject };
  when: string;
}

/** The port that the node takes for what the expression comes to there; undefined where it cannot be evaluated. */
async function portWhere(at: At, { view, when }: Trial, asked: Asked): Promise<string | undefined> {
  try {
    // The key is there even where the expression yields nothing, as the walk has it.
    const config = { when: evaluateAgain(at, when, view) } as JsonObject;
    return (await decideAgain(at, { config }, asked))?.port;
  } catch {
    // A value on which the expression fails is no answer to “what would have changed it”.
    return undefined;
  }
}
