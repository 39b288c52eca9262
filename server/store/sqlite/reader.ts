// The reader thread: answers the API's queries, so that a long one delays no lead.
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { Database, isDiskFailure } from './database.ts';
import { errorReply, type ReaderRequest, type Reply } from './protocol.ts';
import { engineQueries } from './queries/engine.ts';
import { queries } from './queries/registry.ts';

/** Serves one port with read-only answers from `file` until it is asked to close. */
function serveQueries(port: MessagePort, file: string): void {
  const db = new Database(file, { readOnly: true });
  const all = { ...queries, ...engineQueries };
  const answer = (request: ReaderRequest): unknown => {
    if (request.kind === 'close') return db.close();
    const run = all[request.name];
    if (!run) throw new Error(`There is no query ${request.name}.`);
    return run(db, request.args);
  };
  port.on('message', (request: ReaderRequest) => {
    try {
      port.postMessage({ id: request.id, ok: true, value: answer(request) ?? null } satisfies Reply);
    } catch (error) {
      port.postMessage(errorReply(request.id, error));
      if (isDiskFailure(error)) throw error;
    }
    if (request.kind === 'close') port.close();
  });
  port.postMessage({ id: 0, ok: true, value: 'ready' } satisfies Reply);
}

if (parentPort) serveQueries(parentPort, (workerData as { file: string }).file);
