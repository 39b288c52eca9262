// Waits that survive: a sleep over a restart, and callbacks that come early, in time, twice, late, forged, or at a crash.
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../flows/language/document.ts';
import { mustPublish, node, runIn, sender, stop } from '../support/drawn-flows.ts';
import { startTestServer, type TestServer, type Told } from '../support/test-server.ts';

let server: TestServer;
type Send = Awaited<ReturnType<typeof sender>>;
const send: Record<string, Send> = {};

/** Tells the caller the address, then waits for it to be called. */
const TELL = node('respond', { body: '{"address": run.callbacks.hold}' });
const ENDS = { called: stop('accepted', 'Called.'), late: stop('rejected', 'Nobody called.') };
const TO_ENDS = ['hold.called>called', 'hold.timed-out>late'];

beforeAll(async () => {
  server = await startTestServer({ LEADFLOW_SYNC_LIMIT_MS: '300' });
  await draw('naps', { nap: node('wait', { for: '=lead.for' }), end: stop('accepted') }, [
    'in.lead>nap',
    'nap.done>end',
  ]);
  await drawWait('first', { timeout: '20s' });
  await drawWait('brief', { timeout: '700ms' });
  await drawWait('settled', { timeout: '20s', wins: 'last', settle: '800ms' });
  await drawWait('newest', { timeout: '1500ms', wins: 'last' });
  const early = ['in.lead>tell', 'tell.answered>nap', 'nap.done>hold', ...TO_ENDS];
  await draw('early', { tell: TELL, nap: node('wait', { for: '1500ms' }), hold: hold({}), ...ENDS }, early);
  const after = ['in.lead>tell', 'tell.answered>hold', 'hold.called>nap', 'nap.done>called', 'hold.timed-out>late'];
  await draw('after', { tell: TELL, hold: hold({}), nap: node('wait', { for: '1h' }), ...ENDS }, after);
});
afterAll(() => server.stop());

describe.concurrent('a wait', () => {
  it('is over in its time, and the caller is told meanwhile that it takes longer', async () => {
    const { run, status, body } = await lead('naps', { for: '1200ms' });
    expect([status, body.pending]).toEqual([202, true]);
    const waiting = await runIn(server, run, 'waiting');
    expect(waiting.dueAt).toBe(stepOf(waiting, 'nap').sleep && (stepOf(waiting, 'nap').sleep as JsonObject).until);
    const ended = await runIn(server, run, 'finished');
    const nap = stepOf(ended, 'nap');
    expect(nap.ms).toBeGreaterThanOrEqual(1200);
    expect(nap.out).toMatchObject({ until: (nap.sleep as JsonObject).until });
  });

  it('of a moment keeps the run in memory and the caller on the line', async () => {
    const { status, body } = await lead('naps', { for: '50ms' });
    expect([status, body.outcome]).toEqual([200, 'accepted']);
  });

  it('that cannot be read fails the step and names the field', async () => {
    const { run } = await lead('naps', { for: 'a while' });
    expect(stepOf(await runIn(server, run, 'finished'), 'nap').failure).toMatchObject({ code: 'CONFIG_INVALID' });
  });
});

describe.concurrent('a callback', () => {
  it('lets the lead go on, with what it said in its body and address', async () => {
    const { run, address } = await waiting('first');
    expect(stepOf(await runIn(server, run, 'waiting'), 'hold').callbackUrl).toBe(address);
    const told = await call(`${address}&shop=7`, '{"decision":"yes"}');
    expect([told.status, told.body]).toEqual([200, { received: true, late: false }]);
    const ended = await runIn(server, run, 'finished');
    expect([ended.outcome, ended.reason]).toEqual(['accepted', 'Called.']);
    const step = stepOf(ended, 'hold');
    expect(step.out).toMatchObject({
      type: 'application/json',
      body: { decision: 'yes' },
      query: { shop: '7' },
      count: 1,
    });
    expect(step.callbacks).toMatchObject([{ body: '{"decision":"yes"}', late: false }]);
  });

  it.each([
    ['a form', 'application/x-www-form-urlencoded', 'a=1&b=x+y', { a: '1', b: 'x y' }],
    ['XML', 'text/xml', '<answer><decision>no</decision></answer>', { decision: 'no' }],
    ['a JSON list', 'application/json', '[1,2]', [1, 2]],
    ['what is not what its type says', 'application/json', '{"a":', '{"a":'],
    ['another type', 'text/plain', 'yes', 'yes'],
  ])('is read where it is %s', async (_, type, body, read) => {
    const { run, address } = await waiting('first');
    expect((await call(address, body, type)).status).toBe(200);
    expect(stepOf(await runIn(server, run, 'finished'), 'hold').out).toMatchObject({ type, body: read });
  });

  it('may be a GET without a body', async () => {
    const { run, address } = await waiting('first');
    expect((await fetch(`${address}&ok=1`)).status).toBe(200);
    expect(stepOf(await runIn(server, run, 'finished'), 'hold').out).toMatchObject({ body: null, query: { ok: '1' } });
  });

  it('that does not come lets the lead go on by another way', async () => {
    const { run } = await lead('brief');
    const ended = await runIn(server, run, 'finished');
    expect([ended.outcome, ended.reason]).toEqual(['rejected', 'Nobody called.']);
    expect(stepOf(ended, 'hold').reason).toBe('No callback came within 700ms.');
  });

  it('that comes before the lead waits for it counts', async () => {
    const { run, address } = await begun('early');
    expect((await call(address, '{"n":1}')).body.late).toBe(false);
    const ended = await runIn(server, run, 'finished');
    expect(stepOf(ended, 'hold').out).toMatchObject({ body: { n: 1 } });
    expect(stepOf(ended, 'nap').ms).toBeGreaterThanOrEqual(1500);
  });

  it('counts where it is the first, and the others are kept', async () => {
    const { run, address } = await begun('early');
    for (const n of [1, 2, 3]) await call(address, `{"n":${n}}`);
    const step = stepOf(await runIn(server, run, 'finished'), 'hold');
    expect(step.out).toMatchObject({ body: { n: 1 }, count: 3 });
    expect(step.callbacks).toHaveLength(3);
  });

  it.each(['settled', 'newest'])('counts where it is the last (%s)', async (flow) => {
    const { run, address } = await begun(flow);
    for (const n of [1, 2, 3]) await call(address, `{"n":${n}}`);
    const step = stepOf(await runIn(server, run, 'finished'), 'hold');
    expect(step.out).toMatchObject({ body: { n: 3 }, count: 3 });
    expect(step.ms).toBeGreaterThanOrEqual(flow === 'settled' ? 800 : 1500);
  });

  it('is late once the lead has passed the step, though it goes on, and once it has ended', async () => {
    const open = await waiting('after');
    await call(open.address, '{"n":1}');
    await runAt(open.run, 'nap');
    expect((await call(open.address, '{"n":2}')).body).toEqual({ received: true, late: true });
    const over = await lead('brief');
    const ended = await runIn(server, over.run, 'finished');
    expect((await call(String(over.body.address), 'x')).body.late).toBe(true);
    const { body } = await server.api('GET', `/runs/${over.run}`);
    expect(body.outcome).toBe(ended.outcome);
    expect(stepOf(body, 'hold').callbacks).toMatchObject([{ late: true }]);
    await server.api('POST', `/runs/${open.run}/cancel`, {});
  });

  it('that we gave out no address for is answered alike, whether the run is there or not', async () => {
    const { run, address } = await waiting('first');
    const forged = [
      address.replace(/sig=.{4}/, 'sig=AAAA'),
      address.split('?')[0] ?? '',
      address.replace(run, '0195c0de-0000-7000-8000-000000000001'),
      address.replace('/hold?', '/tell?'),
      `${server.address}/callback/x`,
    ];
    const told = await Promise.all(forged.map((each) => call(each, '{}')));
    for (const each of told) expect([each.status, each.body]).toEqual([404, told[0]?.body]);
    expect(told[0]?.body.code).toBe('CALLBACK_UNKNOWN');
    expect((await fetch(address, { method: 'DELETE' })).status).toBe(405);
    await call(address, '{}');
    await runIn(server, run, 'finished');
  });
});

describe('over a restart', () => {
  it('a wait goes on and is over once, a callback still reaches its run, and one whose wake was lost is found', async () => {
    const nap = await lead('naps', { for: '2s' });
    const held = await waiting('first');
    const lost = await waiting('first');
    await server.restart();
    // The server listens at another port now; the address is otherwise the same.
    expect((await call(held.address.replace(/^http:\/\/[^/]+/, server.address), '{"n":1}')).status).toBe(200);
    expect(stepOf(await runIn(server, held.run, 'finished'), 'hold').out).toMatchObject({ body: { n: 1 } });
    keptAtCrash(lost.run);
    expect(stepOf(await runIn(server, lost.run, 'finished'), 'hold').out).toMatchObject({ body: 'after a crash' });
    const ended = await runIn(server, nap.run, 'finished');
    expect(stepOf(ended, 'nap').ms).toBeGreaterThanOrEqual(2000);
    expect((ended.steps as JsonObject[]).map((step) => step.node)).toEqual(['in', 'nap', 'end']);
  });
});

describe('a test lead', () => {
  it('neither sleeps nor waits to be called', async () => {
    const test = { 'x-leadflow-test': 'yes' };
    const nap = await lead('naps', { for: '3h' }, test);
    expect([nap.status, nap.body.outcome]).toEqual([200, 'accepted']);
    const { run } = await lead('first', {}, test);
    expect(stepOf(await runIn(server, run, 'finished'), 'hold').out).toMatchObject({ simulated: true });
  });
});

function hold(config: JsonObject) {
  return node('wait-for-callback', { timeout: '30s', ...config });
}

async function draw(slug: string, nodes: Record<string, ReturnType<typeof node>>, edges: string[]): Promise<void> {
  await mustPublish(server, slug, { nodes: { in: node('webhook', { path: slug }), ...nodes }, edges });
  send[slug] = await sender(server, slug);
}

function drawWait(slug: string, config: JsonObject): Promise<void> {
  return draw(slug, { tell: TELL, hold: hold(config), ...ENDS }, ['in.lead>tell', 'tell.answered>hold', ...TO_ENDS]);
}

function lead(flow: string, fields: JsonObject = {}, headers: Record<string, string> = {}): ReturnType<Send> {
  const own = send[flow];
  if (!own) throw new Error(`There is no flow ${flow}.`);
  return own(fields, headers);
}

/** A run that has told its address. */
async function begun(flow: string): Promise<{ run: string; address: string }> {
  const { run, body } = await lead(flow);
  return { run, address: String(body.address) };
}

/** A run that waits, out of memory. */
async function waiting(flow: string): Promise<{ run: string; address: string }> {
  const told = await begun(flow);
  await runIn(server, told.run, 'waiting');
  return told;
}

async function runAt(run: string, at: string): Promise<void> {
  for (;;) {
    const { body } = await server.api('GET', `/runs/${run}`);
    if ((body.steps as JsonObject[]).at(-1)?.node === at && body.state === 'waiting') return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

async function call(address: string, body: string, type = 'application/json'): Promise<Told> {
  const response = await fetch(address, { method: 'POST', headers: { 'content-type': type }, body });
  return { status: response.status, headers: response.headers, body: (await response.json()) as JsonObject };
}

/** What a crash right after the commit of a callback leaves: the row, the run due, and nobody told. */
function keptAtCrash(run: string): void {
  const db = new DatabaseSync(join(server.config.data, 'leadflow.db'));
  const columns = 'INSERT INTO callback (run, node, seq, at, type, body, query, late)';
  db.prepare(`${columns} VALUES (?, 'hold', 1, ?, 'text/plain', 'after a crash', '{}', 0)`).run(run, Date.now());
  db.prepare("UPDATE run SET due_at = ? WHERE id = ? AND state = 'waiting'").run(Date.now(), run);
  db.close();
}

function stepOf(run: JsonObject, at: string): JsonObject {
  const step = (run.steps as JsonObject[]).find((each) => each.node === at);
  if (!step) throw new Error(`The run has no step ${at}: ${JSON.stringify(run.steps)}`);
  return step;
}
