// A case with leads that are there already: they are met in the list that the step names, by looking as by creating.
import { expect, it } from 'vitest';
import { makeLeadCheck } from '../../server/intake/lead-check.ts';
import { readBody } from '../../server/reading/read-body.ts';
import { compileRelease } from '../../server/run/plan.ts';
import { rehearse } from '../../server/run/rehearse.ts';
import type { WalkServices } from '../../server/run/step.ts';
import { readPhone } from '../../server/tools/read-phone.ts';

const services: WalkServices = {
  parse: readBody,
  phone: readPhone,
  callbackUrl: (run, node) => `/callback/${run}/${node}`,
  pool: (text) => Promise.reject(new Error(`This expression is not in the total subset: ${text}`)),
  onBug: (error) => {
    throw error;
  },
};
const PHONE = '+13105550123';

it.each([
  [{}, 'spring', 'not-found', 'created'],
  [{ scopeOf: 'spring' }, 'spring', 'found', 'duplicate'],
  [{ scopeOf: 'spring' }, 'default', 'not-found', 'created'],
  [{ scope: 'account' }, 'spring', 'found', 'duplicate'],
])('with %j a lead in the list %s is %s, and a new one %s', async (where, list, looked, did) => {
  const config = { phone: 'lead.phone', ...where };
  const nodes = {
    in: { type: 'webhook', config: { path: 'x' } },
    find: { type: 'find-lead', config },
    create: { type: 'create-lead', config: { ...config, fields: 'lead' } },
    end: { type: 'stop', config: { outcome: 'accepted', reason: '=steps.create.did' } },
  };
  const edges = [
    { from: 'in', port: 'lead', to: 'find' },
    { from: 'find', port: looked, to: 'create' },
    { from: 'create', port: did, to: 'end' },
  ];
  const bundle = { document: { leadflow: 1 as const, name: 'Meets', nodes, edges }, files: {}, layout: { nodes: {} } };
  const content = { flow: 'meets', name: 'Meets', version: 1, bundle, adaptors: {}, endpoints: {} };
  const release = compileRelease(content, 'case', makeLeadCheck);
  const given = { leads: [{ phone: PHONE, list }] };
  const { path, reason } = await rehearse(release, { lead: { phone: PHONE }, given }, services);
  expect([path, reason]).toEqual([['in', 'find', 'create', 'end'], did]);
});
