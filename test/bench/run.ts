// `npm run bench`: the floor and Leadflow in one run, same simulator, same flow, 64 connections; prints the ratio.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildEditor, isStale } from '../../server/pages/editor-build.ts';
import {
  createSource,
  createToken,
  type Home,
  makeHome,
  pause,
  type RunningServer,
  removeHome,
  startServer,
} from '../torture/leadflow-process.ts';
import { leadOf } from './leads.ts';
import type { LoadResult } from './load.ts';
import { type Child, type Cost, costOf, start } from './processes.ts';
import { type Figures, type Round, report } from './report.ts';

/** One of the two that are compared. */
interface Contender {
  pid: number;
  url: string;
  key: string;
}

interface Options {
  rounds: number;
  seconds: number;
  warmUp: number;
  /** Leads that each has had when its memory is read; 0 leaves that out. */
  leads: number;
}

/** Hands out numbers that no load has used: the simulator and both stores look for duplicates. */
interface Numbers {
  next: number;
}

async function main(options: Options): Promise<boolean> {
  // The server would build it beside the load. What it may cost is promised for a start with the editor built.
  if (isStale()) await buildEditor();
  const simulator = await startSimulator();
  const floorFolder = await mkdtemp(join(tmpdir(), 'floor-'));
  const home = await makeHome(simulator.port);
  let server: RunningServer | undefined;
  let floor: Child | undefined;
  try {
    const numbers = { next: 0 };
    const key = await prepare(home);
    const begun = performance.now();
    server = await startServer(home);
    await firstLead(server.url, key, numbers);
    const startMs = performance.now() - begun;
    await pause(3_000);
    const idleMb = costOf(server.pid).pssMb;
    floor = start('floor.ts', ['--data', floorFolder, '--crm', `http://127.0.0.1:${simulator.port}`, '--key', key]);
    const { port } = await floor.next('ready');
    const pair = {
      floor: { pid: floor.pid, url: `http://127.0.0.1:${port}`, key },
      leadflow: { pid: server.pid, url: server.url, key },
    };
    return report({ ...(await compare(pair, numbers, options)), startMs, idleMb });
  } finally {
    await server?.end('SIGTERM');
    await floor?.end();
    await simulator.end();
    await removeHome(home);
    await rm(floorFolder, { recursive: true, force: true });
  }
}

async function startSimulator(): Promise<{ port: number; end: () => Promise<void> }> {
  const child = start('../simulators/receiver.ts', ['--port', '0', '--json']);
  const { port } = await child.next('ready');
  return { port: Number(port), end: child.end };
}

/** The first start makes the database and the source; the start that is timed is the second. */
async function prepare(home: Home): Promise<string> {
  const server = await startServer(home);
  const key = await createSource(server, await createToken(home), 'duplicate-lead-check');
  await server.end('SIGTERM');
  return key;
}

async function firstLead(url: string, key: string, numbers: Numbers): Promise<void> {
  const headers = { 'Content-Type': 'application/json', 'X-Leadflow-Key': key };
  const body = JSON.stringify(leadOf(numbers.next));
  numbers.next += 1;
  const answer = await fetch(`${url}/in/acme/leads`, { method: 'POST', headers, body });
  const text = await answer.text();
  if (!text.includes('"success":true')) throw new Error(`The first lead was answered ${answer.status}: ${text}`);
}

async function compare(
  pair: { floor: Contender; leadflow: Contender },
  numbers: Numbers,
  options: Options,
): Promise<{ floor: Figures; leadflow: Figures }> {
  const floor: Figures = { rounds: [], after: undefined };
  const leadflow: Figures = { rounds: [], after: undefined };
  // In turns, so that a slow minute of the machine falls on both.
  for (let n = 0; n < options.rounds; n += 1) {
    floor.rounds.push(await round(pair.floor, numbers, options));
    leadflow.rounds.push(await round(pair.leadflow, numbers, options));
  }
  if (options.leads > 0) {
    floor.after = await memoryAfter(pair.floor, numbers, { had: taken(floor), leads: options.leads });
    leadflow.after = await memoryAfter(pair.leadflow, numbers, { had: taken(leadflow), leads: options.leads });
  }
  return { floor, leadflow };
}

async function round(contender: Contender, numbers: Numbers, options: Options): Promise<Round> {
  const first = numbers.next;
  const load = startLoad(contender, first, ['--seconds', String(options.seconds), '--warm-up', String(options.warmUp)]);
  await load.next('warm');
  const before = costOf(contender.pid);
  const result = await resultOf(load, numbers);
  const after = costOf(contender.pid);
  return { ...result, sent: numbers.next - first, cpuMsPerLead: (after.cpuMs - before.cpuMs) / result.leads };
}

async function memoryAfter(
  contender: Contender,
  numbers: Numbers,
  { had, leads }: { had: number; leads: number },
): Promise<Cost> {
  if (leads > had) await resultOf(startLoad(contender, numbers.next, ['--leads', String(leads - had)]), numbers);
  // What is read is what stays, not what the last batch held.
  await pause(3_000);
  return costOf(contender.pid);
}

function startLoad(contender: Contender, offset: number, words: readonly string[]): Child {
  const url = `${contender.url}/in/acme/leads`;
  return start('load.ts', ['--url', url, '--key', contender.key, '--offset', String(offset), ...words]);
}

async function resultOf(load: Child, numbers: Numbers): Promise<LoadResult> {
  const { result } = (await load.next('done')) as { result?: LoadResult };
  if (!result) throw new Error('The load generator gave no result.');
  numbers.next = result.next;
  return result;
}

function taken(figures: Figures): number {
  return figures.rounds.reduce((sum, { sent }) => sum + sent, 0);
}

const text = { type: 'string' } as const;
const { values } = parseArgs({ options: { rounds: text, seconds: text, 'warm-up': text, leads: text } });
const met = await main({
  rounds: Number(values.rounds ?? 3),
  seconds: Number(values.seconds ?? 5),
  warmUp: Number(values['warm-up'] ?? 2),
  leads: Number(values.leads ?? 100_000),
});
process.exitCode = met ? 0 : 1;
