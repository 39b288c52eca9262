// How imports into DNC lists stand: what is told of one, and what is known of it only while the process lives.
import { Failure } from '../../../flows/language/failures.ts';
import type { Committing } from './pointing.ts';
import type { ImportOrder } from './staging.ts';
import type { FileReport } from './work.ts';

/** How an import stands. `received` and `size` are bytes. */
export interface ImportStand extends ImportOrder {
  /** `receiving` until all bytes came; `received`: to be read; `reading`; `ready`: to be committed; `working`: being committed. */
  state: 'receiving' | 'received' | 'reading' | 'ready' | 'working';
  received: number;
  /** Bytes read so far. */
  read: number;
  /** What it would do, once it was read. */
  report: FileReport | null;
  /** Why the last reading came to nothing; '' where it did not. */
  fault: string;
}

/** What no other process has to know. */
export interface Live extends Committing {
  state: ImportStand['state'];
  /** Resolves once the last reading is over, however it ended. */
  reading: Promise<void>;
  read: number;
  report: FileReport | null;
  fault: string;
  /** The segment that the report compares with. */
  base: string | null;
}

/** One that nothing was done to by this process. */
export function newlyLive(): Live {
  return {
    state: 'receiving',
    job: undefined,
    reading: Promise.resolve(),
    read: 0,
    report: null,
    fault: '',
    base: null,
    isCancelled: false,
    isFinal: false,
  };
}

/** A full disk is told in words; anything else as it is. */
export function inWords(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(String(error));
  if (!('code' in error) || (error.code !== 'ENOSPC' && error.code !== 'EDQUOT')) return error;
  return new Failure('DISK_FULL', { detail: 'What was sent before is kept: the import goes on from there.' });
}
