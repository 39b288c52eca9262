// Test and Logs of a connection: what an admin sees of a request and its answer before and after any flow uses it, and what is kept of it.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../flows/language/document.ts';
import { eventually, freshPhone, startTestServer, type TestServer } from '../support/test-server.ts';

const ANSWER = {
  codes: {
    path: 'success',
    table: [
      { code: 'true', outcome: 'accepted' },
      { code: 'false', outcome: 'rejected' },
    ],
  },
  reason: ['text'],
  reference: 'data.lead_id',
};
let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({ LEADFLOW_EGRESS_ADDRESSES: '198.51.100.0/24' });
  await change((endpoint) => ({ ...endpoint, adaptor: 'acme-crm', answer: ANSWER, timeoutMs: 500 }));
}, 60_000);
afterAll(() => server.stop());

/** Changes the endpoint that takes leads. */
async function change(edit: (before: JsonObject) => JsonObject): Promise<void> {
  const { body } = await server.api('GET', '/connections/acme-crm');
  const document = body.document as JsonObject;
  const endpoints = document.endpoints as Record<string, JsonObject>;
  const changed = { ...document, endpoints: { ...endpoints, 'insert-lead': edit(endpoints['insert-lead'] ?? {}) } };
  const put = await server.api('PUT', '/connections/acme-crm', { document: changed }, { 'if-match': `"${body.hash}"` });
  expect(put.status, JSON.stringify(put.body)).toBe(200);
}

async function test(more: JsonObject = {}, lead: JsonObject = { phone_number: freshPhone(), first_name: 'Ann' }) {
  const path = '/connections/acme-crm/endpoints/insert-lead/test';
  const told = await server.api('POST', path, { lead, ...more });
  expect(told.status, JSON.stringify(told.body)).toBe(200);
  return told.body;
}

async function logs(query = ''): Promise<JsonObject[]> {
  const { body } = await server.api('GET', `/connections/acme-crm/exchanges${query}`);
  return body.items as JsonObject[];
}

describe('a test of an endpoint', () => {
  it('shows what the adaptor made, the request as it left, the answer, and what it means', async () => {
    const phone = freshPhone();
    const end = await test({}, { phone_number: phone, first_name: 'Ann', state: ' ca ' });
    expect(end).toMatchObject({ sent: true, fault: null, made: { phone_number: phone, state: 'CA', source: 'test' } });
    const request = end.request as JsonObject;
    expect(request).toMatchObject({ method: 'POST', connection: 'acme-crm' });
    expect(request.url).toMatch(/\/acme\/leads\/insert$/);
    expect((request.headers as JsonObject)['Idempotency-Key']).toMatch(/^test\//);
    expect(JSON.parse(String(request.body))).toMatchObject({ state: 'CA' });
    expect(end.answer).toMatchObject({ status: 200, simulated: false });
    expect(end.found).toMatchObject({ outcome: 'accepted', as: 'json', switchTo: null });
    expect((end.found as JsonObject).rule).toMatch(/success/);
    expect((end.found as JsonObject).reference).not.toBe('');
    const calls = (await server.simulator.get(`/__journal?phone=${encodeURIComponent(phone)}`)).items as JsonObject[];
    expect(calls).toHaveLength(1);
  });

  it('sends nothing where only the request is to be seen, and keeps no entry', async () => {
    const phone = freshPhone();
    const before = (await logs()).length;
    const end = await test({ dryRun: true }, { phone_number: phone });
    expect(end).toMatchObject({ id: null, sent: false, answer: null, fault: null, request: { method: 'POST' } });
    const calls = (await server.simulator.get(`/__journal?phone=${encodeURIComponent(phone)}`)).items as JsonObject[];
    expect(calls).toEqual([]);
    expect(await logs()).toHaveLength(before);
  });

  it('says that a status of 200 can be a refusal, and why', async () => {
    await server.simulator.control({ path: '/acme/leads/insert', behaviour: 'failure-body', times: 1 });
    const end = await test();
    expect(end).toMatchObject({ answer: { status: 200 }, found: { outcome: 'rejected' } });
    expect((end.found as JsonObject).reasons).not.toEqual([]);
  });

  it('offers the type that fits where another one is declared, and reads it once that is changed', async () => {
    await change((endpoint) => ({ ...endpoint, receive: 'xml' }));
    const end = await test();
    expect(end.found).toMatchObject({ outcome: 'unreadable', switchTo: 'json' });
    expect((end.found as JsonObject).says).toMatch(/declared as XML, but it looks like JSON/);
    await change((endpoint) => ({ ...endpoint, receive: 'json' }));
    expect((await test()).found).toMatchObject({ outcome: 'accepted', switchTo: null });
  });

  it('says in words what kept it from being sent, and what to do', async () => {
    const missing = await test({}, { first_name: 'Ann' });
    expect(missing).toMatchObject({ sent: false, request: null, fault: { code: 'MAPPING_INCOMPLETE', sent: 'no' } });
    expect((missing.fault as JsonObject).says).toContain('phone_number');
    expect((missing.fault as JsonObject).remedy).not.toBe('');
    const { body } = await server.api('GET', '/connections/acme-crm');
    const document = body.document as JsonObject;
    const auth = { type: 'bearer', secret: 'secret:not-there' };
    const secret = await test({ document: { ...document, auth } });
    expect(secret.fault).toMatchObject({ code: 'SECRET_MISSING', sent: 'no' });
    const blocked = await test({ document: { ...document, host: '127.0.0.1:4499' } });
    expect(blocked).toMatchObject({ fault: { code: 'EGRESS_BLOCKED' }, request: { method: 'POST' } });
  });

  it('says of a receiver that hangs that nobody knows', async () => {
    await server.simulator.control({ path: '/acme/leads/insert', behaviour: 'drop', times: 1 });
    expect(await test()).toMatchObject({ sent: true, fault: { code: 'REMOTE_TIMEOUT', sent: 'unknown' } });
  });

  it('tries the connection as it is being edited, and one that is not saved, without saving it', async () => {
    const { body } = await server.api('GET', '/connections/acme-crm');
    const endpoint = (body.document as { endpoints: Record<string, JsonObject> }).endpoints['insert-lead'];
    const end = await test({ draft: { ...endpoint, hardParams: { campaign: 'spring' } }, dryRun: true });
    expect(JSON.parse(String((end.request as JsonObject).body))).toMatchObject({ campaign: 'spring' });
    const after = await server.api('GET', '/connections/acme-crm');
    expect(after.body.hash).toBe(body.hash);
    const bad = await server.api('POST', '/connections/acme-crm/endpoints/insert-lead/test', {
      lead: {},
      draft: { method: 'POST' },
    });
    expect(bad.status).toBe(422);
  });

  it('is for an endpoint that there is', async () => {
    for (const path of ['/connections/acme-crm/endpoints/nobody/test', '/connections/nobody/endpoints/x/test'])
      expect((await server.api('POST', path, { lead: {} })).status).toBe(404);
  });
});

describe('the log', () => {
  it('has tests and calls of runs, the newest first, and each in full with its lead', async () => {
    const phone = freshPhone();
    const told = await server.send('acme/leads', { phone_number: phone, first_name: 'Bo' });
    const run = told.headers.get('x-leadflow-run') ?? '';
    await eventually(async () =>
      (await server.api('GET', `/runs/${run}`)).body.state === 'finished' ? true : undefined,
    );
    const [newest, ...others] = await logs();
    expect(newest).toMatchObject({ run, phone, test: false, by: null, status: 200 });
    expect(newest?.endpoint).not.toBe('');
    expect(others.some((line) => line.run === null && line.by === server.admin.email && line.test === true)).toBe(true);
    const { body } = await server.api('GET', `/connections/acme-crm/exchanges/${newest?.id}`);
    expect(body).toMatchObject({ lead: { phone_number: phone }, request: { method: 'POST' }, answer: { status: 200 } });
  });

  it('shows of a test the request as it was sent, and what its answer means now', async () => {
    const { id } = await test();
    const { body } = await server.api('GET', `/connections/acme-crm/exchanges/${id}`);
    expect(body).toMatchObject({
      lead: { first_name: 'Ann' },
      request: { method: 'POST' },
      found: { outcome: 'accepted' },
    });
  });

  it('is narrowed by number, result and endpoint, and fetched as a file', async () => {
    const phone = freshPhone();
    await test({}, { phone_number: phone });
    expect((await logs(`?q=${encodeURIComponent(phone)}`)).map((line) => line.phone)).toEqual([phone]);
    expect((await logs('?result=unknown')).every(({ result }) => result === 'unknown')).toBe(true);
    expect(await logs('?endpoint=lists')).toEqual([]);
    const csv = await server.api('GET', `/connections/acme-crm/exchanges?as=csv&q=${encodeURIComponent(phone)}`);
    expect(String(csv.body.text).split('\r\n')[0]).toContain('at,phone,endpoint,status,result');
    expect(String(csv.body.text)).toContain(phone);
  });

  it('leaves a line in the audit for each test that was sent', async () => {
    const { body } = await server.api('GET', '/audit?q=connection.test');
    expect((body.items as JsonObject[])[0]).toMatchObject({ what: 'acme-crm/insert-lead', who: server.admin.email });
  });
});

it('tells what a receiver must let in', async () => {
  expect((await server.api('GET', '/egress')).body).toEqual({ addresses: ['198.51.100.0/24'], proxy: null });
});
