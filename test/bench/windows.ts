// The measured windows of the bench: the floor and Leadflow in turns, so that a slow minute of the machine falls on both.
import { pause } from '../torture/leadflow-process.ts';
import type { LoadResult } from './load.ts';
import { type Child, type Cost, costOf, start } from './processes.ts';
import type { Figures, Round } from './report.ts';

/** One of the two that are compared. */
export interface Contender {
  pid: number;
  /** Where leads are posted. */
  url: string;
  key: string;
  /** Sent with each lead, beside the lead's own. */
  fields?: Readonly<Record<string, string>>;
}

/** How hard to try. */
export interface Options {
  rounds: number;
  seconds: number;
  warmUp: number;
  /** Leads that each has had when its memory is read; 0 leaves that out. */
  leads: number;
  /** Runs that wait when their memory is read. */
  waiting: number;
  connections: number;
}

/** Hands out numbers that no load has used: the simulator and both stores look for duplicates. */
export interface Numbers {
  next: number;
}

/** Both, in turns; with `leads`, also what each costs after so many. */
export async function compare(
  pair: { floor: Contender; leadflow: Contender },
  numbers: Numbers,
  options: Options,
): Promise<{ floor: Figures; leadflow: Figures }> {
  const floor: Figures = { rounds: [], after: undefined };
  const leadflow: Figures = { rounds: [], after: undefined };
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

/** Sends so many leads, and waits until the last is answered. */
export async function sendAll(contender: Contender, numbers: Numbers, leads: number): Promise<LoadResult> {
  return resultOf(startLoad(contender, numbers.next, ['--leads', String(leads)]), numbers);
}

/** One window: a load, and what it cost. */
export async function round(contender: Contender, numbers: Numbers, options: Options): Promise<Round> {
  const first = numbers.next;
  const { seconds, warmUp, connections } = options;
  const words = { seconds, 'warm-up': warmUp, connections };
  const load = startLoad(
    contender,
    first,
    Object.entries(words).flatMap(([name, value]) => [`--${name}`, String(value)]),
  );
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
  if (leads > had) await sendAll(contender, numbers, leads - had);
  // What is read is what stays, not what the last batch held.
  await pause(3_000);
  return costOf(contender.pid);
}

function startLoad({ url, key, fields = {} }: Contender, offset: number, words: readonly string[]): Child {
  const all = ['--url', url, '--key', key, '--offset', String(offset), '--fields', JSON.stringify(fields)];
  return start('load.ts', [...all, ...words]);
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
