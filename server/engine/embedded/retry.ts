// When a call is tried again: the arithmetic of back-off, pure.
import type { CallRetry } from '../../run/context.ts';

/** Receivers that ask for less than a second or more than a day are not taken at their word, milliseconds. */
const RETRY_AFTER_MIN = 1000;
const RETRY_AFTER_MAX = 24 * 3600 * 1000;
/**
 * Milliseconds to wait after `attempt` (from 1): doubled each time between the policy's bounds, with up to a quarter more
 * at random so that many runs do not come back at once. A `Retry-After` (seconds or a date, RFC 9110 10.2.3) counts instead.
 */
export function delayAfter(
  attempt: number,
  { first, longest }: Pick<CallRetry, 'first' | 'longest'>,
  more: { random: number; now: number; retryAfter?: string | undefined },
): number {
  const asked = retryAfterMs(more.retryAfter, more.now);
  if (asked !== undefined) return Math.min(RETRY_AFTER_MAX, Math.max(RETRY_AFTER_MIN, asked));
  const doubled = first * 2 ** (attempt - 1);
  return Math.round(Math.min(doubled, longest) * (1 + more.random / 4));
}

function retryAfterMs(text: string | undefined, now: number): number | undefined {
  if (text === undefined) return undefined;
  if (/^-?\d+$/.test(text.trim())) return Number(text) * 1000;
  // `Date.parse` makes a date of nearly anything; an HTTP date has a time of day.
  const date = /\d:\d\d:\d\d/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? undefined : date - now;
}
