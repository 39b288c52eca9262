// `node test/torture/disk-full.ts`: a load on a disk of 8 MB until it is full, a kill, more room, and the look after.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { pause } from './leadflow-process.ts';
import { Load } from './load.ts';
import { type Findings, makeScene, quiet, type Scene } from './scene.ts';

/** What came of it. `stoppedAt`: leads that were acknowledged when the disk was full. */
export type DiskFullFindings = Findings & { stoppedAt: number; refusedAtStart: boolean };

/** Leads stop being acknowledged for so long where the disk is full, milliseconds. */
const STILL_MS = 2000;

/** Why no disk can be filled here, or undefined where one can: mounting takes root. */
export function whyNot(): string | undefined {
  return process.getuid?.() === 0 && process.platform === 'linux'
    ? undefined
    : 'a file system of 8 MB cannot be mounted here: that takes root on Linux.';
}

/** Fills the disk, kills the server on it, gives it room, and lets everything end. */
export async function fillDisk(say: (line: string) => void): Promise<DiskFullFindings> {
  const scene = await makeScene();
  const data = join(scene.home.folder, 'data');
  mount(['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', data]);
  const faults: string[] = [];
  try {
    await scene.start();
    const load = await Load.on(scene);
    load.begin(24);
    await load.acknowledges(50);
    await stopsTaking(load);
    const stoppedAt = load.acknowledged.length;
    say(`Full after ${stoppedAt} acknowledged leads.`);
    faults.push(...(await healthFaults(scene)));
    await scene.kill();
    const full = await scene.look({ acknowledged: load.acknowledged, quiet: false });
    faults.push(...full.faults.map((fault) => `While it is full: ${fault}`));
    const refusedAtStart = await startsOnFullDisk(scene);
    mount(['-o', 'remount,size=256m', data]);
    if (!scene.server) await scene.start();
    await load.acknowledges(200);
    await load.end();
    await quiet(scene.home);
    const found = await scene.look({ acknowledged: load.acknowledged, quiet: true });
    return { ...found, stoppedAt, refusedAtStart, faults: [...load.faults, ...faults, ...found.faults] };
  } finally {
    await scene.kill();
    execFileSync('umount', [data]);
    await scene.end();
  }
}

function mount(words: readonly string[]): void {
  execFileSync('mount', words, { stdio: 'ignore' });
}

async function stopsTaking(load: Load): Promise<void> {
  const until = performance.now() + 60_000;
  for (let before = -1; before < load.acknowledged.length; ) {
    before = load.acknowledged.length;
    if (performance.now() > until) throw new Error('The disk does not get full.');
    await pause(STILL_MS);
  }
}

/** Alive, and not ready: whoever stands in front of it sends no more leads. */
async function healthFaults({ server }: Scene): Promise<string[]> {
  if (!server) return ['The server ended on the full disk.'];
  const status = async (path: string) => (await fetch(`${server.url}${path}`)).status;
  const [alive, ready] = [await status('/healthz'), await status('/readyz')];
  return [
    ...(alive === 200 ? [] : [`/healthz says ${alive} on a full disk.`]),
    ...(ready === 503 ? [] : [`/readyz says ${ready} on a full disk.`]),
  ];
}

/** A start without room may be refused in words, or wait for room; it must not break anything. */
async function startsOnFullDisk(scene: Scene): Promise<boolean> {
  try {
    await scene.start({ limitMs: 4000 });
    return false;
  } catch {
    return true;
  }
}

if (import.meta.main) {
  const why = whyNot();
  if (why) console.log(`Left out: ${why}`);
  else {
    const { faults, ...figures } = await fillDisk((line) => console.log(line));
    console.log(figures);
    for (const fault of faults) console.log(`FAULT: ${fault}`);
    process.exitCode = faults.length === 0 ? 0 : 1;
  }
}
