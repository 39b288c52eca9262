// A person cancels a run: wherever it is just then, it ends as cancelled, and what is finished stays so.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../flows/language/document.ts';
import { eventually, freshPhone, startTestServer, type TestServer } from '../support/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ LEADFLOW_SYNC_LIMIT_MS: '200' });
});
afterEach(() => server.simulator.control({ path: '/convoso-demo/v1/leads/insert', behaviour: 'none' }));
afterAll(() => server.stop());

describe('a request to cancel', () => {
  it('ends a run at once that is held', async () => {
    const id = await post('reset');
    await inState(id, 'held');
    expect((await cancel(id)).status).toBe(202);
    expect((await run(id)).outcome).toBe('cancelled');
  });

  it('is not lost on a run whose call is under way and comes to nothing: it ends instead of being held', async () => {
    const id = await post('delay=500,reset');
    expect((await run(id)).state).toBe('running');
    expect((await cancel(id)).status).toBe(202);
    expect((await inState(id, 'finished')).outcome).toBe('cancelled');
  });

  it('ends a running one at its next step; the call that is under way is not broken off', async () => {
    const id = await post('delay=500');
    expect((await cancel(id)).status).toBe(202);
    const ended = await inState(id, 'finished');
    expect(ended.outcome).toBe('cancelled');
    const exchanges = (ended.steps as JsonObject[]).flatMap((step) => (step.exchanges ?? []) as JsonObject[]);
    expect(exchanges.map(({ answer }) => answer !== null)).toEqual([true]);
  });

  it('finds nothing to end in a run that is finished, and leaves it as it is', async () => {
    const id = await post('none');
    const before = await inState(id, 'finished');
    expect((await cancel(id)).status).toBe(404);
    expect((await run(id)).outcome).toBe(before.outcome);
  });

  it('may be made twice at once', async () => {
    const id = await post('reset');
    await inState(id, 'held');
    const told = await Promise.all([cancel(id), cancel(id), cancel(id)]);
    expect(told.map(({ status }) => status).sort()).toEqual([202, 404, 404]);
    expect((await run(id)).outcome).toBe('cancelled');
  });
});

async function post(behaviour: string): Promise<string> {
  await server.simulator.control({ path: '/convoso-demo/v1/leads/insert', behaviour, times: 1 });
  const lead = { phone_number: freshPhone(), first_name: 'Ann', last_name: 'Lee' };
  const told = await server.send('convoso/leads', lead);
  return told.headers.get('x-leadflow-run') ?? '';
}

function cancel(id: string) {
  return server.api('POST', `/runs/${id}/cancel`, {});
}

async function run(id: string): Promise<JsonObject> {
  return (await server.api('GET', `/runs/${id}`)).body;
}

function inState(id: string, state: string): Promise<JsonObject> {
  return eventually(async () => {
    const now = await run(id);
    return now.state === state ? now : undefined;
  });
}
