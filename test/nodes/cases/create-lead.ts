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
    scope: 'account',
    scopeOf: 'spring',
    leaveOut: ['check_dup'],
    keepSkipped: true,
    owner: 'ann@example.com',
    flags: '["vip"]',
    reference: '=lead.code',
    externalIds: '{"crm": lead.id}',
    price: 'lead.price',
    currency: 'USD',
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
      name: 'with who works on it, what it is called elsewhere, and its price',
      config: {
        ...config,
        ...{ owner: ' ann@example.com ', flags: ['vip', '', 'vip'], reference: 17, externalIds: { crm: 9, old: '' } },
        ...{ price: '1,012.50', currency: 'usd' },
      },
      tools: {
        createLead: async ({ owner, flags, reference, externalIds, price }) => {
          const kept = JSON.stringify({ owner, flags, reference, externalIds, price });
          const wanted =
            '"flags":["vip"],"reference":"17","externalIds":{"crm":"9"},"price":{"amount":1012.5,"currency":"USD"}}';
          if (kept !== `{"owner":"ann@example.com",${wanted}`) throw new Error(`It keeps ${kept}`);
          return { did: 'created', leadId: '17' };
        },
      },
      port: 'created',
    },
    {
      name: 'a price that is none is left out',
      config: { ...config, price: 'a lot', flags: undefined, owner: undefined },
      tools: {
        createLead: async (lead) => {
          if ('price' in lead || 'flags' in lead || 'owner' in lead) throw new Error('It keeps what says nothing.');
          return { did: 'created', leadId: '17' };
        },
      },
      port: 'created',
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
      name: 'the table says no, and what came is kept',
      config: { ...config, keepSkipped: true, decision: { ...yes, row: 2, found: 'DUP', createLead: false } },
      tools: {
        createLead: async ({ received = '' }) => {
          if (received !== 'row 2 of the table (status is "DUP") says No.') throw new Error(`It says ${received}`);
          return { did: 'received', leadId: '18', duplicateOf: '16' };
        },
      },
      port: 'skipped',
      value: { did: 'skipped', leadId: '18', duplicateOf: '16' },
      says: 'Received as 18, not created: row 2 of the table (status is "DUP") says No. It is a duplicate of lead 16.',
    },
    {
      name: 'a duplicate anywhere in a campaign',
      config: { ...config, scope: 'campaign', scopeOf: 'spring', leaveOut: ['email'] },
      tools: {
        createLead: async ({ scope = '', scopeOf = '', fields }) => ({
          did: scope === 'campaign' && scopeOf === 'spring' && !('email' in fields) ? 'duplicate' : 'created',
          leadId: '16',
        }),
      },
      port: 'duplicate',
    },
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
      name: 'a scope that is none',
      config: { ...config, scope: 'galaxy' },
      tools: { createLead: async () => ({ did: 'created', leadId: '17' }) },
      fails: 'CONFIG_INVALID',
      says: '"galaxy" is none of list, campaign, account, none.',
    },
    {
      name: 'ids elsewhere that are no object',
      config: { ...config, externalIds: '17' },
      tools: { createLead: async () => ({ did: 'created', leadId: '17' }) },
      fails: 'CONFIG_INVALID',
      says: 'The ids must be an object',
    },
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
