// The waits of a step: a sleep, and a callback. Decided once, by the journal.
import type { Json } from '../../../flows/language/document.ts';
import type { Callback } from '../../../nodes/tools.ts';
import { Parked, type RunContext } from '../../run/context.ts';
import type { CalledBackRecord, SleepRecord } from '../../run/records.ts';
import type { CallbacksSoFar, StoredCallback } from '../../store/ports.ts';
import type { LiveRun } from './live-run.ts';
import { park, SHORT_WAIT_MS, waitUntil } from './park.ts';

/** Sleeps until the moment that `due` makes of the run's own now. Rejects with Parked where that is not soon. */
export async function sleepUntil(
  run: LiveRun,
  call: string,
  due: (now: number) => number,
): Promise<{ from: number; until: number }> {
  const record = sleepOf(run, call, due);
  if (!run.accepted.test) await waitUntil(run, record.due);
  return { from: record.at, until: record.due };
}

/** The moment that a wait ends at, recorded when it begins. */
function sleepOf(run: LiveRun, call: string, due: (now: number) => number): SleepRecord {
  const known = run.exchanges(call).find((record): record is SleepRecord => record.t === 'sleep');
  if (known) return known;
  const record: SleepRecord = { t: 'sleep', at: run.now(), call, due: due(run.now()) };
  run.note(record);
  return record;
}

type Wait = Parameters<RunContext['callback']>[1];

/**
 * Waits for the callback that counts, and records which one did. Every callback is on disk before its sender is told, so
 * what came before this step, or while the process was down, is found here. Null where none came in time. Rejects with
 * Parked where it is not soon over.
 */
export async function awaitCallback(run: LiveRun, call: string, wait: Wait): Promise<Callback | null> {
  const decided = run.exchanges(call).find((record): record is CalledBackRecord => record.t === 'called-back');
  if (decided) return decided.value as Callback | null;
  if (run.accepted.test) return decide(run, call, simulated(run));
  const { due } = sleepOf(run, call, wait.due);
  const { callbacks, now } = run.surroundings;
  for (;;) {
    const came = callbacks(run.runId, wait.node);
    const until = endOf(came, wait, due);
    const left = until - now();
    if (left <= 0) return decide(run, call, chosen(came, wait));
    if (left > SHORT_WAIT_MS)
      await park(run, { state: 'waiting', dueAt: until, awaits: { node: wait.node, seen: came.count } });
    await run.surroundings.stirred(run.runId, left);
    // A walk that was thrown away must not take what comes for the one in its place.
    if (run.dropped) throw new Parked('dropped');
  }
}

/** When the wait is over, by what has come so far. */
function endOf({ first }: CallbacksSoFar, { wins, settle }: Wait, due: number): number {
  if (!first) return due;
  // Over, whatever the clock says now: it may have been put back since the callback came.
  if (wins === 'first') return 0;
  return settle === undefined ? due : Math.min(due, first.at + settle);
}

function chosen({ count, first, last }: CallbacksSoFar, { wins }: Wait): Callback | null {
  const one = wins === 'first' ? first : last;
  return one ? callbackOf(one, count) : null;
}

function callbackOf({ at, type, value, query }: StoredCallback, count: number): Callback {
  return { receivedAt: new Date(at).toISOString(), type, body: value, query, count, simulated: false };
}

/** A test lead sends nobody an address, so nobody can call. */
function simulated(run: LiveRun): Callback {
  const receivedAt = new Date(run.now()).toISOString();
  return { receivedAt, type: '', body: null, query: {}, count: 1, simulated: true };
}

function decide(run: LiveRun, call: string, value: Callback | null): Callback | null {
  run.note({ t: 'called-back', at: run.surroundings.now(), call, value: value satisfies Json });
  return value;
}
