// The embedded engine: walks runs in this process, keeps them in the journal, and takes them up again after a stop.
import { Failure } from '../../../flows/language/failures.ts';
import type { CompiledRelease } from '../../run/plan.ts';
import type { WalkServices } from '../../run/step.ts';
import type { PointReads } from '../../store/point-reads.ts';
import type { JournalStore, StoredCallback } from '../../store/ports.ts';
import type { Arrival, Claim, Engine, Handle, Known, Load, Queue, Settlement } from '../engine.ts';
import { Journal, type JournalListener } from '../journal.ts';
import { firstRecords, rowOf } from './arrivals.ts';
import { Claims } from './claims.ts';
import type { Control } from './control.ts';
import type { CrashPoint } from './crash-points.ts';
import { EventFeed } from './events.ts';
import { createFamily } from './family.ts';
import { Foresight } from './foresight.ts';
import { LoadGauge } from './load.ts';
import { Persons } from './persons.ts';
import { Recovery } from './recovery.ts';
import { Runs } from './runs.ts';
import { StoreWatch } from './store-watch.ts';
import type { RunSurroundings } from './surroundings.ts';
import type { Toolbox } from './toolbox.ts';

/** What the engine is made of. */
export interface EmbeddedDeps {
  journal: JournalStore;
  reads: PointReads;
  toolbox: Toolbox;
  services: WalkServices;
  control: Control;
  release: (hash: string) => Promise<CompiledRelease>;
  /** Keeps a callback; answers whether it came late, and whether the run may wait for it. */
  keepCallback: (run: string, node: string, callback: StoredCallback) => Promise<{ late: boolean; wake: boolean }>;
  newId: (now: number) => string;
  now: () => number;
  random: () => number;
  /** Runs in memory at most; above it a lead is refused with OVERLOADED. */
  maxInFlight: number;
  onError: (error: unknown, says: string) => void;
  /** Bytes that the disk of the data has left. */
  freeBytes: () => Promise<number>;
  /** See RunSurroundings. */
  crashPoint: (label: CrashPoint) => void;
}

/** How often something short is looked at again, milliseconds. */
const LOADING_MS = 10;
/** Runs in memory beyond the most that new leads may make: what waited or was queued must not starve under a flood. */
const RESERVE = 64;

/** Makes the engine. Call `start` before the first `accept`. */
export function createEmbeddedEngine(deps: EmbeddedDeps): Engine {
  return new EmbeddedEngine(deps);
}

class EmbeddedEngine implements Engine {
  readonly #deps: EmbeddedDeps;
  readonly #journal: Journal;
  readonly #feed = new EventFeed();
  readonly #runs: Runs;
  readonly #recovery: Recovery;
  readonly #persons: Persons;
  readonly #storeWatch: StoreWatch;
  readonly #claims: Claims;
  readonly #gauge: LoadGauge;
  #started = false;
  #stopping = false;

  constructor(deps: EmbeddedDeps) {
    this.#deps = deps;
    const on: JournalListener = {
      failed: (runs, error) => this.#onFailedCommit(runs, error),
      misled: (runs) => this.#loadAnew(runs),
    };
    this.#journal = new Journal(deps.journal, on, () => this.#runs.alone);
    const surroundings = this.#surroundings();
    const { services, release, onError } = deps;
    const again = (id: string) => this.#recovery.again([id]);
    this.#runs = new Runs({ surroundings, services, release, again, onError });
    this.#claims = new Claims(deps.reads, this.#runs.callers);
    this.#recovery = new Recovery({
      store: deps.journal,
      lines: deps.control.lines,
      now: deps.now,
      holds: (id) => this.#runs.get(id) !== undefined,
      room: () => (this.#storeWatch.down ? 0 : deps.maxInFlight + RESERVE - this.#runs.size),
      settle: (id) => this.#journal.commit(id),
      resume: (stored) => this.#runs.resume(stored),
      gone: (id) => {
        this.#runs.callers.delete(id);
        surroundings.family.gone(id);
      },
      onError,
    });
    const [runs, recovery, journal] = [this.#runs, this.#recovery, this.#journal];
    this.#persons = new Persons({ store: deps.journal, runs, recovery, journal, surroundings });
    this.#storeWatch = new StoreWatch(deps.journal, () => this.#recovery.again([]));
    this.#gauge = new LoadGauge(deps.freeBytes);
    deps.control.attach({ drain: (queue) => this.drain(queue), waits: (run) => this.#recovery.waits(run) });
  }

  #surroundings(): RunSurroundings {
    const { toolbox, control, now, random, reads, crashPoint } = this.#deps;
    return {
      journal: this.#journal,
      toolbox,
      control,
      now,
      random,
      crashPoint,
      foresight: new Foresight({ reads, now, newId: () => this.#deps.newId(now()) }),
      family: createFamily({
        journal: this.#journal,
        reads,
        runs: () => this.#runs,
        release: this.#deps.release,
        now,
        cancel: (run, by) => this.cancel(run, by),
        full: () => this.#runs.size >= this.#deps.maxInFlight,
        again: (run) => this.#recovery.again([run]),
        reload: (run) => this.#loadAnew(new Set([run])),
      }),
      callbacks: (run, node) => reads.callbacks(run, node),
      stirred: (run, withinMs) => this.#runs.whenStirred(run, withinMs),
      onCommitted: (run, records, seq) => this.#feed.add(run, records, seq),
    };
  }

  async start(): Promise<void> {
    this.#gauge.start();
    await this.#recovery.start();
    this.#started = true;
  }

  ready(): boolean {
    return this.#started && !this.#stopping && !this.#storeWatch.down;
  }

  accept(arrival: Arrival): Handle {
    if (this.#stopping) throw new Failure('SHUTTING_DOWN');
    if (!this.ready()) throw new Failure('STORE_UNAVAILABLE');
    const { maxInFlight, control } = this.#deps;
    if (this.#runs.size >= maxInFlight || control.full(arrival.release.flow)) throw new Failure('OVERLOADED');
    const now = this.#deps.now();
    const row = rowOf(arrival, this.#deps.newId(now), now);
    const { run, accepted } = this.#runs.begin(row, firstRecords(arrival, row.id, now));
    this.#deps.crashPoint('accept-given');
    const onDisk = accepted.then(() => this.#deps.crashPoint('accept-on-disk'));
    if (arrival.claim) this.#claims.hold(arrival.claim, run, onDisk);
    const { runId } = run;
    const caller = this.#runs.callerOf(run);
    const { answered, parked } = caller;
    // A lead that is refused, as its key is taken, is told by nobody.
    accepted.catch(() => this.#runs.callers.delete(runId));
    void this.#runs.drive(run, arrival.release);
    const answerByClock: Handle['answerByClock'] = (answer) => {
      this.#runs.callers.set(runId, caller);
      return caller.answerByClock(answer);
    };
    return { runId, accepted: onDisk, answered, parked, answerByClock };
  }

  known(flow: string, claim: Claim): Known | undefined {
    return this.#claims.known(flow, claim);
  }

  async cancel(id: string, by: string): Promise<void> {
    do while (this.#recovery.loads(id)) await pause(LOADING_MS);
    while (!(await this.#persons.cancel(id, by)));
  }

  async settle(id: string, settlement: Settlement): Promise<void> {
    while (this.#recovery.loads(id)) await pause(LOADING_MS);
    await this.#persons.settle(id, settlement);
  }

  async callback(run: string, node: string, callback: StoredCallback): Promise<{ late: boolean }> {
    const { late, wake } = await this.#deps.keepCallback(run, node, callback);
    this.#deps.crashPoint('callback-kept');
    if (wake) this.#runs.stir(run);
    return { late };
  }

  drain(queue: Queue): void {
    this.#recovery.drain(queue);
  }

  watch(listener: Parameters<Engine['watch']>[0]): () => void {
    return this.#feed.watch(listener);
  }

  load(): Load {
    const { down: storeDown } = this.#storeWatch;
    return this.#gauge.load(this.#journal, {
      inFlight: this.#runs.size,
      maxInFlight: this.#deps.maxInFlight,
      storeDown,
    });
  }

  async stop(limitMs: number): Promise<void> {
    this.#stopping = true;
    this.#gauge.stop();
    this.#recovery.stop();
    this.#storeWatch.stop();
    const until = performance.now() + limitMs;
    while (this.#runs.size > 0 && performance.now() < until) await pause(LOADING_MS);
    // Their leads are stored and will be walked on: who still waits is told so before the process goes.
    this.#runs.parkCallers();
    await turn();
    await this.#journal.drained();
    this.#runs.dropEvery();
    await this.#journal.drained();
  }

  /** As after a crash: the walks are thrown away, and what the journal holds is taken up again. */
  #onFailedCommit(runs: ReadonlySet<string>, error: Error): void {
    this.#deps.onError(error, `A commit of ${runs.size} runs failed; they are loaded anew.`);
    this.#storeWatch.failed();
    this.#loadAnew(runs);
  }

  #loadAnew(runs: ReadonlySet<string>): void {
    this.#runs.dropAll(runs);
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
