// Takes runs up again: unfinished ones at a start, waiting ones when their time comes, dropped ones after a failed commit.
import { Failure } from '../../../flows/language/failures.ts';
import type { JournalStore, StoredRun } from '../../store/ports.ts';
import type { Queue } from '../engine.ts';
import type { Lines } from './control.ts';
import { Drains } from './drains.ts';

/** What recovery is made of. */
export interface RecoveryDeps {
  store: Omit<JournalStore, 'batch' | 'probe' | 'endUnread'>;
  lines: Lines;
  now: () => number;
  /** True for a run that is in memory already. */
  holds: (id: string) => boolean;
  /** How many more runs may be in memory. */
  room: () => number;
  /** Resolves once the lines given for a run so far are on disk: a load must see them. */
  settle: (id: string) => Promise<unknown>;
  /** Resolves once the run is in memory; `ended` when its walk ends or parks. */
  resume: (stored: StoredRun) => Promise<{ ended: Promise<unknown> }>;
  /** The run is finished, was never stored, or is held. */
  gone: (id: string) => void;
  onError: (error: unknown, says: string) => void;
}

const TICK_MS = 500;
const PAGE = 200;
/** Runs taken up at a time, so that new leads find room. One counts until it parks, ends, or comes to a call. */
const AT_ONCE = 64;
const AGAIN_MS = 1000;

/** One list of ids to take up, worked off a few at a time. */
export class Recovery {
  readonly #deps: RecoveryDeps;
  /** In the order they came. */
  readonly #queue = new Set<string>();
  /** Runs between the list and the memory, with what they must be: a second load would take them from the first. */
  readonly #loading = new Map<string, 'held' | undefined>();
  /** Runs that were taken up and have not come to a wait yet. */
  readonly #active = new Set<string>();
  readonly #drains: Drains;
  /** Of the runs that an earlier process left: those that have not come to a wait or their end since. */
  readonly #early = new Set<string>();
  /** Queues that are read once there are none of these: who was on the way in goes before who still waited. */
  #later: Queue[] = [];
  #stopped = false;
  /** True where more runs may be due than were read. */
  #moreDue = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(deps: RecoveryDeps) {
    this.#deps = deps;
    this.#drains = new Drains({
      store: deps.store,
      lines: deps.lines,
      onItsWay: (id) => this.#queue.has(id) || this.#comes(id),
      again: (ids) => this.again(ids),
      onError: deps.onError,
    });
  }

  /**
   * Queues every run that was running when the process ended and every parent whose child has ended since, looks at what
   * waits in queues, then watches the timers. Resolves once all are queued.
   */
  async start(): Promise<void> {
    const { store, lines } = this.#deps;
    for (const { queue } of await store.queues()) this.#later.push(queue as Queue);
    for (const queue of this.#later) lines.mark(queue);
    await this.#each((after) => store.running(after, PAGE));
    await this.#each((after) => store.wakeable(after, PAGE));
    this.#timer = setInterval(() => void this.#due(), TICK_MS);
    this.#drainLater();
  }

  async #each(pageAfter: (after: string) => Promise<string[]>): Promise<void> {
    let after: string | undefined = '';
    while (after !== undefined) {
      const page: string[] = await pageAfter(after);
      const ids = page.filter((id) => !this.#comes(id));
      for (const id of ids) this.#early.add(id);
      this.again(ids);
      after = page.length < PAGE ? undefined : page.at(-1);
    }
  }

  stop(): void {
    this.#stopped = true;
    clearInterval(this.#timer);
    this.#queue.clear();
  }

  /** Queues runs to be loaded from the journal. */
  again(ids: Iterable<string>): void {
    if (this.#stopped) return;
    for (const id of ids) this.#queue.add(id);
    this.#work();
  }

  /** Takes the runs of a queue up, in the order they were accepted, as its gate lets them in. */
  drain(queue: Queue): void {
    if (!this.#stopped) this.#drains.drain(queue);
  }

  /** A run has come to a call, which may take long: the next may be taken up. */
  waits(id: string): void {
    if (this.#active.delete(id)) this.#next(id);
  }

  /** True while a run is on its way into memory. */
  loads(id: string): boolean {
    return this.#loading.has(id);
  }

  /** True also for a run that waits to be loaded. */
  takesUp(id: string): boolean {
    return this.#queue.has(id) || this.#loading.has(id);
  }

  /** In memory, or on the way into it. A run that is looked at by somebody who thinks that it is held may stay where it is. */
  #comes(id: string): boolean {
    return this.#deps.holds(id) || (this.#loading.has(id) && this.#loading.get(id) === undefined);
  }

  /**
   * Loads one run and keeps everyone else off it until `work` is done. Call it while `loads` is false. With `only`, a run that
   * is not held is left as it is, and `work` is given nothing. Where `work` fails with anything but RUN_NOT_HELD, the run is
   * taken up as if nobody had asked.
   */
  async alone<T>(id: string, work: (stored: StoredRun | undefined) => Promise<T>, only?: 'held'): Promise<T> {
    let ours = this.#queue.has(id);
    let isLoaded = false;
    try {
      return await this.#alone(
        id,
        (stored) => {
          isLoaded = true;
          ours ||= stored !== undefined;
          return work(stored);
        },
        only,
      );
    } catch (error) {
      // Nobody else would: a run that was loaded is one that somebody walks, by the store.
      if (ours && !(error instanceof Failure && error.code === 'RUN_NOT_HELD')) this.again([id]);
      // It is where it was. Who read its queue meanwhile has passed over it, and may take the queue for empty.
      if (!isLoaded && only === undefined) void this.#readQueues();
      throw error;
    } finally {
      if (only === undefined) this.#deps.lines.back(id);
      this.#next(id);
    }
  }

  async #alone<T>(id: string, work: (stored: StoredRun | undefined) => Promise<T>, only?: 'held'): Promise<T> {
    this.#queue.delete(id);
    this.#loading.set(id, only);
    try {
      await this.#deps.settle(id);
      return await work(await this.#deps.store.load(id, only));
    } finally {
      this.#loading.delete(id);
    }
  }

  async #readQueues(): Promise<void> {
    if (this.#stopped) return;
    try {
      for (const { queue } of await this.#deps.store.queues()) this.drain(queue as Queue);
    } catch (error) {
      this.#deps.onError(error, 'The queues could not be read; it is tried again.');
      setTimeout(() => void this.#readQueues(), AGAIN_MS).unref();
    }
  }

  async #due(): Promise<void> {
    try {
      const ids = await this.#deps.store.due(this.#deps.now(), PAGE);
      this.#moreDue = ids.length === PAGE;
      this.again(ids.filter((id) => !this.#comes(id)));
    } catch (error) {
      this.#deps.onError(error, 'The timers could not be read.');
    }
  }

  /** A run is in nobody's way any more. */
  #next(id: string): void {
    if (this.#early.delete(id)) this.#drainLater();
    this.#work();
    // An outage leaves thousands that are due at once: they do not wait for the next tick.
    if (!this.#moreDue || this.#queue.size > 0 || this.#stopped) return;
    this.#moreDue = false;
    void this.#due();
  }

  #drainLater(): void {
    if (this.#early.size > 0 || !this.#timer) return;
    for (const queue of this.#later.splice(0)) this.drain(queue);
  }

  #work(): void {
    for (const id of this.#queue) {
      if (this.#active.size >= AT_ONCE || this.#deps.room() <= 0) return;
      // It came into memory after it was asked for, and has seen what it was asked for: a second load would take it from itself.
      if (this.#deps.holds(id)) this.#queue.delete(id);
      // A failed commit may ask for one that is loading: it comes round again when that load has ended.
      else if (!this.#loading.has(id)) void this.#take(id);
    }
  }

  async #take(id: string): Promise<void> {
    this.#active.add(id);
    try {
      const walk = await this.#alone(id, (stored) => this.#resume(id, stored));
      await walk?.ended;
    } catch (error) {
      this.#deps.onError(error, `Run ${id} could not be taken up; it is tried again.`);
      // Its timer is still due on disk: asked at once, that would go round as fast as the store can fail.
      this.#moreDue = false;
      setTimeout(() => this.again([id]), AGAIN_MS).unref();
    } finally {
      this.#active.delete(id);
      this.#deps.lines.back(id);
      this.#next(id);
    }
  }

  async #resume(id: string, stored: StoredRun | undefined): Promise<{ ended: Promise<unknown> } | undefined> {
    if (stored && !this.#stopped) return this.#deps.resume(stored);
    if (!stored) this.#deps.gone(id);
    return undefined;
  }
}
