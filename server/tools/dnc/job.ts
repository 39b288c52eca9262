// A piece of work on imported numbers under way, in a thread of its own where it is long: it can be waited for, and broken off.
import { statSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { WORKER_ENVIRONMENT } from '../../config.ts';
import { type Done, doWork, type Work } from './work.ts';

/** Work over less is done at once, in about a millisecond: a thread takes a hundred to start. */
const SMALL_BYTES = 16 * 1024;

/** The work under way. */
export interface Job<T> {
  /** Rejects with what went wrong, also where it was broken off. */
  done: Promise<T>;
  /** Ends the thread; resolves once it is gone and holds no file any more. */
  stop: () => Promise<void>;
}

/** Starts it. `progress` hears of bytes read, a few times a second. */
export function startWork<K extends Work['kind']>(
  work: Extract<Work, { kind: K }>,
  progress: (bytes: number) => void = () => undefined,
): Job<Done[K]> {
  if (weightOf(work) < SMALL_BYTES) return atOnce(work);
  const worker = new Worker(new URL('./thread.ts', import.meta.url), {
    workerData: work,
    env: WORKER_ENVIRONMENT,
    resourceLimits: { maxOldGenerationSizeMb: 256 },
  });
  const done = new Promise<Done[K]>((resolve, reject) => {
    worker.on('message', (said: { bytes: number } | { value: Done[K] }) => {
      if ('value' in said) resolve(said.value);
      else progress(said.bytes);
    });
    worker.on('error', reject);
    worker.on('exit', () => reject(new Error('The work on the numbers was broken off.')));
  });
  // Who only stops it waits for nothing.
  done.catch(() => undefined);
  return { done, stop: async () => void (await worker.terminate()) };
}

function atOnce<K extends Work['kind']>(work: Extract<Work, { kind: K }>): Job<Done[K]> {
  const done = new Promise<Done[K]>((resolve) => resolve(doWork(work, () => undefined) as Done[K]));
  done.catch(() => undefined);
  return { done, stop: async () => undefined };
}

/** Bytes that it reads. */
function weightOf(work: Work): number {
  const size = (path: string) => statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (work.kind === 'load') return size(work.path);
  if (work.kind === 'erased') return size(`${work.from}.adds`);
  const base = work.base?.byteLength ?? 0;
  if (work.kind === 'without') return base;
  return base + (work.kind === 'read' ? size(work.from) : size(`${work.from}.adds`) + size(`${work.from}.removes`));
}
