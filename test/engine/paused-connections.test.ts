// A connection that a person paused: calls wait without using a try, or fail as not sent; nothing leaves meanwhile.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../flows/language/document.ts';
import { eventually, freshPhone, startTestServer, type TestServer } from '../support/test-server.ts';

const FIND = '/acme/leads/find';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ LEADFLOW_SYNC_LIMIT_MS: '300' });
});
afterEach(async () => {
  await server.api('DELETE', '/pauses/connection/acme-crm');
  await server.simulator.control({ path: FIND, behaviour: 'none' });
});
afterAll(() => server.stop());

describe('a connection that queues', () => {
  it('keeps the run before its first call, and lets it make it once it is resumed', async () => {
    await pause('queue');
    const { id, phone } = await send();
    const waiting = await where(id, ({ queue }) => queue !== null);
    expect(waiting).toMatchObject({ state: 'waiting', queue: 'connection:acme-crm' });
    expect(await callsFor(phone)).toEqual([]);
    await server.api('DELETE', '/pauses/connection/acme-crm');
    const run = await where(id, ({ state }) => state === 'finished');
    expect(run.outcome).toBe('accepted');
    expect(tries(run)).toEqual([[1, 200]]);
  });

  it('uses up no try of a call that was tried before, over a restart', async () => {
    await server.simulator.control({ path: FIND, behaviour: '503', times: 1 });
    const { id, phone } = await send();
    // The receiver asks for a second; the pause comes within it.
    await eventually(async () => ((await callsFor(phone)).length === 1 ? true : undefined));
    await pause('queue');
    await where(id, ({ queue }) => queue !== null);
    await server.restart();
    expect(await callsFor(phone)).toHaveLength(1);
    await server.api('DELETE', '/pauses/connection/acme-crm');
    const run = await where(id, ({ state }) => state === 'finished');
    expect(tries(run)).toEqual([
      [1, 503],
      [2, 200],
    ]);
  });
});

describe('a connection that refuses', () => {
  it('fails the call with the reason, and nothing was sent', async () => {
    await pause('refuse');
    const { id, phone } = await send();
    const run = await where(id, ({ state }) => state === 'finished');
    expect(run.outcome).toBe('error');
    const ask = (run.steps as JsonObject[]).find(({ node }) => node === 'ask');
    expect(ask).toMatchObject({ port: 'error', failure: { code: 'CONNECTION_PAUSED' } });
    expect(ask?.exchanges).toMatchObject([{ request: null, failure: { sent: 'no' } }]);
    expect(await callsFor(phone)).toEqual([]);
  });
});

async function pause(mode: 'queue' | 'refuse'): Promise<void> {
  const { status, body } = await server.api('PUT', '/pauses/connection/acme-crm', { mode });
  expect(status, JSON.stringify(body)).toBe(200);
}

async function send(): Promise<{ id: string; phone: string }> {
  const phone = freshPhone();
  const told = await server.send('acme/leads', { phone_number: phone });
  return { id: told.headers.get('x-leadflow-run') ?? '', phone };
}

function where(id: string, is: (run: JsonObject) => boolean): Promise<JsonObject> {
  return eventually(async () => {
    const { body } = await server.api('GET', `/runs/${id}`);
    return is(body) ? body : undefined;
  }, 10_000);
}

function tries({ steps }: JsonObject): unknown[] {
  const ask = (steps as JsonObject[]).find(({ node }) => node === 'ask');
  const exchanges = (ask?.exchanges ?? []) as { attempt: number; answer: { status: number } | null }[];
  return exchanges.map(({ attempt, answer }) => [attempt, answer?.status ?? null]);
}

async function callsFor(phone: string): Promise<JsonObject[]> {
  return (await server.simulator.get(`/__journal?phone=${encodeURIComponent(phone)}`)).items as JsonObject[];
}
