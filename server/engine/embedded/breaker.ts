// The circuit breaker of one receiver: after broken calls nothing is sent for a while, then one call finds out. Pure.

/** Times are milliseconds. */
const WINDOW_MS = 30_000;
const FIRST_OPEN_MS = 30_000;
const LONGEST_OPEN_MS = 300_000;
/** Calls at a time right after a receiver has come back; one more with each that goes well. */
const FIRST_AFTER = 2;

/** How many broken calls open it. */
const BROKEN_CALLS = 5;

/** What a call that ended changed. */
export type Turn = 'opened' | 'closed' | undefined;

/**
 * Closed, open, or probing. It opens where `BROKEN_CALLS` were broken within 30 s and no more than as many went well between
 * them: a busy receiver that fails one call in a hundred is not broken. Each opening before the receiver has fully come back
 * lasts twice as long as the one before, at most five minutes.
 */
export class Breaker {
  readonly #calls: number;
  /** The newest broken calls, each with how many had gone well before. */
  #broken: { at: number; well: number }[] = [];
  #well = 0;
  #until: number | undefined;
  /** How long the newest opening is; 0 once the receiver has fully come back. */
  #length = 0;
  #probing = false;
  #most = Number.POSITIVE_INFINITY;

  /** `calls`: broken calls that open it, 0 for never; `careful` begins as if the receiver had just come back. */
  constructor(options: { calls?: number; careful?: boolean } = {}) {
    this.#calls = options.calls ?? BROKEN_CALLS;
    if (options.careful) this.#most = FIRST_AFTER;
  }

  /** `closed`: calls go out. `open`: none does. `ready`: one may find out. `probing`: that one is under way. */
  state(now: number): 'closed' | 'open' | 'ready' | 'probing' {
    if (this.#until === undefined) return 'closed';
    if (this.#probing) return 'probing';
    // A clock that was set back must not keep a receiver away for the difference.
    this.#until = Math.min(this.#until, now + this.#length);
    return now < this.#until ? 'open' : 'ready';
  }

  /** When the next call may find out, milliseconds since 1970; undefined while it is closed. */
  get until(): number | undefined {
    return this.#until;
  }

  /** Calls that may be under way of the `limit` that the receiver takes. */
  allowed(limit: number): number {
    return Math.min(limit, this.#most);
  }

  /** The one call that finds out begins. */
  probe(): void {
    this.#probing = true;
  }

  /** A call ended. `limit` as for `allowed`. */
  ended(went: 'well' | 'broken' | 'unused', call: { now: number; probe: boolean; limit: number }): Turn {
    if (call.probe) return this.#probed(went, call.now);
    // Calls that had begun before it opened say nothing new.
    if (went === 'unused' || this.#until !== undefined) return undefined;
    if (went === 'broken') return this.#wentBroken(call.now);
    this.#well += 1;
    this.#most += 1;
    if (this.#most > call.limit && this.#most !== Number.POSITIVE_INFINITY) {
      this.#most = Number.POSITIVE_INFINITY;
      this.#length = 0;
    }
    return undefined;
  }

  #probed(went: 'well' | 'broken' | 'unused', now: number): Turn {
    this.#probing = false;
    if (went === 'unused') return undefined;
    if (went === 'broken') return this.#open(now);
    this.#until = undefined;
    this.#most = FIRST_AFTER;
    return 'closed';
  }

  #wentBroken(now: number): Turn {
    if (this.#calls === 0) return undefined;
    this.#broken.push({ at: now, well: this.#well });
    if (this.#broken.length > this.#calls) this.#broken.shift();
    const [first] = this.#broken;
    if (!first || this.#broken.length < this.#calls) return undefined;
    if (now - first.at > WINDOW_MS || this.#well - first.well > this.#calls) return undefined;
    return this.#open(now);
  }

  #open(now: number): Turn {
    this.#broken = [];
    this.#length = this.#length === 0 ? FIRST_OPEN_MS : Math.min(2 * this.#length, LONGEST_OPEN_MS);
    this.#until = now + this.#length;
    return 'opened';
  }
}
