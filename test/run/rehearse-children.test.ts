// A rehearsal of a step that calls flows: what they come to is the scene's, what is done with it the drawing's.
import { describe, expect, it } from 'vitest';
import { makeLeadCheck } from '../../server/intake/lead-check.ts';
import { readBody } from '../../server/reading/read-body.ts';
import { compileRelease } from '../../server/run/plan.ts';
import { rehearse } from '../../server/run/rehearse.ts';
import type { SceneChild } from '../../server/run/rehearse-children.ts';
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

describe('a rehearsed list of buyers', () => {
  it('stops at the first that the scene lets accept, and shows whom it called with what', async () => {
    const done = await play([
      { outcome: 'rejected' },
      { outcome: 'accepted', body: { id: 7 } },
      { outcome: 'accepted' },
    ]);
    expect(done).toMatchObject({ path: ['in', 'buyers', 'yes'], outcome: 'accepted', reason: 'id 7' });
    expect(done.children.buyers).toEqual([
      { flow: 'buyer', lead: { phone: '1', buyer: 'north' } },
      { flow: 'buyer', lead: { phone: '1', buyer: 'south' } },
    ]);
  });

  it('goes the way of none where the scene lets nobody accept', async () => {
    const done = await play([{ outcome: 'rejected' }, { outcome: 'rejected', reason: 'No' }, { outcome: 'error' }]);
    expect(done).toMatchObject({ path: ['in', 'buyers', 'no'], outcome: 'rejected' });
  });

  it('says which flow the scene does not speak of', async () => {
    const done = await play([{ outcome: 'rejected' }]);
    expect(done).toMatchObject({ outcome: 'error', reason: expect.stringContaining('flow 2 of buyers') });
  });
});

function play(buyers: SceneChild[]) {
  const forEach = { items: '["north", "south", "west"]', as: 'buyer', flow: 'buyer', until: 'first-accepted' };
  const nodes = {
    in: node('webhook', { path: 'tree' }),
    buyers: node('for-each', forEach),
    yes: stop('accepted', '="id " & $string(steps.buyers.first.answer.body.id)'),
    no: stop('rejected'),
  };
  const edges = [
    { from: 'in', port: 'lead', to: 'buyers' },
    { from: 'buyers', port: 'accepted', to: 'yes' },
    { from: 'buyers', port: 'none', to: 'no' },
  ];
  const document = { leadflow: 1 as const, name: 'tree', nodes, edges };
  const bundle = { document, files: {}, layout: { nodes: {} } };
  const content = {
    flow: 'tree',
    name: 'tree',
    version: 1,
    bundle,
    adaptors: {},
    endpoints: {},
    flows: { buyer: 'b' },
  };
  const release = compileRelease(content, 'hash', makeLeadCheck);
  return rehearse(release, { lead: { phone: '1' }, children: { buyers } }, services);
}
