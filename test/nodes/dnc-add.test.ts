// What is put on a DNC list, why, and when it is not.
import { describe, expect, it } from 'vitest';
import { dncAdd } from '../../nodes/dnc-add.ts';
import { runNode } from '../support/node-harness.ts';

const decision = { row: 3, key: 'status', found: 'DNC', createLead: false, status: '', addToDnc: true, success: false };

async function entriesOf(config: object) {
  const entries: object[] = [];
  const dncAddTool = async (entry: object) => {
    entries.push(entry);
    return { added: true };
  };
  const { result } = await runNode(dncAdd, {
    config: { phone: '310 555 0123', ...config },
    tools: { dncAdd: dncAddTool },
  });
  return { entries, result };
}

describe('dnc-add', () => {
  it('adds the international form to the account list, with the flow as the reason', async () => {
    const { entries } = await entriesOf({});
    expect(entries).toEqual([{ list: 'account', number: '+13105550123', reason: 'Flow: Duplicate lead check' }]);
  });

  it('adds to the list named, with the reason given', async () => {
    const { entries } = await entriesOf({ list: 'national', reason: ' asked us ' });
    expect(entries).toEqual([{ list: 'national', number: '+13105550123', reason: 'asked us' }]);
  });

  it('adds what it is listed for, and how long', async () => {
    const { entries } = await entriesOf({ purpose: ' Sales calls ', expireDays: 90 });
    expect(entries).toMatchObject([{ purpose: 'Sales calls', expireDays: 90 }]);
  });

  it('does as the decision says', async () => {
    expect((await entriesOf({ decision })).entries).toHaveLength(1);
    const skipped = await entriesOf({ decision: { ...decision, row: 0, addToDnc: false } });
    expect(skipped.entries).toHaveLength(0);
    expect(skipped.result.reason).toBe('Not added: the "no match" row of the table says No.');
  });

  it.each([undefined, null, true, 'yes', [], { addToDnc: 'true' }])('refuses %j for a decision', async (wrong) => {
    await expect(entriesOf({ decision: wrong })).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  });

  it('has the exit "skipped" only where a decision is set', () => {
    const skipped = dncAdd.ports.find((rule) => 'ifSet' in rule);
    expect(skipped).toMatchObject({ ifSet: 'decision', port: { name: 'skipped' } });
  });
});
