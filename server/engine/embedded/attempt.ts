// One attempt of a call: a place at the receiver, the intent on disk, the request, and what came of it.
import { Failure } from '../../../flows/language/failures.ts';
import type { OutboundCall } from '../../../nodes/tools.ts';
import type { AnsweredRecord, FailedCallRecord } from '../../run/records.ts';
import type { Attempted } from './call-history.ts';
import type { Place, Stop } from './control.ts';
import type { LiveRun } from './live-run.ts';
import { park, parkInQueue } from './park.ts';
import type { Prepared } from './toolbox.ts';

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
  const prepared = toolbox.prepare(attempt.request, `${run.runId}/${attempt.call}`);
  if (run.accepted.test) {
    intend(run, attempt, prepared);
    return answered(run, attempt, toolbox.simulateCall(attempt.request));
  }
  const { origin, concurrency } = prepared;
  const asked = control.beforeCall({ origin, connection: attempt.request.connection, concurrency }, run);
  const go = (given: Place | Stop | Failure) => {
    if (given instanceof Failure) return failed(run, attempt, given);
    if ('leave' in given)
      return run.cancelled() ? giveBack(run, given) : send(run, attempt, { prepared, place: given });
    return parkInQueue(run, given.queue, given.says);
  };
  return asked instanceof Promise ? asked.then(go) : go(asked);
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
    return answered(run, attempt, answer);
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

function answered(run: LiveRun, { call, attempt }: Attempt, answer: AnsweredRecord['answer']): AnsweredRecord {
  const record: AnsweredRecord = { t: 'answered', at: run.surroundings.now(), call, attempt, answer };
  run.note(record);
  return record;
}

function failed(run: LiveRun, { call, attempt }: Attempt, failure: Failure): FailedCallRecord {
  const { toolbox, now } = run.surroundings;
  const { code, message: says } = failure;
  const sent = toolbox.sentOf(failure);
  const record: FailedCallRecord = { t: 'failed', at: now(), call, attempt, code, says, sent };
  run.note(record);
  return record;
}
