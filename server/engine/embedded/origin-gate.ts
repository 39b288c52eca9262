// The gate to one receiver: so many calls at a time, a short wait in line, and nothing at all while the receiver is broken.
import type { Breaker } from './breaker.ts';
import type { Destination, Place, RunAtDoor, Stop } from './control.ts';
import type { Line, QueueLines } from './queue-lines.ts';

/** Calls under way to a receiver of whose connections none says how many. */
const DEFAULT_CONCURRENCY = 32;
/** Until a call has said how many the receiver takes. */
const UNKNOWN_CONCURRENCY = 4;
/** How long a call waits for a place in memory; then its run leaves the memory, milliseconds. */
const IN_LINE_MS = 1000;
/** The line is as long as the calls that may be under way; for a receiver that is quick, or was idle, at most so many times as long. */
const LONGEST_LINE = 8;

interface Waiting {
  run: RunAtDoor;
  answer: (answer: Place | Stop) => void;
  /** When it goes out of memory; undefined for a run that was taken out of the queue: it would only be put back. */
  until: number | undefined;
}

/** What a gate is made of. */
export interface GateParts {
  origin: string;
  lines: QueueLines;
  breaker: Breaker;
  now: () => number;
  /** How many more calls may wait in memory, at all receivers together. */
  spare: () => number;
}

/**
 * Invariants. G1: never more calls under way than the smallest limit of the origin's connections. G2: places are given in the
 * order they were asked for: who comes new goes behind those on disk, and these are taken out once nobody who came before
 * them waits in memory. G3: of runs that were taken out, half as many as may be under way wait in memory at most.
 */
export class OriginGate {
  readonly #parts: GateParts;
  readonly #line: Line;
  readonly #named = new Map<string, number | undefined>();
  #limit = UNKNOWN_CONCURRENCY;
  #underWay = 0;
  /** When it last got a call while it had none, by the process's own clock. */
  #busySince = 0;
  /** Calls that ended in this second and in the one before, by the process's own clock. */
  #ended = { second: 0, now: 0, before: 0 };
  readonly #waiting: Waiting[] = [];
  /** How many of those in line came new. */
  #patient = 0;
  #lineTimer: NodeJS.Timeout | undefined;
  #openTimer: NodeJS.Timeout | undefined;

  constructor(parts: GateParts) {
    this.#parts = parts;
    this.#line = parts.lines.of(`origin:${parts.origin}`);
  }

  /** A place, a stop, or a promise of one of them within a second; longer for a run that was taken out of the queue. */
  enter(to: Destination, run: RunAtDoor): Place | Stop | Promise<Place | Stop> {
    const { lines, breaker, now } = this.#parts;
    this.#learn(to);
    const taken = lines.takenFrom(run.runId) === this.#line;
    const state = breaker.state(now());
    if (state === 'open' || state === 'probing' || (this.#line.stored && !taken)) return this.#stop();
    if (taken) lines.pass(run.runId);
    if (this.#free(state) && this.#waiting.length === 0) return this.#place(run, state === 'ready');
    if (!taken && this.#waiting.length >= this.#lineLength()) return this.#stop();
    const until = taken ? undefined : performance.now() + IN_LINE_MS;
    return new Promise((answer) => this.#wait({ run, answer, until }));
  }

  /** Runs that may be taken out of the queue. */
  room(): number {
    const { breaker, now } = this.#parts;
    const state = breaker.state(now());
    const waiting = this.#waiting.length + this.#line.taken.size;
    if (state === 'ready') return 1 - waiting;
    if (state !== 'closed' || this.#patient > 0) return 0;
    const allowed = breaker.allowed(this.#limit);
    return allowed + Math.ceil(allowed / 2) - this.#underWay - waiting;
  }

  /** For tests and watchers: calls under way, and those that wait in memory. */
  get counts(): { underWay: number; waiting: number } {
    return { underWay: this.#underWay, waiting: this.#waiting.length };
  }

  #learn({ connection, concurrency }: Destination): void {
    if (this.#named.get(connection) === concurrency && this.#named.has(connection)) return;
    this.#named.set(connection, concurrency);
    this.#limit = Math.min(...[...this.#named.values()].map((each) => each ?? DEFAULT_CONCURRENCY));
  }

  /**
   * As many as it may end within the second that they wait: a burst for a quick receiver is not worth the way to the disk, nor
   * a caller's while that is answered before the lead is decided. Of one that was idle until just now nobody knows that it is
   * slow; but many such must not fill the memory, which is everybody's.
   */
  #lineLength(): number {
    const longest = LONGEST_LINE * this.#limit;
    const { now, before } = this.#endings();
    const quick = Math.max(this.#limit, Math.min(Math.max(now, before), longest));
    if (this.#waiting.length < quick || performance.now() - this.#busySince >= IN_LINE_MS) return quick;
    return Math.min(longest, this.#waiting.length + this.#parts.spare());
  }

  #endings(): { second: number; now: number; before: number } {
    const second = Math.floor(performance.now() / 1000);
    const last = this.#ended;
    if (last.second !== second) this.#ended = { second, now: 0, before: last.second === second - 1 ? last.now : 0 };
    return this.#ended;
  }

  #free(state: 'closed' | 'ready'): boolean {
    return state === 'ready' || this.#underWay < this.#parts.breaker.allowed(this.#limit);
  }

  #wait(waiting: Waiting): void {
    this.#waiting.push(waiting);
    if (waiting.until === undefined) return;
    this.#patient += 1;
    this.#lineTimer ??= setTimeout(() => this.#expire(), IN_LINE_MS);
  }

  /** The first of those who came new has waited long enough; those behind it go too, so that they stay in order. */
  #expire(): void {
    this.#lineTimer = undefined;
    const first = this.#waiting.find(({ until }) => until !== undefined);
    if (first?.until === undefined) return;
    const left = first.until - performance.now();
    if (left > 0) this.#lineTimer = setTimeout(() => this.#expire(), left);
    else this.#sendAway(({ until }) => until !== undefined);
  }

  #sendAway(which: (waiting: Waiting) => boolean): void {
    const stop = this.#stop();
    for (const waiting of this.#waiting.filter(which)) {
      this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
      if (waiting.until !== undefined) this.#patient -= 1;
      waiting.answer(stop);
    }
  }

  #place(run: RunAtDoor, probe: boolean): Place {
    const { breaker } = this.#parts;
    if (this.#underWay === 0) this.#busySince = performance.now();
    this.#underWay += 1;
    if (probe) breaker.probe();
    let given = true;
    return {
      leave: (went) => {
        if (!given) return;
        given = false;
        this.#leave(run, went, probe);
      },
    };
  }

  #leave(run: RunAtDoor, went: 'well' | 'broken' | 'unused', probe: boolean): void {
    const { breaker, now, lines } = this.#parts;
    this.#underWay -= 1;
    this.#endings().now += 1;
    const turn = breaker.ended(went, { now: now(), probe, limit: this.#limit });
    if (turn === 'opened') this.#opened(run);
    this.#serve();
    lines.wake(this.#line);
  }

  #serve(): void {
    const { breaker, now } = this.#parts;
    for (;;) {
      const state = breaker.state(now());
      if (state === 'open' || state === 'probing' || !this.#free(state)) return;
      const next = this.#waiting.shift();
      if (!next) return;
      if (next.until !== undefined) this.#patient -= 1;
      next.answer(this.#place(next.run, state === 'ready'));
    }
  }

  #opened(run: RunAtDoor): void {
    const { origin } = this.#parts;
    const { says } = this.#stop();
    run.report({ kind: 'receiver', node: '', code: 'RECEIVER_BROKEN', about: origin, says });
    this.#sendAway(() => true);
    this.#watch();
  }

  /** Lets one run of the queue find out, once it is time. */
  #watch(): void {
    const { breaker, now, lines } = this.#parts;
    clearTimeout(this.#openTimer);
    const left = (breaker.until ?? 0) - now();
    this.#openTimer = setTimeout(() => {
      if (breaker.state(now()) === 'open') this.#watch();
      else lines.wake(this.#line);
    }, Math.max(left, 0) + 1).unref();
  }

  #stop(): Stop {
    const { queue } = this.#line;
    const { origin, breaker, now } = this.#parts;
    const state = breaker.state(now());
    if (state === 'closed')
      return {
        queue,
        says: `${origin} has as many calls under way as it may (${this.#limit}); this one waits its turn.`,
      };
    if (state === 'open') {
      const at = new Date(breaker.until ?? 0).toISOString().slice(11, 19);
      return {
        queue,
        says: `Calls to ${origin} failed one after another. Nothing is sent until ${at} UTC; then one call finds out.`,
      };
    }
    return { queue, says: `Calls to ${origin} failed one after another. One call finds out whether it is back.` };
  }
}
