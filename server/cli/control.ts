// The server's side of the command line: HTTP over a socket file that only the owner of the data folder may open.
import { chmodSync, rmSync } from 'node:fs';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Ajv } from 'ajv';
import { Failure, problemOf } from '../../flows/language/failures.ts';
import { createServer } from '../node-http.ts';
import { type TaskName, type TaskParts, tasks } from './tasks.ts';

/** What the socket serves. */
export interface ControlParts extends TaskParts {
  /** Told of what was not expected; the caller gets no cause. */
  log: { error(fields: object, message: string): void };
}

const MOST_BYTES = 64 * 1024;

/** `POST /<task>` with JSON arguments; answers the task's result, or a problem document. */
function createControlServer(parts: ControlParts): Server {
  const ajv = new Ajv({ strict: false });
  const checks = new Map(Object.entries(tasks).map(([name, { args }]) => [name, ajv.compile(args)]));
  const answer = async (request: IncomingMessage): Promise<unknown> => {
    const name = request.url?.slice(1) ?? '';
    const check = checks.get(name);
    if (request.method !== 'POST' || !check) throw new Failure('NOT_FOUND', { detail: `Command ${name}.` });
    const args = await readJson(request);
    if (!check(args)) throw new Failure('REQUEST_INVALID', { detail: ajv.errorsText(check.errors) });
    return tasks[name as TaskName].run(parts, args);
  };
  return createServer((request, response) => {
    answer(request).then(
      (result) => send(response, 200, result),
      (error: unknown) => {
        if (!(error instanceof Failure)) parts.log.error({ err: error }, 'a command failed unexpectedly');
        const problem = problemOf(error instanceof Failure ? error : new Failure('INTERNAL'));
        send(response, Number(problem.status), problem);
      },
    );
  });
}

/** Serves the commands on a socket file, made anew with mode 0600. The caller holds the lock of the data folder. */
export async function listenForCommands(parts: ControlParts & { socket: string }): Promise<{ close(): void }> {
  const server = createControlServer(parts);
  // A killed server leaves its socket file behind; under the folder's lock nobody else can be listening on it.
  rmSync(parts.socket, { force: true });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  server.listen(parts.socket, () => {
    server.off('error', reject);
    resolve();
  });
  await promise;
  // The data folder itself is 0700: nobody else gets here in between.
  chmodSync(parts.socket, 0o600);
  return {
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += (chunk as Buffer).length;
    if (bytes > MOST_BYTES) throw new Failure('REQUEST_TOO_LARGE');
    chunks.push(chunk as Buffer);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw new Failure('BODY_UNREADABLE');
  }
}

function send(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(value));
}
