// What a person does to one run, in memory or not: cancels it, or decides about its call.
import { Failure } from '../../../flows/language/failures.ts';
import { Parked } from '../../run/context.ts';
import { answerFromOutcome } from '../../run/outcome.ts';
import type { HeldRecord } from '../../run/records.ts';
import type { JournalStore, StoredRun } from '../../store/ports.ts';
import type { Settlement } from '../engine.ts';
import type { Journal } from '../journal.ts';
import { LiveRun } from './live-run.ts';
import type { Recovery } from './recovery.ts';
import type { Runs } from './runs.ts';
import type { RunSurroundings } from './surroundings.ts';

interface Parts {
  store: Pick<JournalStore, 'endUnread'>;
  runs: Runs;
  recovery: Recovery;
  journal: Journal;
  surroundings: RunSurroundings;
}

/** Call its methods while the run is not on its way into memory. */
export class Persons {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /**
   * Ends a run that waits or is held at once, a running one at its next step. False where the walk that was asked was
   * thrown away with the request: ask again once the run is not on its way into memory. Fails with NOT_FOUND.
   */
  async cancel(id: string, by: string): Promise<boolean> {
    const { runs, recovery } = this.#parts;
    const live = runs.get(id);
    if (live) {
      if (!(await this.#ask(live, by))) return false;
      // A walk that parked in the same commit has left the memory after this turn, without having seen the request.
      await new Promise((resolve) => setImmediate(resolve));
      if (runs.get(id) || recovery.loads(id)) return true;
    }
    const ended = await recovery.alone(id, (stored) => (stored ? this.#end(stored, by) : this.#endUnread(id, by)));
    if (!ended && !live) throw new Failure('NOT_FOUND', { detail: 'There is no unfinished run with this id.' });
    return true;
  }

  /** Resolves with true once the request is on disk, with false where the walk was thrown away before. */
  async #ask(live: LiveRun, by: string): Promise<boolean> {
    const { runs, journal } = this.#parts;
    try {
      live.cancel(by);
      // A step that waits for its children in memory sees the request now.
      runs.stir(live.runId);
      await journal.commit(live.runId, live.epoch);
      return true;
    } catch (error) {
      const wasThrownAway = error instanceof Parked || (error instanceof Failure && error.code === 'STILL_RUNNING');
      if (!wasThrownAway) throw error;
      // Whoever took it out of the walk's hands is told in this turn.
      await new Promise((resolve) => setImmediate(resolve));
      return false;
    }
  }

  /** There is nothing to walk, but a person must be able to put it away. */
  async #endUnread(id: string, by: string): Promise<boolean> {
    const { store, surroundings } = this.#parts;
    const ended = await store.endUnread(id, by);
    if (ended) surroundings.family.gone(id);
    return ended;
  }

  /** Ends a run that is not in memory. */
  async #end(stored: StoredRun, by: string): Promise<boolean> {
    const run = new LiveRun(stored, stored.records, this.#parts.surroundings);
    // After a failed commit its caller may still be there, and the clock may have told it something already.
    this.#parts.runs.callers.get(run.runId)?.follow(run);
    if (!run.cancelled()) run.cancel(by);
    const end = { outcome: 'cancelled', reason: `Cancelled by ${by}.` } as const;
    run.respond('outcome', answerFromOutcome(run.runId, end));
    await run.finish(end);
    await this.#parts.journal.commit(run.runId, run.epoch);
    return true;
  }

  /**
   * Decides about the call that a held run waits with, on disk when it resolves, and lets the run go on. Of two people the
   * first one counts. Fails with NOT_FOUND, RUN_NOT_HELD, STORE_UNAVAILABLE.
   */
  async settle(id: string, settlement: Settlement): Promise<void> {
    const { runs, recovery, surroundings } = this.#parts;
    // A walk that parked in the commit that showed it as held leaves the memory after this turn.
    if (runs.get(id)) await new Promise((resolve) => setImmediate(resolve));
    if (runs.get(id) || recovery.takesUp(id)) throw new Failure('RUN_NOT_HELD');
    if (surroundings.family.ended(id).state === 'absent') throw new Failure('NOT_FOUND', { detail: `Run ${id}.` });
    await recovery.alone(id, (stored) => this.#settle(stored, settlement), 'held');
    recovery.again([id]);
  }

  async #settle(stored: StoredRun | undefined, { as, by, note, answer }: Settlement): Promise<void> {
    if (!stored) throw new Failure('RUN_NOT_HELD');
    const { surroundings, journal } = this.#parts;
    surroundings.crashPoint('settle-loaded');
    const run = new LiveRun(stored, stored.records, surroundings);
    const held = stored.records.findLast((record) => record.t === 'held');
    if (held?.call === undefined) {
      await this.#holdOn(run, held);
      throw new Failure('RUN_NOT_HELD', {
        detail: 'There is no call to decide about. Cancel it, or replay its lead as new.',
      });
    }
    const { call } = held;
    const attempt = run.exchanges(call).findLast((record) => record.t === 'failed' && record.call === call);
    const settled = { t: 'settled' as const, at: surroundings.now(), call, as, by, note };
    run.note({ ...settled, attempt: attempt?.t === 'failed' ? attempt.attempt : 1, ...(answer ? { answer } : {}) });
    run.save({ state: 'running' });
    await journal.commit(run.runId, run.epoch);
    surroundings.crashPoint('settled-on-disk');
  }

  /** Loading it took it out of the hands of whoever might decide: it is put back. */
  async #holdOn(run: LiveRun, held: HeldRecord | undefined): Promise<void> {
    const { node = '', code = 'INTERNAL', says = '' } = held ?? {};
    run.save({ state: 'held', held: { node, code }, ...(says === '' ? {} : { reason: says }) });
    await this.#parts.journal.commit(run.runId, run.epoch);
  }
}
