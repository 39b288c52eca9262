// What a sender or a clumsy admin could do by accident from outside: keys of tests, odd filters, things deleted under a pause.
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../flows/language/document.ts';
import { node, publish, sender } from '../support/drawn-flows.ts';
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

async function raw(text: string): Promise<string> {
  const socket = connect(Number(new URL(server.address).port), '127.0.0.1');
  let told = '';
  socket.on('data', (chunk) => {
    told += String(chunk);
  });
  socket.write(text);
  await once(socket, 'close');
  return told;
}
