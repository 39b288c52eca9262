// Who waits for the answer of a run: told once, by whichever walk of the run comes to it, or by the clock.
import type { Answer } from '../../../nodes/tools.ts';
import type { LiveRun } from './live-run.ts';

/** The waiting side of one accepted lead. */
export class Caller {
  readonly answered: Promise<Answer>;
  readonly parked: Promise<void>;
  readonly #tell: (answer: Answer) => void;
  readonly #onTold: () => void;
  readonly #park: () => void;
  #run: LiveRun;
  #byClock: Answer | undefined;

  /** `onTold` is called when there is nothing more to wait for. */
  constructor(run: LiveRun, onTold: () => void) {
    const answered = Promise.withResolvers<Answer>();
    const parked = Promise.withResolvers<void>();
    this.answered = answered.promise;
    this.parked = parked.promise;
    this.#tell = answered.resolve;
    this.#park = parked.resolve;
    this.#onTold = onTold;
    this.#run = run;
    run.caller = this;
  }

  /** The run's answer is on disk. */
  tell(answer: Answer): void {
    this.#tell(answer);
    this.#onTold();
  }

  /** A commit failed that the run wrote in: what it says now is not on disk. */
  drop(): void {
    this.#run.drop();
  }

  /** There is no point in waiting longer. */
  park(): void {
    this.#park();
  }

  /** The run was loaded anew after a failed commit. What the clock has told since then is recorded before it goes on. */
  follow(run: LiveRun): void {
    this.#run = run;
    run.caller = this;
    if (run.answer) this.tell(run.answer);
    else if (this.#byClock) run.respond('clock', this.#byClock);
  }

  /** As `Handle.answerByClock`. Rejects with Parked where the run cannot be written just now. */
  async answerByClock(answer: Answer): Promise<Answer> {
    this.#byClock = answer;
    const run = this.#run;
    if (!run.dropped) run.respond('clock', answer);
    await run.barrier();
    this.#onTold();
    return run.answer ?? answer;
  }
}
