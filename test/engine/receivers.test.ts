// Slow and broken receivers through a whole server: what waits for one does not keep the leads of the others.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FlowBundle, JsonObject } from '../../flows/language/document.ts';
import { type Receiver, startReceiver } from '../simulators/receiver.ts';
import { type Row, rowsOf } from '../support/database-of.ts';
import { eventually, startTestServer, type TestServer } from '../support/test-server.ts';
import { publishWithSource } from '../support/webhook-flow.ts';

const CONCURRENCY = 4;
const FINE = 9;
const LEADS = 40;

let server: TestServer;
let slow: Receiver;
let fine: Receiver;
const keys: Record<string, string> = {};
beforeAll(async () => {
  slow = await startReceiver({ port: 0, quiet: true });
  fine = await startReceiver({ port: 0, quiet: true });
  server = await startTestServer({
    LEADFLOW_EGRESS_ALLOW: `127.0.0.1:${slow.port},127.0.0.1:${fine.port}`,
    LEADFLOW_BROKEN_CALLS: '5',
    LEADFLOW_SYNC_LIMIT_MS: '3000',
  });
  await connect('slow-crm', slow.port, { concurrency: CONCURRENCY });
  await connect('fine-crm', fine.port, {});
  await publish('slow', 'slow-crm', 'insert-lead');
  for (let n = 1; n <= FINE; n += 1) await publish(`fine-${n}`, 'fine-crm', 'find-lead');
}, 60_000);
afterAll(async () => {
  await server.stop();
  await Promise.all([slow.close(), fine.close()]);
});

describe('a receiver that hangs', () => {
  it('holds few runs in memory, and nine other flows go on as ever', async () => {
    await order(slow.port, 'delay=2500');
    const told = [...Array(LEADS).keys()].map(() => send('slow'));
    await new Promise((resolve) => setTimeout(resolve, 200));
    const began = Date.now();
    for (let turn = 0; turn < 5; turn += 1) {
      const answers = await Promise.all([...Array(FINE).keys()].map((n) => send(`fine-${n + 1}`)));
      expect(answers.map(({ status }) => status)).toEqual(Array(FINE).fill(200));
    }
    // The first call of the slow receiver is under way still.
    expect(Date.now() - began).toBeLessThan(2300);
    await eventually(async () => (waiting('slow').length >= LEADS - 3 * CONCURRENCY ? true : undefined));
    const { running } = counted('slow');
    expect(running).toBeLessThanOrEqual(3 * CONCURRENCY);
    expect(waiting('slow')[0]?.reason).toMatch(/has as many calls under way as it may \(4\)/);
    await order(slow.port, 'none');
    await Promise.all(told);
    await eventually(async () => (counted('slow').finished === LEADS ? true : undefined), 15_000);
    expect(await callsAt(slow.port)).toBe(LEADS);
  }, 30_000);
});

describe('a receiver that breaks', () => {
  it('is left alone after five broken calls: the next leads wait, fail nothing, and go on once it is back', async () => {
    await order(slow.port, 'html500');
    for (let n = 0; n < 5; n += 1) expect((await send('slow')).status).toBe(200);
    const calls = await callsAt(slow.port);
    const late = await Promise.all([send('slow'), send('slow'), send('slow')]);
    expect(late.map(({ status }) => status)).toEqual([202, 202, 202]);
    expect(await callsAt(slow.port)).toBe(calls);
    const [first] = waiting('slow');
    expect(first?.reason).toMatch(/Nothing is sent until \d\d:\d\d:\d\d UTC; then one call finds out\.$/);
    const sql = "SELECT about, flow, says FROM incident WHERE kind = 'receiver'";
    expect(rows(sql)).toMatchObject([{ about: `http://127.0.0.1:${slow.port}`, flow: 'slow' }]);
    await order(slow.port, 'none');
    // A new process does not know that it was broken: it tries again, carefully.
    await server.restart();
    await eventually(async () => (counted('slow').finished === LEADS + 8 ? true : undefined), 15_000);
    expect(await callsAt(slow.port)).toBe(calls + 3);
  }, 30_000);
});

/** Makes the receiver at this port behave so, until it is told otherwise. */
async function order(port: number, behaviour: string): Promise<void> {
  const body = JSON.stringify({ path: '/acme/leads/insert', behaviour });
  await fetch(`http://127.0.0.1:${port}/__control`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json' },
  });
}

/** How many calls the receiver at this port has had. */
async function callsAt(port: number): Promise<number> {
  const { items } = (await (await fetch(`http://127.0.0.1:${port}/__journal`)).json()) as { items: unknown[] };
  return items.length;
}

async function connect(slug: string, port: number, more: JsonObject): Promise<void> {
  const { body } = await server.api('GET', '/connections/acme-crm');
  const document = { ...(body.document as JsonObject), name: slug, host: `127.0.0.1:${port}`, ...more };
  const made = await server.api('POST', '/connections', { slug, document });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
}

async function publish(slug: string, connection: string, endpoint: string): Promise<void> {
  const ask = { type: 'http-request', config: { connection, endpoint, body: 'lead' } };
  const nodes = {
    in: { type: 'webhook', config: { path: slug } },
    ask,
    done: { type: 'stop', config: { outcome: 'accepted', reason: 'done' } },
  };
  const edges = [
    { from: 'in', port: 'lead', to: 'ask' },
    { from: 'ask', port: 'answered', to: 'done' },
  ];
  const document = { leadflow: 1, name: slug, nodes, edges };
  const bundle = { document, files: {}, layout: { nodes: {} } } as unknown as FlowBundle;
  keys[slug] = (await publishWithSource(server, slug, bundle)).key;
}

function send(path: string) {
  return server.send(path, { first_name: 'Ann' }, { 'x-leadflow-key': keys[path] ?? '' });
}

function rows(sql: string, ...values: string[]): Row[] {
  return rowsOf(server, sql, ...values);
}

function waiting(flow: string): Row[] {
  return rows("SELECT * FROM run WHERE flow = ? AND queue LIKE 'origin:%' ORDER BY id", flow);
}

function counted(flow: string): { running: number; finished: number } {
  const states = rows('SELECT state FROM run WHERE flow = ?', flow).map(({ state }) => state);
  const of = (state: string) => states.filter((each) => each === state).length;
  return { running: of('running'), finished: of('finished') };
}
