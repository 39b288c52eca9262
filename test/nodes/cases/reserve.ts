// How one of several equal leads passes, and what the others are told.
import type { NodeCases } from '../../support/node-harness.ts';

const PHONE = [{ value: '(310) 555-0123', as: 'phone' }];
const BOTH = [
  { value: '310-555-0123', as: 'phone' },
  { value: ' Ann@Example.com ', as: 'email' },
];
const UNTIL = '2026-03-31T10:00:00.000Z';
const met = {
  run: '0195c0de-0000-7000-8000-000000000009',
  leadId: '',
  since: '2026-03-01T09:59:58.000Z',
  state: 'in-flight' as const,
  key: '+13105550123',
};
const free = { reserve: async () => ({ until: UNTIL, met: null }) };

export const cases: NodeCases = {
  declared: {
    keys: [
      { value: 'lead.phone_number', as: 'phone' },
      { value: 'lead.email', as: 'email' },
    ],
    match: 'any',
    window: '30d',
    scope: 'campaign',
    list: 'default',
    campaign: 'Solar spring',
  },
  happy: [
    {
      name: 'no equal lead is known',
      config: { keys: PHONE },
      tools: free,
      port: 'free',
      value: { reserved: true, keys: ['+13105550123'], scope: 'flow:duplicate-lead-check', until: UNTIL, met: null },
      says: '+13105550123 is reserved for this lead in this flow until 2026-03-31 10:00:00 UTC.',
    },
    {
      name: 'two values that must both be equal are one key',
      config: { keys: BOTH, scope: 'account', window: 'forever' },
      tools: { reserve: async () => ({ until: '', met: null }) },
      port: 'free',
      value: { keys: ['+13105550123, ann@example.com'], scope: 'account' },
      says: 'in the account for good.',
    },
    {
      name: 'two values of which one is enough are two keys',
      config: { keys: BOTH, match: 'any', scope: 'campaign', campaign: ' Solar  Spring' },
      tools: free,
      port: 'free',
      value: { keys: ['+13105550123', 'ann@example.com'], scope: 'campaign:solar-spring' },
      says: 'in the campaign Solar Spring',
    },
    {
      name: 'a test lead reserves nothing',
      config: { keys: PHONE },
      view: { run: { id: 'r', test: true, callbacks: {}, acceptedAt: '2026-03-01T10:00:00.000Z' } },
      tools: { reserve: async () => ({ until: '', met: null }) },
      port: 'free',
      value: { reserved: false, until: '' },
      says: 'A test lead reserves nothing',
    },
  ],
  rejected: [
    {
      name: 'an equal lead is under way',
      config: { keys: PHONE, scope: 'source' },
      tools: { reserve: async () => ({ until: '', met }) },
      port: 'taken',
      value: { reserved: false, scope: 'source:spring-ads', met },
      says: `It is equal (+13105550123) to run ${met.run}, which came at 2026-03-01 09:59:58 UTC and is still under way.`,
    },
    {
      name: 'an equal lead was accepted',
      config: { keys: PHONE, scope: 'list', list: 'solar' },
      tools: { reserve: async () => ({ until: '', met: { ...met, leadId: 'L1', state: 'accepted' } }) },
      port: 'taken',
      value: { scope: 'list:solar', met: { leadId: 'L1', state: 'accepted' } },
      says: `to lead L1 of run ${met.run}, which came at 2026-03-01 09:59:58 UTC and was accepted.`,
    },
    {
      name: 'a number that cannot be read is no key',
      config: { keys: [{ value: 'n/a', as: 'phone' }] },
      port: 'unkeyed',
      value: { reserved: false, keys: [], met: null },
      says: 'The key of this lead is blank',
    },
    {
      name: 'of two values that must both be equal one is blank',
      config: { keys: [...PHONE, { value: undefined, as: 'text' }] },
      port: 'unkeyed',
      says: 'Value 2 of the key is blank, so there is nothing to compare.',
    },
    {
      name: 'of three values that must all be equal two are blank',
      config: { keys: [{ value: '', as: 'text' }, ...PHONE, { value: undefined, as: 'text' }] },
      port: 'unkeyed',
      says: 'Values 1 and 3 of the key are blank, so there is nothing to compare.',
    },
  ],
  failure: [
    {
      name: 'a campaign without a name',
      config: { keys: PHONE, scope: 'campaign', campaign: ' ' },
      fails: 'CONFIG_INVALID',
      says: '“Campaign” is empty.',
    },
  ],
};
