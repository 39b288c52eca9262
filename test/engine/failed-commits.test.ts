// A commit fails under a running server: what was acknowledged stays, what was not is refused, and the work goes on after.
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../flows/language/document.ts';
import { eventually, freshPhone, startTestServer, type TestServer } from '../support/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ LEADFLOW_SYNC_LIMIT_MS: '4000' });
});
afterEach(async () => {
  mend();
  await server.simulator.control({ path: '/acme/leads/find', behaviour: 'none' });
  await ready(200);
});
afterAll(() => server.stop());

describe('a commit that fails', () => {
  it('refuses the lead that was in it, stores nothing of it, and accepts again once a probe is written', async () => {
    const phone = freshPhone();
    breakCommits();
    const told = await server.send('acme/leads', { phone_number: phone }, { 'idempotency-key': phone });
    expect([told.status, told.body.code]).toEqual([503, 'STORE_UNAVAILABLE']);
    expect(told.headers.get('retry-after')).toBeTruthy();
    expect((await fetch(`${server.address}/readyz`)).status).toBe(503);
    expect(await callsFor(phone)).toEqual([]);
    mend();
    await ready(200);
    const again = await server.send('acme/leads', { phone_number: phone }, { 'idempotency-key': phone });
    expect(again.body).toMatchObject({ success: true });
    expect(again.headers.get('idempotent-replayed')).toBeNull();
    const { body: runs } = await server.api('GET', `/runs?q=${encodeURIComponent(phone)}`);
    expect(runs.items).toHaveLength(1);
  });

  it('drops the walk behind a lead that was accepted before; loaded anew it still answers the same caller', async () => {
    const phone = freshPhone();
    await server.simulator.control({ path: '/acme/leads/find', behaviour: 'delay=600', times: 1 });
    const sending = server.send('acme/leads', { phone_number: phone, first_name: 'Ann' });
    await new Promise((resolve) => setTimeout(resolve, 250));
    breakCommits();
    await ready(503);
    mend();
    const told = await sending;
    expect([told.status, told.body.success]).toEqual([200, true]);
    const id = told.headers.get('x-leadflow-run');
    const run = await eventually(async () => {
      const { body } = await server.api('GET', `/runs/${id}`);
      return body.state === 'finished' ? body : undefined;
    });
    // The answer that could not be written is not known: this call may be repeated, so it was.
    const ask = (run.steps as JsonObject[]).find((step) => step.node === 'ask');
    expect(((ask?.exchanges ?? []) as JsonObject[]).map(({ attempt, answer }) => [attempt, answer !== null])).toEqual([
      [1, false],
      [2, true],
    ]);
    const { body: leads } = await server.api('GET', `/leads?q=${encodeURIComponent(phone)}`);
    expect(leads.items).toHaveLength(1);
  });

  it('tells the caller of a lead that a person cancels meanwhile what became of it', async () => {
    const phone = freshPhone();
    await server.simulator.control({ path: '/acme/leads/find', behaviour: 'delay=600', times: 1 });
    const sending = server.send('acme/leads', { phone_number: phone, first_name: 'Ann' });
    await new Promise((resolve) => setTimeout(resolve, 250));
    const { body } = await server.api('GET', `/runs?q=${encodeURIComponent(phone)}`);
    const [run] = body.items as JsonObject[];
    breakCommits();
    await ready(503);
    mend();
    expect((await server.api('POST', `/runs/${run?.id}/cancel`, {})).status).toBeLessThan(300);
    const told = await sending;
    expect([told.status, told.body.outcome]).toEqual([200, 'cancelled']);
  });

  it('tells who waits too long that the lead is pending, and a replay hears the same, whatever the run says later', async () => {
    const phone = freshPhone();
    const headers = { 'idempotency-key': `slow-${phone}` };
    await server.simulator.control({ path: '/acme/leads/find', behaviour: 'delay=600', times: 1 });
    const sending = server.send('acme/leads', { phone_number: phone, first_name: 'Ann' }, headers);
    await new Promise((resolve) => setTimeout(resolve, 250));
    breakCommits();
    const told = await sending;
    expect([told.status, told.body.pending]).toEqual([202, true]);
    mend();
    await ready(200);
    const id = told.headers.get('x-leadflow-run');
    await eventually(async () => {
      const { body } = await server.api('GET', `/runs/${id}`);
      return body.state === 'finished' ? body : undefined;
    });
    const again = await server.send('acme/leads', { phone_number: phone, first_name: 'Ann' }, headers);
    expect([again.status, again.body]).toEqual([told.status, told.body]);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
  });
});

/** A trigger is the database's own way to refuse: the journal's rows cannot be written until `mend`. */
function breakCommits(): void {
  change("CREATE TRIGGER broken BEFORE INSERT ON journal BEGIN SELECT RAISE(ABORT, 'broken on purpose'); END");
  change("CREATE TRIGGER broken_probe BEFORE INSERT ON meta BEGIN SELECT RAISE(ABORT, 'broken on purpose'); END");
}

function mend(): void {
  change('DROP TRIGGER IF EXISTS broken');
  change('DROP TRIGGER IF EXISTS broken_probe');
}

function change(sql: string): void {
  const db = new DatabaseSync(join(server.config.data, 'leadflow.db'), { timeout: 5000 });
  db.exec(sql);
  db.close();
}

function ready(status: number): Promise<boolean> {
  return eventually(async () => ((await fetch(`${server.address}/readyz`)).status === status ? true : undefined));
}

async function callsFor(phone: string): Promise<JsonObject[]> {
  return (await server.simulator.get(`/__journal?phone=${encodeURIComponent(phone)}`)).items as JsonObject[];
}
