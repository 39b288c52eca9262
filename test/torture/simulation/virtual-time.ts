// Time that stands still until it is told to go on: timers and clock of the process, replaced by ones that a seed decides.

/** Whose event it is: a crash of the process takes its own away, and leaves those of the world around it. */
export type Owner = 'process' | 'world';

interface Event {
  id: number;
  at: number;
  owner: Owner;
  run: () => void;
  /** Milliseconds after which it comes again; undefined for once. */
  every: number | undefined;
}

/** Taken before any simulation puts its own in the place. */
const realImmediate = globalThis.setImmediate;

type Callback = (...args: unknown[]) => void;

/** When every simulation begins, milliseconds since 1970. */
const BEGIN = Date.UTC(2026, 0, 1);

/**
 * Invariants. V1: of two events the earlier one runs first, and of two at the same time the one that was asked for first.
 * V2: between two events every promise that can be settled is settled.
 */
export class VirtualTime {
  #now = BEGIN;
  #next = 1;
  readonly #events = new Map<number, Event>();
  /** The wall clock is so many milliseconds off; timers do not notice. */
  #off = 0;
  /** How many events have run. */
  ran = 0;

  /** The wall clock, milliseconds since 1970. */
  get now(): number {
    return this.#now + this.#off;
  }

  /** Milliseconds since the beginning, whatever the wall clock says. */
  get elapsed(): number {
    return this.#now - BEGIN;
  }

  /** Sets the wall clock forward or back. */
  step(ms: number): void {
    this.#off += ms;
  }

  /** Calls `run` so many milliseconds from now. */
  after(ms: number, owner: Owner, run: () => void): number {
    return this.#add({ at: this.#now + ms, owner, run, every: undefined });
  }

  /** Forgets everything that the process had planned. */
  forgetProcess(): void {
    for (const [id, { owner }] of this.#events) if (owner === 'process') this.#events.delete(id);
  }

  /** Runs the next event, after everything that the last one set going. False where there is none. */
  async next(): Promise<boolean> {
    const event = this.#first();
    if (!event) return false;
    if (event.every === undefined) this.#events.delete(event.id);
    else this.#again(event, event.every);
    this.#now = Math.max(this.#now, event.at);
    this.ran += 1;
    event.run();
    await this.settle();
    return true;
  }

  /** Resolves once every promise that can be settled is settled. */
  settle(): Promise<void> {
    return new Promise((resolve) => realImmediate(resolve));
  }

  /** Puts this clock and these timers in the place of the real ones. */
  install(): void {
    const timer =
      (every: boolean) =>
      (run: Callback, ms?: number, ...args: unknown[]) => {
        const wait = Math.max(1, Number(ms ?? 1));
        const event = { at: this.#now + wait, owner: 'process' as const, run: () => run(...args) };
        return this.#handle(this.#add({ ...event, every: every ? wait : undefined }));
      };
    const immediate = (run: Callback, ...args: unknown[]) =>
      this.#handle(this.#add({ at: this.#now, owner: 'process', run: () => run(...args), every: undefined }));
    const clear = (handle: unknown) => void this.#events.delete(Number(handle));
    const timers = { setTimeout: timer(false), setInterval: timer(true), setImmediate: immediate };
    Object.assign(globalThis, timers, { clearTimeout: clear, clearInterval: clear, clearImmediate: clear });
    Date.now = () => this.now;
    performance.now = () => this.elapsed;
  }

  #add(event: Omit<Event, 'id'>): number {
    const id = this.#next;
    this.#next += 1;
    this.#events.set(id, { id, ...event });
    return id;
  }

  /** An interval goes to the end of the line: what was asked for meanwhile at the same time comes before it. */
  #again(event: Event, every: number): void {
    this.#events.delete(event.id);
    this.#events.set(event.id, { ...event, at: event.at + every });
  }

  #first(): Event | undefined {
    let first: Event | undefined;
    for (const event of this.#events.values()) if (!first || event.at < first.at) first = event;
    return first;
  }

  /** What a timer's caller holds: usable as a number, and with the methods that Node's have. */
  #handle(id: number): object {
    const handle = {
      ref: () => handle,
      unref: () => handle,
      hasRef: () => true,
      refresh: () => handle,
      close: () => void this.#events.delete(id),
      [Symbol.toPrimitive]: () => id,
      [Symbol.dispose]: () => void this.#events.delete(id),
    };
    return handle;
  }
}
