// A piece of work on a file of leads under way: it can be waited for, and broken off.
import { statSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { WORKER_ENVIRONMENT } from '../config.ts';
import { errorOf, type Said, type Told, toldOf } from './messages.ts';
import { type Done, doWork, type Hooks, type Work } from './work.ts';

/** Work over less is done here, in some milliseconds: a thread takes a hundred to start. */
const SMALL_BYTES = 16 * 1024;

/** The work under way. */
export interface Job<T> {
  /** Rejects with what went wrong, also where it was broken off. */
  done: Promise<T>;
  /** Ends it; resolves once it does nothing any more. */
  stop: () => Promise<void>;
}

/** Starts it. */
export function startWork<K extends Work['kind']>(work: Extract<Work, { kind: K }>, hooks: Hooks): Job<Done[K]> {
  const size = statSync(pathOf(work), { throwIfNoEntry: false })?.size ?? 0;
  return size < SMALL_BYTES ? workHere(work, hooks) : workBeside(work, hooks);
}

function pathOf(work: Work): string {
  return work.kind === 'look' ? work.path : work.order.path;
}

function workHere<K extends Work['kind']>(work: Extract<Work, { kind: K }>, hooks: Hooks): Job<Done[K]> {
  let isStopped = false;
  const orStop = (): void => {
    if (isStopped) throw new Error(BROKEN_OFF);
  };
  const stoppable: Hooks = {
    pool: async (ask) => {
      orStop();
      return hooks.pool(ask);
    },
    chunk: async (chunk) => {
      orStop();
      return hooks.chunk(chunk);
    },
    progress(rows) {
      orStop();
      hooks.progress(rows);
    },
  };
  const done = doWork(work, stoppable).catch((error: unknown) => {
    throw errorOf(toldOf(error));
  }) as Promise<Done[K]>;
  done.catch(() => undefined);
  const stop = async (): Promise<void> => {
    isStopped = true;
    await done.catch(() => undefined);
  };
  return { done, stop };
}

const BROKEN_OFF = 'The work on the file was broken off.';

function workBeside<K extends Work['kind']>(work: Extract<Work, { kind: K }>, hooks: Hooks): Job<Done[K]> {
  const worker = new Worker(new URL('./thread.ts', import.meta.url), {
    workerData: work,
    env: WORKER_ENVIRONMENT,
    resourceLimits: { maxOldGenerationSizeMb: 256 },
  });
  const answer = async (said: Extract<Said, { kind: 'ask' }>): Promise<void> => {
    const { id } = said;
    const told: Told = await (said.name === 'pool' ? hooks.pool(said.ask) : hooks.chunk(said.ask)).then(
      (value) => ({ id, value }),
      (error: unknown) => ({ id, error: toldOf(error) }),
    );
    worker.postMessage(told);
  };
  const done = new Promise<Done[K]>((resolve, reject) => {
    worker.on('message', (said: Said) => {
      if (said.kind === 'progress') hooks.progress(said.rows);
      else if (said.kind === 'done') resolve(said.value as Done[K]);
      else if (said.kind === 'failed') reject(errorOf(said.error));
      else void answer(said);
    });
    worker.on('error', reject);
    worker.on('exit', () => reject(new Error(BROKEN_OFF)));
  });
  // Who only stops it waits for nothing.
  done.catch(() => undefined);
  return { done, stop: async () => void (await worker.terminate()) };
}
