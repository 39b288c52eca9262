// The worker that checks and tidies a drawing: a file of its own, which the page loads when it is first needed.
import { drawingWork } from './drawing-job.ts';
import { serveWork } from './serve-work.ts';

serveWork(self, drawingWork());
