// One call out of a run: intent on disk, request, answer; retries, and what happens when nobody knows the outcome.
import { FAILURES, Failure } from '../../../flows/language/failures.ts';
import type { OutboundCall, RemoteAnswer } from '../../../nodes/contract.ts';
import { type CallPolicy, Parked } from '../../run/context.ts';
import type { AnsweredRecord, FailedCallRecord, JournalRecord, WaitRecord } from '../../run/records.ts';
import type { RunState } from '../../store/ports.ts';
import type { LiveRun } from './live-run.ts';
import { asksForRetry, delayAfter } from './retry.ts';

/** A wait up to this long stays in memory; a longer one is a durable timer, milliseconds. */
const SHORT_WAIT_MS = 1000;

interface Call {
  call: string;
  request: OutboundCall;
  policy: CallPolicy;
}
type Attempted = AnsweredRecord | FailedCallRecord;

/**
 * Makes a call, or takes its outcome from the records of an earlier walk. Resolves with the answer, whatever its status.
 * Fails with the call's failure once its tries are used up, and with Parked where the run waits or is held.
 */
export async function makeCall(run: LiveRun, call: Call): Promise<RemoteAnswer> {
  let last = await resume(run, call);
  for (;;) {
    if (!last) last = await attempt(run, call, 1);
    const wait = waitAfter(run, call, last);
    if (!wait) break;
    await waitFor(run, wait);
    last = await attempt(run, call, last.attempt + 1);
  }
  if (last.t === 'answered') return last.answer;
  if (last.sent === 'unknown' && call.policy.onUnknown === 'hold') await hold(run, call.call, last);
  throw new Failure(last.code, { detail: detailOf(last) });
}

/** What the records say of the call: its last outcome, after finishing a wait that had begun. */
async function resume(run: LiveRun, call: Call): Promise<Attempted | undefined> {
  const records = run.exchanges(call.call);
  const last = records.at(-1);
  if (!last) return undefined;
  if (last.t === 'answered' || last.t === 'failed') return last;
  if (last.t === 'wait') {
    await waitFor(run, last);
    return attempt(run, call, last.attempt + 1);
  }
  // An intent with nothing after it: the process ended in between, and nobody knows whether the request arrived.
  const failed: FailedCallRecord = {
    t: 'failed',
    at: run.surroundings.now(),
    call: call.call,
    attempt: last.t === 'intent' ? last.attempt : 1,
    code: 'REMOTE_BROKEN_OFF',
    says: 'The server stopped before the answer came.',
    sent: 'unknown',
  };
  run.note(failed);
  // The process's end is not the receiver's doing, so it costs no try where repeating is safe.
  return call.policy.onUnknown === 'retry' ? attempt(run, call, failed.attempt + 1) : failed;
}

async function attempt(run: LiveRun, { call, request }: Call, number: number): Promise<Attempted> {
  const { toolbox, now } = run.surroundings;
  const prepared = toolbox.prepare(request, `${run.runId}/${call}`);
  run.note({ t: 'intent', at: now(), call, attempt: number, request: prepared.masked });
  if (run.accepted.test)
    return noted(run, { t: 'answered', at: now(), call, attempt: number, answer: toolbox.simulateCall(request) });
  await run.barrier();
  try {
    const answer = await toolbox.send(prepared);
    return noted(run, { t: 'answered', at: now(), call, attempt: number, answer });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const { code, message: says } = error;
    return noted(run, { t: 'failed', at: now(), call, attempt: number, code, says, sent: toolbox.sentOf(error) });
  }
}

function noted(run: LiveRun, record: Attempted): Attempted {
  run.note(record);
  return record;
}

/** The wait before the next try, or undefined where there is none. */
function waitAfter(run: LiveRun, { call, policy }: Call, last: Attempted): WaitRecord | undefined {
  if (last.attempt >= policy.retry.attempts || !mayRetry(last, policy)) return undefined;
  const { now, random } = run.surroundings;
  const retryAfter = last.t === 'answered' ? last.answer.headers['retry-after'] : undefined;
  const delay = delayAfter(last.attempt, policy.retry, { random: random(), now: now(), retryAfter });
  return { t: 'wait', at: now(), call, attempt: last.attempt, due: now() + delay };
}

function mayRetry(last: Attempted, policy: CallPolicy): boolean {
  if (last.t === 'answered') return asksForRetry(last.answer.status);
  if (last.sent === 'unknown') return policy.onUnknown === 'retry';
  return FAILURES[last.code].retryable;
}

async function waitFor(run: LiveRun, wait: WaitRecord): Promise<void> {
  const { now } = run.surroundings;
  const known = run.exchanges(wait.call).at(-1) === wait;
  if (!known) run.note(wait satisfies JournalRecord);
  const left = wait.due - now();
  if (left <= 0) return;
  if (left <= SHORT_WAIT_MS) {
    await new Promise((resolve) => setTimeout(resolve, left));
    return;
  }
  await park(run, { state: 'waiting', dueAt: wait.due });
}

/** Takes the run out of memory. One that was cancelled meanwhile is taken up again at once, to end. */
async function park(run: LiveRun, as: RunState & { state: 'waiting' | 'held' }): Promise<never> {
  const state = run.cancelled() ? { state: 'waiting' as const, dueAt: run.surroundings.now() } : as;
  await run.barrier(state);
  throw new Parked(state.state);
}

async function hold(run: LiveRun, call: string, last: FailedCallRecord): Promise<never> {
  const node = call.slice(0, call.lastIndexOf('.'));
  run.note({ t: 'held', at: run.surroundings.now(), node, code: last.code, says: last.says });
  return park(run, { state: 'held', reason: last.says });
}

function detailOf(last: FailedCallRecord): string {
  const { says } = FAILURES[last.code];
  return last.says.startsWith(says) ? last.says.slice(says.length).trim() : last.says;
}
