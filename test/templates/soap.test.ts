// The SOAP template against the simulated service: both versions, user tokens, faults, CDATA, and a no inside a good answer.
import { afterAll, beforeAll, describe, it } from 'vitest';
import { SOAP_USER } from '../simulators/soap.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { openTemplate, runCase, type TemplateCase, type TemplateScene } from './template-cases.ts';

const SCENE: TemplateScene = {
  template: 'soap',
  fields: { user: SOAP_USER.name, password: 'secret:soap-password' },
  secrets: { 'soap-password': SOAP_USER.password, 'soap-wrong': 'perch' },
};
const LEAD = {
  phone_number: '3105554002',
  first_name: 'Ann',
  last_name: 'Lee',
  zip: '02134',
  note: 'Call < noon & ]]> ok',
};
const OLD = { endpoint: 'insert-lead', lead: LEAD };
const NEW = { endpoint: 'insert-lead-12', lead: LEAD };
const FIND = { endpoint: 'find-lead', lead: { phone_number: LEAD.phone_number } };

const CASES: TemplateCase[] = [
  { ...OLD, name: 'inserts by 1.1, zeros kept', comes: 'accepted', status: 200, captures: { lead_id: '009001' } },
  { ...OLD, name: 'keeps any text in CDATA', comes: 'accepted', sends: '<![CDATA[Call < noon & ]]' },
  {
    ...OLD,
    name: 'refuses by 1.1 inside status 200',
    before: [OLD],
    comes: 'rejected',
    status: 200,
    reason: 'Known as 9001',
    captures: { code: 'DUP' },
  },
  { ...OLD, name: 'refuses a short zip', lead: { ...LEAD, zip: '213' }, comes: 'rejected', reason: 'five digits' },
  {
    ...OLD,
    name: 'refuses a short number',
    lead: { ...LEAD, phone_number: '555' },
    comes: 'rejected',
    reason: 'too short',
  },
  {
    ...OLD,
    name: 'takes a wrong password for a fault of ours',
    fields: { password: 'secret:soap-wrong' },
    comes: 'error',
    status: 500,
  },
  { ...OLD, name: 'takes a fault for an error by 1.1', fields: { user: 'nobody' }, comes: 'error', status: 500 },
  { ...NEW, name: 'inserts by 1.2 with a digest', comes: 'accepted', status: 200, captures: { lead_id: '009001' } },
  { ...NEW, name: 'refuses by 1.2 inside status 200', before: [OLD], comes: 'rejected', reason: 'Known as 9001' },
  {
    ...NEW,
    name: 'takes a fault for an error by 1.2',
    fields: { user: 'nobody' },
    comes: 'error',
    status: 400,
    reason: 'not known',
  },
  { ...FIND, name: 'finds nobody', comes: 'rejected', reason: 'Nobody' },
  {
    ...FIND,
    name: 'finds several, and names the first',
    before: [OLD],
    comes: 'accepted',
    captures: { first: '009001' },
  },
  {
    ...FIND,
    name: 'finds one, and names it alike',
    before: [{ ...OLD, lead: { ...LEAD, phone_number: '3105554001' } }],
    lead: { phone_number: '3105554001' },
    comes: 'accepted',
    captures: { first: '009001' },
  },
  { ...OLD, name: 'takes an HTML page for an error', behaviour: 'html500', comes: 'error', status: 500 },
  { ...OLD, name: 'takes a sign-in page for no answer', behaviour: 'html200', comes: 'unreadable' },
  { ...OLD, name: 'takes half an envelope for no answer', behaviour: 'truncated', comes: 'unreadable' },
  { ...OLD, name: 'reads XML that is said to be HTML', behaviour: 'wrong-type', comes: 'accepted' },
  { ...OLD, name: 'does not know what became of a call that was never answered', behaviour: 'reset', comes: 'unknown' },
];

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  await openTemplate(server, SCENE);
});
afterAll(() => server.stop());

describe('the SOAP template', () => {
  it.each(CASES)('$name', (each) => runCase(server, SCENE, each));
});
