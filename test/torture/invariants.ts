// What must be true of a store, whatever happened to the process: the same list for every torture.
import { createHash } from 'node:crypto';
import type { Json } from '../../flows/language/document.ts';
import { isObject } from '../../flows/language/json.ts';
import type { JournalRecord } from '../../server/run/records.ts';
import type { Evidence, RunSeen } from './evidence.ts';
import { faultsOfRun } from './run-invariants.ts';

/** What the world outside knows. */
export interface Witness {
  /** Idempotency keys of the leads whose answer came. */
  acknowledged: readonly string[];
  /** Requests that receivers saw, by `<run>/<node>.<n>`. Absent where nobody counted. */
  seen?: ReadonlyMap<string, number>;
  /** What `digestsOf` said at an earlier look. */
  finishedBefore?: ReadonlyMap<string, string>;
  /** Whether a node may send again what it does not know the outcome of. */
  repeats: (flow: string, node: string) => boolean;
  /** True where the server has had the time to end everything that can end. */
  quiet: boolean;
  /** True where the clock never went back. */
  steady: boolean;
}

/** How many runs stand where. `unknown`: attempts that went out, or were about to, and have no answer. */
export interface Counts {
  accepted: number;
  finished: number;
  waiting: number;
  held: number;
  running: number;
  unknown: number;
}

/** Every breach, as a sentence; empty where all is well. */
export function faultsIn(evidence: Evidence, witness: Witness): string[] {
  const runs = new Map(evidence.runs.map((run) => [run.id, run]));
  return [
    ...(evidence.integrity === 'ok' ? [] : [`The database is broken: ${evidence.integrity}.`]),
    ...keyFaults(evidence, witness, runs),
    ...repeatedLeads(evidence),
    ...changedRuns(evidence, witness),
    ...evidence.runs.flatMap((run) => faultsOfRun(run, witness)),
    ...evidence.runs.flatMap((run) => strayFaults(run, runs)),
    ...evidence.runs.flatMap((run) => familyFaults(run, { runs, quiet: witness.quiet })),
    ...leadFaults(evidence),
    ...againFaults(evidence),
    ...reservationFaults(evidence),
    ...sumFaults(countsOf(evidence)),
    ...strangeCalls(witness, runs),
  ];
}

/** Where the runs stand. */
export function countsOf({ runs }: Evidence): Counts {
  const inState = (state: string) => runs.filter((run) => run.state === state).length;
  const unknown = runs.reduce((sum, run) => sum + unanswered(run), 0);
  return {
    accepted: runs.length,
    finished: inState('finished'),
    waiting: inState('waiting'),
    held: inState('held'),
    running: inState('running'),
    unknown,
  };
}

/** A digest of each finished run: it may never change again. */
export function digestsOf({ runs }: Evidence): Map<string, string> {
  return new Map(runs.filter(({ state }) => state === 'finished').map((run) => [run.id, digestOf(run)]));
}

function digestOf({ outcome, records }: RunSeen): string {
  return createHash('sha256')
    .update(JSON.stringify([outcome, records]))
    .digest('base64');
}

function keyFaults({ keys }: Evidence, { acknowledged }: Witness, runs: ReadonlyMap<string, RunSeen>): string[] {
  // Intake puts the source before the key: two sources that count from 1 must not meet.
  const held = Map.groupBy(keys, ({ key }) => key.slice(key.indexOf(':') + 1));
  return [...new Set(acknowledged)].flatMap((key) => {
    const found = held.get(key) ?? [];
    if (found.length !== 1) return [`The acknowledged key ${key} is there ${found.length} times.`];
    return found.every(({ run }) => runs.has(run)) ? [] : [`The acknowledged key ${key} has no run.`];
  });
}

/** Every lead of a torture has a number of its own, and one run that was made from no other. */
function repeatedLeads({ runs }: Evidence): string[] {
  const roots = runs.filter(({ parent, from, phone }) => parent === null && from === null && phone !== '');
  return [...Map.groupBy(roots, ({ phone }) => phone)]
    .filter(([, same]) => same.length > 1)
    .map(([phone, same]) => `The lead ${phone} has ${same.length} runs.`);
}

function changedRuns(evidence: Evidence, { finishedBefore }: Witness): string[] {
  if (!finishedBefore) return [];
  const now = digestsOf(evidence);
  return [...finishedBefore]
    .filter(([run, digest]) => now.get(run) !== digest)
    .map(([run]) => `Run ${run} was finished, and has changed or is gone.`);
}

/** A child was named before it began, unless it handles the error that its parent ended in. */
function strayFaults({ id, parent }: RunSeen, runs: ReadonlyMap<string, RunSeen>): string[] {
  if (parent === null) return [];
  const by = runs.get(parent);
  const handles = id === `${parent}._error.0`;
  const named = handles
    ? by !== undefined && [null, 'error', 'cancelled'].includes(by.outcome)
    : by?.records.some((record) => record.t === 'child' && record.run === id);
  return named ? [] : [`Run ${id} began, and its parent, which is ${by?.outcome ?? 'absent'}, does not know of it.`];
}

/** A child is there once it was named, and came to what its parent met. */
function familyFaults(run: RunSeen, at: { runs: ReadonlyMap<string, RunSeen>; quiet: boolean }): string[] {
  return run.records.flatMap((record) => {
    if (record.t === 'child') {
      return at.quiet && !at.runs.has(record.run)
        ? [`Run ${run.id} names the child ${record.run}, which is not there.`]
        : [];
    }
    if (record.t !== 'child-ended' || record.outcome === 'open') return [];
    const child = at.runs.get(record.run);
    if (child?.state === 'finished' && child.outcome === record.outcome) return [];
    return [`Run ${run.id} says that ${record.run} was ${record.outcome}; it is ${child?.outcome ?? child?.state}.`];
  });
}

/**
 * Exactly once: as many leads as the journal says were created, or received and not created; none anew by a lead's later runs,
 * also where one of them creates what was received.
 */
function leadFaults({ runs, leads }: Evidence): string[] {
  const kept = Map.groupBy(leads, ({ run }) => run);
  const received = new Set(
    runs.flatMap(({ records }) => records.flatMap((record) => leadThat(record, 'received') ?? [])),
  );
  return runs.flatMap(({ id, records }) => {
    const said = records.filter((record) => {
      const created = leadThat(record, 'created');
      return created === undefined ? leadThat(record, 'received') !== undefined : !received.has(created);
    }).length;
    const found = kept.get(id)?.length ?? 0;
    return said === found ? [] : [`Run ${id} created ${said} leads by its journal, and ${found} are kept.`];
  });
}

/** The lead that a record says was created, or received and not created; undefined for one that was so before. */
function leadThat(record: JournalRecord, did: 'created' | 'received'): string | undefined {
  if (record.t !== 'call' || record.op !== 'lead.create' || !isObject(record.value)) return undefined;
  const { leadId, ...told } = record.value;
  return told.did === did && told.again !== true ? String(leadId) : undefined;
}

/** A lead is created once by a step, however often its run is made again. */
function againFaults({ runs }: Evidence): string[] {
  const firstOf = firstRun(runs);
  const made = runs.flatMap(({ id, records }) =>
    records.flatMap((record) =>
      record.t === 'call' && leadThat(record, 'created') ? [`${firstOf(id)} ${record.call}`] : [],
    ),
  );
  return [...new Set(made.filter((each, n) => made.indexOf(each) !== n))].map((each) => `${each} made its lead twice.`);
}

/** The run that others were made from in the end. */
function firstRun(runs: readonly RunSeen[]): (run: string) => string {
  const from = new Map(runs.map((run) => [run.id, run.from]));
  const firstOf = (run: string): string => {
    const before = from.get(run);
    return before ? firstOf(before) : run;
  };
  return firstOf;
}

/** Of equal leads one holds the key: while it is under way, and from then on where it was accepted. Its runs may hold it, one after the other. */
function reservationFaults({ runs, reservations }: Evidence): string[] {
  const held = Map.groupBy(reservations, ({ run }) => run);
  const firstOf = firstRun(runs);
  const shared = [...Map.groupBy(reservations, ({ key }) => key).values()].filter(
    (rows) =>
      new Set(rows.map(({ run }) => firstOf(run))).size > 1 || rows.filter(({ settled }) => !settled).length > 1,
  );
  return [
    ...shared.map((rows) => `${rows.map(({ run }) => run).join(' and ')} hold the same key.`),
    ...runs.flatMap(({ id, state, outcome, records }) => {
      const took = records.some(
        (record) => record.t === 'call' && record.op === 'reservation.take' && isFree(record.value),
      );
      const rows = held.get(id) ?? [];
      const ends = state === 'finished';
      const may = took && (!ends || outcome === 'accepted');
      if (may ? rows.length > 0 && rows.every(({ settled }) => settled === ends) : rows.length === 0) return [];
      return [`Run ${id} is ${outcome ?? state}, and holds ${JSON.stringify(rows)}.`];
    }),
  ];
}

function isFree(value: Json): boolean {
  return isObject(value) && value.met === null;
}

function sumFaults({ accepted, finished, waiting, held, running }: Counts): string[] {
  const sum = finished + waiting + held + running;
  return sum === accepted ? [] : [`${accepted} runs were accepted, and ${sum} have a state that is known.`];
}

function strangeCalls({ seen }: Witness, runs: ReadonlyMap<string, RunSeen>): string[] {
  return [...(seen?.keys() ?? [])]
    .filter((key) => !runs.has(key.slice(0, key.lastIndexOf('/'))))
    .map((key) => `A receiver saw ${key}, and there is no such run.`);
}

function unanswered({ records }: RunSeen): number {
  const open = new Set<string>();
  for (const record of records) {
    if (record.t === 'intent') open.add(`${record.call} ${record.attempt}`);
    else if (record.t === 'answered' || (record.t === 'failed' && record.sent === 'no'))
      open.delete(`${record.call} ${record.attempt}`);
  }
  return open.size;
}
