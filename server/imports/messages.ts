// What a thread that works on a file of leads and the thread that started it say to each other.
import { UnreadableText } from '../../flows/language/delimited.ts';
import { Failure } from '../../flows/language/failures.ts';
import type { Asks } from './work.ts';

/** What the thread says. */
export type Said =
  | { kind: 'progress'; rows: number }
  | { [K in keyof Asks]: { kind: 'ask'; id: number; name: K; ask: Asks[K] } }[keyof Asks]
  | { kind: 'done'; value: unknown }
  | { kind: 'failed'; error: ToldError };
/** What it is answered. */
export type Told = { id: number; value: unknown } | { id: number; error: ToldError };
/** An error as it passes between threads. */
export type ToldError = { says: string; code?: string; fields?: Failure['fields'] };

/** An error as data; a Failure keeps its code and fields. */
export function toldOf(error: unknown): ToldError {
  if (error instanceof Failure) return { says: error.detail ?? '', code: error.code, fields: error.fields };
  const says = error instanceof Error ? error.message : String(error);
  return error instanceof UnreadableText ? { says, code: 'TEXT_UNREADABLE' } : { says };
}

/** The error that it was. */
export function errorOf({ says, code, fields }: ToldError): Error {
  if (code === undefined) return new Error(says);
  return new Failure(code as Failure['code'], { detail: says, ...(fields ? { fields } : {}) });
}
