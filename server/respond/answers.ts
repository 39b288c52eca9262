// What goes back to the caller, as status, headers and body. Pure.

import type { JsonObject } from '../../flows/language/document.ts';
import { FAILURES } from '../../flows/language/failure-table.ts';
import { type Failure, problemOf } from '../../flows/language/failures.ts';
import type { Answer } from '../../nodes/tools.ts';

/** An HTTP answer, ready to write. */
export interface HttpAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
  /** Set where nothing was taken: why, for the people here. It is not sent. */
  refused?: { code: string; says: string };
}

const JSON_TYPE = 'application/json; charset=utf-8';

/** A flow's answer. `replayed`: the same was told before, to an earlier request with the same key. */
export function flowAnswer(answer: Answer, facts: { run: string; replayed: boolean }): HttpAnswer {
  const headers: Record<string, string> = { 'content-type': JSON_TYPE, 'x-leadflow-run': facts.run };
  if (facts.replayed) headers['idempotent-replayed'] = 'true';
  return { status: answer.status, headers, body: JSON.stringify(answer.body) };
}

/** What a source wants to hear of a lead that is still under way: that it is, or plain success or failure. */
export type Pending = 'pending' | 'success' | 'failed';

/**
 * What a caller is told when the flow has not answered: the trigger's `pending`, by default 202 with the address of its
 * status. A source whose system cannot ask again is told what it chose, with 200.
 */
export function pendingAnswer(trigger: JsonObject, run: string, wants: Pending): Answer {
  if (wants !== 'pending') {
    const success = wants === 'success';
    return { status: 200, success, body: { success, run } };
  }
  const pending = (trigger.pending ?? {}) as { status?: number; success?: boolean };
  const success = pending.success ?? true;
  return { status: pending.status ?? 202, success, body: { success, pending: true, run, status: `/in-status/${run}` } };
}

/** What an admin chose to tell callers while something is paused. `seconds`: when to come again, for a status that says so. */
export function chosenAnswer(
  { status, success, message }: { status: number; success: boolean; message: string },
  seconds: number,
): HttpAnswer {
  const later: Record<string, string> = status === 429 || status === 503 ? { 'retry-after': String(seconds) } : {};
  return {
    status,
    headers: { 'content-type': JSON_TYPE, ...later },
    body: JSON.stringify({ success, ...(message === '' ? {} : { message }) }),
  };
}

/** A refusal as an RFC 9457 problem. Codes that mean *later* carry Retry-After, in seconds. */
export function problemAnswer(failure: Failure, extra: Record<string, string> = {}): HttpAnswer {
  const { status } = FAILURES[failure.code];
  const later = status === 503 || status === 429 || failure.code === 'STILL_RUNNING';
  return {
    status,
    headers: {
      'content-type': 'application/problem+json; charset=utf-8',
      ...(later ? { 'retry-after': '2' } : {}),
      ...extra,
    },
    body: JSON.stringify(problemOf(failure)),
  };
}
