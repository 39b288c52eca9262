// What the server and the thread of the sandbox processes say to each other.
import type { Json } from '../../flows/expression/value.ts';
import type { FailureCode } from '../../flows/language/failures.ts';
import type { ParsedAnswer, ReadAs, ReadWish } from '../../flows/language/parsed-answer.ts';

/**
 * How many evaluations at once (default 2), and how long each may take, milliseconds (default 250); and how long the reading
 * of a body may take (default 3,000: it ends by itself, in some tenths of a second where it is a megabyte of tags).
 */
export interface PoolOptions {
  size?: number;
  deadlineMs?: number;
  readDeadlineMs?: number;
}

/** A body to read as data. */
export interface ReadJob {
  body: string;
  as: ReadAs;
  wish: ReadWish;
}

/** `input` is JSON text, undefined for no input. `close` ends the processes, and then the thread. */
export type PoolRequest =
  | { id: number; text: string; input: string | undefined; now: number; random: number }
  | { id: number; read: ReadJob }
  | { close: true };

/** A value, a failure, or what went wrong where that was nobody's expected fault. */
export type PoolReply =
  | { id: number; value: Json | undefined }
  | { id: number; parsed: ParsedAnswer }
  | { id: number; code: FailureCode; detail: string | undefined }
  | { id: number; bug: string };
