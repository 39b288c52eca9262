// The people of a simulation: they settle what is held, cancel, pause and resume, and receivers call back.

import { Failure } from '../../../flows/language/failures.ts';
import type { Settlement } from '../../../server/engine/engine.ts';
import type { CompiledRelease } from '../../../server/run/plan.ts';
import type { Chance } from './chance.ts';
import type { SimulatedProcess } from './process.ts';
import type { SimulatedDisk } from './store.ts';
import type { VirtualTime } from './virtual-time.ts';

/** What the people are made of. */
export interface OperatorParts {
  time: VirtualTime;
  chance: Chance;
  process: () => SimulatedProcess | undefined;
  disk: SimulatedDisk;
  release: (flow: string) => CompiledRelease | undefined;
  breach: (says: string) => void;
}

/** Faults that a person may meet by bad timing alone. */
const LATE = ['NOT_FOUND', 'RUN_NOT_HELD', 'STORE_UNAVAILABLE', 'OVERLOADED'];
/** A look every so many milliseconds; odd things are done in the first seconds only. */
const LOOK_MS = 700;
const ODD_UNTIL_MS = 9000;

/** What somebody paused. */
interface Paused {
  kind: 'flow' | 'connection' | 'source' | 'node';
  key: string;
}

/** Looks at the runs now and then, and does something about them. */
export class Operator {
  readonly #parts: OperatorParts;
  #paused: Paused | undefined;

  constructor(parts: OperatorParts) {
    this.#parts = parts;
  }

  /** True while something is paused: the world must not end so. */
  get busy(): boolean {
    return this.#paused !== undefined;
  }

  begin(): void {
    this.#parts.time.after(LOOK_MS, 'world', () => {
      this.#look();
      this.begin();
    });
  }

  #look(): void {
    const { chance, time } = this.#parts;
    const process = this.#parts.process();
    if (!process?.engine?.ready()) return;
    this.#settleOne(process);
    this.#callBack(process);
    const odd = time.elapsed < ODD_UNTIL_MS;
    if (odd && chance.percent(12)) this.#cancelOne(process);
    if (odd && chance.percent(12)) this.#settleAny(process);
    if (odd && chance.percent(25)) this.#runAgain(process);
    if (odd && !this.#paused && chance.percent(8)) this.#pause(process);
    else if (this.#paused && (!odd || chance.percent(30))) this.#resume(process);
  }

  #settleOne(process: SimulatedProcess): void {
    const { chance, disk } = this.#parts;
    const row = disk.reader.get(
      "SELECT id FROM run WHERE state = 'held' AND held_call IS NOT NULL ORDER BY id LIMIT 1",
    );
    if (!row) return;
    const as = chance.pick<Settlement['as']>(['accepted', 'rejected', 'again']);
    this.#done(process, process.engine?.settle(String(row.id), { as, by: 'ann@example.com', note: '' }));
  }

  /** Somebody whose page is old: the run may wait for something else by now. */
  #settleAny(process: SimulatedProcess): void {
    const rows = this.#parts.disk.reader.all("SELECT id FROM run WHERE state <> 'finished' ORDER BY id");
    const row = rows[this.#parts.chance.whole(0, Math.max(0, rows.length - 1))];
    const settlement = { as: 'again', by: 'bob@example.com', note: '' } as const;
    if (row) this.#done(process, process.engine?.settle(String(row.id), settlement));
  }

  /** A lead that was done with goes through its flow from the start once more; somebody may have asked for it before. */
  #runAgain(process: SimulatedProcess): void {
    const { chance, disk, release } = this.#parts;
    const rows = disk.reader.all(
      "SELECT id, flow, phone FROM run WHERE state = 'finished' AND flow IN ('ahead', 'beyond', 'once') AND parent IS NULL ORDER BY id",
    );
    const row = rows[chance.whole(0, Math.max(0, rows.length - 1))];
    const live = row && release(String(row.flow));
    const first = row && process.store.reads.records(String(row.id))[0];
    if (first?.t !== 'accepted' || !row || !live || !process.engine) return;
    const { lead, trigger, test } = first;
    const from = { run: String(row.id), node: null, by: 'ann@example.com', kept: [] };
    const nothing = { inbox: undefined, claim: undefined };
    const arrival = { release: live, lead, trigger, test, phone: String(row.phone), from, ...nothing };
    const begin = async () => await process.engine?.accept(arrival).accepted;
    this.#done(process, begin());
    // A double click.
    if (chance.percent(40)) this.#done(process, begin());
  }

  #cancelOne(process: SimulatedProcess): void {
    const rows = this.#parts.disk.reader.all("SELECT id FROM run WHERE state <> 'finished' ORDER BY id");
    const row = rows[this.#parts.chance.whole(0, Math.max(0, rows.length - 1))];
    if (row) this.#cancel(String(row.id), process);
  }

  /** Somebody who watches a run does it just when the run writes. */
  cancelNewest(): void {
    const process = this.#parts.process();
    const row = this.#parts.disk.reader.get("SELECT id FROM run WHERE state <> 'finished' ORDER BY id DESC LIMIT 1");
    if (row && process) this.#cancel(String(row.id), process);
  }

  #cancel(run: string, process: SimulatedProcess): void {
    const cancelled = process.engine?.cancel(run, 'ann@example.com').then(() => this.#mustBeAsked(run, process));
    this.#done(process, cancelled);
  }

  /** A person who was told so reckons with it. */
  #mustBeAsked(run: string, process: SimulatedProcess): void {
    const { reads } = process.store;
    if (!process.alive || reads.ended(run).state === 'finished') return;
    if (!reads.records(run).some(({ t }) => t === 'cancel'))
      this.#parts.breach(`${run} was cancelled, and does not know of it.`);
  }

  /** A receiver calls a waiting run back, sometimes one that has ended, sometimes twice. */
  #callBack(process: SimulatedProcess): void {
    const { chance, disk, time } = this.#parts;
    if (!chance.percent(40)) return;
    const rows = disk.reader.all("SELECT id FROM run WHERE flow = 'called-back' ORDER BY id");
    const row = rows[chance.whole(0, Math.max(0, rows.length - 1))];
    if (!row) return;
    const callback = {
      at: time.now,
      type: 'application/json',
      body: '{"sold":true}',
      value: { sold: true },
      query: {},
    };
    this.#done(process, process.engine?.callback(String(row.id), 'call', callback));
  }

  #pause(process: SimulatedProcess): void {
    const what = this.#parts.chance.pick<Paused>([
      { kind: 'flow', key: 'again' },
      { kind: 'flow', key: 'once' },
      { kind: 'connection', key: 'receiver' },
      { kind: 'source', key: 'source' },
      { kind: 'node', key: 'buyer/ask' },
      { kind: 'flow', key: 'buyer' },
    ]);
    this.#paused = what;
    const pause = { ...what, mode: 'queue' as const, answer: null, says: 'A pause.', by: 'ann@example.com' };
    this.#done(process, process.pauses?.set(pause));
  }

  #resume(process: SimulatedProcess): void {
    const what = this.#paused;
    if (!what || !process.pauses) return;
    const resumed = process.pauses.clear({ ...what, by: 'ann@example.com' });
    this.#done(
      process,
      resumed.then(() => {
        if (process.alive) this.#paused = undefined;
      }),
    );
  }

  #done(process: SimulatedProcess, work: Promise<unknown> | undefined): void {
    work?.catch((error: unknown) => {
      if (!process.alive || (error instanceof Failure && LATE.includes(error.code))) return;
      if (/disk is full|Parked/.test(String(error)) || process.store.failed > 0) return;
      this.#parts.breach(`A person's work failed: ${error instanceof Error ? error.stack : String(error)}`);
    });
  }
}
