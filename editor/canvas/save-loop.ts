// Autosave as a small machine: keeps every change in this browser at once, and on the server soon after.
import type { FlowBundle } from '../../flows/language/document.ts';

/** How the draft stands. `at` is epoch milliseconds; null where nothing was changed since the page was opened. */
export type SaveState =
  | { is: 'saved'; at: number | null }
  | { is: 'saving' }
  | { is: 'offline'; says: string }
  | { is: 'conflict' }
  | { is: 'refused'; says: string };

/** Why a PUT did not go through. */
export type PutFault = { is: 'conflict' } | { is: 'offline'; says: string } | { is: 'refused'; says: string };

/** What the loop needs of the world around it. */
export interface SaveWays<D extends { rev: number }> {
  /** Sends the draft; rejects with whatever `faultOf` can read. */
  put: (bundle: FlowBundle, rev: number) => Promise<D>;
  faultOf: (error: unknown) => PutFault;
  /** Keeps the draft in this browser, or forgets it. */
  keep: (draft: { bundle: FlowBundle; rev: number } | null) => void;
  /** Calls back after so many milliseconds; returns how to call it off. */
  after: (ms: number, call: () => void) => () => void;
  now: () => number;
  onState: (state: SaveState) => void;
  onSaved: (detail: D) => void;
}

/** Milliseconds of rest before a change is sent. */
export const SAVE_AFTER_MS = 800;
const RETRY_MS = [2000, 4000, 8000, 15_000, 30_000] as const;

/** One flow's loop, from opening the page to leaving it. */
export class SaveLoop<D extends { rev: number }> {
  readonly #ways: SaveWays<D>;
  #rev: number;
  #unsent: FlowBundle | null = null;
  #sending: Promise<boolean> | null = null;
  #callOff: () => void = () => undefined;
  #failures = 0;
  #isConflict = false;
  #isStopped = false;

  constructor(ways: SaveWays<D>, rev: number) {
    this.#ways = ways;
    this.#rev = rev;
  }

  /** The revision that the next change is made on. */
  get rev(): number {
    return this.#rev;
  }

  /** True while the server does not have every change. */
  get isUnsent(): boolean {
    return this.#unsent !== null;
  }

  /** The drawing changed: kept now, sent 800 ms after the last change. */
  changed(bundle: FlowBundle): void {
    this.#unsent = bundle;
    this.#ways.keep({ bundle, rev: this.#rev });
    if (this.#isConflict) return;
    if (this.#failures === 0) this.#ways.onState({ is: 'saving' });
    this.#later(SAVE_AFTER_MS);
  }

  /** Sends what is unsent now. True once nothing is unsent. */
  async flush(): Promise<boolean> {
    this.#callOff();
    if (this.#sending) await this.#sending;
    const bundle = this.#unsent;
    if (bundle === null) return true;
    if (this.#isConflict) return false;
    this.#ways.onState({ is: 'saving' });
    this.#sending = this.#ways.put(bundle, this.#rev).then(
      (detail) => this.#saved(detail, bundle),
      (error) => this.#failed(error),
    );
    const isDone = await this.#sending;
    this.#sending = null;
    return isDone;
  }

  /**
   * Sends the draft, then makes a request on its revision: a save or a publish. What is changed meanwhile is kept and
   * sent on the revision that comes of it. Undefined where the draft did not go through; rejects as the request does.
   */
  async afterwards(request: (rev: number) => Promise<D>): Promise<D | undefined> {
    if (!(await this.flush())) return undefined;
    const asked = request(this.#rev);
    this.#sending = asked.then(
      (detail) => this.#rebased(detail),
      () => false,
    );
    try {
      return await asked;
    } finally {
      await this.#sending;
      this.#sending = null;
    }
  }

  /** From now on changes are made on this revision, and what was unsent is dropped: after a reload. */
  adopt(rev: number): void {
    this.#callOff();
    this.#rev = rev;
    this.#unsent = null;
    this.#failures = 0;
    this.#isConflict = false;
    this.#ways.keep(null);
    this.#ways.onState({ is: 'saved', at: this.#ways.now() });
  }

  /** Sends what is unsent over this revision: "keep mine". */
  overwrite(rev: number): Promise<boolean> {
    this.#rev = rev;
    this.#isConflict = false;
    return this.flush();
  }

  /** The page is left: what is unsent is sent once more, and stays kept in this browser until it has arrived. */
  stop(): void {
    this.#isStopped = true;
    this.#callOff();
    if (this.#unsent !== null && !this.#isConflict) void this.flush();
  }

  #rebased(detail: D): boolean {
    this.#rev = detail.rev;
    this.#ways.keep(this.#unsent && { bundle: this.#unsent, rev: this.#rev });
    if (this.#unsent === null) this.#ways.onState({ is: 'saved', at: this.#ways.now() });
    this.#ways.onSaved(detail);
    return this.#unsent === null;
  }

  #later(ms: number): void {
    this.#callOff();
    this.#callOff = this.#ways.after(ms, () => void this.flush());
  }

  #saved(detail: D, sent: FlowBundle): boolean {
    this.#rev = detail.rev;
    this.#failures = 0;
    if (this.#unsent === sent) this.#unsent = null;
    this.#ways.keep(this.#unsent && { bundle: this.#unsent, rev: this.#rev });
    this.#ways.onSaved(detail);
    this.#ways.onState(this.#unsent ? { is: 'saving' } : { is: 'saved', at: this.#ways.now() });
    return this.#unsent === null;
  }

  #failed(error: unknown): boolean {
    const fault = this.#ways.faultOf(error);
    this.#ways.onState(fault);
    this.#isConflict = fault.is === 'conflict';
    const wait = RETRY_MS[Math.min(this.#failures, RETRY_MS.length - 1)] ?? 30_000;
    if (fault.is === 'offline' && !this.#isStopped) this.#later(wait);
    this.#failures += 1;
    return false;
  }
}
