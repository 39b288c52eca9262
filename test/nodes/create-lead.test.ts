// What is kept as the lead, with which status, and when not.
import { describe, expect, it } from 'vitest';
import { createLead } from '../../nodes/create-lead.ts';
import type { CreateLead } from '../../nodes/tools.ts';
import { LEAD, runNode } from '../support/node-harness.ts';

const decision = { row: 1, key: 'status', found: 'NEW', createLead: true, status: '', addToDnc: false, success: true };

async function kept(config: object): Promise<CreateLead> {
  const leads: CreateLead[] = [];
  await runNode(createLead, {
    config: { phone: '310 555 0123', fields: { first_name: 'Ann' }, ...config },
    tools: {
      createLead: async (lead) => {
        leads.push(lead);
        return { did: 'created', leadId: '1' };
      },
    },
  });
  expect(leads).toHaveLength(1);
  return leads[0] as CreateLead;
}

describe('create-lead', () => {
  it('keeps the fields, the lead as it was sent, its source and its phone in three shapes', async () => {
    expect(await kept({})).toEqual({
      list: 'default',
      status: 'NEW',
      phone: { raw: '310 555 0123', e164: '+13105550123', national: '3105550123', valid: true, country: 'US' },
      fields: { first_name: 'Ann' },
      onDuplicate: 'skip',
      source: 'spring-ads',
      raw: LEAD,
      region: 'US',
    });
  });

  it('takes the status of the decision before its own, and its own before NEW', async () => {
    expect((await kept({ status: 'HOT', decision: { ...decision, status: 'DUP' } })).status).toBe('DUP');
    expect((await kept({ status: 'HOT', decision: { ...decision, status: ' ' } })).status).toBe('HOT');
    expect((await kept({ status: undefined, decision })).status).toBe('NEW');
  });

  it('keeps a lead whose phone cannot be read, as it was sent', async () => {
    expect((await kept({ phone: 'n/a' })).phone).toEqual({ raw: 'n/a', e164: '', national: '', valid: false });
    expect((await kept({ phone: undefined })).phone.raw).toBe('');
  });

  it('passes on what to do about a duplicate', async () => {
    for (const onDuplicate of ['allow', 'skip', 'update']) {
      expect((await kept({ onDuplicate })).onDuplicate).toBe(onDuplicate);
    }
  });

  it.each([undefined, null, 'Ann', 5, ['Ann']])('refuses %j for fields', async (fields) => {
    await expect(kept({ fields })).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  });

  it('creates nothing by a decision that yields nothing', async () => {
    await expect(kept({ decision: undefined })).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  });
});
