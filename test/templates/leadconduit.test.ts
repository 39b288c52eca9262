// The LeadConduit template against simulated flows: 201 for every lead, the outcome inside, pings and prices.
import { afterAll, beforeAll, describe, it } from 'vitest';
import { LEADCONDUIT_FLOWS as FLOWS } from '../simulators/leadconduit.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { openTemplate, runCase, type TemplateCase, type TemplateScene } from './template-cases.ts';

const SCENE: TemplateScene = {
  template: 'leadconduit',
  fields: { flow_id: FLOWS.open, source_id: '5a0000000000000000000001' },
  secrets: {},
};
const LEAD = { phone_number: '3105555001', first_name: 'Ann', last_name: 'Lee', state: 'ca', zip: '02134' };
const SUBMIT = { endpoint: 'submit', lead: LEAD };
const PING = { endpoint: 'ping', lead: LEAD };
const XML = { endpoint: 'submit-xml', lead: LEAD };
const flow = (flow_id: string) => ({ fields: { flow_id } });

const CASES: TemplateCase[] = [
  {
    ...SUBMIT,
    name: 'sells a lead, with price and reference',
    comes: 'accepted',
    status: 201,
    price: 7.5,
    reference: '555555555555555555555551',
  },
  { ...SUBMIT, name: 'keeps the zero of a postal code', comes: 'accepted', sends: 'postal_code=02134' },
  {
    ...SUBMIT,
    name: 'reads a no inside status 201',
    before: [SUBMIT],
    comes: 'rejected',
    status: 201,
    reason: 'Duplicate lead',
  },
  { ...SUBMIT, name: 'is told that a cap is reached', ...flow(FLOWS.capped), comes: 'rejected', reason: 'Cap reached' },
  {
    ...SUBMIT,
    name: 'is told that nobody is at work',
    ...flow(FLOWS.closed),
    comes: 'rejected',
    reason: 'Outside hours',
  },
  {
    ...SUBMIT,
    name: 'takes the outcome error for an error',
    ...flow(FLOWS.broken),
    comes: 'error',
    status: 201,
    reason: 'timed out',
  },
  { ...SUBMIT, name: 'is turned away under load', ...flow(FLOWS.overloaded), comes: 'error', status: 503 },
  {
    ...SUBMIT,
    name: 'takes an unknown flow for a fault of ours',
    ...flow('5f00000000000000000000ff'),
    comes: 'error',
    status: 404,
  },
  {
    ...SUBMIT,
    name: 'is told which field is bad',
    lead: { ...LEAD, email: 'ann' },
    comes: 'rejected',
    reason: 'email must be valid',
  },
  { ...PING, name: 'pings and is offered a price', comes: 'accepted', status: 200, price: 5 },
  {
    ...PING,
    name: 'takes a ping without a price for no bid',
    ...flow(FLOWS.noBid),
    comes: 'rejected',
    reason: 'No bid',
  },
  { ...XML, name: 'submits and reads XML', comes: 'accepted', status: 201, sends: '<phone_1>3105555001</phone_1>' },
  { ...XML, name: 'reads a no in XML', before: [SUBMIT], comes: 'rejected', status: 201 },
  { ...SUBMIT, name: 'does not guess at a new shape', behaviour: 'unknown-shape', comes: 'unrecognised' },
  { ...SUBMIT, name: 'takes an HTML page for no answer', behaviour: 'html200', comes: 'unreadable' },
  { ...SUBMIT, name: 'reads an answer in an old character set', behaviour: 'latin1', comes: 'accepted' },
  { ...SUBMIT, name: 'does not know what became of a call that broke off', behaviour: 'reset', comes: 'unknown' },
];

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  await openTemplate(server, SCENE);
});
afterAll(() => server.stop());

describe('the LeadConduit template', () => {
  it.each(CASES)('$name', (each) => runCase(server, SCENE, each));
});
