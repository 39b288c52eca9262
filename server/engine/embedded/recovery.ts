// Takes runs up again: unfinished ones at a start, waiting ones when their time comes, dropped ones after a failed commit.
import type { JournalStore, StoredRun } from '../../store/ports.ts';

/** What recovery is made of. `resume` walks a run and resolves when it ends or parks. */
export interface RecoveryDeps {
  store: JournalStore;
  now: () => number;
  /** True for a run that is in memory already. */
  holds: (id: string) => boolean;
  /** How many more runs may be in memory. */
  room: () => number;
  resume: (stored: StoredRun) => Promise<void>;
  onError: (error: unknown, says: string) => void;
}

const TICK_MS = 500;
const PAGE = 200;
/** Runs taken up at a time at a start, so that new leads find room. */
const AT_ONCE = 64;

/** One list of ids to take up, worked off a few at a time. */
export class Recovery {
  readonly #deps: RecoveryDeps;
  readonly #queue: string[] = [];
  readonly #queued = new Set<string>();
  #active = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(deps: RecoveryDeps) {
    this.#deps = deps;
  }

  /** Queues every run that was running when the process ended, then watches the timers. Resolves once all are queued. */
  async start(): Promise<void> {
    let after = '';
    for (;;) {
      const page = await this.#deps.store.unfinished(after, PAGE);
      this.again(page.filter((run) => run.state === 'running').map((run) => run.id));
      const last = page.at(-1);
      if (!last || page.length < PAGE) break;
      after = last.id;
    }
    this.#timer = setInterval(() => void this.#due(), TICK_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#queue.length = 0;
  }

  /** Queues runs to be loaded from the journal. */
  again(ids: Iterable<string>): void {
    for (const id of ids) {
      if (this.#queued.has(id)) continue;
      this.#queued.add(id);
      this.#queue.push(id);
    }
    this.#work();
  }

  async #due(): Promise<void> {
    try {
      const ids = await this.#deps.store.due(this.#deps.now(), PAGE);
      this.again(ids.filter((id) => !this.#deps.holds(id)));
    } catch (error) {
      this.#deps.onError(error, 'The timers could not be read.');
    }
    this.#work();
  }

  #work(): void {
    while (this.#queue.length > 0 && this.#active < AT_ONCE && this.#deps.room() > 0) {
      const id = this.#queue.shift();
      if (id !== undefined) void this.#take(id);
    }
  }

  async #take(id: string): Promise<void> {
    this.#active += 1;
    this.#queued.delete(id);
    try {
      const stored = await this.#deps.store.load(id);
      if (stored) await this.#deps.resume(stored);
    } catch (error) {
      this.#deps.onError(error, `Run ${id} could not be taken up; it is tried again.`);
      setTimeout(() => this.again([id]), 1000).unref();
    } finally {
      this.#active -= 1;
      this.#work();
    }
  }
}
