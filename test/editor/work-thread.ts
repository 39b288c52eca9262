// The mapping's work in a thread of Node, as the browser's worker does it: for the tests of its supervisor.
import { parentPort } from 'node:worker_threads';
import { mappingWork } from '../../editor/work/mapping-job.ts';
import { serveWork } from '../../editor/work/serve-work.ts';

if (parentPort) {
  const port = parentPort;
  serveWork(
    {
      postMessage: (message) => port.postMessage(message),
      addEventListener: (_type, listener) =>
        port.on('message', (data) => listener(new MessageEvent('message', { data }))),
    },
    mappingWork(),
  );
}
