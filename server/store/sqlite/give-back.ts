// Gives the room of what was deleted back to the disk, some pages at a time, while nobody waits for the writer.
import type { Database } from './database.ts';

/** Free pages of 4 kB that stay in the file, 64 MB: what comes next fills them, and the file need not grow for it. */
const KEPT_PAGES = 16_384;
/** Pages of one part: about a millisecond of the writer. */
const A_PART = 100;
/** Nothing was asked of the writer for so long, milliseconds, and how often that is looked at. */
const IDLE_MS = 250;
const LOOK_MS = 1000;
/** Between two parts, milliseconds: whoever comes meanwhile finds the writer free. */
const REST_MS = 10;

/** Gives back one part; true where there is more to give. Throws what the disk says. */
export function givePart(db: Database, kept = KEPT_PAGES): boolean {
  if (freePages(db) <= kept) return false;
  db.raw.exec(`PRAGMA incremental_vacuum(${Math.min(A_PART, freePages(db) - kept)})`);
  return freePages(db) > kept;
}

function freePages(db: Database): number {
  return Number(db.get('PRAGMA freelist_count')?.freelist_count ?? 0);
}

/** Calls `part` while nothing else is asked for, for as long as it answers that there is more. It keeps no thread alive. */
export class WhileIdle {
  readonly #part: () => boolean;
  #asked = 0;
  #isLooking = false;

  constructor(part: () => boolean) {
    this.#part = part;
  }

  /** Something was asked for, which may leave room to be given back. */
  asked(): void {
    this.#asked = performance.now();
    if (!this.#isLooking) this.#look(LOOK_MS);
  }

  #look(afterMs: number): void {
    this.#isLooking = true;
    setTimeout(() => {
      this.#isLooking = false;
      if (performance.now() - this.#asked < IDLE_MS) this.#look(LOOK_MS);
      else if (this.#part()) this.#look(REST_MS);
    }, afterMs).unref();
  }
}
