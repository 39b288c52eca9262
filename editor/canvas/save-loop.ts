// Autosave as a small machine: keeps every change in this browser at once, and on the server soon after.
import type { FlowBundle } from '../../flows/language/document.ts';
import { FRESH, type PutFault, type SaveState, type SaveWays, type ServerFlow } from './save-state.ts';

/** Milliseconds of rest before a change is sent. */
export const SAVE_AFTER_MS = 800;
const RETRY_MS = [2000, 4000, 8000, 15_000, 30_000] as const;
/** How often a request is made anew because only the revision was raised, and nothing said otherwise. */
const MOST_RAISES = 3;

/** The server's flow went another way than ours. */
class Overtaken<D> extends Error {
  readonly theirs: D;

  constructor(theirs: D) {
    super('The flow was changed elsewhere.');
    this.theirs = theirs;
  }
}

/**
 * One flow's loop, from opening the page to leaving it.
 * S1: at most one request is under way. S2: what is sent is sent on the revision of the base, the last drawing that
 * this page and the server agreed on. S3: nothing is sent over a drawing that is neither the base nor what we tried to
 * send. S4: while something is unsent, it is kept in this browser, or the state says that it is not.
 */
export class SaveLoop<D extends ServerFlow> {
  readonly #ways: SaveWays<D>;
  #rev: number;
  #base: FlowBundle;
  #unsent: FlowBundle | null = null;
  /** Sent, and nobody knows whether it arrived. */
  #tried: FlowBundle | null = null;
  #sending: Promise<boolean> | null = null;
  #callOff: () => void = () => undefined;
  #state: SaveState<D> = FRESH;
  #savedAt: number | null = null;
  #failures = 0;
  #isStopped = false;

  constructor(ways: SaveWays<D>, { rev, bundle }: ServerFlow) {
    this.#ways = ways;
    this.#rev = rev;
    this.#base = bundle;
  }

  /** The revision that the next change is made on. */
  get rev(): number {
    return this.#rev;
  }

  /** The drawing that this page and the server agreed on last. */
  get base(): FlowBundle {
    return this.#base;
  }

  /** True while the server does not have every change. */
  get isUnsent(): boolean {
    return this.#unsent !== null;
  }

  /** The drawing changed: kept now, sent 800 ms after the last change. Back at the base, there is nothing to send. */
  changed(bundle: FlowBundle): void {
    const isConflict = this.#state.is === 'conflict';
    const isQuiet = this.#sending === null && this.#failures === 0 && !isConflict;
    this.#unsent = bundle === this.#base && isQuiet ? null : bundle;
    this.#keep();
    if (this.#unsent === null) {
      this.#callOff();
      this.#show({ is: 'saved', at: this.#savedAt });
    } else if (!isConflict) {
      if (this.#failures === 0) this.#show({ is: 'saving' });
      this.#later(SAVE_AFTER_MS);
    }
  }

  /** Keeps what is unsent once more: another page may have swept its copy away. */
  keepAgain(): void {
    if (this.#unsent !== null) this.#keep();
  }

  /** Sends what is unsent now. True once nothing is unsent. */
  async flush(): Promise<boolean> {
    this.#callOff();
    // Several may wait for one request: each looks again, so that no draft is sent twice on one revision.
    while (this.#sending) await this.#sending;
    const bundle = this.#unsent;
    if (bundle === null) return true;
    if (this.#state.is === 'conflict') return false;
    this.#show({ is: 'saving' });
    const asked = this.#ask((rev) => this.#ways.put(bundle, rev));
    return this.#alone(
      asked.then(
        (detail) => this.#saved(detail, bundle),
        (error) => this.#failed(error, bundle),
      ),
    );
  }

  /**
   * Sends the draft, then makes a request on its revision: a save or a publish. What is changed meanwhile is kept and
   * sent on the revision that comes of it. Undefined where the draft did not go through; rejects as the request does.
   */
  async afterwards(request: (rev: number) => Promise<D>): Promise<D | undefined> {
    do if (!(await this.flush()) || this.#state.is === 'conflict') return undefined;
    while (this.#sending);
    const asked = this.#ask(request);
    await this.#alone(
      asked.then(
        (detail) => this.#rebased(detail),
        (error) => !(error instanceof Overtaken) || this.#failed(error, this.#base),
      ),
    );
    return asked.catch((error) => {
      if (error instanceof Overtaken) return undefined;
      throw error;
    });
  }

  /** From now on this drawing of the server's is the base, and what was unsent is dropped: their drawing is taken. */
  adopt(theirs: D): void {
    this.#unsent = null;
    this.rebase(theirs);
  }

  /** From now on this drawing of the server's is the base; what was unsent is sent over it, as merged with it. */
  rebase(theirs: D): void {
    this.#callOff();
    this.#rev = theirs.rev;
    this.#base = theirs.bundle;
    this.#tried = null;
    this.#failures = 0;
    this.#keep();
    this.#savedAt = this.#ways.now();
    this.#show(this.#unsent ? { is: 'saving' } : { is: 'saved', at: this.#savedAt });
    if (this.#unsent) this.#later(SAVE_AFTER_MS);
  }

  /**
   * The page is left: what is unsent is sent once more, and stays kept in this browser until it has arrived.
   * Settles once the server has answered, or did not.
   */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#callOff();
    await this.flush();
  }

  /** Makes a request on the revision known. Where that was raised and the drawing is still ours, on the new one. */
  async #ask(request: (rev: number) => Promise<D>): Promise<D> {
    for (let raises = 0; ; raises += 1) {
      try {
        return await request(this.#rev);
      } catch (error) {
        if (!this.#ways.isConflict(error) || raises === MOST_RAISES) throw error;
        const theirs = await this.#ways.theirs();
        const known = [this.#tried, this.#base].find((one) => one && this.#ways.isSame(theirs.bundle, one));
        if (!known) throw new Overtaken(theirs);
        this.#base = known;
        this.#rev = theirs.rev;
      }
    }
  }

  #alone(work: Promise<boolean>): Promise<boolean> {
    const done = work.finally(() => {
      this.#sending = null;
    });
    this.#sending = done;
    return done;
  }

  #saved(detail: D, sent: FlowBundle): boolean {
    if (this.#unsent === sent) this.#unsent = null;
    this.#base = sent;
    return this.#rebased(detail);
  }

  #rebased(detail: D): boolean {
    this.#rev = detail.rev;
    this.#failures = 0;
    this.#tried = null;
    this.#savedAt = this.#ways.now();
    this.#keep();
    this.#ways.onSaved(detail);
    this.#show(this.#unsent ? { is: 'saving' } : { is: 'saved', at: this.#savedAt });
    return this.#unsent === null;
  }

  #failed(error: unknown, sent: FlowBundle): boolean {
    const fault: PutFault<D> =
      error instanceof Overtaken ? { is: 'conflict', theirs: error.theirs } : this.#ways.faultOf(error);
    if (fault.is === 'offline') this.#tried = sent;
    this.#show({ ...fault, isKept: this.#state.isKept ?? true });
    const wait = RETRY_MS[Math.min(this.#failures, RETRY_MS.length - 1)] ?? 30_000;
    if (fault.is === 'offline' && !this.#isStopped) this.#later(wait);
    this.#failures += 1;
    return false;
  }

  #keep(): void {
    const draft = this.#unsent && { bundle: this.#unsent, base: this.#base, rev: this.#rev };
    const isKept = this.#ways.keep(draft);
    if (isKept !== (this.#state.isKept ?? true)) this.#show({ ...this.#state, isKept });
  }

  #show(state: SaveState<D>): void {
    this.#state = { isKept: this.#state.isKept ?? true, ...state };
    this.#ways.onState(this.#state);
  }

  #later(ms: number): void {
    this.#callOff();
    this.#callOff = this.#ways.after(ms, () => void this.flush());
  }
}
