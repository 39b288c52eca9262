// `node test/torture/power-cut.ts`: records every write of a server under load, cuts the power at random moments, and looks.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { BatchWriter, thisMoment } from '../../server/store/sqlite/batch.ts';
import { engineCommands } from '../../server/store/sqlite/commands/engine.ts';
import { Database } from '../../server/store/sqlite/database.ts';
import { Disk, type Survival } from './disk-image.ts';
import { evidenceOf } from './evidence.ts';
import { faultsIn } from './invariants.ts';
import { databaseOf } from './leadflow-process.ts';
import { Load } from './load.ts';
import { makeScene, mayRepeat } from './scene.ts';
import { Chance } from './simulation/chance.ts';
import { type FileOp, readTrace, recording } from './trace.ts';

/** How hard to try. `lying`: the disk says that it has synced and has not, so that losses must be found. */
export interface PowerCutOptions {
  images: number;
  seed: number;
  lying: boolean;
}

/** What came of it. `lost`: images with an acknowledged lead that is not there. */
export interface PowerCutFindings {
  images: number;
  writes: number;
  syncs: number;
  acknowledged: number;
  lost: number;
  broken: number;
  faults: string[];
}

/** What was recorded of one load. */
export interface Recording {
  /** The files of the database as they were when the recording began. */
  base: ReadonlyMap<string, Buffer<ArrayBuffer>>;
  ops: FileOp[];
  acknowledged: { key: string; at: number }[];
}

/** Why no power can be cut here, or undefined where it can: strace must be there and may trace its children. */
export function whyNot(): string | undefined {
  try {
    execFileSync('strace', ['-qq', '-e', 'trace=none', process.execPath, '-e', '0'], { stdio: 'ignore' });
    return undefined;
  } catch {
    return 'strace is not installed, or may not trace here: the writes of the database cannot be recorded.';
  }
}

/** Looks at so many disks as a power cut could have left them. */
export function cutPower({ base, ops, acknowledged }: Recording, options: PowerCutOptions): PowerCutFindings {
  const chance = new Chance(options.seed);
  const moments = Array.from({ length: options.images }, () => chance.whole(1, ops.length)).sort((a, b) => a - b);
  const disk = new Disk(new Map(base), !options.lying);
  const found = { lost: 0, broken: 0 };
  const faults: string[] = [];
  let done = 0;
  for (const moment of moments) {
    for (; done < moment; done += 1) disk.apply(ops[done] ?? { at: 0, file: '', op: 'sync' });
    const survival = chance.pick<Survival>(['none', 'prefix', 'part']);
    const until = ops[moment]?.at ?? Number.POSITIVE_INFINITY;
    // The moment of an acknowledgement is known to the millisecond only.
    const known = acknowledged.filter(({ at }) => at + 1 < until).map(({ key }) => key);
    const says = look(disk.afterPowerCut(survival, chance), known);
    if (says.some((fault) => fault.includes('acknowledged'))) found.lost += 1;
    if (says.some((fault) => fault.includes('broken'))) found.broken += 1;
    faults.push(...says.slice(0, 3).map((fault) => `Cut after ${moment} writes (${survival}): ${fault}`));
  }
  const count = (op: FileOp['op']) => ops.filter((each) => each.op === op).length;
  const figures = { images: moments.length, writes: count('write'), syncs: count('sync') };
  return { ...figures, acknowledged: acknowledged.length, ...found, faults };
}

/** Between leads that come one at a time, milliseconds: a disk that is recorded is slow, and the main thread waits for it seldom. */
const REST_MS = 70;

/** Records every write of a server that takes so many leads, and some before them one at a time: those the main thread commits. */
export async function record(leads: number): Promise<Recording> {
  const scene = await makeScene();
  const traces = mkdtempSync(join(tmpdir(), 'leadflow-trace-'));
  try {
    // A first life makes the database; what it wrote is on the disk when the recording begins.
    const first = await scene.start();
    const load = await Load.on(scene);
    const alone = await Load.on(scene, ['duplicate-lead-check'], leads);
    await first.end('SIGTERM');
    const name = databaseOf(scene.home);
    // A life that was cut short, on a busy machine, leaves some of it in the log.
    const files = [name, `${name}-wal`];
    const base = new Map(
      files.filter((file) => existsSync(file)).map((file) => [file, Buffer.from(readFileSync(file))]),
    );
    await scene.start({ under: recording(traces, files) });
    const few = 16 + Math.ceil(leads / 10);
    alone.begin(1, { most: leads + few, restMs: REST_MS });
    await alone.acknowledges(few);
    await alone.end();
    load.begin(24, { most: leads });
    await load.acknowledges(leads);
    await scene.kill();
    return { base, ops: readTrace(traces), acknowledged: [...alone.acknowledgedAt, ...load.acknowledgedAt] };
  } finally {
    await scene.end();
    rmSync(traces, { recursive: true, force: true });
  }
}

/** Opens the files as a start does, and holds them against what was acknowledged. */
function look(files: ReadonlyMap<string, Buffer>, acknowledged: readonly string[]): string[] {
  const memory = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
  const folder = mkdtempSync(join(memory, 'leadflow-disk-'));
  try {
    for (const [name, bytes] of files) writeFileSync(join(folder, name.slice(name.lastIndexOf('/') + 1)), bytes);
    const db = new Database(join(folder, 'leadflow.db'), { readOnly: false });
    try {
      new BatchWriter(db, engineCommands, thisMoment).settle();
      return faultsIn(evidenceOf(db), { acknowledged, repeats: mayRepeat, quiet: false, steady: true });
    } finally {
      db.close();
    }
  } catch (error) {
    return [`The database is broken: ${error instanceof Error ? error.message : String(error)}`];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (import.meta.main) {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ options: { images: text, leads: text, seed: text, lying: { type: 'boolean' } } });
  const why = whyNot();
  if (why) console.log(`Left out: ${why}`);
  else {
    const { faults, ...figures } = cutPower(await record(Number(values.leads ?? 1500)), {
      images: Number(values.images ?? 300),
      seed: Number(values.seed ?? Date.now() % 1_000_000),
      lying: values.lying ?? false,
    });
    console.log(figures);
    for (const fault of faults.slice(0, 50)) console.log(`FAULT: ${fault}`);
    process.exitCode = faults.length === 0 ? 0 : 1;
  }
}
