// The filters of runs that are worked out: the queue that a pause makes, and what a change of many runs goes by. Pure.
import type { Pause } from '../../types.ts';

/** The queue in which runs wait for the pause to end. */
export function queueOf({ kind, key }: Pick<Pause, 'kind' | 'key'>): string {
  return `${kind}:${key}`;
}

/** Which runs a change of many means: conditions that all must hold. */
export type RunsMeant = Record<string, string | boolean | readonly string[]>;

const TEXTS = ['flow', 'state', 'outcome', 'q', 'source', 'queue', 'after', 'before', 'parent', 'from'];
const FLAGS = ['test', 'children'];

/** All runs that the filters of the list find, as far as they came in before `now`, ISO text: none that nobody has seen. */
export function allFound(filters: Readonly<Record<string, string>>, now: string): RunsMeant {
  const meant: RunsMeant = { before: now };
  for (const [name, value] of Object.entries(filters)) {
    if (value !== '' && TEXTS.includes(name)) meant[name] = value;
    if (value !== '' && FLAGS.includes(name)) meant[name] = value === 'true';
  }
  return meant;
}
