// Slows sign-in down after wrong tries, by e-mail address and network address. It never locks an account.

/** Wrong tries before the first wait. */
const FREE_TRIES = 4;
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 60_000;
/** A key without a wrong try for this long starts anew. */
const FORGET_MS = 15 * 60_000;
/** Keys remembered; the oldest is forgotten first, so that a flood of made-up addresses costs a few MB at most. */
const MOST_KEYS = 10_000;

/** Counts wrong tries. Times are milliseconds. */
export interface Throttle {
  /** How long this key has to wait before its next try; 0 where it may try now. */
  waitMs(key: string, now: number): number;
  /** A try was wrong: the wait doubles, from one second to one minute. */
  failed(key: string, now: number): void;
  succeeded(key: string): void;
}

/** Makes the throttle of one server; it lives in memory. */
export function createThrottle(): Throttle {
  const tries = new Map<string, { wrong: number; last: number }>();
  const waitAfter = (wrong: number): number =>
    wrong < FREE_TRIES ? 0 : Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (wrong - FREE_TRIES));
  return {
    waitMs(key, now) {
      const seen = tries.get(key);
      return seen ? Math.max(0, seen.last + waitAfter(seen.wrong) - now) : 0;
    },
    failed(key, now) {
      const seen = tries.get(key);
      const wrong = seen && now - seen.last < FORGET_MS ? seen.wrong + 1 : 1;
      // Taken out and put back, so that the map keeps the order of the last try.
      tries.delete(key);
      tries.set(key, { wrong, last: now });
      if (tries.size > MOST_KEYS) for (const oldest of tries.keys()) return void tries.delete(oldest);
    },
    succeeded: (key) => void tries.delete(key),
  };
}
