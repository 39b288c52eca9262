// `node test/torture/simulation.ts`: the engine in thousands of simulated worlds; `--seed N` runs one of them again.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Database } from '../../server/store/sqlite/database.ts';
import { migrate } from '../../server/store/sqlite/migrate.ts';
import { readReleases } from './simulation/releases.ts';
import { VirtualTime } from './simulation/virtual-time.ts';
import { live, type WorldEnd } from './simulation/world.ts';

/** Which seeds, and whether each is run twice to see that it goes the same way. */
interface Options {
  from: number;
  seeds: number;
  twice: boolean;
}

/** A file system in memory, where there is one: a simulated disk needs no real one. */
const MEMORY = '/dev/shm';
const EMPTY = 'empty.db';

async function main({ from, seeds, twice }: Options): Promise<boolean> {
  const began = process.hrtime.bigint();
  const folder = mkdtempSync(join(existsSync(MEMORY) ? MEMORY : tmpdir(), 'leadflow-worlds-'));
  try {
    emptyDatabase(join(folder, EMPTY));
    const releases = readReleases();
    const one = (seed: number) => {
      const time = new VirtualTime();
      time.install();
      return live({ seed, time, releases, folder, empty: EMPTY });
    };
    const total = { worlds: 0, runs: 0, crashes: 0, requests: 0, faults: 0 };
    for (let seed = from; seed < from + seeds; seed += 1) {
      const end = await one(seed);
      if (twice && (await one(seed)).trace !== end.trace) end.faults.push('It goes another way the second time.');
      total.worlds += 1;
      total.runs += end.counts.accepted;
      total.crashes += end.crashes;
      total.requests += end.requests;
      total.faults += tell(seed, end);
    }
    const seconds = Number(process.hrtime.bigint() - began) / 1e9;
    console.log({ ...total, seconds: Math.round(seconds) });
    return total.faults === 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function emptyDatabase(file: string): void {
  const db = new Database(file, { readOnly: false });
  migrate(db);
  db.raw.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  db.close();
}

function tell(seed: number, { faults }: WorldEnd): number {
  for (const fault of faults) console.log(`FAULT with --seed ${seed}: ${fault}`);
  return faults.length;
}

const text = { type: 'string' } as const;
const { values } = parseArgs({
  options: { from: text, seeds: text, seed: text, twice: { type: 'boolean', default: false } },
});
const options = values.seed
  ? { from: Number(values.seed), seeds: 1, twice: true }
  : { from: Number(values.from ?? 1), seeds: Number(values.seeds ?? 300), twice: values.twice };
process.exitCode = (await main(options)) ? 0 : 1;
