// What the server and the thread of the sandbox processes say to each other.
import type { Json } from '../../flows/expression/value.ts';
import type { FailureCode } from '../../flows/language/failures.ts';

/** How many evaluations at once (default 2), and how long each may take, milliseconds (default 250). */
export interface PoolOptions {
  size?: number;
  deadlineMs?: number;
}

/** `input` is JSON text, undefined for no input. `close` ends the processes, and then the thread. */
export type PoolRequest =
  | { id: number; text: string; input: string | undefined; now: number; random: number }
  | { close: true };

/** A value, a failure, or what went wrong where that was nobody's expected fault. */
export type PoolReply =
  | { id: number; value: Json | undefined }
  | { id: number; code: FailureCode; detail: string | undefined }
  | { id: number; bug: string };
