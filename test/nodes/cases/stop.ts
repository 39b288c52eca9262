// How a run ends.
import type { NodeCases } from '../../support/node-harness.ts';

export const cases: NodeCases = {
  declared: { outcome: 'rejected', reason: 'The state is not served' },
  happy: [
    {
      name: 'accepted',
      config: { outcome: 'accepted', reason: 'Sold' },
      port: '',
      value: { outcome: 'accepted', reason: 'Sold' },
      says: 'Sold',
    },
  ],
  rejected: [
    {
      name: 'rejected',
      config: { outcome: 'rejected', reason: 'The state is not served' },
      port: '',
      value: { outcome: 'rejected' },
      says: 'The state is not served',
    },
  ],
  failure: [
    {
      name: 'an end that the flow calls an error',
      config: { outcome: 'error', reason: 'No buyer could be asked' },
      port: '',
      value: { outcome: 'error' },
      says: 'No buyer could be asked',
    },
  ],
};
