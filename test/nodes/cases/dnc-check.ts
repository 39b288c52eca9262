// Whether a number may be called.
import type { NodeCases } from '../../support/node-harness.ts';

const HIT = {
  list: 'account',
  number: '+13105550190',
  reason: 'asked us to stop',
  addedAt: '2026-02-01T09:00:00.000Z',
};

export const cases: NodeCases = {
  declared: {
    phone: 'lead.phone_number',
    lists: ['account', 'national'],
    moreLists: 'lead.state & "-list"',
    campaign: 'lead.campaign',
  },
  happy: [
    {
      name: 'a number on no list',
      config: { phone: '(310) 555-0123' },
      tools: { dncCheck: async () => null },
      port: 'clear',
      value: { number: { e164: '+13105550123', valid: true }, hit: null },
    },
  ],
  rejected: [
    {
      name: 'a number on a list',
      config: { phone: '310-555-0190', lists: ['account'] },
      tools: { dncCheck: async () => HIT },
      port: 'listed',
      value: { hit: HIT },
      says: '+13105550190 is on the DNC list account (asked us to stop).',
    },
    {
      name: 'a list that is too old to tell',
      config: { phone: '310-555-0123', lists: ['national'] },
      tools: { dncCheck: async () => ({ list: 'national', why: 'old', says: 'The DNC list national is too old.' }) },
      port: 'stale',
      value: { hit: null, doubt: { list: 'national', why: 'old' } },
      says: 'The DNC list national is too old.',
    },
    {
      name: 'a phone that cannot be read',
      config: { phone: 'call me' },
      tools: { dncCheck: async () => null },
      port: 'unreadable',
      value: { number: { raw: 'call me', e164: '' }, hit: null },
      says: '"call me" cannot be read as a phone number.',
    },
    {
      name: 'no phone at all',
      config: { phone: undefined },
      tools: {},
      port: 'unreadable',
      says: 'There is no phone number.',
    },
  ],
  failure: [
    {
      name: 'names of lists that are no names',
      config: { phone: '310-555-0123', moreLists: ['account', 7] },
      tools: {},
      fails: 'CONFIG_INVALID',
      says: 'The names of lists are texts; this is 7.',
    },
    {
      name: 'a campaign that is no name',
      config: { phone: '310-555-0123', campaign: ['solar'] },
      tools: {},
      fails: 'CONFIG_INVALID',
      says: 'The name of a campaign is a text; this is ["solar"].',
    },
  ],
};
