// Queues through a whole server: a paused flow keeps its leads over a restart, a limit is held, a node that is killed waits.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FlowBundle, Json, JsonObject } from '../../flows/language/document.ts';
import { type Row, rowsOf } from '../support/database-of.ts';
import { eventually, startTestServer, type TestServer } from '../support/test-server.ts';
import { publishWithSource } from '../support/webhook-flow.ts';

const LEADS = 200;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ LEADFLOW_SYNC_LIMIT_MS: '300' });
}, 60_000);
afterAll(() => server.stop());

describe('a flow that is paused', () => {
  it('keeps its leads, over a restart, and goes on in the order they came once it is resumed', async () => {
    const key = await publish('paused', { type: 'condition', config: { when: 'true' } }, ['true', 'false']);
    expect((await server.api('PUT', '/pauses/flow/paused', { mode: 'queue', says: 'The CRM moves.' })).status).toBe(
      200,
    );
    for (let n = 0; n < LEADS; n += 20)
      await Promise.all([...Array(20).keys()].map((more) => send('paused', key, { n: n + more })));
    const sent = runs('paused').map(({ id }) => String(id));
    expect(sent).toHaveLength(LEADS);
    await eventually(async () => (runs('paused').every(({ queue }) => queue === 'flow:paused') ? true : undefined));
    await server.restart();
    // A turn of the timers: a queue that is paused is left alone.
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(runs('paused').map(({ state }) => state)).toEqual(Array(LEADS).fill('waiting'));
    expect((await server.api('DELETE', '/pauses/flow/paused')).status).toBe(204);
    await eventually(
      async () => (runs('paused').every(({ state }) => state === 'finished') ? true : undefined),
      20_000,
    );
    expect(inOrderOf('finished', 'paused')).toEqual(sent);
    expect(Math.max(...runs('paused').map(({ epoch }) => Number(epoch)))).toBe(2);
  }, 60_000);
});

describe('a flow with a limit of its own', () => {
  it('walks no more runs at a time than it says, lets the next in as one ends, in order, and loses none', async () => {
    const call = { type: 'http-request', config: { connection: 'acme-crm', endpoint: 'find-lead', body: 'lead' } };
    const key = await publish('narrow', call, ['answered'], { concurrency: 2 });
    await server.simulator.control({ path: '/acme/leads/find', behaviour: 'delay=150' });
    await Promise.all([...Array(12).keys()].map((n) => send('narrow', key, { n })));
    const sent = runs('narrow').map(({ id }) => String(id));
    expect(sent).toHaveLength(12);
    expect(runs('narrow').filter(({ queue }) => queue === 'turn:narrow').length).toBeGreaterThan(0);
    await server.restart();
    await eventually(
      async () => (runs('narrow').every(({ state }) => state === 'finished') ? true : undefined),
      20_000,
    );
    await server.simulator.control({ path: '/acme/leads/find', behaviour: 'none' });
    expect(mostAtATime('narrow')).toBeLessThanOrEqual(2);
    // Two at a time: each may overtake the one beside it, and no other.
    const order = inOrderOf('intent', 'narrow').map((id) => sent.indexOf(id));
    expect(
      order.every((n, place) => Math.abs(n - place) <= 1),
      order.join(),
    ).toBe(true);
  }, 60_000);
});

describe('a node whose expressions are stopped three times', () => {
  it('is paused; what comes to it waits there, and goes on once a person resumes it', async () => {
    const loop = '($f := function($n) { $f($n + 1) }; lead.loop ? $f(1) : true)';
    const key = await publish('looping', { type: 'condition', config: { when: loop } }, ['true', 'false']);
    for (let n = 0; n < 3; n += 1) await send('looping', key, { loop: true });
    const pauses = await eventually(async () => {
      const { items } = (await server.api('GET', '/pauses')).body as { items: JsonObject[] };
      return items.length > 0 ? items : undefined;
    });
    expect(pauses).toMatchObject([{ kind: 'node', key: 'looping/step', mode: 'queue', by: 'leadflow' }]);
    const told = await eventually(async () => rows("SELECT flow, node FROM incident WHERE kind = 'paused'")[0]);
    expect(told).toMatchObject({ flow: 'looping', node: 'step' });
    const waits = await send('looping', key, { loop: false });
    await eventually(async () => (one(waits).queue === 'node:looping/step' ? true : undefined));
    expect((await server.api('DELETE', '/pauses/node/looping.step')).status).toBe(204);
    await eventually(async () => (one(waits).state === 'finished' ? true : undefined));
    expect(one(waits).outcome).toBe('accepted');
  }, 60_000);
});

const DONE = { type: 'stop', config: { outcome: 'accepted', reason: 'done' } };

/** Publishes a flow that takes leads at its own name, with a node `step` that is left by `ports`; answers the key of a source of it. */
async function publish(slug: string, step: Json, ports: string[], more: JsonObject = {}): Promise<string> {
  const edges = [
    { from: 'in', port: 'lead', to: 'step' },
    ...ports.map((port) => ({ from: 'step', port, to: 'done' })),
  ];
  const trigger = { type: 'webhook', config: { path: slug } };
  const document = { leadflow: 1, name: slug, ...more, nodes: { in: trigger, step, done: DONE }, edges };
  const bundle = { document, files: {}, layout: { nodes: {} } } as unknown as FlowBundle;
  return (await publishWithSource(server, slug, bundle)).key;
}

async function send(path: string, key: string, lead: JsonObject): Promise<string> {
  const told = await server.send(path, lead, { 'x-leadflow-key': key });
  return told.headers.get('x-leadflow-run') ?? '';
}

function rows(sql: string, ...values: string[]): Row[] {
  return rowsOf(server, sql, ...values);
}

/** The runs of a flow, in the order they were accepted. */
function runs(flow: string): Row[] {
  return rows('SELECT * FROM run WHERE flow = ? ORDER BY id', flow);
}

function one(run: string): Row {
  return rows('SELECT * FROM run WHERE id = ?', run)[0] ?? {};
}

interface Noted {
  run: string;
  t: string;
  at: number;
}

/** What the journal says of a flow's runs, in the order it was written. */
function journal(flow: string): Noted[] {
  const sql = 'SELECT run, records FROM journal WHERE run IN (SELECT id FROM run WHERE flow = ?) ORDER BY seq';
  return rows(sql, flow).flatMap(({ run, records }) =>
    (JSON.parse(`[${String(records).replace(/^\[|\]$/g, '')}]`) as Noted[]).map((each) => ({
      ...each,
      run: String(run),
    })),
  );
}

/** The runs of a flow in the order of their first record of this kind. */
function inOrderOf(kind: string, flow: string): string[] {
  return [...new Set(journal(flow).flatMap(({ t, run }) => (t === kind ? [run] : [])))];
}

/** How many runs of a flow had a call under way at a time, by the times of the journal. */
function mostAtATime(flow: string): number {
  const changes = journal(flow).flatMap(({ t, at }) =>
    t === 'intent' ? [{ at, by: 1 }] : t === 'answered' ? [{ at, by: -1 }] : [],
  );
  changes.sort((one, other) => one.at - other.at || one.by - other.by);
  let now = 0;
  return Math.max(...changes.map(({ by }) => (now += by)));
}
