// One attempt of a call: a place at the receiver, the intent on disk, the request, and what came of it.
import { Failure } from '../../../flows/language/failures.ts';
import type { OutboundCall } from '../../../nodes/tools.ts';
import type { AnsweredRecord, FailedCallRecord } from '../../run/records.ts';
import type { Attempted } from './call-history.ts';
import type { Place, Stop } from './control.ts';
import { callOf } from './known-records.ts';
import type { LiveRun } from './live-run.ts';
import { park, parkInQueue } from './park.ts';
import type { Need, Prepared } from './toolbox.ts';

/** RFC 9110 15.5.2. */
const UNAUTHORIZED = 401;

/** A request of a call: which, the how many-th, and what is sent. */
export interface Attempt {
  call: string;
  attempt: number;
  request: OutboundCall;
}

/** How a call that failed speaks of its receiver; one that is not named says nothing of it. */
const BROKEN: ReadonlySet<string> = new Set([
  'REMOTE_UNREACHABLE',
  'REMOTE_TLS',
  'REMOTE_TIMEOUT',
  'REMOTE_BROKEN_OFF',
]);

/**
 * Makes one attempt and writes down what came of it. Rejects with Parked where the run must wait for a place first: then
 * nothing is on record and nothing was sent. Throws as `Toolbox.prepare` does.
 */
export function makeAttempt(run: LiveRun, attempt: Attempt): Attempted | Promise<Attempted> {
  const { toolbox, control } = run.surroundings;
  // A walk that was cancelled comes back to this step, and ends before it.
  if (run.cancelled()) return park(run, { state: 'waiting' });
  if (run.accepted.test) {
    intend(run, attempt, toolbox.preview(attempt.request, keyOf(run, attempt)));
    return answered(run, attempt, { answer: toolbox.simulateCall(attempt.request) });
  }
  const ready = toolbox.ready(attempt.request) ?? toolbox.prepare(attempt.request, keyOf(run, attempt));
  const { origin, concurrency } = ready;
  const asked = control.beforeCall({ origin, connection: attempt.request.connection, concurrency }, run);
  const go = (given: Place | Stop | Failure) => {
    if (given instanceof Failure) return failed(run, attempt, given);
    if ('leave' in given) return leave(run, attempt, { ready, place: given });
    return parkInQueue(run, given.queue, given.says);
  };
  return asked instanceof Promise ? asked.then(go) : go(asked);
}

/** Where the place is given: at once, or once what the call needs has been fetched. */
function leave(
  run: LiveRun,
  attempt: Attempt,
  { ready, place }: { ready: Prepared | Need; place: Place },
): Promise<Attempted> {
  if (run.cancelled()) return giveBack(run, place);
  return 'obtain' in ready
    ? fetchFirst(run, attempt, { need: ready, place })
    : send(run, attempt, { prepared: ready, place });
}

/** Fetches what the call needs while it holds its place: who waits in a queue, or for a receiver that is paused, fetches nothing. */
async function fetchFirst(
  run: LiveRun,
  attempt: Attempt,
  { need, place }: { need: Need; place: Place },
): Promise<Attempted> {
  let prepared: Prepared;
  try {
    const token = await need.obtain();
    prepared = run.surroundings.toolbox.prepare(attempt.request, keyOf(run, attempt), token);
  } catch (error) {
    place.leave('unused');
    if (error instanceof Failure) return failed(run, attempt, error);
    throw error;
  }
  return run.cancelled() ? giveBack(run, place) : send(run, attempt, { prepared, place });
}

/** The same for every attempt of a call. */
function keyOf(run: LiveRun, { call }: Attempt): string {
  // In one piece: it is written to JSON with the intent.
  return [run.runId, call].join('/');
}

/** It was cancelled while it waited in line. Rejects with Parked. */
function giveBack(run: LiveRun, place: Place): Promise<never> {
  place.leave('unused');
  return park(run, { state: 'waiting' });
}

/** Whatever happens, the place is given back once. */
async function send(
  run: LiveRun,
  attempt: Attempt,
  { prepared, place }: { prepared: Prepared; place: Place },
): Promise<Attempted> {
  const { toolbox, crashPoint } = run.surroundings;
  let went: Parameters<Place['leave']>[0] = 'unused';
  try {
    crashPoint('before-intent');
    intend(run, attempt, prepared);
    await run.barrier();
    crashPoint('intent-on-disk');
    const answer = await toolbox.send(prepared);
    went = answer.status >= 500 ? 'broken' : 'well';
    crashPoint('answer-came');
    const renew = answer.status === UNAUTHORIZED && !wasRenewed(run, attempt.call) && toolbox.renew(prepared);
    return answered(run, attempt, { answer, ...(renew ? { renew } : {}) });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    if (BROKEN.has(error.code)) went = 'broken';
    else if (error.code === 'REMOTE_TOO_LARGE') went = 'well';
    crashPoint('call-failed');
    return failed(run, attempt, error);
  } finally {
    place.leave(went);
  }
}

function intend(run: LiveRun, { call, attempt }: Attempt, { masked }: Prepared): void {
  run.note({ t: 'intent', at: run.surroundings.now(), call, attempt, request: masked });
}

function answered(
  run: LiveRun,
  { call, attempt }: Attempt,
  came: Pick<AnsweredRecord, 'answer' | 'renew'>,
): AnsweredRecord {
  const record: AnsweredRecord = { t: 'answered', at: run.surroundings.now(), call, attempt, ...came };
  run.note(record);
  return record;
}

/** Once for a call: a second refusal is the receiver's answer. */
function wasRenewed(run: LiveRun, call: string): boolean {
  return run.exchanges(callOf(call)).some((record) => record.t === 'answered' && record.call === call && record.renew);
}

function failed(run: LiveRun, { call, attempt }: Attempt, failure: Failure): FailedCallRecord {
  const { toolbox, now } = run.surroundings;
  const { code, message: says } = failure;
  const sent = toolbox.sentOf(failure);
  const record: FailedCallRecord = { t: 'failed', at: now(), call, attempt, code, says, sent };
  run.note(record);
  return record;
}
