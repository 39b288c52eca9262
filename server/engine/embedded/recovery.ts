// Takes runs up again: unfinished ones at a start, waiting ones when their time comes, dropped ones after a failed commit.
import type { JournalStore, StoredRun } from '../../store/ports.ts';

/** What recovery is made of. */
export interface RecoveryDeps {
  store: JournalStore;
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
/** Runs taken up at a time at a start, so that new leads find room. */
const AT_ONCE = 64;
const AGAIN_MS = 1000;

/** One list of ids to take up, worked off a few at a time. */
export class Recovery {
  readonly #deps: RecoveryDeps;
  /** In the order they came. */
  readonly #queue = new Set<string>();
  /** Runs between the list and the memory: a second load would take them from the first. */
  readonly #loading = new Set<string>();
  #active = 0;
  #stopped = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(deps: RecoveryDeps) {
    this.#deps = deps;
  }

  /** Queues every run that was running when the process ended, then watches the timers. Resolves once all are queued. */
  async start(): Promise<void> {
    let after: string | undefined = '';
    while (after !== undefined) {
      const page: string[] = await this.#deps.store.running(after, PAGE);
      this.again(page.filter((id) => !this.#deps.holds(id) && !this.#loading.has(id)));
      after = page.length < PAGE ? undefined : page.at(-1);
    }
    this.#timer = setInterval(() => void this.#due(), TICK_MS);
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

  /** True while a run is on its way into memory. */
  loads(id: string): boolean {
    return this.#loading.has(id);
  }

  /** Loads one run and keeps everyone else off it until `work` is done. Call it while `loads` is false. */
  async alone<T>(id: string, work: (stored: StoredRun | undefined) => Promise<T>): Promise<T> {
    this.#queue.delete(id);
    this.#loading.add(id);
    try {
      await this.#deps.settle(id);
      return await work(await this.#deps.store.load(id));
    } finally {
      this.#loading.delete(id);
    }
  }

  async #due(): Promise<void> {
    try {
      const ids = await this.#deps.store.due(this.#deps.now(), PAGE);
      this.again(ids.filter((id) => !this.#deps.holds(id) && !this.#loading.has(id)));
    } catch (error) {
      this.#deps.onError(error, 'The timers could not be read.');
    }
  }

  #work(): void {
    for (const id of this.#queue) {
      if (this.#active >= AT_ONCE || this.#deps.room() <= 0) return;
      // A failed commit may ask for one that is loading: it comes round again when that load has ended.
      if (!this.#loading.has(id)) void this.#take(id);
    }
  }

  async #take(id: string): Promise<void> {
    this.#active += 1;
    try {
      const walk = await this.alone(id, (stored) => this.#resume(id, stored));
      await walk?.ended;
    } catch (error) {
      this.#deps.onError(error, `Run ${id} could not be taken up; it is tried again.`);
      setTimeout(() => this.again([id]), AGAIN_MS).unref();
    } finally {
      this.#active -= 1;
      this.#work();
    }
  }

  async #resume(id: string, stored: StoredRun | undefined): Promise<{ ended: Promise<unknown> } | undefined> {
    if (stored && !this.#stopped) return this.#deps.resume(stored);
    if (!stored) this.#deps.gone(id);
    return undefined;
  }
}
