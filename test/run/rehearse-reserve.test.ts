// Cases of a flow that reserves: a lead that nobody holds, one that was reserved before, one without a key.
import { describe, expect, it } from 'vitest';
import { makeLeadCheck } from '../../server/intake/lead-check.ts';
import { readBody } from '../../server/reading/read-body.ts';
import { compileRelease } from '../../server/run/plan.ts';
import { rehearse, type Scene } from '../../server/run/rehearse.ts';
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
const keys = [
  { value: 'lead.phone', as: 'phone' },
  { value: 'lead.email', as: 'email' },
];
const document = {
  leadflow: 1 as const,
  name: 'Once',
  nodes: {
    in: { type: 'webhook', config: { path: 'once' } },
    once: { type: 'reserve', config: { keys, match: 'any', window: '7d' } },
    create: { type: 'create-lead', config: { phone: 'lead.phone', fields: 'lead' } },
  },
  edges: [
    { from: 'in', port: 'lead', to: 'once' },
    { from: 'once', port: 'free', to: 'create' },
  ],
};
const content = {
  flow: 'once',
  name: 'Once',
  version: 1,
  bundle: { document, files: {}, layout: { nodes: {} } },
  adaptors: {},
  endpoints: {},
};

async function play(scene: Scene) {
  const { path, outcome, reason, effects } = await rehearse(
    compileRelease(content, 'case', makeLeadCheck),
    scene,
    services,
  );
  return { path, outcome, reason, ops: effects.map(({ op }) => op) };
}

describe('a case of a flow that reserves', () => {
  it('goes on with a lead that nobody holds', async () => {
    expect(await play({ lead: { phone: '(310) 555-0123' }, given: { reserved: ['+13105550124'] } })).toMatchObject({
      path: ['in', 'once', 'create'],
      outcome: 'accepted',
      ops: ['reservation.take', 'lead.create'],
    });
  });

  it('rejects a lead of which a value is reserved already', async () => {
    const lead = { phone: '(310) 555-0123', email: 'ANN@example.com' };
    expect(await play({ lead, given: { reserved: ['ann@example.com'] } })).toMatchObject({
      path: ['in', 'once'],
      outcome: 'rejected',
      reason: expect.stringContaining('It is equal (ann@example.com) to lead given'),
    });
  });

  it('rejects a lead without a key, and asks nothing', async () => {
    expect(await play({ lead: { phone: '', email: ' ' }, given: { reserved: [''] } })).toMatchObject({
      path: ['in', 'once'],
      outcome: 'rejected',
      reason: 'The key of this lead is blank, so there is nothing to compare.',
      ops: [],
    });
  });
});
