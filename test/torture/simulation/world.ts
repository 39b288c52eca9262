// One simulated world from its first lead to its last: a seed decides who sends, what breaks, and when the process dies.
import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Evidence, evidenceOf } from '../evidence.ts';
import { type Counts, countsOf, digestsOf, faultsIn, type Witness } from '../invariants.ts';
import { Chance } from './chance.ts';
import { SimulatedNetwork } from './network.ts';
import { Operator } from './operator.ts';
import { SimulatedProcess } from './process.ts';
import { type Releases, withLimits } from './releases.ts';
import { Sources } from './sources.ts';
import { SimulatedDisk } from './store.ts';
import type { VirtualTime } from './virtual-time.ts';

/** What a world begins with. */
export interface WorldParts {
  seed: number;
  time: VirtualTime;
  releases: Releases;
  /** A folder in memory, and the name of an empty database in it. */
  folder: string;
  empty: string;
}

/** What came of a seed. `trace` is the same each time that the seed is run. */
export interface WorldEnd {
  faults: string[];
  counts: Counts;
  crashes: number;
  requests: number;
  trace: string;
}

/** No world lasts longer, milliseconds of its own time, and none has more events. A receiver that is broken rests for minutes. */
const LONGEST_MS = 60 * 60_000;
const MOST_EVENTS = 60_000;

/** Lives one seed through. Call it with a time of its own, installed. */
export async function live(parts: WorldParts): Promise<WorldEnd> {
  const file = join(parts.folder, `seed-${parts.seed}.db`);
  copyFileSync(join(parts.folder, parts.empty), file);
  const world = new World(parts, file);
  world.disk.fill();
  try {
    return await world.live();
  } finally {
    world.disk.close();
    for (const end of ['', '-wal', '-shm']) rmSync(`${file}${end}`, { force: true });
  }
}

class World {
  readonly #parts: WorldParts;
  readonly #chance: Chance;
  readonly #releases: Releases;
  readonly #maxInFlight: number;
  readonly #stale: number;
  /** False where the wall clock is set forward and back. */
  readonly #steady: boolean;
  readonly #sources: Sources;
  readonly #network: SimulatedNetwork;
  readonly #operator: Operator;
  readonly #faults = new Set<string>();
  readonly disk: SimulatedDisk;
  #process: SimulatedProcess | undefined;
  #crashes = 0;
  /** The place, and after how many visits, at which the process dies next. */
  #diesAt: { label: string; visits: number } | undefined;
  /** Labels that processes came to, for the seed's choice of the next place. */
  readonly #labels = new Set<string>();
  #finished: ReadonlyMap<string, string> = new Map();

  constructor(parts: WorldParts, file: string) {
    const { time, seed } = parts;
    this.#parts = parts;
    const chance = new Chance(seed);
    this.#chance = chance;
    this.#releases = chance.percent(50) ? parts.releases : withLimits(parts.releases, chance);
    this.#maxInFlight = chance.pick([40, 40, 10, 4]);
    this.#steady = chance.percent(85);
    this.#stale = chance.pick([0, 0, 10, 50, 100]);
    let ids = 0;
    const newId = () => {
      ids += 1;
      return `run-${String(ids).padStart(6, '0')}`;
    };
    this.disk = new SimulatedDisk({ file, time, chance, newId, failures: chance.pick([0, 0, 0, 5, 30, 120]) });
    this.#network = new SimulatedNetwork(time, chance);
    const breach = (says: string) => void this.#faults.add(says);
    const process = () => (this.#process?.alive ? this.#process : undefined);
    this.#sources = new Sources({ time, chance, process, breach });
    const release = (flow: string) => this.#releases.bySlug.get(flow);
    this.#operator = new Operator({ time, chance, process, disk: this.disk, release, breach });
  }

  async live(): Promise<WorldEnd> {
    this.#plan();
    this.#boot();
    const { time } = this.#parts;
    while ((await time.next()) && !this.#over()) {
      if (time.elapsed > LONGEST_MS || time.ran > MOST_EVENTS) {
        this.#faults.add(`The world does not come to an end: ${this.#open()}.`);
        break;
      }
    }
    const evidence = evidenceOf(this.disk.reader);
    this.#check(evidence, true);
    this.#process?.crash();
    const trace = `${time.elapsed} ${time.ran} ${[...digestsOf(evidence).values()].join('').length} ${[...digestsOf(evidence).values()].sort().at(0)}`;
    const requests = [...this.#network.seen.values()].reduce((sum, times) => sum + times, 0);
    return { faults: [...this.#faults], counts: countsOf(evidence), crashes: this.#crashes, requests, trace };
  }

  /** Who sends when, and when the process dies. */
  #plan(): void {
    const { time } = this.#parts;
    const chance = this.#chance;
    const doors = [...this.#releases.bySlug.values()].filter((release) => release.trigger.config.path !== undefined);
    const [first, ...others] = doors;
    if (!first) throw new Error('There is no flow to send a lead to.');
    const leads = chance.pick([4, 8, 14, 30]);
    for (let n = 0; n < leads; n += 1) {
      const release = chance.pick([first, ...others]);
      time.after(chance.whole(0, 4000), 'world', () => this.#sources.begin(release));
    }
    const crashes = chance.whole(0, 4);
    for (let n = 0; n < crashes; n += 1) {
      const at = chance.whole(10, 9000);
      if (chance.percent(40)) time.after(at, 'world', () => this.#crash());
      else if (chance.percent(30)) time.after(at, 'world', () => this.#stop());
      else time.after(at, 'world', () => this.#aim());
    }
    if (!this.#steady) this.#setClock();
    this.#operator.begin();
  }

  #boot(): void {
    const process = new SimulatedProcess({
      time: this.#parts.time,
      chance: this.#chance,
      disk: this.disk,
      network: this.#network,
      releases: this.#releases,
      maxInFlight: this.#maxInFlight,
      stale: this.#stale,
      breach: (says) => void this.#faults.add(says),
      came: (label) => this.#came(label),
    });
    this.#process = process;
    process.start().catch((error: unknown) => {
      if (process.alive) this.#faults.add(`The process does not start: ${String(error)}`);
    });
  }

  /** The next time that the process comes to some place for the n-th time, it dies there. */
  #aim(): void {
    const [label, ...labels] = [...this.#labels];
    if (label === undefined) this.#crash();
    else this.#diesAt = { label: this.#chance.pick([label, ...labels]), visits: this.#chance.whole(1, 4) };
  }

  #came(label: string): void {
    this.#labels.add(label);
    const { time } = this.#parts;
    if (label === 'command-done' && this.#chance.percent(4))
      time.after(this.#chance.whole(0, 3), 'world', () => this.#operator.cancelNewest());
    if (this.#diesAt?.label !== label) return;
    this.#diesAt.visits -= 1;
    if (this.#diesAt.visits > 0) return;
    this.#diesAt = undefined;
    this.#crash();
  }

  /** The wall clock is set by up to a minute, some times. */
  #setClock(): void {
    const { time } = this.#parts;
    for (let n = 0; n < 4; n += 1)
      time.after(this.#chance.whole(0, 20_000), 'world', () => time.step(this.#chance.whole(-60_000, 60_000)));
  }

  /** As on SIGTERM: the process has some time to come to an end, and may die in it all the same. */
  #stop(): void {
    const process = this.#process;
    if (!process?.alive || !process.engine) return;
    process.engine.stop(this.#chance.whole(0, 2000)).then(
      () => process === this.#process && this.#crash(),
      (error: unknown) => process.alive && this.#faults.add(`It does not stop: ${String(error)}`),
    );
  }

  #crash(): void {
    if (!this.#process?.alive) return;
    this.#process.crash();
    this.#crashes += 1;
    // Looked at as the next process finds it.
    this.disk.begin();
    const evidence = evidenceOf(this.disk.reader);
    this.#check(evidence, false);
    this.#finished = digestsOf(evidence);
    this.#parts.time.after(this.#chance.whole(0, 3000), 'world', () => this.#boot());
  }

  #check(evidence: Evidence, quiet: boolean): void {
    const sent = this.#sources.senders.filter(({ told }) => told.length > 0);
    const witness: Witness = {
      acknowledged: sent.map(({ key }) => key),
      seen: this.#network.seen,
      finishedBefore: this.#finished,
      repeats: (flow, node) => {
        const policy = this.#releases.bySlug.get(flow)?.nodes.get(node)?.policy;
        return policy?.onUnknown === 'retry';
      },
      quiet,
      steady: this.#steady,
    };
    for (const fault of [...faultsIn(evidence, witness), ...this.#unheard(evidence)]) this.#faults.add(fault);
  }

  /** A hold without an alert is a dead lead; so is an error that the flow wants another to handle. */
  #unheard({ runs }: Evidence): string[] {
    const held = runs.flatMap(({ records }) => records.filter(({ t }) => t === 'held')).length;
    const sql = "SELECT coalesce(sum(count), 0) AS n FROM incident WHERE kind IN ('held', 'unknown')";
    const told = Number(this.disk.reader.get(sql)?.n);
    const ids = new Set(runs.map(({ id }) => id));
    const wants = (flow: string) => this.#releases.bySlug.get(flow)?.onError !== undefined;
    const lost = runs.filter(
      ({ id, flow, outcome, parent }) =>
        outcome === 'error' && wants(flow) && !ids.has(`${id}._error.0`) && !id.startsWith(`${parent}._error`),
    );
    const twice = this.disk.reader.all(
      `SELECT lead.phone FROM lead JOIN run ON run.id = lead.run WHERE run.flow IN ('ahead', 'beyond', 'handed')
        GROUP BY lead.phone, run.flow = 'beyond' HAVING count(*) > 1`,
    );
    return [
      ...twice.map(({ phone }) => `The number ${phone} was kept twice, in lists that keep it once.`),
      ...(held === told ? [] : [`Runs were held ${held} times, and somebody is told of ${told}.`]),
      ...lost.map(({ id }) => `Run ${id} ended in error, and nobody handles it.`),
    ];
  }

  /** Everything was sent, answered and ended; nothing is held that a person could settle. */
  #over(): boolean {
    const { senders, open } = this.#sources;
    if (senders.length === 0 || open.length > 0 || this.#operator.busy || !this.#process?.alive) return false;
    // Asked now and then: it is a look into the database.
    if (this.#parts.time.elapsed < 10_000 || this.#parts.time.ran % 20 !== 0) return false;
    const row = this.disk.reader.get("SELECT 1 AS open FROM run WHERE state <> 'finished' LIMIT 1");
    return row === undefined;
  }

  #open(): string {
    const rows = this.disk.reader.all(
      "SELECT id, flow, state, due_at, queue, held_code, held_call FROM run WHERE state <> 'finished'",
    );
    const unsent = this.#sources.open.map(({ key }) => key);
    return JSON.stringify({ unsent, rows: rows.slice(0, 5), now: this.#parts.time.now });
  }
}
