// The newcomer's journey: a lead in, an answer out, the run on record, the lead kept; and the same lead again.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../flows/language/document.ts';
import { readConfig } from '../../server/config.ts';
import { startServer } from '../../server/main.ts';
import { copyWorkspace, eventually, freshPhone, startTestServer, type TestServer } from '../support/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const lead = (phone: string): JsonObject => ({
  first_name: 'Ann',
  last_name: 'Lee',
  phone_number: phone,
  email: 'ann@example.com',
});

describe('a first start', () => {
  it('makes a source for each flow that takes posts, and none for a flow that others call', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'leadflow-first-'));
    const workspace = copyWorkspace(folder, 4410);
    mkdirSync(join(workspace, 'called'));
    const called = [
      'leadflow: 1',
      'name: Called',
      'nodes:',
      '  in: { type: when-called }',
      '  end: { type: stop, config: { outcome: accepted, reason: Done } }',
      'edges: [in.lead -> end]',
    ];
    writeFileSync(join(workspace, 'called', 'flow.yaml'), called.join('\n'));
    const own = { LEADFLOW_DATA: join(folder, 'data'), LEADFLOW_WORKSPACE: workspace, LEADFLOW_LOG: 'silent' };
    const running = await startServer(readConfig({ LEADFLOW_PORT: '0', ...own }, folder), { simulator: false });
    await running.stop();
    const keys = JSON.parse(readFileSync(join(folder, 'data', 'example-keys.json'), 'utf8')) as JsonObject;
    rmSync(folder, { recursive: true, force: true });
    expect(Object.keys(keys).toSorted()).toEqual([
      'convoso-connect-post',
      'duplicate-lead-check',
      'validation-list-check',
    ]);
  });
});

describe('the first lead', () => {
  it('is created and answered; sent again, it is a duplicate and is refused', async () => {
    const phone = freshPhone();
    const first = await server.send('acme/leads', lead(phone));
    expect(first.status).toBe(200);
    expect(first.body).toMatchObject({ success: true });
    const second = await server.send('acme/leads', lead(phone));
    expect(second.body).toMatchObject({ success: false });
    const runs = items(await server.api('GET', `/runs?q=${encodeURIComponent(phone)}`));
    expect(runs.map((run) => run.outcome).sort()).toEqual(['accepted', 'rejected']);
    expect(items(await server.api('GET', `/leads?q=${encodeURIComponent(phone)}`))).toHaveLength(1);
  });

  it('leaves a run that shows the path, each step, the request and the answer', async () => {
    const answer = await server.send('acme/leads', lead(freshPhone()));
    const run = String(answer.headers.get('x-leadflow-run'));
    const detail = await eventually(async () => {
      const { body } = await server.api('GET', `/runs/${run}`);
      return body.state === 'finished' ? body : undefined;
    });
    const steps = detail.steps as JsonObject[];
    expect(steps.map((step) => step.node)).toEqual([
      'lead-in',
      'map',
      'ask',
      'read',
      'table',
      'create',
      'dnc',
      'answer',
    ]);
    const ask = steps.find((step) => step.node === 'ask');
    expect(ask?.exchanges).toMatchObject([{ request: { method: 'POST' }, answer: { status: 200 } }]);
    expect(steps.find((step) => step.node === 'map')?.out).toMatchObject({ first_name: 'Ann' });
    expect(steps.find((step) => step.node === 'read')?.in).toMatchObject({ from: { status: 200 } });
    expect(detail.answer).toMatchObject({ success: true, status: 200 });
    const input = await server.api('GET', `/runs/${run}/input`);
    expect(JSON.parse(String(input.body.body))).toMatchObject({ first_name: 'Ann' });
  });

  it('carries our idempotency key to the receiver, once', async () => {
    const phone = freshPhone();
    await server.send('acme/leads', lead(phone));
    const { items: calls } = (await server.simulator.get(`/__journal?phone=${encodeURIComponent(phone)}`)) as {
      items: JsonObject[];
    };
    expect(calls).toHaveLength(1);
  });

  it('is refused and its number put on the DNC list when the CRM says so; the next flow then refuses the number', async () => {
    const phone = '+12125550190';
    const answer = await server.send('acme/leads', lead(phone));
    expect(answer.body).toMatchObject({ success: false });
    const hits = await server.api('GET', `/dnc/check?number=${encodeURIComponent(phone)}`);
    expect(hits.body.hits).toMatchObject([{ list: 'account' }]);
    const listed = await server.send('convoso/leads', { ...lead(phone), phone_number: '(212) 555-0190' });
    expect(listed.body).toMatchObject({ success: false });
  });

  it('is posted to the second receiver by the Convoso flow', async () => {
    const answer = await server.send('convoso/leads', { ...lead(freshPhone()), state: 'CA' });
    expect(answer.body).toMatchObject({ success: true });
  });
});

describe('a test lead', () => {
  it.each([
    ['the header', { 'x-leadflow-test': 'true' }, {}],
    ['the field', {}, { test: '1' }],
  ])('marked by %s is answered, and leaves nothing behind', async (_how, headers, more) => {
    const phone = freshPhone();
    const answer = await server.send(
      'acme/leads',
      { ...lead(phone), ...more } as Json,
      headers as Record<string, string>,
    );
    expect(answer.body).toMatchObject({ success: true });
    const run = await server.api('GET', `/runs/${answer.headers.get('x-leadflow-run')}`);
    expect(run.body.test).toBe(true);
    expect(items(await server.api('GET', `/leads?q=${encodeURIComponent(phone)}`))).toEqual([]);
    expect((await server.simulator.get(`/__journal?phone=${encodeURIComponent(phone)}`)).items).toEqual([]);
  });
});

describe('an idempotency key', () => {
  it('makes a second request get the first answer, and no second run', async () => {
    const sent = lead(freshPhone());
    const headers = { 'idempotency-key': 'first-lead-1' };
    const first = await server.send('acme/leads', sent, headers);
    const again = await server.send('acme/leads', sent, headers);
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(again.headers.get('x-leadflow-run')).toBe(first.headers.get('x-leadflow-run'));
  });

  it('is refused for another lead', async () => {
    const headers = { 'idempotency-key': 'first-lead-2' };
    await server.send('acme/leads', lead(freshPhone()), headers);
    const other = await server.send('acme/leads', lead(freshPhone()), headers);
    expect(other.status).toBe(422);
    expect(other.body.code).toBe('KEY_REUSED');
  });

  it('makes one run of two requests that arrive together', async () => {
    const sent = lead(freshPhone());
    const headers = { 'idempotency-key': 'first-lead-3' };
    const both = await Promise.all([
      server.send('acme/leads', sent, headers),
      server.send('acme/leads', sent, headers),
    ]);
    expect(both.map((each) => each.status)).toEqual([200, 200]);
    expect(new Set(both.map((each) => each.headers.get('x-leadflow-run'))).size).toBe(1);
    expect(both.map((each) => each.headers.get('idempotent-replayed')).sort()).toEqual([null, 'true']);
  });

  it('is taken from the lead where the trigger says so', async () => {
    const sent = { ...lead(freshPhone()), vendor_lead_id: 'V-1' };
    const first = await server.send('acme/leads', sent);
    const again = await server.send('acme/leads', sent);
    expect(again.headers.get('x-leadflow-run')).toBe(first.headers.get('x-leadflow-run'));
  });
});

function items(told: { body: JsonObject }): JsonObject[] {
  return told.body.items as JsonObject[];
}
