// How a number gets on a DNC list.
import type { NodeCases } from '../../support/node-harness.ts';

const yes = { row: 3, key: 'status', found: 'DNC', createLead: false, status: '', addToDnc: true, success: false };

export const cases: NodeCases = {
  declared: {
    phone: 'lead.phone_number',
    list: 'account',
    reason: 'The CRM says do not call',
    purpose: 'Sales calls',
    expireDays: 90,
    decision: 'steps.table',
  },
  happy: [
    {
      name: 'the number is added',
      config: { phone: '(310) 555-0123', reason: 'The CRM says do not call' },
      tools: { dncAdd: async () => ({ added: true }) },
      port: 'added',
      value: { added: true, list: 'account', number: '+13105550123' },
      says: '+13105550123 was put on the DNC list account.',
    },
    {
      name: 'it was there already',
      config: { phone: '(310) 555-0123', decision: yes },
      tools: { dncAdd: async () => ({ added: false }) },
      port: 'added',
      value: { added: false },
      says: 'already',
    },
  ],
  rejected: [
    {
      name: 'the table says no',
      config: { phone: '(310) 555-0123', decision: { ...yes, row: 2, found: 'DUP', addToDnc: false } },
      port: 'skipped',
      value: { added: false, number: '' },
      says: 'Not added: row 2 of the table (status is "DUP") says No.',
    },
  ],
  failure: [
    {
      name: 'a phone that cannot be read',
      config: { phone: 'none' },
      tools: { dncAdd: async () => ({ added: true }) },
      fails: 'PHONE_INVALID',
      says: '"none" is not a phone number.',
    },
    {
      name: 'a decision that yields nothing is not taken for none',
      config: { phone: '(310) 555-0123', decision: undefined },
      tools: { dncAdd: async () => ({ added: true }) },
      fails: 'CONFIG_INVALID',
      says: 'steps.table',
    },
  ],
};
