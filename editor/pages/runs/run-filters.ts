// The filters of runs that are worked out: spans of time, and the queue that a pause makes. Pure.
import type { Pause } from '../../types.ts';

const HOUR_MS = 3_600_000;
const LENGTHS: Readonly<Record<string, number>> = {
  hour: HOUR_MS,
  day: 24 * HOUR_MS,
  week: 7 * 24 * HOUR_MS,
};

/** Spans of time that end now. */
export const SPANS: readonly { id: string; label: string }[] = [
  { id: 'hour', label: 'The last hour' },
  { id: 'day', label: 'The last 24 hours' },
  { id: 'week', label: 'The last 7 days' },
];

/** The moment that a span begins, as ISO text to the minute; any other text is a moment already. `now` in epoch milliseconds. */
export function spanStart(span: string, now: number): string {
  const length = LENGTHS[span];
  return length === undefined ? span : new Date(Math.floor((now - length) / 60_000) * 60_000).toISOString();
}

/** The queue in which runs wait for the pause to end. */
export function queueOf({ kind, key }: Pick<Pause, 'kind' | 'key'>): string {
  return `${kind}:${key}`;
}

/** The filters that a change of many runs goes by; those that only the list knows are left out. */
export function bulkFilter(filters: Readonly<Record<string, string>>): Record<string, string> {
  const taken = ['flow', 'state', 'outcome', 'q', 'source', 'queue', 'after', 'before'];
  return Object.fromEntries(Object.entries(filters).filter(([name, value]) => taken.includes(name) && value !== ''));
}

/** Filters of the list that a change of many runs cannot go by, in words; undefined where there is none. */
export function bulkHindrance(filters: Readonly<Record<string, string>>): string | undefined {
  const left = ['test', 'parent', 'from', 'children'].filter((name) => (filters[name] ?? '') !== '');
  return left.length === 0 ? undefined : 'Take the filters for tests and child runs away first.';
}
