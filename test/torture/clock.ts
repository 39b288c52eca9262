// `node test/torture/clock.ts`: the server's wall clock jumps while runs wait and a schedule is due; everything comes once.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { JournalRecord } from '../../server/run/records.ts';
import { countOf, evidenceIn, type RunSeen } from './evidence.ts';
import { databaseOf, pause } from './leadflow-process.ts';
import { Load } from './load.ts';
import { type Findings, makeScene, type Scene } from './scene.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MINUTE_MS = 60_000;
/** The largest step back: nothing may come earlier than this before its time. */
const BACK_MS = HOUR_MS;

/** Steps the clock in front of a schedule, back, and a day on. */
export async function stepClock(say: (line: string) => void): Promise<Findings & { slots: number }> {
  const scene = await makeScene();
  const clock = new Clock(join(scene.home.folder, 'clock'));
  try {
    const preload = `${pathToFileURL(join(import.meta.dirname, 'clock-preload.ts'))}?file=${clock.file}`;
    const nodeArgs = ['--import', preload];
    // Far from the minute, so that nothing is due while the server starts.
    clock.toSecond(5);
    await scene.start({ nodeArgs });
    const load = await Load.on(scene, ['later', 'again']);
    await scene.simulate({ path: '/acme/leads/find', behaviour: '503', times: 4 });
    load.begin(6, { most: 12 });
    await load.acknowledges(12);
    const faults: string[] = [];
    const ticks = async (when: string, expected: number) => {
      const { length } = slotsOf(scene);
      say(`${when}: ${length} slots came.`);
      if (length !== expected) faults.push(`${when}: ${length} slots came, not ${expected}.`);
    };
    await clock.step(53_000);
    await slots(scene, 1);
    await ticks('When the minute came', 1);
    await clock.step(-BACK_MS);
    await pause(1500);
    await ticks('An hour back', 1);
    await scene.kill();
    await scene.start({ nodeArgs });
    await pause(500);
    await ticks('After a start in the past', 1);
    await clock.step(DAY_MS + BACK_MS);
    await slots(scene, 2);
    await pause(1200);
    await ticks('A day later', 2);
    await load.end();
    await ended(scene);
    const found = await scene.look({ acknowledged: load.acknowledged, quiet: true, steady: false });
    const early = evidenceIn(databaseOf(scene.home)).runs.flatMap(earlyIn);
    const all = [...load.faults, ...faults, ...slotFaults(scene), ...early, ...found.faults];
    return { ...found, slots: slotsOf(scene).length, faults: all };
  } finally {
    await scene.end();
  }
}

/** The wall clock of the server: so many milliseconds off ours. */
class Clock {
  readonly file: string;
  #off = 0;

  constructor(file: string) {
    this.file = file;
  }

  /** Sets it to this second of a minute. */
  toSecond(second: number): void {
    const rest = (Date.now() + this.#off) % MINUTE_MS;
    this.#set(this.#off + second * 1000 - rest);
  }

  /** Every thread of the server has seen it when this resolves. */
  async step(ms: number): Promise<void> {
    this.#set(this.#off + ms);
    await pause(100);
  }

  #set(off: number): void {
    this.#off = off;
    writeFileSync(this.file, String(off));
  }
}

function slotsOf(scene: Scene): number[] {
  const { runs } = evidenceIn(databaseOf(scene.home));
  const ticks = runs.filter(({ flow }) => flow === 'tick');
  return ticks.map(({ records: [accepted] }) => {
    const slot = accepted?.t === 'accepted' ? accepted.lead.slot : undefined;
    return typeof slot === 'number' ? slot : Date.parse(String(slot));
  });
}

/** Resolves once so many slots came, or after a while. */
async function slots(scene: Scene, wanted: number): Promise<void> {
  const until = performance.now() + 8000;
  while (slotsOf(scene).length < wanted && performance.now() < until) await pause(100);
}

async function ended(scene: Scene): Promise<void> {
  const until = performance.now() + 15_000;
  while (countOf(databaseOf(scene.home), ['running', 'waiting']) > 0 && performance.now() < until) await pause(50);
}

function slotFaults(scene: Scene): string[] {
  const all = slotsOf(scene);
  const twice = all.filter((slot, n) => all.indexOf(slot) !== n);
  const crooked = all.filter((slot) => !(slot % MINUTE_MS === 0));
  return [...twice.map((slot) => `The slot ${slot} came twice.`), ...crooked.map((slot) => `${slot} is no slot.`)];
}

/** What came before its time by more than the clock was ever set back. */
function earlyIn({ id, records }: RunSeen): string[] {
  return records.flatMap((record, n) => {
    if (record.t !== 'sleep' && record.t !== 'wait') return [];
    const next = records.slice(n + 1).find((later) => goesOn(later));
    const early = next ? record.due - next.at : 0;
    return early > BACK_MS ? [`Run ${id} went on ${early} ms before its time.`] : [];
  });
}

function goesOn({ t }: JournalRecord): boolean {
  return t === 'intent' || t === 'step' || t === 'finished';
}

if (import.meta.main) {
  const { faults, ...figures } = await stepClock((line) => console.log(line));
  console.log(figures);
  for (const fault of faults) console.log(`FAULT: ${fault}`);
  process.exitCode = faults.length === 0 ? 0 : 1;
}
