// A case of a flow that puts a number on the DNC list and then looks for it: it finds it, as a real lead would.
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
const document = {
  leadflow: 1 as const,
  name: 'Adds',
  nodes: {
    in: { type: 'webhook', config: { path: 'x' } },
    add: { type: 'dnc-add', config: { phone: 'lead.phone', reason: 'Asked' } },
    check: { type: 'dnc-check', config: { phone: 'lead.phone' } },
    listed: { type: 'stop', config: { outcome: 'rejected', reason: '=steps.check.hit.reason' } },
    clear: { type: 'stop', config: { outcome: 'accepted', reason: 'It is clear.' } },
  },
  edges: [
    { from: 'in', port: 'lead', to: 'add' },
    { from: 'add', port: 'added', to: 'check' },
    { from: 'check', port: 'listed', to: 'listed' },
    { from: 'check', port: 'clear', to: 'clear' },
  ],
};
const bundle = { document, files: {}, layout: { nodes: {} } };

it('a case finds a number on the DNC list that its own lead has put there', async () => {
  const content = { flow: 'adds', name: 'Adds', version: 1, bundle, adaptors: {}, endpoints: {} };
  const release = compileRelease(content, 'case', makeLeadCheck);
  const { path, reason } = await rehearse(release, { lead: { phone: '+13105550123' } }, services);
  expect([path.at(-1), reason]).toEqual(['listed', 'Asked']);
});

it('a case whose list is too old leaves by stale, and its run is rejected with the reason', async () => {
  const { add: _add, ...nodes } = document.nodes;
  const edges = [{ from: 'in', port: 'lead', to: 'check' }, ...document.edges.slice(2)];
  const old = { ...bundle, document: { ...document, nodes, edges } };
  const content = { flow: 'adds', name: 'Adds', version: 1, bundle: old, adaptors: {}, endpoints: {} };
  const release = compileRelease(content, 'case', makeLeadCheck);
  const scene = { lead: { phone: '+13105550123' }, given: { staleDnc: ['account'] } };
  const { path, outcome, reason } = await rehearse(release, scene, services);
  expect([path.at(-1), outcome, reason]).toEqual(['check', 'rejected', 'The DNC list account is too old.']);
});
