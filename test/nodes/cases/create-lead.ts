// How a lead is kept.
import { Failure } from '../../../flows/language/failures.ts';
import { LEAD, type NodeCases } from '../../support/node-harness.ts';

const yes = { row: 1, key: 'status', found: 'NEW', createLead: true, status: 'HOT', addToDnc: false, success: true };
const config = { phone: '(310) 555-0123', fields: LEAD };

export const cases: NodeCases = {
  declared: {
    phone: 'lead.phone_number',
    fields: 'lead',
    list: 'default',
    status: 'NEW',
    onDuplicate: 'update',
    decision: 'steps.table',
  },
  happy: [
    {
      name: 'a new lead',
      config,
      tools: { createLead: async () => ({ did: 'created', leadId: '17' }) },
      port: 'created',
      value: { did: 'created', leadId: '17' },
      says: 'Lead 17 was created in the list default with the status NEW.',
    },
    {
      name: 'one that was there is updated',
      config: { ...config, onDuplicate: 'update', decision: yes },
      tools: { createLead: async () => ({ did: 'updated', leadId: '16' }) },
      port: 'updated',
      value: { did: 'updated', leadId: '16' },
    },
  ],
  rejected: [
    {
      name: 'a duplicate',
      config,
      tools: { createLead: async () => ({ did: 'duplicate', leadId: '16' }) },
      port: 'duplicate',
      value: { did: 'duplicate', leadId: '16' },
      says: 'The list default already holds this lead: 16.',
    },
    {
      name: 'the table says no',
      config: { ...config, decision: { ...yes, row: 2, found: 'DUP', createLead: false } },
      port: 'skipped',
      value: { did: 'skipped', leadId: '' },
      says: 'No lead was created: row 2 of the table (status is "DUP") says No.',
    },
  ],
  failure: [
    {
      name: 'fields that are no object',
      config: { ...config, fields: 'Ann' },
      tools: { createLead: async () => ({ did: 'created', leadId: '17' }) },
      fails: 'CONFIG_INVALID',
      says: 'must be an object',
    },
    {
      name: 'a lead list that has been deleted',
      config: { ...config, list: 'gone' },
      tools: { createLead: () => Promise.reject(new Failure('LIST_MISSING', { detail: 'Lead list: gone.' })) },
      fails: 'LIST_MISSING',
      says: 'Lead list: gone.',
    },
  ],
};
