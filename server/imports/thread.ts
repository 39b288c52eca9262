// A thread that does one piece of work on a file of leads and ends; what it needs of the process it asks by message.
import { parentPort, workerData } from 'node:worker_threads';
import { errorOf, type Said, type Told, toldOf } from './messages.ts';
import { type Asks, doWork, type Work } from './work.ts';

/** How often progress is told, milliseconds. */
const EVERY_MS = 200;

if (parentPort) {
  const port = parentPort;
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  let next = 1;
  let told = 0;
  const say = (said: Said): void => port.postMessage(said);
  port.on('message', (answer: Told) => {
    const asked = waiting.get(answer.id);
    waiting.delete(answer.id);
    if ('error' in answer) asked?.reject(errorOf(answer.error));
    else asked?.resolve(answer.value);
  });
  const ask = <K extends keyof Asks>(name: K, what: Asks[K]): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const id = next++;
      waiting.set(id, { resolve, reject });
      say({ kind: 'ask', id, name, ask: what } as Said);
    });
  doWork(workerData as Work, {
    pool: (what) => ask('pool', what) as Promise<never>,
    chunk: (chunk) => ask('chunk', chunk) as Promise<{ duplicates: number[] }>,
    progress(rows) {
      const now = Date.now();
      if (now - told < EVERY_MS) return;
      told = now;
      say({ kind: 'progress', rows });
    },
  })
    .then(
      (value) => say({ kind: 'done', value }),
      (error: unknown) => say({ kind: 'failed', error: toldOf(error) }),
    )
    .finally(() => port.close());
}
