// A receiver that refuses, hangs, resets, or answers nonsense: what the step says, what the caller is told, and what is never lost.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FlowBundle, JsonObject } from '../../flows/language/document.ts';
import { eventually, freshPhone, startTestServer, type TestServer } from '../support/test-server.ts';

let server: TestServer;
let key = '';

beforeAll(async () => {
  server = await startTestServer({ LEADFLOW_SYNC_LIMIT_MS: '1500' });
  const { body: connection } = await server.api('GET', '/connections/acme-crm');
  const document = connection.document as JsonObject;
  const endpoints = document.endpoints as JsonObject;
  const quick = { ...(endpoints['insert-lead'] as JsonObject), timeoutMs: 400 };
  const changed = { ...document, endpoints: { ...endpoints, 'insert-lead': quick } };
  await server.api('PUT', '/connections/acme-crm', { document: changed }, { 'if-match': `"${connection.hash}"` });
  await server.api('POST', '/connections', {
    slug: 'nobody',
    document: { ...changed, name: 'Nobody', host: '127.0.0.1:8444' },
  });
  await publish('faults', 'acme-crm');
  await publish('nobody-flow', 'nobody');
  const made = await server.api('POST', '/sources', { name: 'Faults', flow: 'faults', auth: 'key' });
  key = String(made.body.key);
}, 60_000);
afterAll(() => server.stop());

describe('an answer that is no answer', () => {
  it.each([
    ['HTML with status 500', 'html500', 'unreadable', 'HTML'],
    ['an HTML sign-in page with status 200', 'html200', 'unreadable', 'HTML'],
    ['an empty body', 'empty', 'unreadable', 'empty'],
    ['XML where JSON was declared', 'xml', 'unreadable', 'XML'],
    ['truncated JSON', 'truncated', 'unreadable', ''],
    ['valid JSON of a shape that no rule reads', 'unknown-shape', 'unrecognised', ''],
    ['a refusal with status 200', 'failure-body', 'rejected', ''],
    ['a redirect', 'redirect', 'unreadable', 'HTML'],
  ])('leaves by its own port, and the step says what it looks like: %s', async (_what, behaviour, port, looksLike) => {
    await server.simulator.control({ path: '/acme/leads/insert', behaviour });
    const { run, told } = await post();
    expect(told.status).toBe(200);
    const read = step(run, 'read');
    expect(read.port).toBe(port);
    expect(String(read.reason ?? '').toLowerCase()).toContain(looksLike.toLowerCase());
    expect(run.state).toBe('finished');
  });
});

describe('an answer that never comes', () => {
  it.each([
    ['the receiver hangs', 'drop', 'REMOTE_TIMEOUT'],
    ['the receiver resets the connection', 'reset', 'REMOTE_BROKEN_OFF'],
  ])('holds a POST for a person, and the caller hears that it is pending: %s', async (_what, behaviour, code) => {
    await server.simulator.control({ path: '/acme/leads/insert', behaviour });
    const { run, told, phone } = await post();
    expect(told.status).toBe(202);
    expect(told.body).toMatchObject({ pending: true });
    expect(run.state).toBe('held');
    expect(run.held).toMatchObject({ node: 'ask', code });
    const calls = (await server.simulator.get(`/__journal?phone=${encodeURIComponent(phone)}`)).items as JsonObject[];
    expect(calls).toHaveLength(1);
    const status = await fetch(`${server.address}${told.body.status}`);
    expect(await status.json()).toMatchObject({ state: 'held', outcome: null });
  });
});

describe('a receiver that cannot be reached', () => {
  it('fails the step with the reason, and the run ends as an error that the caller is told', async () => {
    const made = await server.api('POST', '/sources', { name: 'Nobody', flow: 'nobody-flow', auth: 'key' });
    const { run, told } = await post('nobody-flow', String(made.body.key));
    // Port 8444 of this machine is not in LEADFLOW_EGRESS_ALLOW: nothing is even tried.
    expect(step(run, 'ask').failure).toMatchObject({ code: 'EGRESS_BLOCKED' });
    expect(run.outcome).toBe('error');
    expect(told.status).toBe(200);
    expect(told.body).toMatchObject({ success: false, outcome: 'error' });
  });

  it('fails with REMOTE_UNREACHABLE where the connection is refused', async () => {
    const port = server.simulator.port;
    await server.simulator.close();
    const { run } = await post();
    expect(port).toBeGreaterThan(0);
    expect(step(run, 'ask').failure).toMatchObject({ code: 'REMOTE_UNREACHABLE' });
    expect(run.outcome).toBe('error');
  });
});

async function post(path = 'faults', as = key) {
  const phone = freshPhone();
  const told = await server.send(path, { phone_number: phone, first_name: 'A' }, { 'x-leadflow-key': as });
  const id = told.headers.get('x-leadflow-run');
  const run = await eventually(async () => {
    const { body } = await server.api('GET', `/runs/${id}`);
    return body.state === 'running' ? undefined : body;
  });
  return { run, told, phone };
}

function step(run: JsonObject, node: string): JsonObject {
  return (run.steps as JsonObject[]).find((each) => each.node === node) ?? {};
}

/** Draws webhook -> request -> read -> stop, saves and publishes it: what an admin does, over the API. */
async function publish(slug: string, connection: string): Promise<void> {
  const rules = [
    { path: 'success', comparison: 'equals', value: 'true', outcome: 'accepted' },
    { path: 'success', comparison: 'equals', value: 'false', outcome: 'rejected' },
  ];
  const bundle: FlowBundle = {
    document: {
      leadflow: 1,
      name: slug,
      nodes: {
        in: { type: 'webhook', config: { path: slug } },
        ask: { type: 'http-request', config: { connection, endpoint: 'insert-lead', body: 'lead' } },
        read: { type: 'response-parse', config: { from: 'steps.ask', as: 'json', rules } },
        ok: { type: 'respond', config: {} },
        no: { type: 'respond', config: { success: false } },
      },
      edges: [
        { from: 'in', port: 'lead', to: 'ask' },
        { from: 'ask', port: 'answered', to: 'read' },
        { from: 'read', port: 'accepted', to: 'ok' },
        ...['rejected', 'unrecognised', 'unreadable'].map((port) => ({ from: 'read', port, to: 'no' })),
      ],
    },
    files: {},
    layout: { nodes: {} },
  };
  const made = await server.api('POST', '/flows', { name: slug, slug, bundle: bundle as unknown as JsonObject });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  const published = await server.api('POST', `/flows/${slug}/publish`, {}, { 'if-match': `"${made.body.rev}"` });
  expect(published.status, JSON.stringify(published.body)).toBe(200);
}
