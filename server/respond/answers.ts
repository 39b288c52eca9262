// What goes back to the caller, as status, headers and body. Pure.

import type { JsonObject } from '../../flows/language/document.ts';
import { FAILURES, type Failure, problemOf } from '../../flows/language/failures.ts';
import type { Answer } from '../../nodes/contract.ts';

/** An HTTP answer, ready to write. */
export interface HttpAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** A flow's answer. `replayed`: the same was told before, to an earlier request with the same key. */
export function flowAnswer(answer: Answer, facts: { run: string; replayed: boolean }): HttpAnswer {
  return {
    status: answer.status,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'x-leadflow-run': facts.run,
      ...(facts.replayed ? { 'idempotent-replayed': 'true' } : {}),
    },
    body: JSON.stringify(answer.body),
  };
}

/** What a caller is told when the flow has not answered by the sync limit: the trigger's `pending`, by default 202. */
export function pendingAnswer(trigger: JsonObject, run: string): Answer {
  const pending = (trigger.pending ?? {}) as { status?: number; success?: boolean };
  const success = pending.success ?? true;
  return { status: pending.status ?? 202, success, body: { success, pending: true, run, status: `/in-status/${run}` } };
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
