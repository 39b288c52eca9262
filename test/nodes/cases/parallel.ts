// How several flows at a time fare.
import { childrenEnding } from '../../support/child-ends.ts';
import type { NodeCases } from '../../support/node-harness.ts';

const branches = [
  { name: 'Solar buyer', flow: 'post-to-solar' },
  { name: 'Roof buyer', flow: 'post-to-roof' },
];

export const cases: NodeCases = {
  declared: { branches: [{ name: 'Solar buyer', flow: 'post-to-solar', lead: 'steps.map' }], until: 'all' },
  happy: [
    {
      name: 'all are accepted',
      config: { branches },
      tools: { children: childrenEnding({}, {}) },
      port: 'accepted',
      value: { accepted: 2, total: 2, first: { index: 1, branch: 'Solar buyer' } },
      says: 'All 2 branches were accepted.',
    },
    {
      name: 'the first that is accepted is enough, and the other is let go',
      config: { branches, until: 'first-accepted' },
      tools: { children: childrenEnding({ outcome: 'open' }, {}) },
      port: 'accepted',
      value: { accepted: 1, first: { index: 2, branch: 'Roof buyer' } },
      says: 'Roof buyer was accepted.',
    },
  ],
  rejected: [
    {
      name: 'one says no where all are needed',
      config: { branches },
      tools: { children: childrenEnding({}, { outcome: 'rejected', reason: 'Not served' }) },
      port: 'refused',
      value: { accepted: 1, rejected: 1 },
      says: 'Roof buyer said no: Not served.',
    },
    {
      name: 'no one is accepted where one is enough',
      config: { branches, until: 'first-accepted' },
      tools: { children: childrenEnding({ outcome: 'error' }, { outcome: 'rejected' }) },
      port: 'refused',
      value: { accepted: 0, errors: 1, first: null },
      says: 'No branch was accepted. Roof buyer said no.',
    },
  ],
  failure: [
    {
      name: 'one breaks and none says no',
      config: { branches },
      tools: { children: childrenEnding({}, { outcome: 'error', reason: 'It is down.' }) },
      fails: 'CHILD_FAILED',
      says: 'Roof buyer ended with an error: It is down.',
    },
  ],
};
