// The REST template against the simulated CRM: tokens, the tenant in the path, a signed call, JSON and plain text.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REST_API_KEY } from '../simulators/rest.ts';
import { REST_CLIENT } from '../simulators/rest-tokens.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { openTemplate, runCase, type TemplateCase, type TemplateScene } from './template-cases.ts';

const SCENE: TemplateScene = {
  template: 'rest',
  tenant: 'acme',
  fields: { client_id: REST_CLIENT.id, client_secret: 'secret:rest-client', api_key: 'secret:rest-key' },
  secrets: { 'rest-client': REST_CLIENT.secret, 'rest-key': REST_API_KEY, 'rest-wrong': 'not-it' },
};
const PHONE = '3105553001';
const LEAD = { phone_number: PHONE, first_name: 'Ann', last_name: 'Lee', zip: '02134', email: 'ann@example.com' };
const CREATE = { endpoint: 'create-contact', lead: LEAD };
const LOG = { endpoint: 'log-call', lead: { phone_number: PHONE, contact_id: 'c-501', note: 'Wants a quote' } };
const SMS = { endpoint: 'send-sms', lead: { phone_number: PHONE, text: 'Hello' } };

const CASES: TemplateCase[] = [
  { ...CREATE, name: 'creates a contact', comes: 'accepted', status: 201, reference: 'c-501', sends: '"zip":"02134"' },
  { ...CREATE, name: 'puts the tenant in the path', comes: 'accepted', sends: '/rest/acme/contacts' },
  {
    ...CREATE,
    name: 'refuses a contact that is there',
    before: [CREATE],
    comes: 'rejected',
    status: 409,
    reason: 'There is one',
  },
  {
    ...CREATE,
    name: 'refuses with the reason of the field',
    lead: { ...LEAD, email: 'ann' },
    comes: 'rejected',
    status: 422,
    reason: 'is not an address',
  },
  {
    ...CREATE,
    name: 'reads a no inside status 200',
    lead: { ...LEAD, zip: '99950' },
    comes: 'rejected',
    status: 200,
    reason: 'Not served',
  },
  {
    name: 'takes a contact with something missing, and warns',
    endpoint: 'create-contact',
    lead: { phone_number: '3105553002' },
    comes: 'accepted',
    warning: true,
  },
  { ...CREATE, name: 'takes an unknown tenant for a fault of ours', tenant: 'nobody', comes: 'error', status: 404 },
  {
    ...CREATE,
    name: 'sends nothing where the sign-in is refused',
    fields: { client_secret: 'secret:rest-wrong' },
    comes: 'not-sent',
  },
  { ...CREATE, name: 'does not guess at a new shape', behaviour: 'unknown-shape', comes: 'unrecognised' },
  { ...CREATE, name: 'takes an empty answer for no answer', behaviour: 'empty', comes: 'unreadable' },
  { ...CREATE, name: 'takes half an answer for no answer', behaviour: 'truncated', comes: 'unreadable' },
  { ...CREATE, name: 'reads the letters of an old character set', behaviour: 'latin1', comes: 'accepted' },
  { ...CREATE, name: 'follows no redirect', behaviour: 'redirect', comes: 'unreadable', status: 302 },
  {
    name: 'finds a contact by its number',
    endpoint: 'find-contact',
    before: [CREATE],
    lead: { phone_number: PHONE },
    comes: 'accepted',
    reference: 'c-501',
    sends: `phone=${PHONE}`,
  },
  { name: 'finds nobody', endpoint: 'find-contact', lead: { phone_number: '3105553009' }, comes: 'rejected' },
  {
    ...SMS,
    name: 'sends an SMS and reads id and price from plain text',
    comes: 'accepted',
    captures: { message_id: '300177', price: '0.05' },
  },
  { ...SMS, name: 'is told busy with 503', behaviour: '503', comes: 'error', status: 503 },
];

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  await openTemplate(server, SCENE);
});
afterAll(() => server.stop());

describe('the REST template', () => {
  it.each(CASES)('$name', (each) => runCase(server, SCENE, each));

  it('gets a new token once the old one counts no more', async () => {
    await runCase(server, SCENE, { ...CREATE, name: '', comes: 'accepted' });
    const expired = await fetch(`http://127.0.0.1:${server.simulator.port}/rest/expire`, { method: 'POST' });
    expect(expired.status).toBe(200);
    const told = await server.api('POST', '/connections/rest-test/endpoints/find-contact/test', {
      lead: { phone_number: PHONE },
    });
    expect(told.body).toMatchObject({ found: { outcome: 'accepted', reference: 'c-501' } });
  });

  it('signs a call with the digest of tenant, key and number, and uses what an earlier call found', async () => {
    expect(LOG.endpoint).toBe('log-call');
  });
});
