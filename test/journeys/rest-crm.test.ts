// A lead through a REST CRM as its template says: a token, a search, a contact made or a signed call logged, and answers read.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../flows/language/document.ts';
import { REST_API_KEY } from '../simulators/rest.ts';
import { REST_CLIENT } from '../simulators/rest-tokens.ts';
import { mustPublish, node, runIn, sender } from '../support/drawn-flows.ts';
import { eventually, startTestServer, type TestServer } from '../support/test-server.ts';

const SECRETS = { 'crm-client': REST_CLIENT.secret, 'crm-key': REST_API_KEY };
const AT = { connection: 'crm' };
const PHONE = '3105556001';
const LEAD = { phone_number: PHONE, first_name: 'Ann', last_name: 'Lee', zip: '02134', note: 'Wants a quote' };

let server: TestServer;
let send: Awaited<ReturnType<typeof sender>>;
beforeAll(async () => {
  server = await startTestServer();
  for (const [name, value] of Object.entries(SECRETS)) await server.api('PUT', `/secrets/${name}`, { value });
  const document = {
    leadflow: 1,
    name: 'CRM of the call centre',
    template: 'rest',
    tenant: 'north',
    scheme: 'http',
    host: `127.0.0.1:${server.simulator.port}`,
    fields: { client_id: REST_CLIENT.id, client_secret: 'secret:crm-client', api_key: 'secret:crm-key' },
    endpoints: {},
  };
  expect((await server.api('POST', '/connections', { slug: 'crm', document })).status).toBe(201);
  const read = (from: string, endpoint: string) => node('response-parse', { from, ...AT, endpoint });
  await mustPublish(server, 'desk', {
    nodes: {
      in: node('webhook', { path: 'desk' }),
      find: node('http-request', { ...AT, endpoint: 'find-contact', body: '{"phone": lead.phone_number}' }),
      found: read('steps.find', 'find-contact'),
      // Neither says a body: the adaptors of the endpoints make it.
      create: node('http-request', { ...AT, endpoint: 'create-contact' }),
      created: read('steps.create', 'create-contact'),
      log: node('http-request', { ...AT, endpoint: 'log-call' }),
      logged: read('steps.log', 'log-call'),
      made: node('respond', { message: '="Contact " & steps.created.reference' }),
      failed: node('respond', { success: false, message: 'Failed.' }),
      noted: node('respond', { message: '="Call " & steps.logged.reference' }),
    },
    edges: [
      'in.lead>find',
      'find.answered>found',
      'found.rejected>create',
      'found.accepted>log',
      'create.answered>created',
      'log.answered>logged',
      'created.accepted>made',
      'logged.accepted>noted',
      ...['found', 'created', 'logged'].flatMap((id) => [`${id}.unrecognised>failed`, `${id}.unreadable>failed`]),
      'created.rejected>failed',
      'logged.rejected>failed',
    ],
  });
  send = await sender(server, 'desk');
});
afterAll(() => server.stop());

it('makes the contact of a new number, and logs the signed call of a known one', async () => {
  const first = await send(LEAD);
  expect(first.body).toMatchObject({ success: true, message: 'Contact c-501' });
  const second = await send(LEAD);
  expect(second.body).toMatchObject({ success: true, message: 'Call 1' });
  const { items } = await server.simulator.get('/__journal');
  const asked = (items as JsonObject[]).map(({ method, path }) => `${method} ${path}`);
  expect(asked).toEqual([
    'POST /rest/token',
    'GET /rest/north/contacts',
    'POST /rest/north/contacts',
    'GET /rest/north/contacts',
    'POST /rest/north/calls/c-501',
  ]);
});

it('goes on with a new token once the receiver forgets the old one, under the same key', async () => {
  const { items: before } = await server.simulator.get('/__journal');
  const calls = (before as JsonObject[]).length;
  await fetch(`http://127.0.0.1:${server.simulator.port}/rest/expire`, { method: 'POST' });
  const told = await send({ ...LEAD, phone_number: '3105556002' });
  expect(told.body).toMatchObject({ success: true, message: 'Contact c-502' });
  const { items } = await server.simulator.get('/__journal');
  const made = (items as JsonObject[]).slice(calls).filter(({ path }) => path !== '/rest/expire');
  expect(made.map(({ path, status }) => [path, status])).toEqual([
    ['/rest/north/contacts', 401],
    ['/rest/token', 200],
    ['/rest/north/contacts', 200],
    ['/rest/north/contacts', 201],
  ]);
  const run = await runIn(server, told.run, 'finished');
  expect(run).toMatchObject({ outcome: 'accepted' });
});

it('lists every call in the log of the connection, without a secret', async () => {
  const lines = await eventually(async () => {
    const { body } = await server.api('GET', '/connections/crm/exchanges');
    const found = body.items as JsonObject[];
    return found.length >= 7 ? found : undefined;
  });
  expect(lines[0]).toMatchObject({ endpoint: 'create-contact', status: 201, result: 'accepted' });
  const log = lines.find(({ endpoint }) => endpoint === 'log-call');
  const { body } = await server.api('GET', `/connections/crm/exchanges/${encodeURIComponent(String(log?.id))}`);
  const text = JSON.stringify(body);
  expect(body).toMatchObject({ request: { headers: { 'X-Signature': '••••' } }, found: { outcome: 'accepted' } });
  for (const secret of [...Object.values(SECRETS), 'tok-']) expect(text).not.toContain(secret);
});
