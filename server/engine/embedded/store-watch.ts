// Whether the store takes anything: after a failed commit no lead is accepted until a probe has been written.
import type { JournalStore } from '../../store/ports.ts';

const PROBE_MS = 500;

/** Watches one store. `failed` is told of failed commits; `onUp` is called when it writes again. */
export class StoreWatch {
  readonly #store: JournalStore;
  readonly #onUp: () => void;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(store: JournalStore, onUp: () => void) {
    this.#store = store;
    this.#onUp = onUp;
  }

  /** True from a failed commit to the next probe that is on disk. */
  get down(): boolean {
    return this.#timer !== undefined;
  }

  failed(): void {
    if (this.#stopped) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#probe(), PROBE_MS);
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  async #probe(): Promise<void> {
    const asked = this.#timer;
    try {
      await this.#store.probe();
    } catch {
      this.failed();
      return;
    }
    // A commit that failed since the probe was sent has set another timer.
    if (this.#timer !== asked) return;
    this.#timer = undefined;
    this.#onUp();
  }
}
