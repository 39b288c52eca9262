// What the engine asks of the tools: calls out, and reads that are answered at once.
import type { Json, JsonObject } from '../../../flows/language/document.ts';
import type { Failure } from '../../../flows/language/failures.ts';
import type { OutboundCall, RemoteAnswer } from '../../../nodes/tools.ts';
import type { MaskedRequest } from '../../run/records.ts';

/** A call made ready: everything that can fail before a byte leaves has been done. */
export interface Prepared {
  masked: MaskedRequest;
  /** `scheme://host:port`. */
  origin: string;
  /** Calls to that origin that may be under way at a time, as the connection says; undefined where it names none. */
  concurrency?: number | undefined;
}

/** A call that needs something fetched before it can be made ready: an access token. */
export interface Need {
  origin: string;
  concurrency: number | undefined;
  /** Fails with TOKEN_REFUSED and TOKEN_UNAVAILABLE, and as `Toolbox.prepare` does: nothing of the call has left then. */
  obtain(): Promise<string>;
}

/** Implemented by `server/tools`. `P` is the tools' own prepared request. */
export interface Toolbox<P extends Prepared = Prepared> {
  /** Undefined where the call can be prepared at once. Fails with CONFIG_INVALID. */
  ready(call: OutboundCall): Need | undefined;
  /**
   * `token` is what `Need.obtain` gave. Fails with CONNECTION_MISSING, SECRET_MISSING, SECRET_ELSEWHERE, HEADER_INVALID,
   * CONFIG_INVALID, EGRESS_BLOCKED.
   */
  prepare(call: OutboundCall, idempotencyKey: string, token?: string): P;
  /** As `prepare`, for a request that is recorded and never sent. */
  preview(call: OutboundCall, idempotencyKey: string): P;
  /** Fails with REMOTE_* and EGRESS_BLOCKED. */
  send(prepared: P): Promise<RemoteAnswer>;
  /** The receiver refused the token of a request: true where the same call may be made once more, with another. */
  renew(prepared: P): boolean;
  /** Whether the request of a failed `send` may have reached the receiver. */
  sentOf(failure: Failure): 'no' | 'unknown';
  /** Fails with LIST_MISSING. */
  read(op: string, args: JsonObject): Json;
  /** What a test lead gets instead of an effect. */
  simulateCall(call: OutboundCall): RemoteAnswer;
  simulateLocal(op: string, args: JsonObject): Json;
}
