// A lead that another flow hands over.
import { LEAD, type NodeCases } from '../../support/node-harness.ts';

export const cases: NodeCases = {
  declared: {},
  happy: [{ name: 'a lead comes in', config: {}, port: 'lead', value: LEAD }],
  rejected: 'not applicable: it takes every lead that a calling step hands over',
  failure: 'not applicable: the lead is there already when the node runs',
};
