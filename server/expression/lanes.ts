// Which expression is evaluated next: those that are known to end keep a process free of those that may not. Pure.

/** How long an expression that was stopped is kept apart, milliseconds. */
const APART_MS = 600_000;
/** Expressions whose past is remembered; the one that was heard of longest ago is forgotten first. */
const MOST_KNOWN = 5000;

/** `proven` ended well before; `new` was never seen; `stopped` was ended by force lately. */
type Standing = 'proven' | 'new' | 'stopped';

/** Something that waits, by the expression that it is about. */
interface Waiting {
  readonly hash: string;
}

/**
 * The waiting jobs of a pool. Each expression has a queue of its own, and they take turns. Invariant L1: new and stopped
 * expressions together hold at most all places but one, so that a proven one waits for a bomb only where it shares its text.
 */
export class Lanes<T extends Waiting> {
  readonly #most: number;
  /** Hash -> its jobs in the order they came; the hash that was served last stands last. */
  readonly #queues = new Map<string, T[]>();
  /** Hash -> when it is no longer kept apart; 0 for one that never was. */
  readonly #past = new Map<string, number>();
  #size = 0;
  #proven = 0;
  #apart = 0;

  /** `places`: evaluations at a time. */
  constructor(places: number) {
    this.#most = Math.max(1, places - 1);
  }

  get size(): number {
    return this.#size;
  }

  /** `first`: it was under way before, and goes before the others of its expression. */
  add(job: T, first = false): void {
    const queue = this.#queues.get(job.hash);
    if (!queue) this.#queues.set(job.hash, [job]);
    else if (first) queue.unshift(job);
    else queue.push(job);
    this.#size += 1;
  }

  /** True for an expression that ended well before, and was not stopped since. */
  isProven(hash: string, now: number): boolean {
    return this.#standingOf(hash, now) === 'proven';
  }

  /** The next job that may have a place, with how to give it back. `spare`: processes that stand idle. */
  take(now: number, spare: number): { job: T; leave: () => void } | undefined {
    // A place is free: the first is kept for the proven, and the next one goes to the others where they want it.
    const order: Standing[] = this.#proven > 0 ? ['new', 'stopped', 'proven'] : ['proven', 'new', 'stopped'];
    for (const standing of order) {
      const apart = standing !== 'proven';
      if (apart && this.#apart >= this.#most) continue;
      // What will be killed must not take the last process: a new one needs a tenth of a second to start.
      if (standing === 'stopped' && this.#proven === 0 && spare < 2) continue;
      const job = this.#first(standing, now);
      if (job) return { job, leave: this.#enter(apart) };
    }
    return undefined;
  }

  #enter(apart: boolean): () => void {
    if (apart) this.#apart += 1;
    else this.#proven += 1;
    return () => {
      if (apart) this.#apart -= 1;
      else this.#proven -= 1;
    };
  }

  #first(standing: Standing, now: number): T | undefined {
    for (const [hash, queue] of this.#queues) {
      if (this.#standingOf(hash, now) !== standing) continue;
      const job = queue.shift();
      this.#queues.delete(hash);
      if (queue.length > 0) this.#queues.set(hash, queue);
      if (job) this.#size -= 1;
      return job;
    }
    return undefined;
  }

  #standingOf(hash: string, now: number): Standing {
    const until = this.#past.get(hash);
    if (until === undefined) return 'new';
    return now < until ? 'stopped' : 'proven';
  }

  /** The expression ended by itself, with a value or a fault. One that was stopped lately stays apart all the same. */
  ended(hash: string): void {
    if (!this.#past.has(hash)) this.#remember(hash, 0);
  }

  /** The expression was ended by force. */
  stopped(hash: string, now: number): void {
    this.#remember(hash, now + APART_MS);
  }

  #remember(hash: string, until: number): void {
    this.#past.delete(hash);
    this.#past.set(hash, until);
    const [oldest] = this.#past.keys();
    if (this.#past.size > MOST_KNOWN && oldest !== undefined) this.#past.delete(oldest);
  }

  /** Takes every waiting job out. */
  drain(): T[] {
    const all = [...this.#queues.values()].flat();
    this.#queues.clear();
    this.#size = 0;
    return all;
  }
}
