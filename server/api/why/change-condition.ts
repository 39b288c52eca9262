// Conditions: which one value, of those that the expression reads, would have made it come out otherwise.
import { compileExpression } from '../../../flows/expression/compile.ts';
import type { Json, JsonObject } from '../../../flows/language/document.ts';
import { getPath } from '../../../flows/language/paths.ts';
import { decideAgain, evaluateAgain } from './decide-again.ts';
import { goesOn } from './goes-on.ts';
import { type Asked, type At, valuesBefore } from './known.ts';
import { changedAt, nearValues } from './near-values.ts';
import { plain, quoted, titleOf } from './words.ts';

/** The most values that are tried: somebody waits for the page. */
const MOST = 60;

/** Tries the values that the expression itself names, one field at a time. */
export async function conditionChanges(at: At, asked: Asked): Promise<string | undefined> {
  const { run, step, node } = at;
  const { when } = node.config;
  if (typeof when !== 'string' || !compileExpression(when).total) return undefined;
  const view = { lead: run.lead, steps: valuesBefore(run, step) };
  let left = MOST;
  for (const path of readIn(when)) {
    const found = getPath(view, path);
    if (typeof found === 'object' && found !== null) continue;
    for (const value of nearValues(when, found).slice(0, left)) {
      left -= 1;
      const port = await portWith(at, { view, when, path, value }, asked);
      if (port === undefined || port === step.port) continue;
      const came = `${quoted(titleOf(run, step.node))} would have been ${port}`;
      const what = `\`${path}\` had been ${value === '' ? 'blank' : `\`${plain(value)}\``}`;
      return `If ${what}, ${came}, and ${goesOn(at, port)}.`;
    }
  }
  return undefined;
}

function readIn(when: string): string[] {
  const { references } = compileExpression(when);
  return references.filter(([root]) => root === 'lead' || root === 'steps').map((path) => path.join('.'));
}

interface Trial {
  view: { lead: JsonObject; steps: JsonObject };
  when: string;
  path: string;
  value: Json;
}

/** The port that the node takes for what the expression then comes to; undefined where it cannot be evaluated. */
async function portWith(at: At, { view, when, path, value }: Trial, asked: Asked): Promise<string | undefined> {
  const changed = changedAt(view, path, value);
  if (!changed) return undefined;
  try {
    const result = evaluateAgain(at, when, changed.at as unknown as Trial['view']);
    // The key is there even where the expression yields nothing, as the walk has it.
    const left = await decideAgain(at, { config: { when: result } as JsonObject }, asked);
    return left?.port;
  } catch {
    // A value on which the expression fails is no answer to “what would have changed it”.
    return undefined;
  }
}
