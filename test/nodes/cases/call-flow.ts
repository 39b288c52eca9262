// What the run of the called flow comes to.
import { childrenEnding, endOf } from '../../support/child-ends.ts';
import type { NodeCases } from '../../support/node-harness.ts';

const config = { flow: 'post-to-buyer' };

export const cases: NodeCases = {
  declared: { flow: 'post-to-buyer', lead: 'steps.map' },
  happy: [
    {
      name: 'the other run is accepted, with an answer',
      config,
      tools: {
        children: childrenEnding({ outcome: 'accepted', answer: { status: 200, success: true, body: { id: 7 } } }),
      },
      port: 'accepted',
      value: { ...endOf({ outcome: 'accepted', answer: { status: 200, success: true, body: { id: 7 } } }) },
      says: 'The flow post-to-buyer was accepted.',
    },
  ],
  rejected: [
    {
      name: 'the other run is rejected',
      config: { ...config, lead: { phone: '1' } },
      tools: { children: childrenEnding({ outcome: 'rejected', reason: 'Not served.' }) },
      port: 'rejected',
      value: { outcome: 'rejected', reason: 'Not served.' },
      says: 'Not served.',
    },
  ],
  failure: [
    {
      name: 'the other run ends with an error',
      config,
      tools: { children: childrenEnding({ outcome: 'error', reason: 'The receiver could not be reached.' }) },
      fails: 'CHILD_FAILED',
      says: 'The flow post-to-buyer ended with an error: The receiver could not be reached.',
    },
    {
      name: 'the other run was cancelled',
      config,
      tools: { children: childrenEnding({ outcome: 'cancelled' }) },
      fails: 'CHILD_FAILED',
      says: 'The flow post-to-buyer was cancelled.',
    },
    {
      name: 'the lead to hand over is none',
      config: { ...config, lead: 'Ann' },
      tools: { children: childrenEnding() },
      fails: 'CONFIG_INVALID',
      says: 'must be an object',
    },
  ],
};
