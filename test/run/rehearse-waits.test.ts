// A case of a flow that waits: it says what is called back, and time passes at once.
import { describe, expect, it } from 'vitest';
import { readCase } from '../../flows/language/text.ts';
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
const stop = (outcome: string, reason: string) => ({ type: 'stop', config: { outcome, reason } });
const document = {
  leadflow: 1 as const,
  name: 'Waits',
  zone: 'America/New_York',
  nodes: {
    in: { type: 'webhook', config: { path: 'x' } },
    nap: { type: 'wait', config: { until: '09:00' } },
    hold: { type: 'wait-for-callback', config: {} },
    yes: stop('accepted', '=steps.hold.body.says & " after " & steps.nap.until'),
    no: stop('rejected', 'Nobody called'),
  },
  edges: [
    { from: 'in', port: 'lead', to: 'nap' },
    { from: 'nap', port: 'done', to: 'hold' },
    { from: 'hold', port: 'called', to: 'yes' },
    { from: 'hold', port: 'timed-out', to: 'no' },
  ],
};
const bundle = { document, files: {}, layout: { nodes: {} } };
const release = compileRelease(
  { flow: 'waits', name: 'Waits', version: 1, bundle, adaptors: {}, endpoints: {} },
  'case',
  makeLeadCheck,
);

function done(callbacks: string) {
  const text = `name: A case\nlead: { a: 1 }\n${callbacks}expect: { outcome: accepted }\n`;
  const { lead, callbacks: told } = readCase(text, 'case.yaml');
  return rehearse(release, { lead, ...(told ? { callbacks: told } : {}) }, services);
}

describe('a case of a flow that waits', () => {
  it('goes on with the callback that it names; the wait is until nine in the zone of the flow', async () => {
    const { path, reason } = await done('callbacks: { hold: { body: { says: OK } } }\n');
    expect(path).toEqual(['in', 'nap', 'hold', 'yes']);
    expect(reason).toBe('OK after 2026-01-15T14:00:00.000Z');
  });

  it('goes the other way where it says that none comes, and fails the step where it says nothing', async () => {
    expect((await done('callbacks: { hold: null }\n')).path).toEqual(['in', 'nap', 'hold', 'no']);
    expect((await done('')).reason).toContain('The case has no callback for hold');
  });
});
