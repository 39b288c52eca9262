// A receiver that takes calls with an access token only, and gives tokens by OAuth 2 and by an Auth endpoint of its own.
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What reached it. */
export interface Reached {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
}

/** The receiver, and what a test changes of it. */
export interface TokenReceiver {
  port: number;
  reached: Reached[];
  /** Requests for a token so far. */
  asked(): Reached[];
  /** Calls that carried a token so far. */
  called(): Reached[];
  /** What a token request is answered; the standard answer where undefined. */
  answer: ((n: number) => { status: number; body: string; afterMs?: number } | undefined) | undefined;
  /** Tokens that calls are taken with; every one that was given where undefined. */
  takes: ((token: string) => boolean) | undefined;
  close(): Promise<void>;
}

/** Tokens are `tok-canary-<n>`, refresh tokens `ref-canary-<n>`; they count for an hour. */
export async function startTokenReceiver(): Promise<TokenReceiver> {
  const isToken = ({ path }: Reached) => path.startsWith('/oauth/token') || path.startsWith('/login');
  const receiver: TokenReceiver = {
    port: 0,
    reached: [],
    asked: () => receiver.reached.filter(isToken),
    called: () => receiver.reached.filter((each) => !isToken(each)),
    answer: undefined,
    takes: undefined,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  const server = createServer(async (request, response) => {
    const { method = '', url: path = '', headers } = request;
    const reached = { method, path, headers, body: await text(request) };
    receiver.reached.push(reached);
    const reply = (status: number, body: string) =>
      response.writeHead(status, { 'content-type': 'application/json', connection: 'close' }).end(body);
    if (!isToken(reached)) {
      const token = String(headers.authorization ?? headers['x-token'] ?? '').replace(/^Bearer /, '');
      const good = /^tok-canary-\d+$/.test(token) && (receiver.takes?.(token) ?? true);
      return reply(good ? 200 : 401, JSON.stringify({ ok: good, echoed: token }));
    }
    const n = receiver.asked().length;
    const own = receiver.answer?.(n);
    if (own?.afterMs) await new Promise((resolve) => setTimeout(resolve, own.afterMs));
    const given = { access_token: `tok-canary-${n}`, expires_in: 3600, refresh_token: `ref-canary-${n}` };
    if (own) return reply(own.status, own.body);
    return reply(200, JSON.stringify({ ...given, data: { token: `tok-canary-${n}`, life: '120' } }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  receiver.port = (server.address() as AddressInfo).port;
  return receiver;
}
