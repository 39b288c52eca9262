// What a stopped process leaves behind is taken up again: by the journal's records, nothing twice, nothing lost.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../flows/language/document.ts';
import { eventually, freshPhone, startTestServer, type TestServer } from '../support/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ LEADFLOW_SYNC_LIMIT_MS: '300' });
});
afterAll(() => server.stop());

describe('a run that waits for another try', () => {
  it('is told as pending, survives a restart, and ends as it would have', async () => {
    await server.simulator.control({ path: '/acme/leads/find', behaviour: '503', times: 1 });
    const phone = freshPhone();
    const told = await server.send('acme/leads', { phone_number: phone });
    expect(told.status).toBe(202);
    const id = told.headers.get('x-leadflow-run');
    await server.restart();
    const run = await eventually(async () => {
      const { body } = await server.api('GET', `/runs/${id}`);
      return body.state === 'finished' ? body : undefined;
    }, 10_000);
    expect(run.outcome).toBe('accepted');
    const ask = (run.steps as JsonObject[]).find((step) => step.node === 'ask');
    expect(((ask?.exchanges ?? []) as JsonObject[]).map((each) => (each.answer as JsonObject).status)).toEqual([
      503, 200,
    ]);
    const calls = (await server.simulator.get(`/__journal?phone=${encodeURIComponent(phone)}`)).items as JsonObject[];
    expect(calls).toHaveLength(2);
    const { body: leads } = await server.api('GET', `/leads?q=${encodeURIComponent(phone)}`);
    expect(leads.items).toHaveLength(1);
  });

  it('keeps what it told the caller: the same key is answered with the pending body again', async () => {
    await server.simulator.control({ path: '/acme/leads/find', behaviour: '503', times: 1 });
    const lead = { phone_number: freshPhone() };
    const headers = { 'idempotency-key': 'pending-1' };
    const first = await server.send('acme/leads', lead, headers);
    const again = await server.send('acme/leads', lead, headers);
    expect(first.body).toMatchObject({ pending: true });
    expect(again.body).toEqual(first.body);
  });
});

describe('a run that a person cancels', () => {
  it('ends at once while it waits', async () => {
    await server.simulator.control({ path: '/acme/leads/find', behaviour: '503' });
    const told = await server.send('acme/leads', { phone_number: freshPhone() });
    const id = told.headers.get('x-leadflow-run');
    expect((await server.api('POST', `/runs/${id}/cancel`, {})).status).toBe(202);
    const run = await eventually(async () => {
      const { body } = await server.api('GET', `/runs/${id}`);
      return body.state === 'finished' ? body : undefined;
    });
    expect(run.outcome).toBe('cancelled');
    await server.simulator.control({ path: '/acme/leads/find', behaviour: 'none' });
  });
});
