// The operator's egress proxy: every call goes through a tunnel of it, or not at all.
import type { ClientRequest, IncomingMessage } from 'node:http';
import { request as secureRequest } from 'node:https';
import type { Socket } from 'node:net';
import { buildConnector } from 'undici';
import type { EgressProxy } from '../config.ts';
import { request as plainRequest } from '../node-http.ts';
import { EgressBlocked, type EgressPolicy, type Target } from './egress.ts';
import { ProxyError } from './outcome.ts';

/**
 * A connector that reaches the target through the proxy, with CONNECT for https and http alike (RFC 9110 9.3.6). The proxy
 * looks names up, so the policy is asked by name alone. What the proxy refuses was not sent, and nothing goes past it.
 */
export function proxyConnect(
  target: Target,
  { proxy, policy, connectMs }: { proxy: EgressProxy; policy: EgressPolicy; connectMs: number },
): buildConnector.connector {
  const secure = buildConnector({ allowH2: false, minVersion: 'TLSv1.2', timeout: connectMs });
  return (options, done) => {
    const refusal = policy.refusal(target, true);
    if (refusal) return done(new EgressBlocked(refusal), null);
    tunnel(target, { proxy, connectMs }).then(
      (socket) => {
        if (options.protocol === 'https:') secure({ ...options, httpSocket: socket }, done);
        else done(null, socket);
      },
      (error: unknown) => done(error instanceof Error ? error : new Error(String(error)), null),
    );
  };
}

function tunnel(target: Target, { proxy, connectMs }: { proxy: EgressProxy; connectMs: number }): Promise<Socket> {
  const request = connectRequest(target, proxy);
  return new Promise((resolve, reject) => {
    const fail = (says: string) => {
      request.destroy();
      reject(new ProxyError(`${says} Nothing is sent past the egress proxy ${proxy.shown}.`));
    };
    const timer = setTimeout(() => fail('The egress proxy did not open a way in time.'), connectMs);
    request
      .once('connect', (answer: IncomingMessage, socket: Socket, head: Buffer) => {
        clearTimeout(timer);
        const status = answer.statusCode ?? 0;
        if (status < 200 || status > 299) {
          socket.destroy();
          return fail(refusalOf(status));
        }
        if (head.length > 0) socket.unshift(head);
        resolve(socket);
      })
      .once('response', (answer) => {
        clearTimeout(timer);
        fail(refusalOf(answer.statusCode ?? 0));
      })
      .once('error', (error: NodeJS.ErrnoException) => {
        clearTimeout(timer);
        fail(`The egress proxy could not be reached (${error.code ?? error.message}).`);
      })
      .end();
  });
}

function connectRequest({ hostname, port }: Target, { url, credentials }: EgressProxy): ClientRequest {
  const { protocol, hostname: host, port: proxyPort } = new URL(url);
  const authority = `${hostname.includes(':') ? `[${hostname}]` : hostname}:${port}`;
  const send = protocol === 'https:' ? secureRequest : plainRequest;
  return send({
    method: 'CONNECT',
    host: host.replace(/^\[|\]$/g, ''),
    port: Number(proxyPort) || (protocol === 'https:' ? 443 : 80),
    path: authority,
    agent: false,
    headers: {
      Host: authority,
      ...(credentials === '' ? {} : { 'Proxy-Authorization': `Basic ${Buffer.from(credentials).toString('base64')}` }),
    },
  });
}

function refusalOf(status: number): string {
  if (status === 407) return 'The egress proxy refused our credentials (407).';
  if (status === 403) return 'The egress proxy does not allow that host (403).';
  return `The egress proxy could not open a way to the host (it answered ${status}).`;
}
