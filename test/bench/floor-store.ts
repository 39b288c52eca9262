// The floor's store, seen from the main thread: leads gather while one batch is being committed in the worker.
import { Worker } from 'node:worker_threads';

/** What one lead leaves: its body as it came, and a lead row where one is wanted. */
export interface FloorRow {
  raw: Uint8Array;
  lead: { status: string; phone: string; fields: string } | undefined;
}

/** What became of it, once it is on disk. `created` is false where the phone number was there already. */
export interface FloorStored {
  id: string;
  created: boolean;
}

interface Waiting {
  row: FloorRow;
  resolve: (stored: FloorStored) => void;
}

const LARGEST_BATCH = 256;

/** Group commit: one batch in flight, the next gathering. */
export class FloorStore {
  readonly #worker: Worker;
  #gathering: Waiting[] = [];
  #inFlight: Waiting[] = [];

  constructor(folder: string) {
    this.#worker = new Worker(new URL('floor-worker.ts', import.meta.url), { workerData: { folder } });
    this.#worker.on('message', (stored: FloorStored[]) => this.#done(stored));
  }

  /** Resolves when the rows are on disk. */
  add(row: FloorRow): Promise<FloorStored> {
    return new Promise((resolve) => {
      this.#gathering.push({ row, resolve });
      // Leads of the same turn of the event loop go together.
      if (this.#gathering.length === 1) setImmediate(() => this.#send());
    });
  }

  #send(): void {
    if (this.#inFlight.length > 0 || this.#gathering.length === 0) return;
    this.#inFlight = this.#gathering.splice(0, LARGEST_BATCH);
    this.#worker.postMessage(this.#inFlight.map(({ row }) => row));
  }

  #done(stored: FloorStored[]): void {
    const done = this.#inFlight;
    this.#inFlight = [];
    this.#send();
    for (const [n, { resolve }] of done.entries()) {
      const each = stored[n];
      if (each) resolve(each);
    }
  }
}
