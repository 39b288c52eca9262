// How a list of buyers fares.
import { childrenEnding } from '../../support/child-ends.ts';
import type { NodeCases } from '../../support/node-harness.ts';

const config = { items: ['north', 'south', 'west'], as: 'buyer', flow: 'post-to-buyer', until: 'first-accepted' };

export const cases: NodeCases = {
  declared: {
    items: 'vars.buyers',
    as: 'buyer',
    flow: 'post-to-buyer',
    lead: 'steps.map',
    concurrency: 2,
    until: 'first-accepted',
  },
  happy: [
    {
      name: 'the second of three is accepted',
      config,
      tools: { children: childrenEnding({ outcome: 'rejected' }, { outcome: 'accepted' }) },
      port: 'accepted',
      value: { accepted: 1, rejected: 1, errors: 0, total: 3, first: { index: 2, run: 'r.buyers.2' } },
      says: 'Buyer 2 of 3 was accepted.',
    },
    {
      name: 'the whole list, of which two are accepted',
      config: { ...config, until: 'all' },
      tools: { children: childrenEnding({}, { outcome: 'error' }, {}) },
      port: 'accepted',
      value: { accepted: 2, errors: 1 },
      says: '2 of 3 were accepted.',
    },
  ],
  rejected: [
    {
      name: 'nobody wants it, and one breaks',
      config,
      tools: {
        children: childrenEnding(
          { outcome: 'rejected' },
          { outcome: 'error' },
          { outcome: 'rejected', reason: 'No budget' },
        ),
      },
      port: 'none',
      value: { accepted: 0, rejected: 2, errors: 1, first: null },
      says: 'None of 3 was accepted, 2 said no; 1 ended with an error. The last one: No budget.',
    },
    {
      name: 'there is nothing to call',
      config: { items: null, flow: 'post-to-buyer' },
      tools: { children: childrenEnding() },
      port: 'none',
      value: { accepted: 0, total: 0, first: null, results: [] },
      says: 'The list is empty',
    },
  ],
  failure: [
    {
      name: 'all break',
      config: { ...config, items: ['north', 'south'] },
      tools: { children: childrenEnding({ outcome: 'error', reason: 'It is down' }, { outcome: 'cancelled' }) },
      fails: 'CHILD_FAILED',
      says: 'Buyer 1 of 2 ended with an error: It is down.',
    },
    {
      name: 'the list is too long',
      config: { ...config, items: Array.from({ length: 1001 }, (_, i) => i) },
      tools: { children: childrenEnding() },
      fails: 'CONFIG_INVALID',
      says: '1001 items; at most 1000',
    },
  ],
};
