// What comes next of a call, from its records alone: the same after a restart as without one. Pure.
import { FAILURES } from '../../../flows/language/failure-table.ts';
import type { RemoteAnswer, Verdict } from '../../../nodes/tools.ts';
import type { CallPolicy } from '../../run/context.ts';
import type {
  AnsweredRecord,
  FailedCallRecord,
  IntentRecord,
  JournalRecord,
  SettledRecord,
  WaitRecord,
} from '../../run/records.ts';

/** A probe's own records carry the id of the call with this behind it. */
export const PROBE = '-probe';

/** How an attempt ended. */
export type Attempted = AnsweredRecord | FailedCallRecord;

/**
 * One thing to do. `due` is when, milliseconds since 1970, undefined for now. `back-off`: wait, then try again or ask.
 * `stopped`: the process ended before it could say what came of this attempt.
 */
export type Next =
  | { do: 'try' | 'ask'; attempt: number; due: number | undefined }
  | { do: 'back-off'; after: Attempted; spent: number; ask: boolean }
  | { do: 'stopped'; intent: IntentRecord }
  | { do: 'judge'; answer: AnsweredRecord; about: FailedCallRecord }
  | { do: 'hold'; last: FailedCallRecord; known: boolean }
  | { do: 'fail'; last: FailedCallRecord }
  | { do: 'go-on'; value: RemoteAnswer | Verdict };

/**
 * Invariants. C1: after an attempt that may have arrived, no other is made unless the policy is `retry`, a probe found that
 * it did not arrive, or a person said *send again*. C2: an attempt that a person asked for is none of the tries that the
 * policy allows, nor is one that the end of the process cut off where it is made again without a person. C3: a question to
 * the receiver is never counted as an attempt. C4: an answer that refused an access token is none of the tries, and is
 * followed by one attempt more; there is one such answer of a call at most.
 */
export function nextOf(records: readonly JournalRecord[], call: string, policy: CallPolicy): Next {
  const past = pastOf(records, call);
  const { last, end } = past;
  if (!last || !end) return last?.t === 'intent' ? { do: 'stopped', intent: last } : first();
  if (last.call !== call) return afterProbe(last, { ...past, end });
  switch (last.t) {
    case 'intent':
      return { do: 'stopped', intent: last };
    case 'wait':
      return { do: 'try', attempt: last.attempt + 1, due: last.due };
    case 'settled':
      return afterSettled(last, { ...past, end }, policy);
    case 'answered':
      return afterAnswer(last, past, policy);
    case 'failed':
      return afterFailure(last, past, policy);
  }
}

type CallRecord = IntentRecord | AnsweredRecord | FailedCallRecord | WaitRecord | SettledRecord;
const KINDS: ReadonlySet<string> = new Set([
  'intent',
  'answered',
  'failed',
  'wait',
  'settled',
] satisfies CallRecord['t'][]);

function isOfCall(record: JournalRecord): record is CallRecord {
  return KINDS.has(record.t);
}

interface Past {
  last: CallRecord | undefined;
  /** How the newest attempt ended. */
  end: Attempted | undefined;
  /** Tries used of those that the policy allows. */
  spent: number;
  /** An attempt may have arrived, and nobody said that it did not. */
  unknown: boolean;
  held: boolean;
}

function pastOf(records: readonly JournalRecord[], call: string): Past {
  const past: Past = { last: undefined, end: undefined, spent: 0, unknown: false, held: false };
  let free = false;
  let cutOff = false;
  for (const record of records) {
    past.held = record.t === 'held';
    if (!isOfCall(record)) continue;
    past.last = record;
    if (record.call !== call) continue;
    if (record.t === 'answered' || record.t === 'failed') {
      past.end = record;
      cutOff = !free && record.t === 'failed' && record.stopped === true;
      if (!free && !cutOff && !isRenewed(record)) past.spent += 1;
      if (record.t === 'failed' && record.sent === 'unknown') past.unknown = true;
      if (!isRenewed(record)) free = false;
    } else if (record.t === 'settled' && record.as === 'again') {
      if (record.by === 'probe') past.unknown = false;
      else if (cutOff) past.spent += 1;
      free = record.by !== 'probe';
    }
  }
  return past;
}

function first(): Next {
  return { do: 'try', attempt: 1, due: undefined };
}

function again({ attempt }: { attempt: number }): Next {
  return { do: 'try', attempt: attempt + 1, due: undefined };
}

function isRenewed(record: Attempted): boolean {
  return record.t === 'answered' && record.renew === true;
}

function afterAnswer(last: AnsweredRecord, { spent }: Past, { retry }: CallPolicy): Next {
  if (last.renew) return again(last);
  if (spent < retry.attempts && retry.statuses(last.answer.status))
    return { do: 'back-off', after: last, spent, ask: false };
  return { do: 'go-on', value: last.answer };
}

function afterFailure(last: FailedCallRecord, { spent, unknown, held }: Past, { retry, onUnknown }: CallPolicy): Next {
  const left = spent < retry.attempts;
  if (last.sent === 'no') {
    if (left && retry.notSent && FAILURES[last.code].retryable)
      return { do: 'back-off', after: last, spent, ask: false };
    // What was sent before it is as unknown as it was: a failure here would pass for one of the whole call.
    return unknown && onUnknown !== 'retry' ? { do: 'hold', last, known: held } : { do: 'fail', last };
  }
  if (onUnknown === 'hold') return { do: 'hold', last, known: held };
  if (onUnknown !== 'retry')
    return held ? { do: 'hold', last, known: true } : { do: 'back-off', after: last, spent, ask: true };
  // The process's end is not the receiver's doing.
  if (last.stopped) return again(last);
  return left ? { do: 'back-off', after: last, spent, ask: false } : { do: 'fail', last };
}

function afterSettled(
  { as, by, note, answer }: SettledRecord,
  { end, spent }: Past & { end: Attempted },
  { retry }: CallPolicy,
): Next {
  if (answer) return { do: 'go-on', value: answer };
  if (as !== 'again') return { do: 'go-on', value: { verdict: as, by, note } };
  if (by !== 'probe' || spent < retry.attempts || end.t === 'answered') return again(end);
  return { do: 'fail', last: end };
}

/** `last` is the newest record of a probe about the attempt that `end` is of. */
function afterProbe(last: CallRecord, { end, held }: Past & { end: Attempted }): Next {
  if (end.t === 'answered') return { do: 'go-on', value: end.answer };
  switch (last.t) {
    case 'wait':
      return { do: 'ask', attempt: last.attempt + 1, due: last.due };
    case 'intent':
      return { do: 'stopped', intent: last };
    case 'failed':
      return last.stopped
        ? { do: 'ask', attempt: last.attempt + 1, due: undefined }
        : { do: 'hold', last: end, known: held };
    case 'answered':
      if (last.renew) return { do: 'ask', attempt: last.attempt + 1, due: undefined };
      return held ? { do: 'hold', last: end, known: true } : { do: 'judge', answer: last, about: end };
    case 'settled':
      throw new Error(`A probe was settled: ${last.call}.`);
  }
}
