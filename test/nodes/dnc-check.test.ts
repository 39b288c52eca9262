// Which numbers a DNC check asks for, and on which lists.
import { describe, expect, it } from 'vitest';
import { dncCheck } from '../../nodes/dnc-check.ts';
import { runNode } from '../support/node-harness.ts';

async function asked(config: object, hit = false) {
  const queries: { lists: readonly string[]; numbers: readonly string[] }[] = [];
  const { result } = await runNode(dncCheck, {
    config,
    tools: {
      dncCheck: async (query) => {
        queries.push(query);
        return hit ? { list: 'account', number: query.numbers[0] ?? '', reason: '', addedAt: '' } : null;
      },
    },
  });
  return { queries, result };
}

describe('dnc-check', () => {
  it('asks for the digits as they were sent and for the international form', async () => {
    const { queries } = await asked({ phone: '(310) 555-0123' });
    expect(queries).toEqual([{ lists: ['account'], numbers: ['3105550123', '+13105550123'], wholeAccount: true }]);
  });

  it('reads full-width digits and numbers of JSON', async () => {
    expect((await asked({ phone: '３１０５５５０１２３' })).queries[0]?.numbers).toEqual([
      '3105550123',
      '+13105550123',
    ]);
    expect((await asked({ phone: 3105550123 })).queries[0]?.numbers).toEqual(['3105550123', '+13105550123']);
  });

  it('asks on the lists named', async () => {
    expect((await asked({ phone: '3105550123', lists: ['national', 'own'] })).queries[0]?.lists).toEqual([
      'national',
      'own',
    ]);
  });

  it('asks on the lists that an expression names besides, each once', async () => {
    const more = async (moreLists: unknown) =>
      (await asked({ phone: '3105550123', lists: ['account'], moreLists })).queries[0]?.lists;
    expect(await more('spring')).toEqual(['account', 'spring']);
    expect(await more(['account', ' spring '])).toEqual(['account', 'spring']);
    expect(await more(undefined)).toEqual(['account']);
    expect(await more('')).toEqual(['account']);
  });

  it('asks on the lists of the campaign that an expression names, and refuses what is no name', async () => {
    const queried = async (campaign: unknown) => (await asked({ phone: '3105550123', campaign })).queries[0];
    expect(await queried(' Solar Spring')).toMatchObject({ lists: ['account'], campaign: 'solar-spring' });
    expect(await queried(12)).toMatchObject({ campaign: '12' });
    for (const none of [undefined, null, ' ']) expect(await queried(none)).not.toHaveProperty('campaign');
    await expect(queried(['solar'])).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  });

  it('honours an opt-out of a number that it cannot read', async () => {
    const { queries, result } = await asked({ phone: '555-01' }, true);
    expect(queries[0]?.numbers).toEqual(['55501']);
    expect(result).toMatchObject({ port: 'listed', reason: '55501 is on the DNC list account.' });
  });

  it('asks nothing where there is no digit to ask for', async () => {
    const { queries, result } = await asked({ phone: { a: 1 } });
    expect(queries).toEqual([]);
    expect(result.port).toBe('unreadable');
  });
});
