// How a lead is kept.
import type { JsonObject } from '../../../flows/language/document.ts';
import { Failure } from '../../../flows/language/failures.ts';
import { endOf } from '../../support/child-ends.ts';
import { LEAD, type NodeCases } from '../../support/node-harness.ts';

const yes = { row: 1, key: 'status', found: 'NEW', createLead: true, status: 'HOT', addToDnc: false, success: true };
const config = { phone: '(310) 555-0123', fields: LEAD };

/** The account's check as the step asks it: on, and of this mind about a lead whose number is that of the step. */
function checkSays(decision: Partial<typeof yes>, outcome: 'accepted' | 'error' = 'accepted') {
  const answer = { status: 200, success: true, body: { ...yes, ...decision } };
  const ask = async (lead: JsonObject) => {
    if (lead.phone_number !== config.phone || lead.first_name !== 'Ann') throw new Error('It was asked about another.');
    return outcome === 'accepted' ? endOf({ outcome, answer }) : endOf({ outcome, reason: 'Nobody answered.' });
  };
  return { on: true as const, ask };
}
const created = async ({ status = '' }) => ({ did: 'created' as const, leadId: `17 ${status}` });
const kept = async ({ received = '' }) => ({
  did: 'received' as const,
  leadId: received ? '18' : '',
  duplicateOf: '16',
});
const nobody = async () => null;
const checked = { ...config, accountCheck: true };

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
    accountCheck: true,
    decision: 'steps.table',
  },
  happy: [
    {
      name: 'the account’s check says create it, and success',
      config: checked,
      tools: { accountCheck: checkSays({}), knownLead: nobody, createLead: created },
      port: 'created',
      value: { did: 'created', leadId: '17 HOT', checked: { createLead: true, success: true } },
      says: 'So said the account’s duplicate check, row 1 of the table (status is "NEW").',
    },
    {
      name: 'the account’s check says create it, and failed',
      config: checked,
      tools: { accountCheck: checkSays({ success: false }), knownLead: nobody, createLead: created },
      port: 'created',
      value: { did: 'created', checked: { success: false } },
    },
    {
      name: 'its run is made again',
      config,
      tools: { createLead: async () => ({ did: 'created', leadId: '17', again: true }) },
      port: 'created',
      value: { did: 'created', leadId: '17', again: true },
      says: 'Lead 17 was created when it first came.',
    },
    {
      name: 'the account’s check is off',
      config: checked,
      tools: { accountCheck: { on: false }, createLead: created },
      port: 'created',
      value: { did: 'created', leadId: '17 NEW' },
    },
    {
      name: 'nobody could be asked',
      config: { ...checked, onDuplicate: 'update' },
      tools: { accountCheck: checkSays({ row: -1, status: '' }), createLead: created },
      port: 'created',
      says: 'The account’s duplicate check got no answer that could be read.',
    },
    {
      name: 'a new lead',
      config,
      tools: { createLead: async () => ({ did: 'created', leadId: '17' }) },
      port: 'created',
      value: { did: 'created', leadId: '17' },
      says: 'The lead was created in the list default with the status NEW.',
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
      says: 'The lead was in the list default already and was updated.',
    },
  ],
  rejected: [
    {
      name: 'the account’s check says do not create it, and success',
      config: checked,
      tools: { accountCheck: checkSays({ createLead: false }), knownLead: nobody, createLead: kept },
      port: 'skipped',
      value: { did: 'skipped', leadId: '18', duplicateOf: '16', checked: { createLead: false } },
      says: 'The lead was received and not created: the account’s duplicate check, row 1 of the table (status is "NEW") says No.',
    },
    {
      name: 'our own lists know it, so nobody is asked',
      config: { ...checked, scope: 'account' },
      tools: { accountCheck: checkSays({}), knownLead: async ({ scope }) => (scope === 'account' ? '16' : null) },
      port: 'duplicate',
      value: { did: 'duplicate', leadId: '16' },
    },
    {
      name: 'the table says no of a lead that an earlier run created',
      config: { ...config, keepSkipped: true, decision: { ...yes, row: 2, found: 'DUP', createLead: false } },
      tools: { createLead: async () => ({ did: 'received', leadId: '17', again: true }) },
      port: 'skipped',
      value: { did: 'skipped', leadId: '17', again: true },
      says: 'The lead was created when it first came, and stays as it is: row 2 of the table (status is "DUP") says No.',
    },
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
      says: 'The lead was received and not created: row 2 of the table (status is "DUP") says No. There was a lead with this number already.',
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
      says: 'The campaign spring already holds this lead.',
    },
    {
      name: 'a duplicate',
      config,
      tools: { createLead: async () => ({ did: 'duplicate', leadId: '16' }) },
      port: 'duplicate',
      value: { did: 'duplicate', leadId: '16' },
      says: 'The list default already holds this lead.',
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
      name: 'the account’s check has to fail where it gets no answer',
      config: checked,
      tools: { accountCheck: checkSays({}, 'error'), knownLead: nobody, createLead: created },
      fails: 'CHILD_FAILED',
      says: 'The account’s duplicate check could not decide: Nobody answered. Its run:',
    },
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
