// When a call is tried again: the arithmetic of back-off, pure.
import type { RetryPolicy } from '../../../flows/language/document.ts';

/** Receivers that ask for less than a second or more than a day are not taken at their word, milliseconds. */
const RETRY_AFTER_MIN = 1000;
const RETRY_AFTER_MAX = 24 * 3600 * 1000;
/** Answers that say *not now*: the call may be made again (HOUSE section 3). */
const NOT_NOW: readonly number[] = [429, 503];

/** True where a receiver's answer asks for another try. */
export function asksForRetry(status: number): boolean {
  return NOT_NOW.includes(status);
}

/**
 * Milliseconds to wait after `attempt` (from 1): doubled each time between the policy's bounds, with up to a quarter more
 * at random so that many runs do not come back at once. A `Retry-After` (seconds or a date, RFC 9110 10.2.3) counts instead.
 */
export function delayAfter(
  attempt: number,
  policy: RetryPolicy,
  more: { random: number; now: number; retryAfter?: string | undefined },
): number {
  const asked = retryAfterMs(more.retryAfter, more.now);
  if (asked !== undefined) return Math.min(RETRY_AFTER_MAX, Math.max(RETRY_AFTER_MIN, asked));
  const [first, longest] = policy.backoff.split('..').map(milliseconds);
  const doubled = (first ?? 5000) * 2 ** (attempt - 1);
  return Math.round(Math.min(doubled, longest ?? 600_000) * (1 + more.random / 4));
}

/** `5s`, `10m`, `2h` or `500ms` in milliseconds; undefined for anything else. */
export function milliseconds(text: string): number | undefined {
  const match = /^(\d+)(ms|s|m|h)$/.exec(text.trim());
  if (!match) return undefined;
  const unit = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }[match[2] ?? ''] ?? 1;
  return Number(match[1]) * unit;
}

function retryAfterMs(text: string | undefined, now: number): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d+$/.test(text.trim())) return Number(text) * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : date - now;
}
