// What the simulator sends back, and how it puts it on the wire, cut short or broken off where a behaviour says so.
import type { ServerResponse } from 'node:http';

/** An answer of the simulator. */
export interface Reply {
  status: number;
  /** The Content-Type header as it is sent. */
  type: string;
  body: string | Buffer;
  headers?: Record<string, string>;
  /** How the exchange ends where it does not end well. */
  ending?: 'reset' | 'never' | 'broken-off';
}

/** A JSON answer. */
export function json(value: unknown, status = 200): Reply {
  return { status, type: 'application/json', body: JSON.stringify(value) };
}

/** Sends the reply. A call that never gets an answer stays open until its caller gives up. */
export function send(response: ServerResponse, reply: Reply): void {
  if (reply.ending === 'never') return;
  if (reply.ending === 'reset') {
    response.socket?.resetAndDestroy();
    return;
  }
  const length = Buffer.byteLength(reply.body);
  response.writeHead(reply.status, { 'Content-Type': reply.type, 'Content-Length': length, ...reply.headers });
  if (reply.ending !== 'broken-off') {
    response.end(reply.body);
    return;
  }
  // The first half must be on its way before the connection goes, or the caller sees a reset without a head.
  const half = Buffer.from(reply.body).subarray(0, Math.max(1, Math.floor(length / 2)));
  response.write(half, () => response.socket?.destroy());
}
