// The body of a request as bytes, within its limit; and what becomes of a body that nobody wants to read.
import type { IncomingMessage, ServerResponse } from 'node:http';
import express from 'express';
import { Failure, type FailureCode } from '../../flows/language/failures.ts';

/** The largest body that is read, inflated size, bytes. */
const LIMIT = 1024 * 1024;
/** How much of a body that was refused is still taken off the wire, so that its sender gets to read the answer, bytes. */
const UNREAD_LIMIT = 2 * LIMIT;

const NOTHING = Buffer.alloc(0);

/** Reads the body. Rejects with BODY_TOO_LARGE, BODY_UNREADABLE, UNSUPPORTED_TYPE. */
export function readBytes(request: IncomingMessage, response: ServerResponse): Buffer | Promise<Buffer> {
  const { 'content-length': length, 'content-encoding': encoding, 'transfer-encoding': transfer } = request.headers;
  if (transfer === undefined && (length === undefined || length === '0')) return NOTHING;
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity') {
    if (asksFirst(request)) response.writeContinue();
    return inflated(request, response);
  }
  if (Number(length) > LIMIT) throw new Failure('BODY_TOO_LARGE');
  if (asksFirst(request)) response.writeContinue();
  return plain(request);
}

/**
 * Whether the sender keeps its body back until it is told to go on, so that one that is refused is not sent at all (RFC 9110
 * 10.1.1); HTTP/1.0 knows nothing of that.
 */
export function asksFirst({ headers, httpVersion }: IncomingMessage): boolean {
  return headers.expect !== undefined && httpVersion === '1.1';
}

function plain(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const take = (chunk: Buffer) => {
      size += chunk.length;
      if (size <= LIMIT) return void chunks.push(chunk);
      request.off('data', take);
      reject(new Failure('BODY_TOO_LARGE'));
    };
    request.on('data', take);
    request.on('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
    // Whoever hangs up hears nothing; what matters is that the lead is not taken for a shorter one.
    request.on('error', () => reject(new Failure('BODY_UNREADABLE', { detail: 'It ended too early.' })));
  });
}

const inflate = express.raw({ type: () => true, limit: LIMIT });

/** A compressed body, by express: few senders compress a lead. */
async function inflated(request: IncomingMessage, response: ServerResponse): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  inflate(request as express.Request, response as express.Response, (error?: unknown) =>
    error === undefined ? resolve() : reject(failureOf(error)),
  );
  await promise;
  const { body } = request as express.Request;
  return Buffer.isBuffer(body) ? body : NOTHING;
}

/** body-parser's error types (its README, "Errors"), as our codes. */
const CODES: Readonly<Record<string, FailureCode>> = {
  'entity.too.large': 'BODY_TOO_LARGE',
  'encoding.unsupported': 'UNSUPPORTED_TYPE',
};

function failureOf(error: unknown): unknown {
  const { type = '', status = 500, message = '' } = error as { type?: string; status?: number; message?: string };
  const code = CODES[type] ?? (status >= 400 && status < 500 ? 'BODY_UNREADABLE' : undefined);
  return code ? new Failure(code, code === 'BODY_TOO_LARGE' ? {} : { detail: message }) : error;
}

/** Lets a body that was answered without being read run out, so that its connection can serve on; an endless one is cut off. */
export function discardRest(request: IncomingMessage): void {
  if (request.complete) return;
  let left = UNREAD_LIMIT;
  request.on('data', (chunk: Buffer) => {
    left -= chunk.length;
    if (left < 0) request.socket.destroy();
  });
  request.on('error', () => undefined);
  request.resume();
}
