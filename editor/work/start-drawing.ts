// Starts the worker of a drawing under supervision.
import type { DrawingWork } from './drawing-job.ts';
import { type SupervisedWorker, superviseWorker } from './supervised-worker.ts';

/** A supervised drawing worker; its code is loaded with the first job. Stop it when the page goes. */
export function startDrawing(): SupervisedWorker<DrawingWork> {
  return superviseWorker(() => new Worker(new URL('./drawing-worker.ts', import.meta.url), { type: 'module' }));
}
