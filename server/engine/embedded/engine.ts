// The embedded engine: walks runs in this process, keeps them in the journal, and takes them up again after a stop.
import { Failure } from '../../../flows/language/failures.ts';
import { Parked } from '../../run/context.ts';
import { answerFromOutcome } from '../../run/outcome.ts';
import type { CompiledRelease } from '../../run/plan.ts';
import type { AcceptedRecord } from '../../run/records.ts';
import { walk } from '../../run/run.ts';
import type { WalkServices } from '../../run/step.ts';
import type { JournalStore, PointReads, StoredRun } from '../../store/ports.ts';
import type { Arrival, Engine, Handle, Known } from '../engine.ts';
import { Journal } from '../journal.ts';
import { Caller } from './caller.ts';
import { Claims } from './claims.ts';
import { EventFeed } from './events.ts';
import { LiveRun } from './live-run.ts';
import { Recovery } from './recovery.ts';
import { StoreWatch } from './store-watch.ts';
import type { RunSurroundings } from './surroundings.ts';
import type { Toolbox } from './toolbox.ts';

/** What the engine is made of. */
export interface EmbeddedDeps {
  journal: JournalStore;
  reads: PointReads;
  toolbox: Toolbox;
  services: WalkServices;
  release: (hash: string) => Promise<CompiledRelease>;
  newId: (now: number) => string;
  now: () => number;
  random: () => number;
  /** Runs in memory at most; above it a lead is refused with OVERLOADED. */
  maxInFlight: number;
  onError: (error: unknown, says: string) => void;
}

/** How often something short is looked at again, milliseconds. */
const LOADING_MS = 10;

/** Makes the engine. Call `start` before the first `accept`. */
export function createEmbeddedEngine(deps: EmbeddedDeps): Engine {
  return new EmbeddedEngine(deps);
}

class EmbeddedEngine implements Engine {
  readonly #deps: EmbeddedDeps;
  readonly #journal: Journal;
  readonly #feed = new EventFeed();
  readonly #surroundings: RunSurroundings;
  readonly #recovery: Recovery;
  readonly #storeWatch: StoreWatch;
  /** Callers that have been told nothing yet, by run: a walk may have ended, and the commit of its answer fail. */
  readonly #callers = new Map<string, Caller>();
  readonly #live = new Map<string, LiveRun>();
  readonly #claims: Claims;
  #accepted = 0;
  #finished = 0;
  #started = false;
  #stopping = false;

  constructor(deps: EmbeddedDeps) {
    this.#deps = deps;
    this.#journal = new Journal(deps.journal, (runs, error) => this.#onFailedCommit(runs, error));
    this.#claims = new Claims(deps.reads);
    this.#surroundings = {
      journal: this.#journal,
      toolbox: deps.toolbox,
      now: deps.now,
      random: deps.random,
      onCommitted: (run, records, seq) => this.#feed.add(run, records, seq),
    };
    this.#recovery = new Recovery({
      store: deps.journal,
      now: deps.now,
      holds: (id) => this.#live.has(id),
      room: () => (this.#storeWatch.down ? 0 : deps.maxInFlight - this.#live.size),
      settle: (id) => this.#journal.commit(id),
      resume: (stored) => this.#resume(stored),
      gone: (id) => this.#callers.delete(id),
      onError: deps.onError,
    });
    this.#storeWatch = new StoreWatch(deps.journal, () => this.#recovery.again([]));
  }

  async start(): Promise<void> {
    await this.#recovery.start();
    this.#started = true;
  }

  ready(): boolean {
    return this.#started && !this.#stopping && !this.#storeWatch.down;
  }

  accept(arrival: Arrival): Handle {
    if (this.#stopping) throw new Failure('SHUTTING_DOWN');
    if (!this.ready()) throw new Failure('STORE_UNAVAILABLE');
    if (this.#live.size >= this.#deps.maxInFlight) throw new Failure('OVERLOADED');
    const { release, lead, trigger, test, inbox, claim } = arrival;
    const now = this.#deps.now();
    const id = this.#deps.newId(now);
    const record: AcceptedRecord = { t: 'accepted', at: now, lead, trigger, vars: release.vars, test };
    const run = new LiveRun({ id, flow: release.flow, epoch: 1 }, [record], this.#surroundings);
    const { hash, flow, version } = release;
    const row = {
      id,
      release: hash,
      flow,
      version,
      source: trigger.source,
      test,
      phone: arrival.phone,
      acceptedAt: now,
      inbox,
      claim,
    };
    this.#journal.add({ kind: 'accept', run: row });
    run.save(undefined);
    const accepted = this.#journal.commit(id).then(() => {
      this.#accepted += 1;
    });
    if (claim) this.#claims.hold(claim, run, accepted);
    return this.#handle(run, { release, accepted });
  }

  #handle(run: LiveRun, { release, accepted }: { release: CompiledRelease; accepted: Promise<void> }): Handle {
    const { runId } = run;
    const caller = new Caller(run, () => this.#callers.delete(runId));
    this.#callers.set(runId, caller);
    void this.#drive(run, release);
    const answerByClock: Handle['answerByClock'] = (answer) => {
      this.#callers.set(runId, caller);
      return caller.answerByClock(answer);
    };
    return { runId, accepted, answered: caller.answered, parked: caller.parked, answerByClock };
  }

  /** Walks a run and takes it out of memory when it ends or parks. Never rejects. */
  async #drive(run: LiveRun, release: CompiledRelease): Promise<void> {
    this.#live.set(run.runId, run);
    try {
      await walk(release, run, this.#deps.services);
      this.#finished += 1;
    } catch (error) {
      await this.#stopped(run, error);
    } finally {
      if (this.#live.get(run.runId) === run) this.#live.delete(run.runId);
    }
  }

  /** The walk stopped without an outcome: by plan, or by something that a person must look at. */
  async #stopped(run: LiveRun, error: unknown): Promise<void> {
    if (!(error instanceof Parked)) {
      this.#deps.onError(error, `Run ${run.runId} was held.`);
      const failure = error instanceof Failure ? error : new Failure('INTERNAL');
      run.note({ t: 'held', at: this.#deps.now(), node: '', code: failure.code, says: failure.message });
      await run.barrier({ state: 'held', reason: failure.message }).catch(() => undefined);
    }
    // A dropped run is loaded anew, and may still answer.
    if (run.dropped) return;
    this.#callers.delete(run.runId);
    run.caller?.park();
  }

  async #resume(stored: StoredRun): Promise<{ ended: Promise<void> }> {
    const run = new LiveRun(stored, stored.records, this.#surroundings);
    this.#callers.get(run.runId)?.follow(run);
    try {
      const release = await this.#deps.release(stored.release);
      return { ended: this.#drive(run, release) };
    } catch (error) {
      // A release that cannot be had now cannot be had in a second either.
      await this.#stopped(run, error);
      return { ended: Promise.resolve() };
    }
  }

  known(flow: string, claim: { key: string; fingerprint: string }): Known | undefined {
    return this.#claims.known(flow, claim);
  }

  async cancel(id: string, by: string): Promise<void> {
    while (this.#recovery.loads(id)) await pause(LOADING_MS);
    const live = this.#live.get(id);
    if (live) {
      live.cancel(by);
      await this.#journal.commit(id);
      // A walk that parked in the same commit has left the memory after this turn, without having seen the request.
      await turn();
      if (this.#live.has(id) || this.#recovery.loads(id)) return;
    }
    const ended = await this.#recovery.alone(id, (stored) => this.#end(stored, by));
    if (!ended && !live) throw new Failure('NOT_FOUND', { detail: 'There is no unfinished run with this id.' });
  }

  /** Ends a run that is not in memory. */
  async #end(stored: StoredRun | undefined, by: string): Promise<boolean> {
    if (!stored) return false;
    const run = new LiveRun(stored, stored.records, this.#surroundings);
    if (!run.cancelled()) run.cancel(by);
    const end = { outcome: 'cancelled', reason: `Cancelled by ${by}.` } as const;
    run.respond('outcome', answerFromOutcome(run.runId, end));
    run.finish(end);
    await this.#journal.commit(run.runId);
    return true;
  }

  watch(listener: Parameters<Engine['watch']>[0]): () => void {
    return this.#feed.watch(listener);
  }

  counts(): { inFlight: number; accepted: number; finished: number } {
    return { inFlight: this.#live.size, accepted: this.#accepted, finished: this.#finished };
  }

  async stop(limitMs: number): Promise<void> {
    this.#stopping = true;
    this.#recovery.stop();
    this.#storeWatch.stop();
    const until = this.#deps.now() + limitMs;
    while (this.#live.size > 0 && this.#deps.now() < until) await pause(LOADING_MS);
    // Their leads are stored and will be walked on: who still waits is told so before the process goes.
    for (const caller of this.#callers.values()) caller.park();
    await turn();
    await this.#journal.drained();
    for (const run of this.#live.values()) run.drop();
    await this.#journal.drained();
  }

  /** As after a crash: the walks are thrown away, and what the journal holds is taken up again. */
  #onFailedCommit(runs: ReadonlySet<string>, error: Error): void {
    this.#deps.onError(error, `A commit of ${runs.size} runs failed; they are loaded anew.`);
    this.#storeWatch.failed();
    for (const id of runs) {
      this.#live.get(id)?.drop();
      this.#live.delete(id);
      this.#callers.get(id)?.drop();
    }
    this.#recovery.again(runs);
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** After everything that the events of this turn set going. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
