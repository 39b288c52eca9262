// What a sender or a clumsy admin could do by accident from outside: keys of tests, odd filters, things deleted under a pause.

import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../flows/language/document.ts';
import { node, publish, runIn, sender } from '../support/drawn-flows.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { publishWithSource, webhookFlow } from '../support/webhook-flow.ts';

let server: TestServer;
let door: { id: string; key: string };
beforeAll(async () => {
  server = await startTestServer();
  door = await publishWithSource(server, 'door', webhookFlow('door', { idempotency: 'lead.ref' }));
});
afterAll(() => server.stop());

describe('a test', () => {
  it('does not use up the key of the real lead that follows it', async () => {
    const tested = await post('door', { ref: 'r-1' }, { 'x-leadflow-test': 'true' });
    const real = await post('door', { ref: 'r-1' });
    expect([tested.status, real.status]).toEqual([200, 200]);
    expect(real.headers.get('idempotent-replayed')).toBeNull();
    expect(real.headers.get('x-leadflow-run')).not.toBe(tested.headers.get('x-leadflow-run'));
    const again = await post('door', { ref: 'r-1' }, { 'x-leadflow-test': 'true' });
    expect(again.headers.get('x-leadflow-run')).toBe(tested.headers.get('x-leadflow-run'));
  });
});

describe('the status address', () => {
  it('tells nothing of the runs that a run called', async () => {
    await publish(server, 'called', {
      nodes: { in: node('when-called'), ok: node('respond', { body: '{"price": 7}' }) },
      edges: ['in.lead>ok'],
    });
    await publish(server, 'calling', {
      nodes: {
        in: node('webhook', { path: 'calling' }),
        c: node('call-flow', { flow: 'called' }),
        ok: node('respond'),
      },
      edges: ['in.lead>c', 'c.accepted>ok'],
    });
    const { run } = await (await sender(server, 'calling'))({});
    expect((await server.api('GET', `/runs/${run}.c.1`)).body.outcome).toBe('accepted');
    const [parent, child] = [await statusOf(run), await statusOf(`${run}.c.1`)];
    expect([parent.status, child.status]).toEqual([200, 404]);
  });
});

describe('a filter with a time that cannot be read', () => {
  it.each(['garbage', '', '1', '2026-02-01', '2026-02-01T00:00:00'])(
    '“%s” is refused, and means no run',
    async (time) => {
      for (const field of ['after', 'before']) {
        const filter = { [field]: time };
        for (const [path, body] of [
          ['/runs/bulk', { do: 'cancel', filter, dryRun: true }],
          ['/runs/bulk', { do: 'replay', filter }],
        ] as const) {
          const told = await server.api('POST', path, body);
          expect([told.status, told.body.code]).toEqual([422, 'REQUEST_INVALID']);
        }
        expect((await server.api('GET', `/runs?${field}=${time}`)).status).toBe(422);
      }
      const told = await server.api('POST', '/held/settle', { filter: { before: time }, as: 'rejected' });
      expect(told.status).toBe(422);
    },
  );
});

describe('the address of a request', () => {
  it('may be written out, as a proxy does', async () => {
    const head = `Host: x\r\nX-Leadflow-Key: ${door.key}\r\nContent-Type: application/json\r\nConnection: close`;
    const told = await raw(`POST http://leads.example.com/in/door HTTP/1.1\r\n${head}\r\nContent-Length: 2\r\n\r\n{}`);
    expect(told).toMatch(/^HTTP\/1\.1 200 /);
  });
});

describe('a signature', () => {
  it.each(['f'.repeat(64), 'no signature'])(
    '“%s” is refused before the body is read where no source signs',
    async (sign) => {
      const head = `Host: x\r\nX-Leadflow-Signature: ${sign}\r\nContent-Type: application/json\r\nConnection: close`;
      const told = await raw(`POST /in/door HTTP/1.1\r\n${head}\r\nContent-Length: 9000\r\n\r\n`, /SIGNATURE_WRONG/);
      expect(told).toMatch(/^HTTP\/1\.1 401 /);
    },
  );

  it('counts from the moment that its source is there, and until it is gone', async () => {
    const made = await server.api('POST', '/sources', { name: 'signs', flow: 'door', auth: 'hmac' });
    const body = JSON.stringify({ ref: 'signed' });
    const sign = createHmac('sha256', String(made.body.key)).update(body).digest('hex');
    const send = () => post('door', { ref: 'signed' }, { 'x-leadflow-signature': sign });
    expect([(await send()).status, (await send()).status]).toEqual([200, 200]);
    await server.api('DELETE', `/sources/${(made.body.source as JsonObject).id}`);
    expect((await send()).status).toBe(401);
  });
});

describe('a sender that asks before it sends its body', () => {
  const ask = (path: string, key: string) =>
    raw(
      `POST ${path} HTTP/1.1\r\nHost: x\r\nX-Leadflow-Key: ${key}\r\nContent-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n`,
      /\r\n\r\n/,
    );

  it.each(['/in/door', '/api/session', '/callback/a/b'])('to %s hears no at once where it is refused', async (path) => {
    const told = await ask(path, 'wrong');
    const status = { '/in/door': '401', '/api/session': '100', '/callback/a/b': '404' }[path];
    expect(told).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    if (status !== '100') expect(told).toMatch(/connection: close/i);
  });

  it('is told to go on where its key is right, and its lead is taken', async () => {
    expect(await ask('/in/door', door.key)).toMatch(/^HTTP\/1\.1 100 Continue/);
    const head = `Host: x\r\nX-Leadflow-Key: ${door.key}\r\nContent-Type: application/json\r\nExpect: 100-continue`;
    const told = await raw(`POST /in/door HTTP/1.1\r\n${head}\r\nContent-Length: 2\r\n\r\n{}`, /"success":true/);
    expect(told).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 /);
  });
});

describe('a pause', () => {
  it('with an answer without a body leaves nobody waiting for one', async () => {
    const answer = { status: 204, success: true, message: 'no' };
    expect((await server.api('PUT', '/pauses/flow/door', { mode: 'refuse', answer })).status).toBe(200);
    const told = await raw(
      `POST /in/door HTTP/1.1\r\nHost: x\r\nX-Leadflow-Key: ${door.key}\r\nConnection: close\r\n\r\n`,
    );
    await server.api('DELETE', '/pauses/flow/door');
    expect(told).toMatch(/^HTTP\/1\.1 204 /);
    expect(told).not.toMatch(/content-length|content-type/i);
  });

  it('ends with the flow, for the flow and its steps, and none of another flow does', async () => {
    await publishWithSource(server, 'gone', webhookFlow('gone', {}));
    for (const place of ['flow/gone', 'node/gone.in', 'flow/door', 'node/door.in'])
      expect((await server.api('PUT', `/pauses/${place}`, { mode: 'queue' })).status).toBe(200);
    expect((await server.api('DELETE', '/flows/gone')).status).toBe(204);
    const { items } = (await server.api('GET', '/pauses')).body as { items: JsonObject[] };
    expect(items.map(({ key }) => key).sort()).toEqual(['door', 'door/in']);
    for (const place of ['flow/door', 'node/door.in']) await server.api('DELETE', `/pauses/${place}`);
  });
});

describe('a connection that is deleted', () => {
  it('lets the runs go on that wait for its pause to end, and they say what is missing', async () => {
    const { body } = await server.api('GET', '/connections/acme-crm');
    const copy = { ...(body.document as JsonObject), name: 'Copy' };
    expect((await server.api('POST', '/connections', { slug: 'copy', document: copy })).status).toBe(201);
    const ask = node('http-request', {
      connection: 'copy',
      endpoint: 'find-lead',
      body: '{"phone_number": lead.phone}',
    });
    const { key } = await publishWithSource(
      server,
      'asks',
      webhookFlow('asks', {}, [{ id: 'ask', port: 'answered', node: ask }]),
    );
    await server.api('PUT', '/pauses/connection/copy', { mode: 'queue' });
    const told = await post('asks', { phone: '+12125550100' }, { 'x-leadflow-key': key });
    expect(told.status).toBe(202);
    await server.api('DELETE', '/flows/asks');
    expect((await server.api('DELETE', '/connections/copy')).status).toBe(204);
    const run = await runIn(server, told.headers.get('x-leadflow-run') ?? '', 'finished');
    expect([run.outcome, run.reason]).toEqual(['error', expect.stringContaining('copy')]);
    expect((await server.api('GET', '/pauses')).body.items).toEqual([]);
  });
});

describe('the pattern of a field', () => {
  it.each(['(', '^(?=a)', '(a)\\1'])('%s is refused before it is published, in words', async (pattern) => {
    const bundle = webhookFlow('patterns', { fields: [{ name: 'code', pattern }] });
    const { problems } = (await server.api('POST', '/check', { bundle: bundle as unknown as JsonObject })).body;
    expect(problems).toContainEqual(
      expect.objectContaining({
        code: 'FIELD_WRONG',
        says: expect.stringContaining('“Pattern” in row 1 of “Fields”: The regular expression'),
      }),
    );
  });
});

function post(path: string, lead: JsonObject, headers: Record<string, string> = {}): Promise<Response> {
  const own = { 'content-type': 'application/json', 'x-leadflow-key': door.key };
  return fetch(`${server.address}/in/${path}`, {
    method: 'POST',
    headers: { ...own, ...headers },
    body: JSON.stringify(lead),
  });
}

function statusOf(run: string): Promise<Response> {
  return fetch(`${server.address}/in-status/${run}`);
}

/** What comes back, up to the end or to the text that is waited for. */
async function raw(text: string, until?: RegExp): Promise<string> {
  const socket = connect(Number(new URL(server.address).port), '127.0.0.1');
  let told = '';
  socket.on('data', (chunk) => {
    told += String(chunk);
    if (until?.test(told)) socket.destroy();
  });
  socket.write(text);
  await once(socket, 'close');
  return told;
}
