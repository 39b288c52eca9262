// A flow or source that is paused: leads queue and go on in order, or are refused with what was chosen. Never 404.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../flows/language/document.ts';
import { eventually, startTestServer, type TestServer, type Told } from '../support/test-server.ts';
import { publishWithSource, webhookFlow } from '../support/webhook-flow.ts';

let server: TestServer;
let source: { id: string; key: string };
beforeAll(async () => {
  server = await startTestServer();
  source = await publishWithSource(server, 'door', webhookFlow('door', { idempotency: 'lead.ref' }));
});
afterAll(() => server.stop());

describe.each(['flow', 'source'])('a paused %s', (kind) => {
  const key = () => (kind === 'flow' ? 'door' : source.id);
  const pause = (body: JsonObject) => server.api('PUT', `/pauses/${kind}/${key()}`, body);
  const resume = () => server.api('DELETE', `/pauses/${kind}/${key()}`);

  it('that queues takes leads, says pending, and lets them go on in the order they came', async () => {
    expect((await pause({ mode: 'queue', says: 'Price list changes' })).status).toBe(200);
    const told: Told[] = [];
    for (let n = 0; n < 12; n += 1) told.push(await send({ ref: `${kind}-${n}` }));
    expect(told.map(({ status, body }) => [status, body.pending])).toEqual(told.map(() => [202, true]));
    const [shown] = await pauses();
    expect(shown).toMatchObject({ kind, key: key(), mode: 'queue', says: 'Price list changes', waiting: 12 });
    expect(shown?.by).toContain('admin@example.com');
    const again = await send({ ref: `${kind}-0` });
    expect([again.body, again.headers.get('idempotent-replayed')]).toEqual([told[0]?.body, 'true']);
    expect((await resume()).status).toBe(204);
    const ids = told.map(({ headers }) => headers.get('x-leadflow-run') ?? '');
    const ended = await eventually(async () => {
      const { body } = await server.api('GET', '/runs?limit=200&flow=door');
      const mine = (body.items as JsonObject[]).filter(({ id }) => ids.includes(String(id)));
      return mine.every(({ state }) => state === 'finished') ? mine : undefined;
    });
    const byEnd = ended.sort((one, other) => Date.parse(String(one.finishedAt)) - Date.parse(String(other.finishedAt)));
    const ends = new Map(byEnd.map(({ id, finishedAt }) => [String(id), Date.parse(String(finishedAt))]));
    const times = ids.map((id) => ends.get(id) ?? 0);
    expect(times).toEqual([...times].sort((one, other) => one - other));
    expect(await pauses()).toEqual([]);
  });

  it('that refuses tells what was chosen, or when to come again, and stores nothing', async () => {
    await pause({ mode: 'refuse' });
    const usual = await send({ ref: `${kind}-refused` });
    expect([usual.status, usual.body.code]).toEqual([503, kind === 'flow' ? 'FLOW_PAUSED' : 'SOURCE_PAUSED']);
    expect(Number(usual.headers.get('retry-after'))).toBeGreaterThan(0);
    await pause({ mode: 'refuse', answer: { status: 200, success: false, message: 'We are closed.' } });
    const chosen = await send({ ref: `${kind}-refused` });
    expect([chosen.status, chosen.body]).toEqual([200, { success: false, message: 'We are closed.' }]);
    await resume();
    expect((await send({ ref: `${kind}-refused` })).headers.get('idempotent-replayed')).toBeNull();
  });

  it('stays paused across a restart', async () => {
    await pause({ mode: 'queue' });
    const told = await send({ ref: `${kind}-restart` });
    await server.restart();
    expect(await pauses()).toMatchObject([{ kind, mode: 'queue', waiting: 1 }]);
    await resume();
    const run = told.headers.get('x-leadflow-run');
    await eventually(async () =>
      (await server.api('GET', `/runs/${run}`)).body.state === 'finished' ? true : undefined,
    );
  });
});

describe('pauses', () => {
  it('that make no sense are refused with what is wrong', async () => {
    expect((await server.api('PUT', '/pauses/flow/no-such-flow', { mode: 'queue' })).status).toBe(404);
    expect((await server.api('PUT', '/pauses/source/none', { mode: 'queue' })).status).toBe(404);
    expect((await server.api('PUT', '/pauses/connection/none', { mode: 'queue' })).status).toBe(404);
    expect((await server.api('PUT', '/pauses/node/door.none', { mode: 'queue' })).status).toBe(404);
    expect((await server.api('PUT', '/pauses/lead/door', { mode: 'queue' })).status).toBe(404);
    const node = await server.api('PUT', '/pauses/node/door.ok', { mode: 'refuse' });
    expect([node.status, (node.body.errors as JsonObject[])[0]?.field]).toEqual([422, 'mode']);
    const answer = { status: 200, success: true, message: '' };
    const queue = await server.api('PUT', '/pauses/flow/door', { mode: 'queue', answer });
    expect([queue.status, (queue.body.errors as JsonObject[])[0]?.field]).toEqual([422, 'answer']);
    expect(await pauses()).toEqual([]);
  });

  it('of a node and a connection are kept, ended, and told in the audit', async () => {
    for (const path of ['node/door.ok', 'connection/acme-crm'])
      expect((await server.api('PUT', `/pauses/${path}`, { mode: 'queue' })).status).toBe(200);
    expect((await pauses()).map(({ kind, key }) => [kind, key])).toEqual([
      ['node', 'door/ok'],
      ['connection', 'acme-crm'],
    ]);
    for (const path of ['node/door.ok', 'connection/acme-crm'])
      expect((await server.api('DELETE', `/pauses/${path}`)).status).toBe(204);
    const { body } = await server.api('GET', '/audit?q=pause&limit=4');
    expect((body.items as JsonObject[]).map(({ did, what }) => `${did} ${what}`)).toEqual([
      'pause.clear connection acme-crm',
      'pause.clear node door/ok',
      'pause.set connection acme-crm',
      'pause.set node door/ok',
    ]);
  });

  it('of a source end with it, and its leads that wait go on', async () => {
    const own = await publishWithSource(server, 'gone', webhookFlow('gone', {}));
    await server.api('PUT', `/pauses/source/${own.id}`, { mode: 'queue' });
    const told = await server.send('gone', { a: 1 }, { 'x-leadflow-key': own.key });
    expect((await server.api('DELETE', `/sources/${own.id}`)).status).toBe(204);
    expect(await pauses()).toEqual([]);
    const run = told.headers.get('x-leadflow-run');
    await eventually(async () =>
      (await server.api('GET', `/runs/${run}`)).body.state === 'finished' ? true : undefined,
    );
  });
});

function send(lead: JsonObject): Promise<Told> {
  return server.send('door', lead, { 'x-leadflow-key': source.key });
}

async function pauses(): Promise<JsonObject[]> {
  return (await server.api('GET', '/pauses')).body.items as JsonObject[];
}
