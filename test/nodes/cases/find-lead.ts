// Whether a lead with the number is there already.
import type { NodeCases } from '../../support/node-harness.ts';

const config = { phone: '(310) 555-0123' };

export const cases: NodeCases = {
  declared: { phone: 'lead.phone_number', list: 'default', scope: 'account', scopeOf: 'spring' },
  happy: [
    {
      name: 'a number that no lead has',
      config: { ...config, scope: 'account' },
      tools: { knownLead: async ({ phone, scope }) => (phone === '+13105550123' && scope === 'account' ? null : '16') },
      port: 'not-found',
      value: { leadId: '' },
      says: 'No lead has the number +13105550123 in any list.',
    },
    {
      name: 'nobody is looked for',
      config: { ...config, scope: 'none' },
      tools: { knownLead: async () => '16' },
      port: 'not-found',
      says: 'No duplicate was looked for.',
    },
    {
      name: 'no phone at all is nobody’s duplicate',
      config: { phone: '' },
      tools: { knownLead: async () => '16' },
      port: 'not-found',
      says: 'There is no phone number that can be read',
    },
  ],
  rejected: [
    {
      name: 'a lead of its campaign has the number',
      config: { ...config, list: 'web', scope: 'campaign', scopeOf: 'spring' },
      tools: {
        knownLead: async ({ list, scope, scopeOf }) =>
          list === 'web' && scope === 'campaign' ? `of-${scopeOf}` : null,
      },
      port: 'found',
      value: { leadId: 'of-spring' },
      says: 'A lead has the number +13105550123 already.',
    },
  ],
  failure: [
    {
      name: 'a scope that is none',
      config: { ...config, scope: 'galaxy' },
      tools: { knownLead: async () => null },
      fails: 'CONFIG_INVALID',
      says: '"galaxy" is none of list, campaign, account, none.',
    },
  ],
};
