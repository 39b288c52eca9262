// Nodes whose expressions are stopped again and again: the third time in ten minutes the node is paused for a person.
import type { Incident } from '../store/ports.ts';
import type { Pauses } from './pauses.ts';

/** How many stops within how long pause a node; milliseconds. */
const KILLS = 3;
const WITHIN_MS = 600_000;
const SAYS =
  'Its expressions were stopped three times within ten minutes, so its runs wait here. Simplify the expression and publish the flow, then resume the node.';

/** A node whose expression was stopped, and how to tell somebody. */
export interface Kill {
  flow: string;
  node: string;
  report: (incident: Omit<Incident, 'flow'>) => void;
}

/** Makes the counter of one process. `onError` hears of a pause that could not be written. */
export function killCounter(parts: {
  pauses: () => Pick<Pauses, 'of' | 'set'>;
  now: () => number;
  onError: (error: unknown, says: string) => void;
}): (kill: Kill) => void {
  const kills = new Map<string, number[]>();
  return ({ flow, node, report }) => {
    const key = `${flow}/${node}`;
    const now = parts.now();
    const recent = [...(kills.get(key) ?? []), now].filter((at) => at > now - WITHIN_MS);
    kills.set(key, recent);
    if (recent.length < KILLS || parts.pauses().of('node', key)) return;
    kills.delete(key);
    report({ kind: 'paused', node, code: 'EXPRESSION_LIMIT', about: '', says: SAYS });
    parts
      .pauses()
      .set({ kind: 'node', key, mode: 'queue', answer: null, says: SAYS, by: 'leadflow' })
      .catch((error: unknown) => parts.onError(error, `The node ${key} could not be paused.`));
  };
}
