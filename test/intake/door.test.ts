// The public door: methods, headers, keys, slow and impatient senders; what is stored of a request, and what is not.
import { connect } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FlowBundle, JsonObject } from '../../flows/language/document.ts';
import { createRefusals } from '../../server/intake/refusals.ts';
import { eventually, freshPhone, startTestServer, type TestServer } from '../support/test-server.ts';

let server: TestServer;
let key: string;
beforeAll(async () => {
  server = await startTestServer();
  await publish('door', { path: 'door', methods: ['POST', 'GET'], idempotency: 'lead.ref' });
  await publish('strict', { path: 'strict', idempotency: '$number(lead.ref)' });
  key = await sourceFor('door');
});
afterAll(() => server.stop());

describe('methods', () => {
  it.each(['HEAD', 'OPTIONS', 'PUT', 'DELETE'])('refuses %s and names those it takes', async (method) => {
    const told = await fetch(`${server.address}/in/door`, { method, headers: { 'x-leadflow-key': key } });
    expect([told.status, told.headers.get('allow')]).toEqual([405, 'POST, GET']);
  });

  it.each(['/in', '/in/'])('answers %s as an unknown address, in JSON', async (path) => {
    const told = await fetch(server.address + path, { method: 'POST', body: '{}' });
    expect([told.status, ((await told.json()) as JsonObject).code]).toEqual([404, 'PATH_UNKNOWN']);
  });
});

describe('what is refused', () => {
  it('is counted by address, source and code, and no lead that a flow refuses is among it', async () => {
    const { body } = await server.api('POST', '/sources', { name: 'Client', flow: 'account-leads', auth: 'key' });
    const insert = (params: Record<string, string>) =>
      fetch(`${server.address}/v1/leads/insert`, { method: 'POST', body: new URLSearchParams(params) });
    const lead = { phone_number: freshPhone(), list_id: 'default', check_dup: '1' };
    const token = { auth_token: String(body.key) };
    const told = [await insert(lead), await insert({ ...lead, ...token, list_id: 'none' })];
    told.push(await insert({ ...lead, ...token }), await insert({ ...lead, ...token }));
    for (const wrong of ['a', 'b']) {
      const headers = { 'x-leadflow-key': wrong, 'content-type': 'application/json' };
      told.push(await fetch(`${server.address}/in/door?secret=1`, { method: 'POST', headers, body: '{}' }));
    }
    told.push(await fetch(`${server.address}/in/door`, { method: 'POST', headers: { 'x-leadflow-key': key } }));
    expect(told.map(({ status }) => status)).toEqual([200, 200, 200, 200, 401, 401, 415]);
    const { items } = (await server.api('GET', '/refusals')).body as unknown as { items: JsonObject[] };
    expect(items.slice(0, 4).map(({ path, source, code, times }) => [path, source, code, times])).toEqual([
      ['/in/door', 'door', 'UNSUPPORTED_TYPE', 1],
      ['/in/door', '', 'KEY_WRONG', 2],
      ['/v1/leads/insert', 'Client', '6002', 1],
      ['/v1/leads/insert', '', '5001', 1],
    ]);
    expect(items.map(({ says }) => says)).toContain('No such list');
  });
});

describe('the count of refusals', () => {
  it('forgets the kinds that were not met for the longest time', () => {
    let now = 0;
    const refusals = createRefusals(() => ++now);
    const at = (path: string) => refusals.note({ path, source: '', code: 'PATH_UNKNOWN', says: '' });
    at('/in/kept');
    for (let n = 0; n < 499; n += 1) at(`/in/${n}`);
    at('/in/kept');
    at('/in/another');
    expect(refusals.list()).toHaveLength(500);
    expect(refusals.list().slice(0, 2)).toMatchObject([{ path: '/in/another' }, { path: '/in/kept', times: 2 }]);
    expect(refusals.list().at(-1)?.path).toBe('/in/1');
  });
});

describe('an accepted lead', () => {
  it('is answered with the id of its run in X-Leadflow-Run, on a replay too', async () => {
    const lead = { ref: 'a-1', phone_number: freshPhone() };
    const [first, again] = [await post('door', lead), await post('door', lead)];
    expect(first.headers.get('x-leadflow-run')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
    expect(again.headers.get('x-leadflow-run')).toBe(first.headers.get('x-leadflow-run'));
    expect(again.headers.get('idempotent-replayed')).toBe('true');
  });

  it('of more than 64 kB is kept whole, body and records', async () => {
    const notes = 'ä'.repeat(100_000);
    const told = await post('door', { ref: 'big', notes });
    expect(told.status).toBe(200);
    const id = told.headers.get('x-leadflow-run');
    const run = (await server.api('GET', `/runs/${id}`)).body;
    expect((run.lead as JsonObject).notes).toBe(notes);
    const input = (await server.api('GET', `/runs/${id}/input`)).body;
    expect(JSON.stringify(input)).toContain(notes.slice(0, 1000));
    expect(count('SELECT count(*) AS n FROM blob')).toBeGreaterThan(0);
  });

  it('by GET never leaves the key of its source in the database, however it is spelt', async () => {
    const ref = `get-${Date.now()}`;
    const spelt = `%6bey=${key}&ref=${ref}&key=${key}`;
    const told = await fetch(`${server.address}/in/door?${spelt}`, { headers: { 'x-leadflow-key': key } });
    expect(told.status).toBe(200);
    const id = told.headers.get('x-leadflow-run') ?? '';
    expect(count('SELECT instr(CAST(body AS TEXT), ?) AS n FROM inbox WHERE run = ?', key, id)).toBe(0);
    expect(count('SELECT instr(records, ?) AS n FROM journal WHERE run = ?', key, id)).toBe(0);
  });
});

describe('idempotency', () => {
  it('lets one of many requests with one key through, whenever they come', async () => {
    const lead = { ref: 'race', phone_number: freshPhone() };
    const told = await Promise.all(Array.from({ length: 20 }, () => post('door', lead)));
    expect(new Set(told.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(told.map(({ headers }) => headers.get('x-leadflow-run'))).size).toBe(1);
    expect(told.filter(({ headers }) => headers.get('idempotent-replayed') === null)).toHaveLength(1);
    expect(count("SELECT count(*) AS n FROM idempotency WHERE key LIKE '%:race'")).toBe(1);
  });

  it('tells keys apart that are lists or objects', async () => {
    const [one, two] = [await post('door', { ref: ['a'] }), await post('door', { ref: { id: 'b' } })];
    const three = await post('door', { ref: { id: 'c' } });
    expect([one.status, two.status, three.status]).toEqual([200, 200, 200]);
  });

  it('answers a lead that the key cannot be made from as the bad lead that it is', async () => {
    const told = await post('strict', { ref: 'no number' }, await sourceFor('strict'));
    expect([told.status, ((await told.json()) as JsonObject).code]).toEqual([422, 'LEAD_INVALID']);
  });
});

describe('a sender that does not do its part', () => {
  it('is cut off when its headers take longer than ten seconds, and delays nobody', async () => {
    const socket = connect(Number(new URL(server.address).port), '127.0.0.1');
    socket.write('POST /in/door HTTP/1.1\r\nHost: x\r\n');
    const drip = setInterval(() => socket.write('X-A: b\r\n'), 1000);
    const began = Date.now();
    socket.resume();
    socket.on('error', () => undefined);
    expect((await post('door', { ref: 'meanwhile' })).status).toBe(200);
    // Not `once` of node:events: it rejects where the last drop met a socket that was cut off just then.
    await new Promise((resolve) => socket.once('close', resolve));
    clearInterval(drip);
    expect(Date.now() - began).toBeLessThan(13_000);
  });

  it('stores nothing where it hangs up in the middle of the body', async () => {
    const before = count('SELECT count(*) AS n FROM run');
    const socket = connect(Number(new URL(server.address).port), '127.0.0.1');
    socket.on('error', () => undefined);
    const head = `POST /in/door HTTP/1.1\r\nHost: x\r\nX-Leadflow-Key: ${key}\r\nContent-Type: application/json\r\n`;
    socket.write(`${head}Content-Length: 100\r\n\r\n{"ref":`);
    await new Promise((resolve) => setTimeout(resolve, 100));
    socket.destroy();
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(count('SELECT count(*) AS n FROM run')).toBe(before);
    expect((await fetch(`${server.address}/healthz`)).status).toBe(200);
  });

  it('does not stop its lead when it hangs up after sending it', async () => {
    const ref = 'gone-at-once';
    const hangUp = new AbortController();
    const sending = post('door', { ref }, key, hangUp.signal).catch(() => undefined);
    await eventually(async () =>
      count(`SELECT count(*) AS n FROM idempotency WHERE key LIKE '%:${ref}'`) ? true : undefined,
    );
    hangUp.abort();
    await sending;
    const again = await eventually(async () => {
      const told = await post('door', { ref });
      return told.status === 200 ? told : undefined;
    });
    expect(again.headers.get('idempotent-replayed')).toBe('true');
  });
});

function post(path: string, lead: JsonObject, as = key, signal?: AbortSignal): Promise<Response> {
  const headers = { 'content-type': 'application/json', 'x-leadflow-key': as };
  const init = { method: 'POST', headers, body: JSON.stringify(lead) };
  return fetch(`${server.address}/in/${path}`, signal ? { ...init, signal } : init);
}

async function sourceFor(flow: string): Promise<string> {
  return String((await server.api('POST', '/sources', { name: flow, flow, auth: 'key' })).body.key);
}

function count(sql: string, ...values: string[]): number {
  const db = new DatabaseSync(join(server.config.data, 'leadflow.db'), { readOnly: true });
  const row = db.prepare(sql).get(...values);
  db.close();
  return Number(row?.n ?? 0);
}

/** Draws webhook -> respond, saves and publishes it. */
async function publish(slug: string, config: JsonObject): Promise<void> {
  const bundle: FlowBundle = {
    document: {
      leadflow: 1,
      name: slug,
      nodes: { in: { type: 'webhook', config }, ok: { type: 'respond', config: {} } },
      edges: [{ from: 'in', port: 'lead', to: 'ok' }],
    },
    files: {},
    layout: { nodes: {} },
  };
  const made = await server.api('POST', '/flows', { name: slug, slug, bundle: bundle as unknown as JsonObject });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  const published = await server.api('POST', `/flows/${slug}/publish`, {}, { 'if-match': `"${made.body.rev}"` });
  expect(published.status, JSON.stringify(published.body)).toBe(200);
}
