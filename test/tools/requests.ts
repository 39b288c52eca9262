// Prepared requests for the tests of the wire, without a connection behind them.
import type { PreparedRequest } from '../../server/tools/prepared.ts';

/** A small POST to the port on loopback; `more` changes what a test is about. */
export function request(port: number, more: Partial<PreparedRequest> = {}): PreparedRequest {
  const origin = more.origin ?? `http://127.0.0.1:${port}`;
  return {
    origin,
    method: 'POST',
    path: '/leads',
    headers: ['Content-Type', 'application/json'],
    body: '{"phone":"+13105550123"}',
    timeoutMs: 3000,
    secrets: [],
    masked: {
      method: 'POST',
      url: `${origin}/leads`,
      headers: {},
      body: '',
      connection: 'acme',
      connectionVersion: 'v',
    },
    ...more,
  };
}
