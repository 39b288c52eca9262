// `npm run bench`: Leadflow and the floor in one run, on the same machine, with the same simulator; prints what was promised.
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { addFlows, makeHome, pause, type RunningServer, removeHome, startServer } from '../torture/leadflow-process.ts';
import { addSlowReceivers, bulkhead } from './bulkhead.ts';
import { dncLists } from './dnc.ts';
import { exchangeMicroseconds } from './exchange.ts';
import { fsyncMs } from './fsync.ts';
import { insertBesidePlain } from './insert.ts';
import { leadOf } from './leads.ts';
import { mapMicroseconds } from './map.ts';
import { type Child, costOf, start } from './processes.ts';
import { keep, median, report, reportPair } from './report.ts';
import { type Keys, prepareKeys } from './sources.ts';
import { longestStallMs } from './stall.ts';
import { type Contender, compare, type Numbers, type Options, round, sendAll } from './windows.ts';

const FLOWS = join(import.meta.dirname, 'flows');
/** What each is given before one lead after the other is measured: leads, many at a time, and then seconds of single ones. */
const WARM = { leads: 20_000, seconds: 12 };

/** A shared machine is twice as slow for seconds at a time: many short rounds of one lead after the other, and each pair by itself. */
const SINGLE = { rounds: 9, seconds: 2 };

/** What is running while the bench measures. */
interface Stage {
  server: RunningServer;
  keys: Keys;
  floor: Child;
  floorUrl: string;
  simulatorPort: number;
  startMs: number;
  idleMb: number;
}

async function main(options: Options & { parts: string }): Promise<boolean> {
  const simulator = start('../simulators/receiver.ts', ['--port', '0', '--json']);
  const { port } = await simulator.next('ready');
  const floorFolder = await mkdtemp(join(tmpdir(), 'floor-'));
  const home = await makeHome(Number(port));
  await addFlows(home, FLOWS);
  const ending: (() => Promise<unknown>)[] = [];
  // Its fifty flows would weigh on the start and the memory that are promised.
  if (/bulkhead|all/.test(options.parts)) ending.push((await addSlowReceivers(home)).close);
  try {
    const keys = await prepareKeys(home);
    const numbers = { next: 0 };
    const begun = performance.now();
    const server = await startServer(home);
    ending.push(() => server.end('SIGTERM'));
    await firstLead(server.url, keys.whole, numbers);
    const startMs = performance.now() - begun;
    await pause(3_000);
    const idleMb = costOf(server.pid).pssMb;
    const crm = `http://127.0.0.1:${port}`;
    const floor = start('floor.ts', ['--data', floorFolder, '--crm', crm, '--key', keys.whole]);
    ending.push(floor.end);
    const floorUrl = `http://127.0.0.1:${(await floor.next('ready')).port}`;
    const simulatorPort = Number(port);
    return await measure({ server, keys, floor, floorUrl, simulatorPort, startMs, idleMb }, numbers, options);
  } finally {
    for (const end of ending.toReversed()) await end();
    await simulator.end();
    await removeHome(home);
    await rm(floorFolder, { recursive: true, force: true });
  }
}

async function measure(stage: Stage, numbers: Numbers, options: Options & { parts: string }): Promise<boolean> {
  const kept: boolean[] = [];
  const wanted = (part: string) => options.parts === 'all' || options.parts.split(',').includes(part);
  if (wanted('map')) kept.push(keep('a map of 20 fields, µs', await mapMicroseconds(), { most: 15 }));
  if (wanted('exchange'))
    kept.push(keep('a request of 20 fields and its answer of 1 kB, µs', await exchangeMicroseconds(), { most: 60 }));
  if (wanted('stall'))
    kept.push(keep('the longest turn while XML of 100 kB is read, ms', await longestStallMs(), { most: 10 }));
  if (wanted('dnc')) kept.push(await dncLists());
  if (wanted('whole')) kept.push(await whole(stage, numbers, options));
  if (wanted('one')) kept.push(await oneConnection(stage, numbers, options));
  if (wanted('accept')) kept.push(await accepting(stage, numbers, options));
  if (wanted('bulkhead')) kept.push(await besideSlow(stage, numbers, options));
  if (wanted('insert')) kept.push(await insertBesidePlain(stage.simulatorPort, numbers, options));
  if (wanted('waiting')) kept.push(await waiting(stage, numbers, options));
  return kept.every(Boolean);
}

/** The whole flow at 64 connections. */
async function whole({ server, keys, floor, floorUrl, startMs, idleMb }: Stage, numbers: Numbers, options: Options) {
  const pair = {
    floor: { pid: floor.pid, url: `${floorUrl}/in/acme/leads`, key: keys.whole },
    leadflow: { pid: server.pid, url: `${server.url}/in/acme/leads`, key: keys.whole },
  };
  return report({ ...(await compare(pair, numbers, options)), startMs, idleMb });
}

/** One lead at a time: what it waits for is the disk, and what we add. */
async function oneConnection({ server, keys, floor, floorUrl }: Stage, numbers: Numbers, options: Options) {
  const pair = {
    floor: { pid: floor.pid, url: `${floorUrl}/in/acme/leads`, key: keys.whole },
    leadflow: { pid: server.pid, url: `${server.url}/in/acme/leads`, key: keys.whole },
  };
  const { rounds, seconds } = options;
  const most = { rounds: Math.max(rounds, SINGLE.rounds), seconds: Math.min(seconds, SINGLE.seconds) };
  const alone = { ...options, ...most, connections: 1, leads: 0 };
  // The code of neither is compiled yet where this part is measured by itself, nor what only a lead that is alone calls.
  for (const each of [pair.floor, pair.leadflow]) await sendAll(each, numbers, WARM.leads);
  // What that load wrote is still on its way to the disk.
  execFileSync('sync');
  for (const each of [pair.floor, pair.leadflow]) await round(each, numbers, { ...alone, seconds: WARM.seconds });
  const fsync = await fsyncMs();
  const measured = await compare(pair, numbers, alone);
  reportPair('One connection', measured);
  console.log(`  one fsync of 56 kB here: ${fsync.toFixed(2)} ms`);
  const above = measured.leadflow.rounds.map(({ p50 }, n) => p50 - (measured.floor.rounds[n]?.p50 ?? Number.NaN));
  console.log(`  above the floor's, round by round: ${above.map((ms) => ms.toFixed(2)).join(', ')} ms`);
  return keep("p50 above the floor's of the same round, ms", median(above), {
    most: fsync + 0.5,
    by: 'two commits a lead where the floor has one, and the walk between them, both on caches that went cold meanwhile',
  });
}

/** Accept mode against a handler that commits one row. */
async function accepting({ server, keys, floor, floorUrl }: Stage, numbers: Numbers, options: Options) {
  const pair = {
    floor: { pid: floor.pid, url: `${floorUrl}/bare`, key: keys.accept },
    leadflow: { pid: server.pid, url: `${server.url}/in/bench/accept`, key: keys.accept },
  };
  const measured = await compare(pair, numbers, { ...options, leads: 0 });
  const { floor: theirs, leadflow: ours } = reportPair('Accept mode, against a bare handler', measured);
  return keep('accept mode, of the bare handler', ours.rate / theirs.rate, {
    least: 0.8,
    by: 'the writer: a run, its body and a journal row, each with its indexes, where the handler writes one row',
  });
}

/** The leads of a fast receiver, while fifty others take their time. */
function besideSlow({ server, keys }: Stage, numbers: Numbers, options: Options): Promise<boolean> {
  const fast = { pid: server.pid, url: `${server.url}/in/acme/leads`, key: keys.whole };
  return bulkhead(server, fast, { numbers, options });
}

/** Runs that wait leave memory. */
async function waiting({ server, keys }: Stage, numbers: Numbers, { waiting: runs }: Options) {
  const contender = (path: string, key: string): Contender => ({
    pid: server.pid,
    url: `${server.url}/in/${path}`,
    key,
  });
  // What a load leaves in the heap is there before: only what the waiting runs add counts.
  await sendAll(contender('bench/accept', keys.accept), numbers, runs);
  await pause(3_000);
  const before = costOf(server.pid).pssMb;
  await sendAll(contender('bench/wait', keys.wait), numbers, runs);
  await pause(5_000);
  const more = costOf(server.pid).pssMb - before;
  return keep(`memory of ${runs} waiting runs, MB`, more, { most: 20 });
}

async function firstLead(url: string, key: string, numbers: Numbers): Promise<void> {
  const headers = { 'Content-Type': 'application/json', 'X-Leadflow-Key': key };
  const body = JSON.stringify(leadOf(numbers.next));
  numbers.next += 1;
  const answer = await fetch(`${url}/in/acme/leads`, { method: 'POST', headers, body });
  const text = await answer.text();
  if (!text.includes('"success":true')) throw new Error(`The first lead was answered ${answer.status}: ${text}`);
}

const text = { type: 'string' } as const;
const { values } = parseArgs({
  options: { rounds: text, seconds: text, 'warm-up': text, leads: text, waiting: text, parts: text },
});
const met = await main({
  rounds: Number(values.rounds ?? 3),
  seconds: Number(values.seconds ?? 5),
  warmUp: Number(values['warm-up'] ?? 2),
  leads: Number(values.leads ?? 100_000),
  waiting: Number(values.waiting ?? 100_000),
  connections: 64,
  parts: values.parts ?? 'all',
});
process.exitCode = met ? 0 : 1;
