// Tries work again for as long as the disk or the store refuses it for now: nobody would begin it anew.
import { setTimeout as rest } from 'node:timers/promises';
import { Failure } from '../../flows/language/failures.ts';
import { systemCode } from './messages.ts';

const FULL: readonly string[] = ['ENOSPC', 'EDQUOT', 'DISK_FULL'];
const BUSY: readonly string[] = ['STORE_FAULT', 'STORE_UNAVAILABLE'];

/** How it waits. */
export interface Waiting {
  /** Between two tries, milliseconds. */
  againMs: number;
  /** Ends the waiting: then the last error is thrown. */
  signal: AbortSignal;
  /** Hears what is waited for, for a person; '' once nothing is. */
  told: (says: string) => void;
}

/** What the work answers. Throws what it throws where that will not pass. */
export async function untilTaken<T>(work: () => Promise<T>, { againMs, signal, told }: Waiting): Promise<T> {
  try {
    for (;;) {
      try {
        return await work();
      } catch (error) {
        const says = waitsFor(error);
        if (says === '' || signal.aborted) throw error;
        told(says);
        await rest(againMs, undefined, { signal }).catch(() => undefined);
        if (signal.aborted) throw error;
      }
    }
  } finally {
    told('');
  }
}

/** What must come to pass before the same can go well; '' where time alone mends nothing. */
function waitsFor(error: unknown): string {
  const code = error instanceof Failure ? error.code : systemCode(error);
  if (isNoRoom(error)) return 'The disk is full. Make room on the disk of the data folder: it goes on by itself.';
  return BUSY.includes(code) ? 'Nothing can be stored just now. It goes on by itself once that is possible.' : '';
}

/** Whether a disk is full: one of files, or the one of the database. */
export function isNoRoom(error: unknown): boolean {
  const code = error instanceof Failure ? error.code : systemCode(error);
  return FULL.includes(code) || (code === 'STORE_FAULT' && error instanceof Error && error.message.includes('is full'));
}
