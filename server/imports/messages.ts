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
/** An error as it passes between threads. `code` is of a Failure, `system` what the disk or the store said. */
export type ToldError = { says: string; code?: string; fields?: Failure['fields']; system?: string };

/** An error as data; a Failure keeps its code and fields, any other the code that the system gave it. */
export function toldOf(error: unknown): ToldError {
  if (error instanceof Failure) return { says: error.detail ?? '', code: error.code, fields: error.fields };
  const says = error instanceof Error ? error.message : String(error);
  if (error instanceof UnreadableText) return { says, code: 'TEXT_UNREADABLE' };
  const system = systemCode(error);
  return system === '' ? { says } : { says, system };
}

/** The error that it was. */
export function errorOf({ says, code, fields, system }: ToldError): Error {
  if (code === undefined) return Object.assign(new Error(says), system === undefined ? {} : { code: system });
  return new Failure(code as Failure['code'], { detail: says, ...(fields ? { fields } : {}) });
}

/** What the system calls an error, such as `ENOSPC`; '' for one that it does not know. */
export function systemCode(error: unknown): string {
  if (!(error instanceof Error) || error instanceof Failure || !('code' in error)) return '';
  return typeof error.code === 'string' ? error.code : '';
}
