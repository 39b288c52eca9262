// An expected fault: thrown with a code of the table, shown to people with what to do about it.
import { FAILURES } from './failure-table.ts';

/** Every code of the table. */
export type FailureCode = keyof typeof FAILURES;

/** One field that is wrong, for problem documents. `field` is a dotted path. */
export interface FieldError {
  field: string;
  says: string;
}

/** An expected fault. Thrown once, caught once. `detail` adds what was found here; it is shown to people. */
export class Failure extends Error {
  readonly code: FailureCode;
  readonly detail: string | undefined;
  readonly fields: readonly FieldError[];

  constructor(code: FailureCode, more: { detail?: string; fields?: readonly FieldError[]; cause?: unknown } = {}) {
    super(more.detail ? `${FAILURES[code].says} ${more.detail}` : FAILURES[code].says, { cause: more.cause });
    this.name = 'Failure';
    this.code = code;
    this.detail = more.detail;
    this.fields = more.fields ?? [];
  }
}

/** The failure as an RFC 9457 problem document (`application/problem+json`). */
export function problemOf(failure: Failure): Record<string, unknown> {
  const { status, says, remedy } = FAILURES[failure.code];
  return {
    type: `urn:leadflow:failure:${failure.code}`,
    title: says,
    status,
    code: failure.code,
    ...(failure.detail ? { detail: failure.detail } : {}),
    remedy,
    ...(failure.fields.length > 0 ? { errors: failure.fields } : {}),
  };
}
