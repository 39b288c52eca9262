// A rehearsal of calls that their endpoints make ready: the adaptor of the endpoint is the body, and results are kept by name.
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../flows/language/document.ts';
import type { EndpointDocument } from '../../flows/language/receivers.ts';
import { makeLeadCheck } from '../../server/intake/lead-check.ts';
import { readBody } from '../../server/reading/read-body.ts';
import { compileRelease } from '../../server/run/plan.ts';
import { rehearse } from '../../server/run/rehearse.ts';
import type { WalkServices } from '../../server/run/step.ts';
import { readPhone } from '../../server/tools/read-phone.ts';
import { node, stop } from '../support/drawn-flows.ts';

const services: WalkServices = {
  parse: readBody,
  phone: readPhone,
  callbackUrl: (run, id) => `/callback/${run}/${id}`,
  pool: (text) => Promise.reject(new Error(`This expression is not in the total subset: ${text}`)),
  onBug: (error) => {
    throw error;
  },
};

const FIND: EndpointDocument = { name: 'Find', method: 'GET', path: '/contacts', result: 'contact', adaptor: 'crm' };
const NOTE: EndpointDocument = {
  name: 'Note',
  method: 'POST',
  path: '/notes',
  adaptor: 'crm',
  parameters: [{ name: 'owner', in: 'body', value: '{result.contact.id}' }],
};

describe('a call without a body', () => {
  it('sends what the adaptor of its endpoint makes, and finds the result that an earlier call kept', async () => {
    const done = await play(['find', 'note'], { first: 'Ann', phone: '1' });
    expect(done).toMatchObject({ path: ['in', 'find', 'note', 'end'], outcome: 'accepted' });
    expect(done.requests).toEqual({
      find: [{ method: 'GET', path: '/contacts', body: { name: { first: 'Ann' }, phone: '1' } }],
      note: [{ method: 'POST', path: '/notes', body: { name: { first: 'Ann' }, phone: '1' } }],
    });
    expect(done.steps.find).toMatchObject({ result: 'contact' });
  });

  it('ends with an error that names the result where no call kept it', async () => {
    const done = await play(['note'], { first: 'Ann', phone: '1' });
    expect(done).toMatchObject({ outcome: 'error', reason: expect.stringContaining('“contact”') });
    expect(done.requests).toEqual({});
  });

  it('ends with an error that names the field where the adaptor misses one', async () => {
    const done = await play(['find'], { first: 'Ann' });
    expect(done).toMatchObject({ outcome: 'error', reason: expect.stringContaining('phone') });
  });
});

function play(calls: ('find' | 'note')[], lead: JsonObject) {
  const drawn = calls.map((id) => [id, node('http-request', { connection: 'crm', endpoint: id })] as const);
  const nodes = { in: node('webhook', { path: 'calls' }), ...Object.fromEntries(drawn), end: stop('accepted') };
  const ids = ['in', ...calls, 'end'];
  const edges = ids.slice(1).map((to, i) => {
    const from = ids[i] ?? '';
    return { from, port: from === 'in' ? 'lead' : 'answered', to };
  });
  const document = { leadflow: 1 as const, name: 'calls', nodes, edges };
  const fields = [
    { target: 'name.first', from: 'lead.first' },
    { target: 'phone', from: 'lead.phone', required: true },
  ];
  const content = {
    flow: 'calls',
    name: 'calls',
    version: 1,
    bundle: { document, files: {}, layout: { nodes: {} } },
    adaptors: { crm: { leadflow: 1 as const, name: 'CRM', fields } },
    endpoints: { 'crm/find': FIND, 'crm/note': NOTE } as unknown as Record<string, JsonObject>,
  };
  const answers = Object.fromEntries(calls.map((id) => [id, [{ body: { id: 7 } }]]));
  return rehearse(compileRelease(content, 'hash', makeLeadCheck), { lead, answers }, services);
}
