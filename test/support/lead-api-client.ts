// A client of the lead API for tests: a server with three lead lists, a connection that can be asked, and calls with a token.
import { expect } from 'vitest';
import type { Json, JsonObject } from '../../flows/language/document.ts';
import { eventually, freshPhone, startTestServer, type TestServer } from './test-server.ts';

/** Parameters of a call. */
export type Params = Record<string, string>;

/** What such a test works with. */
export interface LeadApi {
  server: TestServer;
  token: string;
  /** Makes a thing by the admin API. */
  made: (path: string, body: Json) => Promise<JsonObject>;
  /** Calls `/v1/<call>` with a form. */
  form: (call: string, params: Params, auth?: string) => Promise<Response>;
  /** The same, for the answer; it is HTTP 200. */
  told: (call: string, params: Params) => Promise<JsonObject>;
  leadsOf: (phone: string) => Promise<JsonObject[]>;
}

/** Starts the server. */
export async function startLeadApi(): Promise<LeadApi> {
  const server = await startTestServer();
  const made = async (path: string, body: Json): Promise<JsonObject> => {
    const told = await server.api('POST', path, body);
    expect(told.status, JSON.stringify(told.body)).toBe(201);
    return told.body;
  };
  const token = String(
    (await made('/sources', { name: 'Client of account-leads', flow: 'account-leads', auth: 'key' })).key,
  );
  await made('/lead-lists', { slug: '1001', name: 'Web', campaign: 'spring' });
  await made('/lead-lists', { slug: '1002', name: 'Print', campaign: 'spring' });
  await made('/lead-lists', { slug: '1003', name: 'Radio' });
  await letItBeAsked(server);
  const form: LeadApi['form'] = (call, params, auth = token) =>
    fetch(`${server.address}/v1/${call}`, {
      method: 'POST',
      body: new URLSearchParams({ auth_token: auth, ...params }),
    });
  return {
    server,
    token,
    made,
    form,
    told: async (call, params) => {
      // A server that has too much in hand says so, and its client sends the lead again.
      const response = await eventually(async () => {
        const answer = await form(call, params);
        return answer.status === 503 ? undefined : answer;
      }, 20_000);
      expect(response.status).toBe(200);
      return (await response.json()) as JsonObject;
    },
    leadsOf: async (phone) =>
      (await server.api('GET', `/leads?q=${encodeURIComponent(phone)}`)).body.items as JsonObject[],
  };
}

/** Gives the call by which leads are found an adaptor, as the duplicate check wants it. */
export async function letItBeAsked(server: TestServer): Promise<void> {
  const { body } = await server.api('GET', '/connections/acme-crm');
  const document = body.document as { endpoints: Record<string, JsonObject> };
  const find = { ...document.endpoints['find-lead'], adaptor: 'acme-crm' };
  const asks = { ...document, endpoints: { ...document.endpoints, 'find-lead': find } };
  const put = await server.api('PUT', '/connections/acme-crm', { document: asks }, { 'if-match': `"${body.hash}"` });
  expect(put.status, JSON.stringify(put.body)).toBe(200);
}

/** A number as a client sends it: ten digits. */
export function number(): string {
  return freshPhone().slice(2);
}

/** The id in an answer. */
export function idOf(answer: JsonObject): string {
  return String((answer.data as JsonObject).lead_id);
}
