// What the simulator remembers of requests: the last thousand, and exact counts for every idempotency key.
import type { Call } from './request.ts';

/** One request that came. `n` counts from 1; `at` is an ISO time. */
export interface JournalEntry {
  n: number;
  at: string;
  method: string;
  path: string;
  phone: string;
  key: string;
  /** The first 2,000 characters. */
  body: string;
  behaviour: string;
  /** Status sent; 0 where no answer was. */
  status: number;
}

/** What `GET /__counts` answers. `complete` is false once more keys came than are kept. */
export interface Counts {
  requests: number;
  keys: number;
  repeats: number;
  repeated: { key: string; times: number }[];
  complete: boolean;
}

const KEPT = 1_000;
const MOST_KEYS = 1_000_000;

/** The journal of one simulator process. */
export class RequestJournal {
  #ring: JournalEntry[] = [];
  #requests = 0;
  #repeats = 0;
  #complete = true;
  #keys = new Set<string>();
  #repeated = new Map<string, number>();

  add(call: Call, behaviour: string, status: number): void {
    this.#requests += 1;
    const entry = { n: this.#requests, at: new Date().toISOString(), behaviour, status, ...briefly(call) };
    // A ring by position: shifting an array of a thousand for each request would cost more than the answer.
    this.#ring[(this.#requests - 1) % KEPT] = entry;
    if (call.key !== '') this.#count(call.key);
  }

  #count(key: string): void {
    if (this.#keys.has(key)) {
      this.#repeats += 1;
      this.#repeated.set(key, (this.#repeated.get(key) ?? 1) + 1);
    } else if (this.#keys.size < MOST_KEYS) this.#keys.add(key);
    else this.#complete = false;
  }

  /** Oldest first. An empty filter takes all. */
  find(filter: { path: string; phone: string }): JournalEntry[] {
    return this.#ring
      .filter((entry) => filter.path === '' || entry.path === filter.path)
      .filter((entry) => filter.phone === '' || entry.phone === filter.phone)
      .sort((a, b) => a.n - b.n);
  }

  counts(): Counts {
    const repeated = [...this.#repeated].slice(0, KEPT).map(([key, times]) => ({ key, times }));
    return {
      requests: this.#requests,
      keys: this.#keys.size,
      repeats: this.#repeats,
      repeated,
      complete: this.#complete,
    };
  }

  reset(): void {
    this.#ring = [];
    this.#requests = 0;
    this.#repeats = 0;
    this.#complete = true;
    this.#keys.clear();
    this.#repeated.clear();
  }
}

function briefly(call: Call): Pick<JournalEntry, 'method' | 'path' | 'phone' | 'key' | 'body'> {
  return { method: call.method, path: call.path, phone: call.phone, key: call.key, body: call.text.slice(0, 2_000) };
}
