// A way to the receiver that spoils what comes back: the request is always delivered, the answer is what a fault makes of it.
import { request as ask } from 'node:http';
import { createServer, type Server, type Socket } from 'node:net';

/** What the receiver answered. */
export interface Good {
  status: number;
  body: string;
}

/** Writes to the caller's socket what is to come instead of `good`. */
export type Fault = (socket: Socket, good: Good) => void | Promise<void>;

/** One listening proxy. */
export interface SpoilingProxy {
  port: number;
  /** Requests that came through, whole. */
  requests: () => number;
  close: () => Promise<void>;
}

/** Listens on a free port of loopback. The first request of each idempotency key meets the fault, later ones go well. */
export async function startProxy(target: number, fault: Fault): Promise<SpoilingProxy> {
  let requests = 0;
  const met = new Set<string>();
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      const request = requestIn(text);
      if (!request) return;
      text = '';
      requests += 1;
      const turn = met.has(request.key) ? goesWell : fault;
      met.add(request.key);
      forward(target, request).then(
        (good) => turn(socket, good),
        () => socket.destroy(),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: portOf(server), requests: () => requests, close: () => closed(server, sockets) };
}

/** The answer as it came. */
export const goesWell: Fault = (socket, { status, body }) => {
  socket.write(head(status, { 'Content-Type': 'application/json', 'Content-Length': String(Buffer.byteLength(body)) }));
  socket.write(body);
};

/** The first lines of an answer. */
export function head(status: number, headers: Record<string, string>): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} Said\r\n${lines.join('')}\r\n`;
}

interface Request {
  method: string;
  path: string;
  key: string;
  body: string;
}

/** Undefined while a part is missing. */
function requestIn(text: string): Request | undefined {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const top = text.slice(0, end);
  const field = (name: string) => new RegExp(`^${name}: *(.*)$`, 'im').exec(top)?.[1]?.trim() ?? '';
  const body = text.slice(end + 4);
  if (body.length < Number(field('content-length') || 0)) return undefined;
  const [method = 'GET', path = '/'] = top.split(' ', 2);
  return { method, path, key: field('idempotency-key'), body };
}

function forward(port: number, { method, path, key, body }: Request): Promise<Good> {
  return new Promise((resolve, reject) => {
    const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': key, Connection: 'close' };
    const call = ask({ host: '127.0.0.1', port, method, path, headers }, (answer) => {
      let text = '';
      answer.on('data', (chunk: Buffer) => {
        text += chunk.toString();
      });
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: text }));
    });
    call.on('error', reject);
    call.end(Buffer.from(body, 'latin1'));
  });
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

function closed(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    for (const socket of sockets) socket.destroy();
  });
}
