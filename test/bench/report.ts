// Prints what the bench measured, and whether it is within what was promised.
import type { LoadResult } from './load.ts';
import type { Cost } from './processes.ts';

/** One measured window. */
export interface Round extends LoadResult {
  /** Leads sent in warm-up and window together. */
  sent: number;
  cpuMsPerLead: number;
}

/** What one contender came to. */
export interface Figures {
  rounds: Round[];
  /** Its cost after so many leads, where that was asked for. */
  after: Cost | undefined;
}

interface Measured {
  floor: Figures;
  leadflow: Figures;
  startMs: number;
  idleMb: number;
}

/** Prints the table of the whole flow; answers whether every promise is kept. */
export function report({ floor, leadflow, startMs, idleMb }: Measured): boolean {
  const { floor: theirs, leadflow: ours } = reportPair('The whole flow, 64 connections', { floor, leadflow });
  if (floor.after && leadflow.after) {
    line('PSS after the load, MB', floor.after.pssMb, leadflow.after.pssMb);
    console.log(`  of sandbox processes, apart: ${leadflow.after.sandboxPssMb.toFixed(1)} MB`);
  }
  const promises = [
    keep('throughput, of the floor', ours.rate / theirs.rate, {
      least: 0.5,
      by: 'the main thread: it walks every step, writes each down as text and speaks HTTP twice; the writer has half of it to do',
    }),
    keep("p99, of the floor's", ours.p99 / theirs.p99, {
      most: 3,
      by: 'collections of the young space, 5 to 15 ms each, in which every lead in flight waits',
    }),
    keep('idle memory, MB', idleMb, {
      most: 130,
      by: 'Node itself, its two database threads, and the modules of the pages and the API',
    }),
    keep('start to first accepted lead, ms', startMs, {
      most: 1_500,
      by: 'finding and linking modules, nearly half of it, and checking the flows of the workspace',
    }),
    keep('failed', Math.max(...[...floor.rounds, ...leadflow.rounds].map(({ failed }) => failed)), { most: 0 }),
  ];
  if (floor.after && leadflow.after) {
    promises.push(keep("memory above the floor's, MB", leadflow.after.pssMb - floor.after.pssMb, { most: 60 }));
  }
  return promises.every(Boolean);
}

/** The medians of one contender. Milliseconds, and leads a second. */
export interface Medians {
  rate: number;
  p50: number;
  p99: number;
}

/** Prints a table of two contenders and answers their medians. */
export function reportPair(
  title: string,
  { floor, leadflow }: { floor: Figures; leadflow: Figures },
  names = { floor: 'floor', leadflow: 'Leadflow' },
): { floor: Medians; leadflow: Medians } {
  console.log(`${title}   (medians of the rounds)`);
  console.log(`${names.floor.padStart(28)}${names.leadflow.padStart(11)}`);
  row('leads/s', floor, leadflow, rateOf);
  row('p50, ms', floor, leadflow, ({ p50 }) => p50);
  row('p99, ms', floor, leadflow, ({ p99 }) => p99);
  row('CPU ms a lead', floor, leadflow, ({ cpuMsPerLead }) => cpuMsPerLead);
  row('failed', floor, leadflow, ({ failed }) => failed);
  for (const { failed, example } of [...floor.rounds, ...leadflow.rounds]) if (failed > 0) console.log(`  ${example}`);
  return { floor: mediansOf(floor), leadflow: mediansOf(leadflow) };
}

function mediansOf({ rounds }: Figures): Medians {
  return {
    rate: median(rounds.map(rateOf)),
    p50: median(rounds.map(({ p50 }) => p50)),
    p99: median(rounds.map(({ p99 }) => p99)),
  };
}

function row(name: string, floor: Figures, leadflow: Figures, of: (round: Round) => number): void {
  line(name, median(floor.rounds.map(of)), median(leadflow.rounds.map(of)));
}

function line(name: string, floor: number, leadflow: number): void {
  console.log(`${name.padEnd(20)}${shown(floor).padStart(8)}${shown(leadflow).padStart(11)}`);
}

/** What is promised of a figure. `by`: what it is limited by. */
type Promised = ({ least: number } | { most: number }) & { by?: string };

/** Prints one promise with what came of it; answers whether it is kept. */
export function keep(name: string, value: number, limit: Promised): boolean {
  const kept = 'least' in limit ? value >= limit.least : value <= limit.most;
  const words = 'least' in limit ? `at least ${limit.least}` : `at most ${limit.most}`;
  console.log(`${kept ? 'kept  ' : 'MISSED'} ${name}: ${shown(value)} (${words})`);
  if (limit.by !== undefined) console.log(`         limited by ${limit.by}`);
  return kept;
}

function rateOf({ leads, seconds }: Round): number {
  return leads / seconds;
}

/** The middle one; between two, their mean. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

function shown(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toFixed(2);
}
