// The wire: each way a receiver can answer, refuse, hang, break off or lie, and what we then say of the call.
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { Failure } from '../../flows/language/failures.ts';
import { readEgressPolicy } from '../../server/tools/egress.ts';
import { createOutbound, type Outbound, type WireLimits } from '../../server/tools/outbound.ts';
import { sentOf } from '../../server/tools/outcome.ts';
import { answerText, type RawReceiver, startReceiver } from './raw-receiver.ts';
import { request } from './requests.ts';
import { selfSigned } from './self-signed.ts';

const opened: { close: () => Promise<void> }[] = [];
afterEach(async () => {
  for (const each of opened.splice(0)) await each.close();
});

async function receiver(...args: Parameters<typeof startReceiver>): Promise<RawReceiver> {
  const started = await startReceiver(...args);
  opened.push(started);
  return started;
}

function outboundTo(port: number, limits: Partial<WireLimits> = {}): Outbound {
  return createOutbound({ policy: readEgressPolicy([`127.0.0.1:${port}`, `localhost:${port}`]), limits });
}

async function failureOf(call: Promise<unknown>): Promise<{ code: string; sent: string; detail: string }> {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Failure)) throw new Error(`expected a Failure, got ${String(error)}`);
  return { code: error.code, sent: sentOf(error), detail: error.detail ?? '' };
}

describe('an answer', () => {
  it('arrives with status, type, headers and body, and the request left as it was prepared', async () => {
    const { port, requests } = await receiver((socket) =>
      socket.write(
        answerText(
          200,
          { 'Content-Type': 'Application/JSON; charset=UTF-8', 'X-Trace': 'a', 'x-trace': 'b' },
          '{"ok":true}',
        ),
      ),
    );
    const answer = await outboundTo(port).send(request(port));
    expect(answer).toMatchObject({ status: 200, type: 'application/json', body: '{"ok":true}', simulated: false });
    expect(answer.headers['x-trace']).toBe('a, b');
    expect(answer.ms).toBeGreaterThanOrEqual(0);
    expect(requests.join('')).toMatch(/^POST \/leads HTTP\/1\.1\r\nhost: 127\.0\.0\.1:\d+\r\n/);
    expect(requests.join('')).toContain('{"phone":"+13105550123"}');
  });

  it.each([204, 205, 301, 302, 307, 308, 400, 404, 409, 429, 500, 502, 503])(
    'with status %i is an answer; no redirect is followed',
    async (status) => {
      const { port, requests } = await receiver((socket) =>
        socket.write(
          answerText(
            status,
            status === 204 ? { location: '/elsewhere' } : { location: 'http://127.0.0.1:1/elsewhere' },
          ),
        ),
      );
      await expect(outboundTo(port).send(request(port))).resolves.toMatchObject({ status, body: '', type: '' });
      expect(requests.filter((each) => each.startsWith('POST'))).toHaveLength(1);
    },
  );

  it('is inflated where it is gzip', async () => {
    const packed = gzipSync('{"lead_id":"65007347"}');
    const { port } = await receiver((socket) => {
      socket.write(`HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: ${packed.length}\r\n\r\n`);
      socket.write(packed);
    });
    await expect(outboundTo(port).send(request(port))).resolves.toMatchObject({ body: '{"lead_id":"65007347"}' });
  });

  it.each([
    ['iso-8859-1', Buffer.from([0x4a, 0xfc, 0x72]), 'Jür'],
    ['windows-1252', Buffer.from([0x80, 0x35]), '€5'],
    ['utf-16le', Buffer.from('Jürgen', 'utf16le'), 'Jürgen'],
    ['utf-8', Buffer.from('\ufeffJür'), 'Jür'],
    ['no-such-charset', Buffer.from('Jür'), 'Jür'],
  ])('in %s is decoded', async (charset, bytes, text) => {
    const { port } = await receiver((socket) => {
      socket.write(
        `HTTP/1.1 200 OK\r\ncontent-type: text/plain; charset="${charset}"\r\ncontent-length: ${bytes.length}\r\n\r\n`,
      );
      socket.write(bytes);
    });
    await expect(outboundTo(port).send(request(port))).resolves.toMatchObject({ body: text });
  });

  it('that echoes a secret has it masked, in body and headers', async () => {
    const { port } = await receiver((socket) =>
      socket.write(answerText(401, { 'x-echo': 'Bearer canary-4711' }, 'bad token canary-4711, Y2FuYXJ5LTQ3MTE=')),
    );
    const answer = await outboundTo(port).send(request(port, { secrets: ['canary-4711'] }));
    expect(answer.body).toBe('bad token ••••, ••••');
    expect(answer.headers['x-echo']).toBe('Bearer ••••');
  });

  it('comes to each of 200 calls in flight at once over at most 64 connections', async () => {
    const { port, connections } = await receiver((socket) => {
      setTimeout(() => socket.write(answerText(200, {}, 'ok')), 5);
    });
    const outbound = outboundTo(port);
    const answers = await Promise.all(Array.from({ length: 200 }, () => outbound.send(request(port))));
    expect(answers.every((answer) => answer.status === 200)).toBe(true);
    expect(connections()).toBeLessThanOrEqual(64);
  });

  it('over a connection that the receiver closes each time never repeats a POST', async () => {
    const { port, requests } = await receiver((socket) => socket.end(answerText(200, { connection: 'close' }, 'ok')));
    const outbound = outboundTo(port);
    for (let i = 0; i < 20; i += 1) await outbound.send(request(port, { path: `/leads/${i}` }));
    expect(requests.map((each) => each.split(' ')[1])).toEqual(Array.from({ length: 20 }, (_, i) => `/leads/${i}`));
  });

  it('does not leave a socket behind that is used again after it was idle for too long', async () => {
    const { port, connections } = await receiver((socket) =>
      socket.write(answerText(200, { 'keep-alive': 'timeout=60' }, 'ok')),
    );
    const outbound = outboundTo(port, { idleMs: 50 });
    await outbound.send(request(port));
    await new Promise((resolve) => setTimeout(resolve, 150));
    await outbound.send(request(port));
    expect(connections()).toBe(2);
  });
});

describe('a call of which nothing left', () => {
  it('says so when nobody listens', async () => {
    const gone = await startReceiver(() => undefined);
    await gone.close();
    const failure = await failureOf(outboundTo(gone.port).send(request(gone.port)));
    expect(failure).toEqual({
      code: 'REMOTE_UNREACHABLE',
      sent: 'no',
      detail: 'Nothing listens at that host and port.',
    });
  });

  it('says so when the host has no address', async () => {
    const outbound = createOutbound({
      policy: readEgressPolicy([]),
      lookup: (name, _options, done) =>
        done(Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), { code: 'ENOTFOUND' }), []),
    });
    const failure = await failureOf(outbound.send(request(0, { origin: 'http://no-such-crm.example' })));
    expect(failure).toEqual({ code: 'REMOTE_UNREACHABLE', sent: 'no', detail: 'The host name does not exist.' });
  });

  it('says so when no connection became free in time', async () => {
    const { port, requests } = await receiver(() => undefined);
    const outbound = outboundTo(port, { connectionsPerOrigin: 1 });
    const first = failureOf(outbound.send(request(port, { timeoutMs: 400 })));
    const second = await failureOf(outbound.send(request(port, { timeoutMs: 150, path: '/second' })));
    expect(second).toMatchObject({ code: 'REMOTE_UNREACHABLE', sent: 'no' });
    expect((await first).code).toBe('REMOTE_TIMEOUT');
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(requests.join('')).not.toContain('/second');
  });

  const now = new Date().getUTCFullYear();
  it.each([
    ['self-signed', 'localhost', { from: now - 1, to: now + 2 }, /self-signed/],
    ['expired', 'localhost', { from: now - 3, to: now - 1 }, /expired|self-signed/],
  ])('says so when the certificate is %s', async (_what, name, years, words) => {
    const { port, requests } = await receiver(() => undefined, { tls: selfSigned(name, years) });
    const failure = await failureOf(outboundTo(port).send(request(port, { origin: `https://127.0.0.1:${port}` })));
    expect(failure).toMatchObject({ code: 'REMOTE_TLS', sent: 'no' });
    expect(failure.detail).toMatch(words);
    expect(requests).toEqual([]);
  });

  it('says so when the receiver speaks only TLS 1.1, or no TLS at all', async () => {
    const plain = await receiver((socket) => socket.write(answerText(400, {}, 'what?')));
    const failure = await failureOf(
      outboundTo(plain.port).send(request(0, { origin: `https://127.0.0.1:${plain.port}` })),
    );
    expect(failure).toMatchObject({ code: 'REMOTE_TLS', sent: 'no' });
    const old = await receiver(() => undefined, {
      tls: { ...selfSigned('localhost', { from: now - 1, to: now + 2 }), minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1' },
    });
    const refused = await failureOf(outboundTo(old.port).send(request(0, { origin: `https://127.0.0.1:${old.port}` })));
    expect(refused.sent).toBe('no');
    expect(old.requests).toEqual([]);
  });

  it('says so when the request itself is malformed', async () => {
    const { port, connections } = await receiver(() => undefined);
    const failure = await failureOf(outboundTo(port).send(request(port, { headers: ['x-bad', 'a\r\nHost: evil'] })));
    expect(failure).toMatchObject({ code: 'CONFIG_INVALID', sent: 'no' });
    expect(connections()).toBe(0);
  });
});

describe('a call of which nobody knows', () => {
  it.each<[string, string, (socket: Parameters<Parameters<typeof startReceiver>[0]>[0]) => unknown]>([
    ['closes before it answers', 'REMOTE_BROKEN_OFF', (socket) => socket.end()],
    ['resets after the request', 'REMOTE_BROKEN_OFF', (socket) => socket.resetAndDestroy()],
    ['never answers', 'REMOTE_TIMEOUT', () => undefined],
    ['answers one byte at a time, for ever', 'REMOTE_TIMEOUT', (socket) => drip(socket)],
    [
      'stops in the middle of the body',
      'REMOTE_TIMEOUT',
      (socket) => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\n{"a'),
    ],
    [
      'sends less than its Content-Length',
      'REMOTE_BROKEN_OFF',
      (socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\n{"a'),
    ],
    [
      'breaks a chunked body off',
      'REMOTE_BROKEN_OFF',
      (socket) => socket.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n'),
    ],
    ['sends garbage', 'REMOTE_BROKEN_OFF', (socket) => socket.end('what is this\r\n\r\n')],
    ['answers as HTTP/0.9', 'REMOTE_BROKEN_OFF', (socket) => socket.end('<html>hello</html>')],
    [
      'sends two lengths',
      'REMOTE_BROKEN_OFF',
      (socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\nabc'),
    ],
    ['sends an unasked 100 Continue', 'REMOTE_BROKEN_OFF', (socket) => socket.write('HTTP/1.1 100 Continue\r\n\r\n')],
    [
      'sends a head that is too large',
      'REMOTE_BROKEN_OFF',
      (socket) => socket.write(`HTTP/1.1 200 OK\r\nx: ${'a'.repeat(100_000)}\r\n\r\n`),
    ],
    [
      'sends 2,000 headers',
      'REMOTE_BROKEN_OFF',
      (socket) => socket.write(`HTTP/1.1 200 OK\r\n${'x-one: 12345678\r\n'.repeat(2000)}\r\n`),
    ],
    [
      'says gzip and sends none',
      'REMOTE_BROKEN_OFF',
      (socket) => socket.end(answerText(200, { 'content-encoding': 'gzip' }, 'plain')),
    ],
    [
      'encodes in a way nobody asked for',
      'REMOTE_BROKEN_OFF',
      (socket) => socket.end(answerText(200, { 'content-encoding': 'br' }, 'plain')),
    ],
    [
      'announces more than 1 MB',
      'REMOTE_TOO_LARGE',
      (socket) => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 100000000\r\n\r\nabc'),
    ],
    [
      'sends more than 1 MB',
      'REMOTE_TOO_LARGE',
      (socket) => socket.end(`HTTP/1.1 200 OK\r\n\r\n${'a'.repeat(1_100_000)}`),
    ],
    ['sends 50 MB in 48 kB of gzip', 'REMOTE_TOO_LARGE', (socket) => bomb(socket)],
  ])('is unknown when the receiver %s', async (_what, code, serve) => {
    const { port, requests } = await receiver((socket, text) => text.startsWith('POST') && serve(socket));
    const timeoutMs = code === 'REMOTE_TOO_LARGE' ? 10_000 : 700;
    const failure = await failureOf(outboundTo(port).send(request(port, { timeoutMs })));
    expect(failure).toMatchObject({ code, sent: 'unknown' });
    expect(failure.detail).not.toBe('');
    expect(requests.filter((each) => each.startsWith('POST'))).toHaveLength(1);
  });

  it('says which status had come when the body cannot be read', async () => {
    const { port } = await receiver((socket) => socket.end('HTTP/1.1 201 Created\r\ncontent-length: 50\r\n\r\n{"a'));
    expect((await failureOf(outboundTo(port).send(request(port)))).detail).toMatch(/status 201/);
  });

  it('leaves the calls to another receiver alone while one hangs', async () => {
    const hanging = await receiver(() => undefined);
    const quick = await receiver((socket) => socket.write(answerText(200, {}, 'ok')));
    const policy = readEgressPolicy([`127.0.0.1:${hanging.port}`, `127.0.0.1:${quick.port}`]);
    const outbound = createOutbound({ policy });
    const stuck = Array.from({ length: 100 }, () =>
      failureOf(outbound.send(request(hanging.port, { timeoutMs: 2000 }))),
    );
    const given = Promise.race(stuck).then(() => 'given up');
    for (let i = 0; i < 50; i += 1) await outbound.send(request(quick.port));
    expect(await Promise.race([given, 'still hanging'])).toBe('still hanging');
    const failures = await Promise.all(stuck);
    // One that waited for a connection may have had one for a moment, when the first gave theirs up.
    const known = { REMOTE_TIMEOUT: 'unknown', REMOTE_UNREACHABLE: 'no' };
    for (const { code, sent } of failures) expect(known).toHaveProperty(code, sent);
  });
});

function drip(socket: { write: (text: string) => unknown; destroyed: boolean }): void {
  socket.write('HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n');
  const timer = setInterval(() => (socket.destroyed ? clearInterval(timer) : socket.write('a')), 50);
}

function bomb(socket: { write: (bytes: string | Buffer) => unknown }): void {
  const packed = gzipSync(Buffer.alloc(50_000_000));
  socket.write(`HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: ${packed.length}\r\n\r\n`);
  socket.write(packed);
}
