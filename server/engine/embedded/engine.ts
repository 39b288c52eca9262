// The embedded engine: walks runs in this process, keeps them in the journal, and takes them up again after a stop.
import { Failure } from '../../../flows/language/failures.ts';
import type { Answer } from '../../../nodes/contract.ts';
import { Parked } from '../../run/context.ts';
import type { CompiledRelease } from '../../run/plan.ts';
import type { AcceptedRecord } from '../../run/records.ts';
import { Diverged, walk } from '../../run/run.ts';
import type { WalkServices } from '../../run/step.ts';
import type { JournalStore, PointReads, StoredRun } from '../../store/ports.ts';
import type { Arrival, Engine, Handle, Known } from '../engine.ts';
import { Journal } from '../journal.ts';
import { EventFeed } from './events.ts';
import { LiveRun } from './live-run.ts';
import { Recovery } from './recovery.ts';
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
  /** Called where the disk failed: what it holds is unknown, so the process must end and start anew. */
  onFatal: (error: unknown) => void;
}

/** SQLite's words for a failed read, write or fsync. A retried fsync may report success for what was lost. */
const DISK_FAILED = /disk I\/O error/;

interface Claimed {
  run: LiveRun;
  fingerprint: string;
}

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
  readonly #live = new Map<string, LiveRun>();
  readonly #claims = new Map<string, Claimed>();
  #accepted = 0;
  #finished = 0;
  #stopping = false;

  constructor(deps: EmbeddedDeps) {
    this.#deps = deps;
    this.#journal = new Journal(deps.journal, (runs, error) => this.#onFailedCommit(runs, error));
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
      room: () => deps.maxInFlight - this.#live.size,
      resume: (stored) => this.#resume(stored),
      onError: deps.onError,
    });
  }

  async start(): Promise<void> {
    await this.#recovery.start();
  }

  accept(arrival: Arrival): Handle {
    if (this.#stopping) throw new Failure('SHUTTING_DOWN');
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
    if (claim) this.#hold(flow, claim, run);
    const accepted = this.#journal.commit(id).then(() => {
      this.#accepted += 1;
    });
    return this.#handle(run, { release, accepted });
  }

  #handle(run: LiveRun, { release, accepted }: { release: CompiledRelease; accepted: Promise<void> }): Handle {
    const answered = new Promise<Answer>((resolve) => {
      run.onAnswer = resolve;
    });
    const driven = this.#drive(run, release);
    const parked = new Promise<void>((resolve) => {
      void driven.then((end) => end === 'parked' && resolve());
    });
    return {
      runId: run.runId,
      accepted,
      answered,
      parked,
      answerByClock: async (answer) => {
        run.respond('clock', answer);
        await run.barrier();
        return run.answer ?? answer;
      },
    };
  }

  /** Walks a run and takes it out of memory when it ends or parks. Never rejects. */
  async #drive(run: LiveRun, release: CompiledRelease): Promise<'finished' | 'parked'> {
    this.#live.set(run.runId, run);
    try {
      await walk(release, run, this.#deps.services);
      this.#finished += 1;
      return 'finished';
    } catch (error) {
      await this.#stopped(run, error);
      return 'parked';
    } finally {
      if (this.#live.get(run.runId) === run) this.#live.delete(run.runId);
    }
  }

  async #stopped(run: LiveRun, error: unknown): Promise<void> {
    if (error instanceof Parked) return;
    // A commit that failed has dropped the run already; it will be loaded anew.
    if (error instanceof Failure && !(error instanceof Diverged)) return;
    this.#deps.onError(error, `Run ${run.runId} was held.`);
    const failure = error instanceof Diverged ? error : new Failure('INTERNAL');
    run.note({ t: 'held', at: this.#deps.now(), node: '', code: failure.code, says: failure.message });
    await run.barrier({ state: 'held', reason: failure.message }).catch(() => undefined);
  }

  async #resume(stored: StoredRun): Promise<void> {
    const release = await this.#deps.release(stored.release);
    const run = new LiveRun(stored, stored.records, this.#surroundings);
    await this.#drive(run, release);
  }

  known(flow: string, claim: { key: string; fingerprint: string }): Known | undefined {
    const live = this.#claims.get(`${flow}\n${claim.key}`);
    if (live) return { runId: live.run.runId, sameLead: live.fingerprint === claim.fingerprint, answer: live.run.told };
    const stored = this.#deps.reads.claim(flow, claim.key);
    if (!stored) return undefined;
    const answer = this.#deps.reads.records(stored.run).find((record) => record.t === 'answer');
    return {
      runId: stored.run,
      sameLead: stored.fingerprint === claim.fingerprint,
      answer: answer?.t === 'answer' ? answer.answer : undefined,
    };
  }

  /** Two requests with one key may arrive before the first is on disk: the second must find it here. */
  #hold(flow: string, claim: { key: string; fingerprint: string }, run: LiveRun): void {
    const name = `${flow}\n${claim.key}`;
    this.#claims.set(name, { run, fingerprint: claim.fingerprint });
    const release = () => this.#claims.delete(name);
    this.#journal.commit(run.runId).then(release, release);
  }

  async cancel(id: string, by: string): Promise<void> {
    const live = this.#live.get(id);
    if (live) return live.cancel(by);
    const stored = await this.#deps.journal.load(id);
    if (!stored) throw new Failure('NOT_FOUND', { detail: 'There is no unfinished run with this id.' });
    const run = new LiveRun(stored, stored.records, this.#surroundings);
    run.cancel(by);
    run.finish({ outcome: 'cancelled', reason: `Cancelled by ${by}.` });
    await this.#journal.commit(id);
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
    const until = this.#deps.now() + limitMs;
    while (this.#live.size > 0 && this.#deps.now() < until) await new Promise((resolve) => setTimeout(resolve, 10));
    for (const run of this.#live.values()) run.drop();
    await this.#journal.drained();
  }

  /** As after a crash: the walks are thrown away, and what the journal holds is taken up again. */
  #onFailedCommit(runs: ReadonlySet<string>, error: Error): void {
    if (DISK_FAILED.test(error.message)) this.#deps.onFatal(error);
    this.#deps.onError(error, `A commit of ${runs.size} runs failed; they are loaded anew.`);
    for (const id of runs) {
      this.#live.get(id)?.drop();
      this.#live.delete(id);
    }
    this.#recovery.again(runs);
  }
}
