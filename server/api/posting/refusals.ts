// The refusals that a sender of one trigger can meet, from the table of failures.

import type { JsonObject } from '../../../flows/language/document.ts';
import { FAILURES } from '../../../flows/language/failure-table.ts';
import { Failure, type FailureCode, problemOf } from '../../../flows/language/failures.ts';
import type { PostingRefusal } from './schemas-posting.ts';

const BODY: readonly FailureCode[] = [
  'UNSUPPORTED_TYPE',
  'BODY_EMPTY',
  'BODY_UNREADABLE',
  'INVALID_UTF8',
  'BODY_TOO_LARGE',
  'BODY_TOO_DEEP',
  'LEAD_NOT_OBJECT',
];
const ALWAYS: readonly FailureCode[] = ['LEAD_INVALID', 'PATH_UNKNOWN', 'METHOD_NOT_ALLOWED'];
const WHO = {
  key: ['KEY_MISSING', 'KEY_WRONG', 'TOO_MANY_TRIES'],
  hmac: ['KEY_MISSING', 'SIGNATURE_WRONG', 'SIGNATURE_STALE', 'TOO_MANY_TRIES'],
} as const satisfies Record<string, readonly FailureCode[]>;
const LATER: readonly FailureCode[] = [
  'KEY_REUSED',
  'STILL_RUNNING',
  'SOURCE_PAUSED',
  'FLOW_PAUSED',
  'SHUTTING_DOWN',
  'OVERLOADED',
  'STORE_UNAVAILABLE',
  'INTERNAL',
];

/** The codes of this trigger and this source, in the order in which a sender meets them. */
export function refusalsOf({
  methods,
  auth,
  isLimited,
}: {
  methods: readonly string[];
  auth: 'key' | 'hmac';
  isLimited: boolean;
}): PostingRefusal[] {
  const takesBody = methods.includes('POST');
  const codes: FailureCode[] = [
    ...WHO[auth],
    ...ALWAYS,
    ...(takesBody ? BODY : (['BODY_EMPTY', 'BODY_TOO_DEEP'] as const)),
    ...(isLimited ? (['RATE_LIMITED'] as const) : []),
    ...LATER,
  ];
  return codes.map((code) => {
    const { status, says, remedy } = FAILURES[code];
    return { code, status, says, remedy, again: status === 503 || status === 429 || code === 'STILL_RUNNING' };
  });
}

/** How a refusal looks: the lead without this field. */
export function refusalFor(field: string): JsonObject {
  const says = 'is required and is missing or blank';
  return problemOf(
    new Failure('LEAD_INVALID', { detail: `${field} ${says}`, fields: [{ field, says }] }),
  ) as JsonObject;
}
