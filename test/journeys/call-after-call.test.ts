// Calls that build on each other, tested one after another before any flow uses them: sign in, find, and log what was found.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../flows/language/document.ts';
import { REST_API_KEY } from '../simulators/rest.ts';
import { REST_CLIENT } from '../simulators/rest-tokens.ts';
import { freshPhone, startTestServer, type TestServer } from '../support/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  const document = {
    ...{ leadflow: 1, name: 'Desk', template: 'rest', tenant: 'acme', scheme: 'http' },
    host: `127.0.0.1:${server.simulator.port}`,
    fields: { client_id: REST_CLIENT.id, client_secret: 'secret:desk-client', api_key: 'secret:desk-key' },
    endpoints: {},
  };
  const made = await server.api('POST', '/connections', { slug: 'desk', document });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  await server.api('PUT', '/secrets/desk-client', { value: REST_CLIENT.secret });
  await server.api('PUT', '/secrets/desk-key', { value: REST_API_KEY });
}, 60_000);
afterAll(() => server.stop());

const lead = { phone_number: freshPhone(), first_name: 'Ann', last_name: 'Lee' };
async function test(endpoint: string): Promise<JsonObject> {
  const told = await server.api('POST', `/connections/desk/endpoints/${endpoint}/test`, { lead });
  expect(told.status, JSON.stringify(told.body)).toBe(200);
  return told.body;
}

it('judges the Auth endpoint by its token, which is masked, and sends it nothing of the lead', async () => {
  const end = await test('sign-in');
  expect(end.found).toMatchObject({ outcome: 'accepted', rule: 'rule 1: data.access_token is there' });
  expect(JSON.stringify(end)).not.toMatch(/tok-\d/);
  expect(String((end.request as JsonObject).body)).not.toContain(lead.phone_number);
  const kept = await server.api('GET', `/connections/desk/exchanges/${String(end.id)}`);
  expect(kept.body.found).toMatchObject({ outcome: 'accepted' });
});

it('says which call is to be tested first, and then takes what that call was answered', async () => {
  expect((await test('log-call')).fault).toMatchObject({
    says: expect.stringContaining('Test “Find a contact” first'),
    sent: 'no',
  });
  expect((await test('create-contact')).found).toMatchObject({ outcome: 'accepted' });
  expect((await test('find-contact')).found).toMatchObject({ outcome: 'accepted' });
  const end = await test('log-call');
  expect(end.found).toMatchObject({ outcome: 'accepted' });
  expect(end.kept).toEqual([{ name: 'contact', endpoint: 'find-contact', at: expect.any(String) }]);
});
