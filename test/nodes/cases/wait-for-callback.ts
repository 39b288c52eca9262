// What becomes of a wait for a callback.
import type { Callback } from '../../../nodes/tools.ts';
import type { NodeCases } from '../../support/node-harness.ts';

const called: Callback = {
  receivedAt: '2026-02-01T14:00:00.000Z',
  type: 'application/json',
  body: { decision: 'yes' },
  query: {},
  count: 1,
  simulated: false,
};

export const cases: NodeCases = {
  declared: { timeout: '2h', wins: 'last', settle: '5m', sample: '{"decision": "yes"}' },
  happy: [
    {
      name: 'a callback comes',
      config: { timeout: '2h' },
      tools: { callback: async () => called },
      port: 'called',
      value: { body: { decision: 'yes' }, count: 1 },
      says: 'A callback came at 2026-02-01 14:00:00 UTC',
    },
    {
      name: 'the last of several counts',
      config: { wins: 'last', settle: '5m' },
      tools: { callback: async ({ settle }) => ({ ...called, count: 3, query: { settle: settle ?? 0 } }) },
      port: 'called',
      value: { count: 3, query: { settle: 300_000 } },
      says: 'of 3 that came',
    },
    {
      name: 'a test lead is called back at once, with the body that the step names',
      config: { sample: { decision: 'no' } },
      tools: { callback: async () => ({ ...called, type: '', body: null, simulated: true }) },
      port: 'called',
      value: { body: { decision: 'no' }, simulated: true },
      says: 'A test lead',
    },
  ],
  rejected: [
    {
      name: 'none comes in time',
      config: { timeout: '90s' },
      tools: { callback: async () => null },
      port: 'timed-out',
      value: null,
      says: 'No callback came within 90s.',
    },
  ],
  failure: [
    { name: 'a time that is none', config: { timeout: 'long' }, fails: 'CONFIG_INVALID', says: 'At most' },
    { name: 'a time over 30 days', config: { timeout: '31d' }, fails: 'CONFIG_INVALID', says: '30 days' },
    { name: 'a second time that is none', config: { settle: 5 }, fails: 'CONFIG_INVALID', says: 'Wait for more' },
  ],
};
