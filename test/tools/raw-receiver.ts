// A receiver that answers with exactly the bytes a test wants, and counts who knocked.
import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';

/** A listening receiver. `connections` counts every accepted socket, `requests` keeps what each of them sent. */
export interface RawReceiver {
  port: number;
  connections: () => number;
  requests: string[];
  close: () => Promise<void>;
}

/** Listens on loopback at a free port. `serve` is called with each request's text once its head is there. */
export async function startReceiver(
  serve: (socket: Socket, request: string) => void,
  options: { host?: string; tls?: TlsOptions } = {},
): Promise<RawReceiver> {
  const sockets = new Set<Socket>();
  const requests: string[] = [];
  let connections = 0;
  const take = (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
    socket.on('data', (bytes) => {
      requests.push(bytes.toString());
      serve(socket, bytes.toString());
    });
  };
  const server: Server = options.tls ? createTlsServer(options.tls, take) : createServer(take);
  server.on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, options.host ?? '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    connections: () => connections,
    requests,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

/** An HTTP/1.1 answer as text. */
export function answerText(status: number, headers: Record<string, string>, body = ''): string {
  const lines = Object.entries({ 'content-length': String(Buffer.byteLength(body)), ...headers });
  return `HTTP/1.1 ${status} Words\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`;
}
