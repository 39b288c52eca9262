// What a call to a receiver comes to.
import { Failure } from '../../../flows/language/failures.ts';
import type { RemoteAnswer, Verdict } from '../../../nodes/tools.ts';
import type { NodeCases } from '../../support/node-harness.ts';

/** A receiver's answer as the tool hands it over. */
export function answered(body: string, more: Partial<RemoteAnswer> = {}): RemoteAnswer {
  return { status: 200, type: 'application/json', headers: {}, body, ms: 12, simulated: false, ...more };
}

function said(verdict: Verdict['verdict'], by: string, note: string): Verdict {
  return { verdict, by, note };
}

const endpoint = { name: 'Find lead', method: 'POST' as const, path: '/acme/leads/find' };
const config = { connection: 'acme-crm', endpoint, body: { phone_number: '+13105550123' } };

export const cases: NodeCases = {
  declared: {
    connection: 'acme-crm',
    endpoint: 'find-lead',
    body: 'steps.map',
    query: '{"source": trigger.source}',
    headers: [{ name: 'X-Campaign', value: '=lead.campaign' }],
  },
  happy: [
    {
      name: 'the endpoint names a result that an earlier step kept',
      config: {
        ...config,
        endpoint: { ...endpoint, result: 'lead', parameters: [{ name: 'owner', value: '{result.contact.id}' }] },
      },
      view: { steps: { ask: { ...answered('{"id":7}'), result: 'contact' } } },
      tools: { send: async ({ results = {} }) => answered(JSON.stringify(results)) },
      port: 'answered',
      value: { body: '{"contact":{"id":7}}', result: 'lead' },
    },
    {
      name: 'the receiver answers',
      config,
      tools: { send: async () => answered('{"success":true,"status":"NEW"}') },
      port: 'answered',
      value: { status: 200, body: '{"success":true,"status":"NEW"}' },
    },
    {
      name: 'no answer came, and a person knows that the receiver has the lead',
      config,
      tools: { send: async () => said('accepted', 'ann@example.com', 'Seen in their portal.') },
      port: 'was-accepted',
      value: { verdict: 'accepted', by: 'ann@example.com' },
      says: 'ann@example.com says that the receiver took the lead. Seen in their portal.',
    },
    {
      name: 'no answer came, and the receiver says, when asked, that it has the lead',
      config,
      tools: { send: async () => said('accepted', 'probe', 'The receiver was asked, and has it.') },
      port: 'was-accepted',
      value: { by: 'probe' },
      says: 'The receiver was asked, and says that it took the lead.',
    },
  ],
  rejected: [
    {
      name: 'no answer came, and a person knows that the receiver refused the lead',
      config,
      tools: { send: async () => said('rejected', 'ann@example.com', '') },
      port: 'was-rejected',
      value: { verdict: 'rejected' },
      says: 'ann@example.com says that the receiver refused the lead.',
    },
    {
      name: 'the receiver says no with a status of its own, which is an answer too',
      config,
      tools: { send: async () => answered('{"code":409}', { status: 409 }) },
      port: 'answered',
      value: { status: 409 },
    },
  ],
  failure: [
    {
      name: 'the receiver does not answer in time',
      config,
      tools: { send: () => Promise.reject(new Failure('REMOTE_TIMEOUT', { detail: 'No answer within 15 s.' })) },
      fails: 'REMOTE_TIMEOUT',
      says: 'No answer within 15 s.',
    },
    {
      name: 'the query is not an object',
      config: { ...config, query: 'a=b' },
      tools: { send: async () => answered('{}') },
      fails: 'CONFIG_INVALID',
      says: 'The query must be an object',
    },
    {
      name: 'a header is an object',
      config: { ...config, headers: [{ name: 'X-Lead', value: { id: 1 } }] },
      tools: { send: async () => answered('{}') },
      fails: 'CONFIG_INVALID',
      says: 'X-Lead',
    },
  ],
};
