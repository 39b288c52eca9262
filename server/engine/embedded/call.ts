// A call out of a run: tried, waited for, asked about, held for a person, until somebody can say what came of it.
import { FAILURES } from '../../../flows/language/failure-table.ts';
import { Failure } from '../../../flows/language/failures.ts';
import type { OutboundCall, RemoteAnswer, Verdict } from '../../../nodes/tools.ts';
import type { CallPolicy } from '../../run/context.ts';
import type { AnsweredRecord, FailedCallRecord, IntentRecord, WaitRecord } from '../../run/records.ts';
import { makeAttempt } from './attempt.ts';
import { type Next, nextOf, PROBE } from './call-history.ts';
import type { LiveRun } from './live-run.ts';
import { park, waitUntil } from './park.ts';
import { delayAfter } from './retry.ts';

interface Call {
  call: string;
  request: OutboundCall;
  policy: CallPolicy;
}

/**
 * Makes a call, or takes its outcome from the records of an earlier walk. Resolves with the answer, whatever its status, or
 * with what a person or a probe said in its place. Fails with the call's failure once its tries are used up, and with Parked
 * where the run waits or is held.
 */
export async function makeCall(run: LiveRun, call: Call): Promise<RemoteAnswer | Verdict> {
  for (;;) {
    const next = nextOf(run.exchanges(call.call), call.call, call.policy);
    if (next.do === 'go-on') return next.value;
    if (next.do === 'fail') throw failureOf(next.last);
    const doing = doNext(run, call, next);
    if (doing instanceof Promise) await doing;
  }
}

/** Does one thing, of which the records then tell. At once where it needs no wait. */
function doNext(run: LiveRun, call: Call, next: Exclude<Next, { do: 'go-on' | 'fail' }>): unknown {
  switch (next.do) {
    case 'try':
      return whenDue(run, next.due, () =>
        makeAttempt(run, { call: call.call, attempt: next.attempt, request: call.request }),
      );
    case 'ask':
      return whenDue(run, next.due, () => ask(run, call, next.attempt));
    case 'back-off':
      return backOff(run, call, next);
    case 'stopped':
      return stopped(run, next.intent);
    case 'judge':
      return judge(run, call, next);
    case 'hold':
      return hold(run, call.call, next);
  }
}

function whenDue(run: LiveRun, due: number | undefined, work: () => unknown): unknown {
  return due === undefined ? work() : waitUntil(run, due).then(work);
}

/** An intent with nothing after it: the process ended in between, and nobody knows whether the request arrived. */
function stopped(run: LiveRun, { call, attempt }: IntentRecord): void {
  const says = 'The server stopped before the answer came.';
  const at = run.surroundings.now();
  run.note({ t: 'failed', at, call, attempt, code: 'REMOTE_BROKEN_OFF', says, sent: 'unknown', stopped: true });
}

/** Writes down until when the run waits; the wait itself is what the record asks for. */
function backOff(run: LiveRun, { call, policy }: Call, { after, spent, ask }: Extract<Next, { do: 'back-off' }>): void {
  const { now, random } = run.surroundings;
  const retryAfter = after.t === 'answered' ? after.answer.headers['retry-after'] : undefined;
  const delay = delayAfter(Math.max(1, spent), policy.retry, { random: random(), now: now(), retryAfter });
  const wait: Omit<WaitRecord, 'call' | 'attempt'> = { t: 'wait', at: now(), due: now() + delay };
  if (ask) run.note({ ...wait, call: call + PROBE, attempt: asked(run, call) });
  else run.note({ ...wait, call, attempt: after.attempt });
}

/** How often the receiver was asked about the call so far. */
function asked(run: LiveRun, call: string): number {
  return run.exchanges(call).filter((record) => record.t === 'intent' && record.call !== call).length;
}

/** A question that cannot even be made ready leaves the call as unknown as it was. */
async function ask(run: LiveRun, { call, request, policy }: Call, attempt: number): Promise<void> {
  const { onUnknown } = policy;
  if (typeof onUnknown === 'string') throw new Failure('JOURNAL_DIVERGED', { detail: `${call} has no probe.` });
  const { connection, body } = request;
  const question = { call: call + PROBE, attempt, request: { connection, body, endpoint: onUnknown.endpoint } };
  try {
    await makeAttempt(run, question);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const { code, message: says } = error;
    const at = run.surroundings.now();
    run.note({ t: 'failed', at, call: question.call, attempt, code, says, sent: 'no' });
  }
}

/** Reads the receiver's answer to the question. Where it does not say, a person decides. */
async function judge(
  run: LiveRun,
  { call, policy: { onUnknown } }: Call,
  { answer, about }: { answer: AnsweredRecord; about: FailedCallRecord },
): Promise<void> {
  const { now, crashPoint } = run.surroundings;
  const accepted =
    typeof onUnknown === 'string' ? undefined : await onUnknown.accepted(answer.answer, { now: answer.at });
  crashPoint('probe-judged');
  if (typeof accepted !== 'boolean') return hold(run, call, { last: about, known: false });
  const settled = { t: 'settled' as const, at: now(), call, attempt: about.attempt, by: 'probe' };
  if (accepted) run.note({ ...settled, as: 'accepted', note: 'The receiver was asked, and has it.' });
  else run.note({ ...settled, as: 'again', note: 'The receiver was asked, and does not have it.' });
}

/** Rejects with Parked. */
async function hold(
  run: LiveRun,
  call: string,
  { last, known }: { last: FailedCallRecord; known: boolean },
): Promise<never> {
  const node = call.slice(0, call.lastIndexOf('.'));
  const { code, says } = last;
  // A walk that was given up holds nothing: the next one does, and is counted.
  if (!known && !run.dropped) {
    run.note({ t: 'held', at: run.surroundings.now(), node, code, says, call });
    run.report({ kind: 'unknown', node, code, about: '', says });
  }
  return park(run, { state: 'held', reason: says, held: { node, code, call } });
}

function failureOf(last: FailedCallRecord): Failure {
  const { says } = FAILURES[last.code];
  const detail = last.says.startsWith(says) ? last.says.slice(says.length).trim() : last.says;
  return new Failure(last.code, { detail });
}
