// What callers are told, and when: with the same key twice, at once, while it takes longer, and at the status address.
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FlowNode, JsonObject } from '../../flows/language/document.ts';
import { eventually, freshPhone, startTestServer, type TestServer, type Told } from '../support/test-server.ts';
import { publishWithSource, webhookFlow } from '../support/webhook-flow.ts';

let server: TestServer;
let door: { id: string; key: string };
beforeAll(async () => {
  server = await startTestServer({ LEADFLOW_SYNC_LIMIT_MS: '500' });
  door = await publishWithSource(server, 'door', webhookFlow('door', { keyWindow: '2m' }));
});
afterAll(() => server.stop());

describe('a second request with the same key', () => {
  it('waits for the first one and is told the same', async () => {
    const [lead, headers] = await slowLead(250);
    const told = await Promise.all([1, 2, 3].map(() => server.send('acme/leads', lead, headers)));
    expect(told.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(told.map((each) => each.headers.get('idempotent-replayed')).sort()).toEqual([null, 'true', 'true'].sort());
    expect(new Set(told.map(({ body }) => JSON.stringify(body))).size).toBe(1);
  });

  it('is told with the first one that the lead is pending, where that takes longer than a caller waits', async () => {
    const [lead, headers] = await slowLead(800);
    const told = await Promise.all([1, 2].map(() => server.send('acme/leads', lead, headers)));
    expect(told.map(({ status, body }) => [status, body.pending])).toEqual([
      [202, true],
      [202, true],
    ]);
    expect(new Set(told.map((each) => each.headers.get('x-leadflow-run'))).size).toBe(1);
  });

  it('is refused where it brings another lead, and where the key is too long', async () => {
    const key = { 'idempotency-key': 'other-lead' };
    expect((await send('door', { a: 1 }, key)).status).toBe(200);
    const other = await send('door', { a: 2 }, key);
    expect([other.status, other.body.code]).toEqual([422, 'KEY_REUSED']);
    const long = await send('door', { a: 1 }, { 'idempotency-key': 'k'.repeat(256) });
    expect([long.status, long.body.code]).toEqual([422, 'LEAD_INVALID']);
    expect((await send('door', { a: 1 }, { 'idempotency-key': 'k'.repeat(255) })).status).toBe(200);
  });

  it('is a new lead once the window of the flow is over', async () => {
    const key = { 'idempotency-key': 'window' };
    const first = await send('door', { a: 1 }, key);
    age('window', 119_000);
    expect((await send('door', { a: 1 }, key)).headers.get('idempotent-replayed')).toBe('true');
    age('window', 2000);
    const again = await send('door', { a: 1 }, key);
    expect(again.headers.get('idempotent-replayed')).toBeNull();
    expect(again.headers.get('x-leadflow-run')).not.toBe(first.headers.get('x-leadflow-run'));
  });

  it('is answered 409 after that time where the run goes on and nobody here was told anything', async () => {
    const [lead, headers] = await slowLead(1300);
    const told = await server.send('acme/leads', lead, headers);
    expect(told.status).toBe(202);
    forgetAnswer(told);
    const began = Date.now();
    const again = await server.send('acme/leads', lead, headers);
    expect([again.status, again.body.code, again.headers.get('retry-after')]).toEqual([409, 'STILL_RUNNING', '1']);
    expect(Date.now() - began).toBeGreaterThanOrEqual(490);
  });
});

describe('a run that is held', () => {
  it('tells a second request that it is pending, even where the process ended before it told the first', async () => {
    const source = await publishWithSource(server, 'held', webhookFlow('held', {}, [call('insert-lead')]));
    const headers = { 'x-leadflow-key': source.key, 'idempotency-key': 'held' };
    await server.simulator.control({ path: '/acme/leads/insert', behaviour: 'reset', times: 1 });
    const lead = { phone_number: freshPhone() };
    const first = await send('held', lead, headers);
    expect([first.status, first.body.pending]).toEqual([202, true]);
    forgetAnswer(first);
    for (const _again of [1, 2]) {
      const told = await send('held', lead, headers);
      expect([told.status, told.body, told.headers.get('idempotent-replayed')]).toEqual([202, first.body, 'true']);
    }
    const { body } = await server.api('GET', `/runs/${first.headers.get('x-leadflow-run')}`);
    expect([body.state, body.answered]).toEqual(['held', true]);
  });
});

describe('a flow that answers at once', () => {
  it('says taken as soon as the lead is stored, a replay hears the same, and the status tells the flow’s own answer', async () => {
    const slow = webhookFlow('at-once', { answer: 'accept' }, [call('find-lead')]);
    const source = await publishWithSource(server, 'at-once', slow);
    const headers = { 'x-leadflow-key': source.key, 'idempotency-key': 'at-once' };
    await server.simulator.control({ path: '/acme/leads/find', behaviour: 'delay=500', times: 1 });
    const lead = { phone_number: freshPhone() };
    const began = Date.now();
    const told = await send('at-once', lead, headers);
    expect(Date.now() - began).toBeLessThan(400);
    const run = told.headers.get('x-leadflow-run');
    expect([told.status, told.body]).toEqual([202, { success: true, pending: true, run, status: `/in-status/${run}` }]);
    expect((await status(run)).body).toMatchObject({ state: 'running', outcome: null, success: null, answer: null });
    const done = await eventually(async () => {
      const { body } = await status(run);
      return body.state === 'finished' ? body : undefined;
    });
    expect(done).toEqual({
      run,
      state: 'finished',
      outcome: 'accepted',
      success: true,
      answer: { success: true, run },
    });
    const again = await send('at-once', lead, headers);
    expect([again.status, again.body, again.headers.get('idempotent-replayed')]).toEqual([202, told.body, 'true']);
  });

  it('has its answer on disk with the lead', async () => {
    const source = await publishWithSource(server, 'stored', webhookFlow('stored', { answer: 'accept' }));
    const told = await send('stored', { a: 1 }, { 'x-leadflow-key': source.key });
    const rows = database((db) =>
      db
        .prepare('SELECT records FROM journal WHERE run = ? ORDER BY seq')
        .all(told.headers.get('x-leadflow-run') ?? ''),
    );
    expect(String(rows[0]?.records)).toContain('"t":"answer"');
  });
});

describe('a source whose system cannot ask again', () => {
  it.each([
    ['success', true],
    ['failed', false],
  ])('that chose %s hears that while it takes longer', async (pending, success) => {
    const { body } = await server.api('GET', '/sources');
    const own = (body.items as JsonObject[]).find(({ flow }) => flow === 'duplicate-lead-check');
    expect((await server.api('PATCH', `/sources/${own?.id}`, { pending })).status).toBe(200);
    const [lead, headers] = await slowLead(700);
    const told = await server.send('acme/leads', lead, headers);
    const run = told.headers.get('x-leadflow-run');
    expect([told.status, told.body]).toEqual([200, { success, run }]);
    await server.api('PATCH', `/sources/${own?.id}`, { pending: 'pending' });
  });
});

describe('the status address', () => {
  it('is 404 for a run that there is not, and takes GET alone', async () => {
    const unknown = await status('no-such-run');
    expect([unknown.status, unknown.body.code]).toEqual([404, 'NOT_FOUND']);
    const told = await fetch(`${server.address}/in-status/x`, { method: 'POST' });
    expect([told.status, told.headers.get('allow')]).toEqual([405, 'GET']);
  });

  it('tells what the outcome says where no step answered', async () => {
    const bundle = webhookFlow('silent', {});
    bundle.document.nodes.ok = { type: 'stop', config: { outcome: 'rejected', reason: 'No' } };
    const source = await publishWithSource(server, 'silent', bundle);
    const told = await send('silent', { a: 1 }, { 'x-leadflow-key': source.key });
    const run = told.headers.get('x-leadflow-run');
    const { body } = await eventually(async () => {
      const now = await status(run);
      return now.body.state === 'finished' ? now : undefined;
    });
    expect(body.answer).toEqual(told.body);
  });
});

/** A lead whose call takes so long, with a key of its own. */
async function slowLead(ms: number): Promise<[JsonObject, Record<string, string>]> {
  const phone = freshPhone();
  await server.simulator.control({ path: '/acme/leads/find', behaviour: `delay=${ms}`, times: 1 });
  return [{ phone_number: phone, first_name: 'Ann' }, { 'idempotency-key': `key-${phone}` }];
}

function call(endpoint: string): { id: string; port: string; node: FlowNode } {
  return {
    id: 'call',
    port: 'answered',
    node: { type: 'http-request', config: { connection: 'acme-crm', endpoint, body: 'lead' } },
  };
}

async function send(path: string, lead: JsonObject, headers: Record<string, string> = {}): Promise<Told> {
  return server.send(path, lead, { 'x-leadflow-key': door.key, ...headers });
}

async function status(run: string | null): Promise<{ status: number; body: JsonObject }> {
  const told = await fetch(`${server.address}/in-status/${run}`);
  return { status: told.status, body: (await told.json()) as JsonObject };
}

function database<T>(work: (db: DatabaseSync) => T): T {
  const db = new DatabaseSync(join(server.config.data, 'leadflow.db'), { timeout: 5000 });
  try {
    return work(db);
  } finally {
    db.close();
  }
}

/** As if its key had come that much earlier, milliseconds. */
function age(key: string, ms: number): void {
  database((db) => db.prepare("UPDATE idempotency SET at = at - ? WHERE key LIKE '%:' || ?").run(ms, key));
}

/** As where the process ended before the answer was on disk. */
function forgetAnswer(told: Told): void {
  const run = told.headers.get('x-leadflow-run') ?? '';
  database((db) => {
    for (const row of db.prepare('SELECT seq, records FROM journal WHERE run = ?').all(run)) {
      const records = JSON.parse(String(row.records)) as { t: string }[];
      const kept = JSON.stringify(records.filter(({ t }) => t !== 'answer'));
      db.prepare('UPDATE journal SET records = ? WHERE seq = ?').run(kept, Number(row.seq));
    }
  });
}
