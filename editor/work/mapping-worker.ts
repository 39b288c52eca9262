// The worker that tries expressions on a sample: a file of its own, so that it can be ended when one hangs.
import { mappingWork } from './mapping-job.ts';
import { serveWork } from './serve-work.ts';

serveWork(self, mappingWork());
