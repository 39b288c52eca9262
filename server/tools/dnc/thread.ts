// A thread that does one piece of work on imported numbers and ends.
import { parentPort, workerData } from 'node:worker_threads';
import { doWork, type Work } from './work.ts';

/** How often progress is told, milliseconds. */
const EVERY_MS = 200;

if (parentPort) {
  const port = parentPort;
  let told = 0;
  const value = doWork(workerData as Work, (bytes) => {
    const now = Date.now();
    if (now - told < EVERY_MS) return;
    told = now;
    port.postMessage({ bytes });
  });
  port.postMessage({ value });
}
