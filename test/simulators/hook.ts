// A listener for webhooks that keeps the JSON it is posted, and answers with the status that a test says.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { JsonObject } from '../../flows/language/document.ts';

/** A running one. */
export interface Hook {
  url: string;
  port: number;
  posted: JsonObject[];
  status: number;
  close: () => Promise<void>;
}

/** Starts it on a free port. */
export async function startHook(): Promise<Hook> {
  const posted: JsonObject[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => void chunks.push(chunk));
    request.on('end', () => {
      posted.push(JSON.parse(Buffer.concat(chunks).toString()) as JsonObject);
      response.writeHead(hook.status).end('ok');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const hook: Hook = {
    url: `http://127.0.0.1:${port}/alerts`,
    port,
    posted,
    status: 200,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return hook;
}
