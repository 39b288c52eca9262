// The runs in memory: begins them, walks them, takes them out when they end or park, and takes them up again.
import { Failure } from '../../../flows/language/failures.ts';
import { Parked } from '../../run/context.ts';
import type { CompiledRelease } from '../../run/plan.ts';
import type { JournalRecord } from '../../run/records.ts';
import { walk } from '../../run/run.ts';
import type { WalkServices } from '../../run/step.ts';
import { BriefMap } from '../../store/brief-map.ts';
import type { AcceptedRun, StoredRun } from '../../store/ports.ts';
import { Caller } from './caller.ts';
import { Company } from './company.ts';
import { LiveRun } from './live-run.ts';
import { parkInQueue } from './park.ts';
import type { RunSurroundings } from './surroundings.ts';

/** What the runs are made of. */
export interface RunsDeps {
  surroundings: RunSurroundings;
  services: WalkServices;
  release: (hash: string) => Promise<CompiledRelease>;
  /** Takes a run up again that left the memory after something had come for it. */
  again: (run: string) => void;
  onError: (error: unknown, says: string) => void;
}

/** Invariant R1: a run is walked at most once at a time; whoever wants it walked again waits until it has left the memory. */
export class Runs {
  readonly #deps: RunsDeps;
  readonly #live = new BriefMap<string, LiveRun>();
  /** Callers that have been told nothing yet, by run: a walk may have ended, and the commit of its answer fail. */
  readonly callers = new BriefMap<string, Caller>();
  /** Who waits in memory for something to come for a run. */
  readonly #stirred = new Map<string, (came: boolean) => void>();
  /** Runs for which something came while they were in memory and did not wait for it: it may be what they park for. */
  readonly #missed = new Set<string>();

  readonly #company = new Company();

  constructor(deps: RunsDeps) {
    this.#deps = deps;
  }

  get size(): number {
    return this.#live.size;
  }

  /** True while runs come one at a time: nobody waits for what is done for one of them. */
  get alone(): boolean {
    return this.#company.none && !this.#areMany;
  }

  /** One whose flow answers at once is out of memory before it is on disk, but its caller still waits. */
  get #areMany(): boolean {
    return this.#live.size > 1 || this.callers.size > 1;
  }

  get(id: string): LiveRun | undefined {
    return this.#live.get(id);
  }

  /** Gives a new run to the journal; `accepted` resolves when it is on disk. It is not walked yet. */
  begin(row: AcceptedRun, records: readonly JournalRecord[]): { run: LiveRun; accepted: Promise<void> } {
    const { surroundings } = this.#deps;
    const run = new LiveRun({ id: row.id, flow: row.flow, epoch: 1 }, records, surroundings);
    surroundings.journal.add({ kind: 'accept', run: row });
    run.save(undefined);
    return { run, accepted: surroundings.journal.commit(row.id, 1).then(() => undefined) };
  }

  /** Who waits for the run's answer. */
  callerOf(run: LiveRun): Caller {
    const caller = new Caller(run, () => this.callers.delete(run.runId));
    this.callers.set(run.runId, caller);
    return caller;
  }

  /** Walks a run and takes it out of memory when it ends or parks. Never rejects. */
  async drive(run: LiveRun, release: CompiledRelease): Promise<void> {
    const { surroundings, services } = this.#deps;
    this.#live.set(run.runId, run);
    this.#company.came(this.#areMany);
    const stop = surroundings.control.beforeRun(run, release.concurrency);
    try {
      if (stop) await parkInQueue(run, stop.queue, stop.says);
      await walk(release, run, services);
      this.#missed.delete(run.runId);
    } catch (error) {
      await this.#stopped(run, error);
    } finally {
      surroundings.control.afterRun(run);
      this.#leave(run);
    }
  }

  #leave(run: LiveRun): void {
    const { runId } = run;
    if (this.#live.get(runId) !== run) return;
    this.#live.delete(runId);
    this.#stirred.delete(runId);
    if (this.#missed.delete(runId)) this.#deps.again(runId);
  }

  /** The walk stopped without an outcome: by plan, or by something that a person must look at. */
  async #stopped(run: LiveRun, error: unknown): Promise<void> {
    if (!(error instanceof Parked)) {
      this.#deps.onError(error, `Run ${run.runId} was held.`);
      if (run.dropped) return;
      const failure = error instanceof Failure ? error : new Failure('INTERNAL');
      const { code, message: says } = failure;
      run.note({ t: 'held', at: this.#deps.surroundings.now(), node: '', code, says });
      run.report({ kind: 'held', node: '', code, about: '', says });
      await run.barrier({ state: 'held', reason: says, held: { node: '', code } }).catch(() => undefined);
    }
    // A dropped run is loaded anew, and may still answer.
    if (run.dropped) return;
    this.callers.delete(run.runId);
    run.caller?.park();
  }

  /** Walks on a run that was loaded from the journal. Resolves once it is in memory; `ended` when its walk ends or parks. */
  async resume(stored: StoredRun): Promise<{ ended: Promise<void> }> {
    const run = new LiveRun(stored, stored.records, this.#deps.surroundings);
    this.callers.get(run.runId)?.follow(run);
    try {
      const release = await this.#deps.release(stored.release);
      return { ended: this.drive(run, release) };
    } catch (error) {
      // A release that cannot be had now cannot be had in a second either.
      await this.#stopped(run, error);
      return { ended: Promise.resolve() };
    }
  }

  /** Something came for a run, and is on disk: who waits for it is told, and a run that has parked is taken up again. */
  stir(id: string): void {
    const waiting = this.#stirred.get(id);
    this.#stirred.delete(id);
    if (waiting) waiting(true);
    else if (this.#live.has(id)) this.#missed.add(id);
    else this.#deps.again(id);
  }

  /** Resolves with true at the next `stir`, with false after `withinMs`. One wait a run at a time. */
  whenStirred(id: string, withinMs?: number): Promise<boolean> {
    if (this.#missed.delete(id)) return Promise.resolve(true);
    return new Promise((resolve) => {
      const timer = withinMs === undefined ? undefined : setTimeout(() => end(false), withinMs);
      const end = (came: boolean) => {
        clearTimeout(timer);
        // Who has given up must not take what comes for the run afterwards.
        if (this.#stirred.get(id) === end) this.#stirred.delete(id);
        resolve(came);
      };
      this.#stirred.set(id, end);
    });
  }

  /** Gives runs up whose commit failed: what they know is not on disk. */
  dropAll(ids: Iterable<string>): void {
    for (const id of ids) {
      this.#live.get(id)?.drop();
      this.#live.delete(id);
      // What comes for it from now on is the next walk's: this one must not take it.
      this.#stirred.delete(id);
      // Whoever waits there is of the walk that is thrown away.
      this.#stirred.get(id)?.(false);
      this.#missed.delete(id);
      this.callers.get(id)?.drop();
    }
  }

  /** The server stops: who still waits is told that it takes longer. */
  parkCallers(): void {
    for (const caller of this.callers.values()) caller.park();
  }

  /** Gives every run up that has not reached a commit. */
  dropEvery(): void {
    this.dropAll(this.#live.keys());
  }
}
