// What the main thread and the database threads say to each other.

import type { JsonObject } from '../../../flows/language/document.ts';
import type { FailureCode, FieldError } from '../../../flows/language/failures.ts';
import { Failure } from '../../../flows/language/failures.ts';
import { StoreFault } from '../store-fault.ts';
import { isForNow } from './database.ts';
import type { Wire } from './wire.ts';

export type WriterRequest =
  | { id: number; kind: 'batch'; wire: Wire; commit: boolean; generation: number }
  | { id: number; kind: 'write'; op: string; args: JsonObject }
  | { id: number; kind: 'checkpoint' }
  | { id: number; kind: 'close' };
export type ReaderRequest =
  | { id: number; kind: 'query'; name: string; args: JsonObject }
  | { id: number; kind: 'close' };

export type Reply =
  | { id: number; ok: true; value: unknown }
  | { id: number; ok: false; failure: { code: FailureCode; detail?: string; fields: readonly FieldError[] } }
  /** `forNow`: it may go well later. */
  | { id: number; ok: false; bug: string; forNow?: boolean };

type ErrorReply = Extract<Reply, { ok: false }>;

/** The reply that carries an error across threads: a Failure keeps its code, anything else has its stack. */
export function errorReply(id: number, error: unknown): ErrorReply {
  if (error instanceof Failure) {
    return {
      id,
      ok: false,
      failure: { code: error.code, ...(error.detail ? { detail: error.detail } : {}), fields: error.fields },
    };
  }
  const bug = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const forNow = error instanceof StoreFault || isForNow(error);
  return { id, ok: false, bug, ...(forNow ? { forNow } : {}) };
}

/** The error as the asking thread should throw it. */
export function errorOf(reply: ErrorReply): Error {
  if ('bug' in reply) return reply.forNow ? new StoreFault(reply.bug) : new Error(reply.bug);
  return new Failure(reply.failure.code, reply.failure);
}
