// What is refused before its body is read, so that a server under pressure, or a sender over its limit, costs next to nothing.
import { createHmac } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../flows/language/document.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { publishWithSource, webhookFlow } from '../support/webhook-flow.ts';

describe('before its body', () => {
  let server: TestServer;
  let source: { id: string; key: string };
  beforeAll(async () => {
    server = await startTestServer();
    source = await publishWithSource(server, 'door', webhookFlow('door', {}));
  });
  afterAll(() => server.stop());

  const limit = (ratePerMinute: number | null) => server.api('PATCH', `/sources/${source.id}`, { ratePerMinute });

  it.each([
    ['an unknown address', 'POST /in/none', '', 404, 'PATH_UNKNOWN'],
    ['a method that is not taken', 'PUT /in/door', '', 405, 'METHOD_NOT_ALLOWED'],
    ['no key', 'POST /in/door', '', 401, 'KEY_MISSING'],
    ['a wrong key', 'POST /in/door', 'X-Leadflow-Key: wrong\r\n', 401, 'KEY_WRONG'],
  ])('is refused: %s', async (_what, line, headers, status, code) => {
    expect(await answerTo(line, headers)).toMatchObject({ status, code });
  });

  it('is refused what a source sends over its limit, with the time after which it is taken', async () => {
    await limit(2);
    const key = `X-Leadflow-Key: ${source.key}\r\n`;
    const told = await Promise.all([post(), post()]);
    expect(told.map(({ status }) => status)).toEqual([200, 200]);
    const over = await answerTo('POST /in/door', key);
    expect(over).toMatchObject({ status: 429, code: 'RATE_LIMITED' });
    expect(Number(over.retryAfter)).toBeGreaterThanOrEqual(58);
    expect(Number(over.retryAfter)).toBeLessThanOrEqual(60);
    await limit(null);
    expect((await post()).status).toBe(200);
  });

  it('a refused lead leaves its connection good for the next one', async () => {
    const socket = connect(Number(new URL(server.address).port), '127.0.0.1');
    const answers = statuses(socket);
    const body = '{"a":1}';
    const head = `Host: x\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n`;
    socket.write(`POST /in/none HTTP/1.1\r\n${head}\r\n${body}`);
    expect((await answers.next()).value).toBe(404);
    socket.write(`POST /in/door HTTP/1.1\r\n${head}X-Leadflow-Key: ${source.key}\r\n\r\n${body}`);
    expect((await answers.next()).value).toBe(200);
    socket.destroy();
  });

  it('a refused body without end is cut off', async () => {
    const socket = connect(Number(new URL(server.address).port), '127.0.0.1');
    const closed = new Promise<void>((resolve) => socket.on('close', () => resolve()));
    socket.on('error', () => undefined);
    socket.resume();
    socket.write('POST /in/none HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n');
    const piece = `10000\r\n${'x'.repeat(65_536)}\r\n`;
    const drip = setInterval(() => socket.write(piece), 1);
    await closed;
    clearInterval(drip);
  });

  async function post(): Promise<{ status: number }> {
    return server.send('door', { a: 1 }, { 'x-leadflow-key': source.key });
  }

  /** What is answered to a head that announces 1 MB of which nothing ever comes. */
  function answerTo(line: string, headers: string) {
    return announce(server, line, headers);
  }
});

describe('a server that cannot take leads', () => {
  it('says so before the body, and when to come again', async () => {
    const server = await startTestServer({ LEADFLOW_MIN_FREE_MB: '0' });
    try {
      const key = `X-Leadflow-Key: ${server.key('duplicate-lead-check')}\r\n`;
      expect((await server.send('acme/leads', { phone_number: '+13105550101' })).status).toBe(200);
      // More than any disk has free: as if it were nearly full.
      server.config.minFreeBytes = Number.MAX_SAFE_INTEGER - 1;
      await server.restart();
      const told = await announceUntil(server, key);
      expect(told).toMatchObject({ status: 503, code: 'STORE_UNAVAILABLE' });
      expect(Number(told.retryAfter)).toBeGreaterThanOrEqual(1);
      expect(Number(told.retryAfter)).toBeLessThanOrEqual(5);
    } finally {
      await server.stop();
    }
  });
});

describe('who tries keys', () => {
  it('is slowed down after sixty wrong ones, while a right key from the same address passes', async () => {
    const server = await startTestServer();
    try {
      const source = await publishWithSource(server, 'door', webhookFlow('door', {}));
      const wrong = { 'x-leadflow-key': 'wrong' };
      const told = await Promise.all(Array.from({ length: 80 }, () => server.send('door', { a: 1 }, wrong)));
      expect(told.filter(({ status }) => status === 401)).toHaveLength(60);
      expect(told.filter(({ status, headers }) => status === 429 && headers.get('retry-after'))).toHaveLength(20);
      const unsigned = { 'x-leadflow-key': '', 'x-leadflow-signature': createHmac('sha256', 'x').digest('hex') };
      const forged = await server.send('door', { a: 1 }, unsigned);
      expect([forged.status, forged.body.code]).toEqual([429, 'TOO_MANY_TRIES']);
      expect((await server.send('door', { a: 1 }, { 'x-leadflow-key': source.key })).status).toBe(200);
    } finally {
      await server.stop();
    }
  });
});

interface Refused {
  status: number;
  code: unknown;
  retryAfter: string | undefined;
}

function announce(server: TestServer, line: string, headers: string): Promise<Refused> {
  const socket = connect(Number(new URL(server.address).port), '127.0.0.1');
  socket.write(
    `${line} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n${headers}\r\n`,
  );
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => reject(new Error('It was not answered within two seconds.')), 2000);
    let text = '';
    socket.on('error', reject);
    socket.on('data', (chunk) => {
      text += chunk;
      const [head = '', body = ''] = text.split('\r\n\r\n');
      if (!body.endsWith('}')) return;
      clearTimeout(limit);
      socket.destroy();
      const status = Number(head.split(' ')[1]);
      const { code } = JSON.parse(body) as JsonObject;
      resolve({ status, code, retryAfter: /^retry-after: (.*)$/im.exec(head)?.[1] });
    });
  });
}

/** The disk is asked beside the work: the first answer may come before it has been. */
async function announceUntil(server: TestServer, key: string): Promise<Refused> {
  for (let n = 0; n < 20; n += 1) {
    const told = await announce(server, 'POST /in/acme/leads', key).catch(() => undefined);
    if (told) return told;
  }
  throw new Error('It was never refused.');
}

async function* statuses(socket: Socket): AsyncGenerator<number, number> {
  let text = '';
  for await (const chunk of socket) {
    text += String(chunk);
    for (let at = text.indexOf('HTTP/1.1 '); at >= 0; at = text.indexOf('HTTP/1.1 ', at + 1)) {
      if (text.length < at + 12) break;
      const status = Number(text.slice(at + 9, at + 12));
      text = text.slice(at + 12);
      yield status;
    }
  }
  return 0;
}
