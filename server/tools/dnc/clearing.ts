// Deletes what was on DNC lists that are no more, a few entries at a time: leads on their way wait for none of it.
import { setTimeout as rest } from 'node:timers/promises';
import { type AdminStore, change } from '../../store/admin-ops.ts';

/** Entries that go at once: some milliseconds of the writer. */
const AT_ONCE = 1000;
const LONGEST_REST_MS = 500;

/** What it needs. */
export interface ClearingParts {
  store: Pick<AdminStore, 'write' | 'query'>;
  /** Told once of each time that it comes to nothing for now. */
  onError: (error: unknown, says: string) => void;
  /** Before it is tried again where the store takes nothing, milliseconds. */
  againMs: number;
}

/** The work, which goes on for as long as there is any. It keeps no process alive: the next one goes on. */
export class Clearing {
  readonly #parts: ClearingParts;
  #work: Promise<void> | undefined;
  #isAsked = false;

  constructor(parts: ClearingParts) {
    this.#parts = parts;
  }

  /** Begins; where it is at it, it looks once more. */
  begin(): void {
    this.#isAsked = true;
    this.#work ??= this.#all().finally(() => {
      this.#work = undefined;
      if (this.#isAsked) this.begin();
    });
  }

  /** Resolves once nothing is left to be done. */
  async settled(): Promise<void> {
    while (this.#work) await this.#work;
  }

  async #all(): Promise<void> {
    let failed = false;
    while (this.#isAsked) {
      this.#isAsked = false;
      const begun = performance.now();
      try {
        const { done } = await change(this.#parts.store, 'dncList.clear', { limit: AT_ONCE });
        failed = false;
        this.#isAsked ||= !done;
        if (!done) await this.#rest(Math.min(performance.now() - begun, LONGEST_REST_MS));
      } catch (error) {
        if (!failed) this.#parts.onError(error, 'What was on a deleted DNC list could not be deleted yet.');
        failed = true;
        this.#isAsked = true;
        await this.#rest(this.#parts.againMs);
      }
    }
  }

  async #rest(ms: number): Promise<void> {
    await rest(ms, undefined, { ref: false });
  }
}
