// Starts the worker of a mapping under supervision.
import type { MappingWork } from './mapping-job.ts';
import { type SupervisedWorker, superviseWorker } from './supervised-worker.ts';

/** A supervised mapping worker; its code is loaded with the first job. Stop it when the page goes. */
export function startMapping(): SupervisedWorker<MappingWork> {
  return superviseWorker(() => new Worker(new URL('./mapping-worker.ts', import.meta.url), { type: 'module' }));
}
