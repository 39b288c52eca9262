// Which way a condition goes.
import type { NodeCases } from '../../support/node-harness.ts';

export const cases: NodeCases = {
  declared: { when: 'lead.state = "CA"' },
  happy: [{ name: 'true', config: { when: true }, port: 'true', value: { when: true } }],
  rejected: [
    { name: 'false', config: { when: false }, port: 'false', value: { when: false } },
    { name: 'nothing', config: { when: undefined }, port: 'false', value: { when: false } },
  ],
  failure: 'not applicable: any value is true or false; an expression that fails does so before the node is run',
};
