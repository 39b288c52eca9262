// The Convoso template against the simulated account: every documented code, and a no inside status 200.
import { afterAll, beforeAll, describe, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { openTemplate, runCase, type TemplateCase, type TemplateScene } from './template-cases.ts';

const SCENE: TemplateScene = {
  template: 'convoso',
  fields: { auth_token: 'secret:convoso-token', list_id: '1001' },
  secrets: { 'convoso-token': 'tok-good-1', 'convoso-wrong': 'wrong', 'convoso-limited': 'limited' },
};
const LEAD = { phone_number: '+1 (310) 555-2001', first_name: 'Ann', last_name: 'Lee', zip: '02134' };
const INSERT = { endpoint: 'insert-lead', lead: LEAD };

const CASES: TemplateCase[] = [
  {
    ...INSERT,
    name: 'takes a lead and names it',
    comes: 'accepted',
    reference: '65007347',
    sends: 'postal_code=02134',
  },
  {
    ...INSERT,
    name: 'sends ten digits and the country code apart',
    comes: 'accepted',
    sends: 'phone_number=3105552001',
  },
  { ...INSERT, name: 'masks the token in what is shown', comes: 'accepted', sends: 'auth_token=' },
  {
    ...INSERT,
    name: 'refuses a number that is there, with status 200',
    before: [INSERT],
    comes: 'rejected',
    status: 200,
    reason: 'already exists',
  },
  {
    ...INSERT,
    name: 'takes a wrong token for a fault of ours',
    fields: { auth_token: 'secret:convoso-wrong' },
    comes: 'error',
    status: 200,
    reason: 'token',
  },
  {
    ...INSERT,
    name: 'takes a token without the permission for a fault of ours',
    fields: { auth_token: 'secret:convoso-limited' },
    comes: 'error',
    status: 403,
  },
  {
    ...INSERT,
    name: 'takes an unknown list for a fault of ours',
    fields: { list_id: '7' },
    comes: 'error',
    reason: 'list',
  },
  {
    name: 'refuses a short number',
    endpoint: 'insert-lead',
    lead: { ...LEAD, phone_number: '55520' },
    comes: 'rejected',
    reason: 'invalid',
  },
  {
    name: 'refuses a bad e-mail address',
    endpoint: 'insert-lead',
    lead: { ...LEAD, email: 'ann' },
    comes: 'rejected',
    reason: 'email',
  },
  {
    name: 'does not guess what an undocumented code means',
    endpoint: 'insert-lead',
    lead: { ...LEAD, phone_number: '3105550190' },
    comes: 'unrecognised',
    status: 200,
  },
  {
    ...INSERT,
    name: 'reads required fields missed as a no',
    behaviour: 'failure-body',
    comes: 'rejected',
    reason: 'missed',
  },
  { ...INSERT, name: 'reads JSON that is said to be HTML', behaviour: 'wrong-type', comes: 'accepted' },
  { ...INSERT, name: 'takes an HTML sign-in page for no answer', behaviour: 'html200', comes: 'unreadable' },
  { ...INSERT, name: 'takes an HTML error page for an error', behaviour: 'html500', comes: 'error', status: 500 },
  { ...INSERT, name: 'does not guess at a new shape', behaviour: 'unknown-shape', comes: 'unrecognised' },
  { ...INSERT, name: 'does not know what became of a call that was reset', behaviour: 'reset', comes: 'unknown' },
  { ...INSERT, name: 'reads an answer behind a byte order mark', behaviour: 'bom', comes: 'accepted' },
  {
    name: 'updates a lead that is there',
    endpoint: 'update-lead',
    before: [INSERT],
    lead: { lead_id: '65007347', first_name: 'Anna' },
    comes: 'accepted',
    reference: '65007347',
  },
  { name: 'refuses to update a lead that is gone', endpoint: 'update-lead', lead: { lead_id: '7' }, comes: 'rejected' },
  {
    name: 'finds a lead by its number',
    endpoint: 'search-leads',
    before: [INSERT],
    lead: { phone_number: '3105552001' },
    comes: 'accepted',
    reference: '65007347',
  },
  { name: 'finds nobody', endpoint: 'search-leads', lead: { phone_number: '3105552009' }, comes: 'rejected' },
  {
    name: 'puts a number on the DNC list',
    endpoint: 'add-to-dnc',
    lead: { phone_number: '+13105552003', reason: 'asked' },
    comes: 'accepted',
    reference: '1',
  },
  {
    name: 'is content with a number that is on the DNC list already',
    endpoint: 'add-to-dnc',
    before: [{ endpoint: 'add-to-dnc', lead: { phone_number: '3105552003' } }],
    lead: { phone_number: '3105552003' },
    comes: 'accepted',
    warning: true,
  },
  { name: 'pings and is let in', endpoint: 'ping', lead: { phone_number: '3105552004' }, comes: 'accepted' },
  {
    name: 'pings and is denied for a listed number',
    endpoint: 'ping',
    lead: { phone_number: '3105550190' },
    comes: 'rejected',
  },
  {
    name: 'reads the text True as a yes',
    endpoint: 'post-lead',
    lead: LEAD,
    fields: { criteria_key: 'k1' },
    comes: 'accepted',
  },
  {
    name: 'reads the text False as a no',
    endpoint: 'post-lead',
    lead: { ...LEAD, phone_number: '55520' },
    fields: { criteria_key: 'k1' },
    comes: 'rejected',
    reason: 'invalid',
  },
];

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  await openTemplate(server, SCENE);
});
afterAll(() => server.stop());

describe('the Convoso template', () => {
  it.each(CASES)('$name', (each) => runCase(server, SCENE, each));
});
