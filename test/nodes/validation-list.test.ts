// The ways a list can go: on it, not on it, either rule, blank, gone, and what the step asks with.
import { describe, expect, it } from 'vitest';
import { failedLook } from '../../flows/language/list-look.ts';
import { validationList } from '../../nodes/validation-list.ts';
import { runNode } from '../support/node-harness.ts';

async function portOf(config: object, look: { found: boolean; gone?: boolean; rule?: string }) {
  const asked: string[] = [];
  const { result } = await runNode(validationList, {
    config: { list: 'key-accounts', ...config },
    tools: {
      listLook: async ({ list, value }) => {
        asked.push(`${list}: ${value}`);
        return { ...failedLook(''), ...look };
      },
    },
  });
  return { port: result.port, asked, result };
}

describe('validation-list', () => {
  it.each([
    ['include', true, 'pass'],
    ['include', false, 'fail'],
    ['exclude', true, 'fail'],
    ['exclude', false, 'pass'],
  ])('under the rule %s, found %s: %s', async (mode, found, port) => {
    expect((await portOf({ value: 'Acme', mode }, { found })).port).toBe(port);
  });

  it.each(['include', 'exclude'])('lets the setting decide when the list is gone, under the rule %s', async (mode) => {
    expect((await portOf({ value: 'Acme', mode, ifGone: 'pass' }, { found: false, gone: true })).port).toBe('pass');
    expect((await portOf({ value: 'Acme', mode }, { found: false, gone: true })).port).toBe('fail');
  });

  it.each([undefined, null, ' ', '\u200b', [], [null, ' ']])('finds the blank value %j on no list', async (value) => {
    const { port, result } = await portOf({ value }, { found: true });
    expect(port).toBe('fail');
    expect(result.reason).toBe('A blank value is not on the list key-accounts.');
  });

  it('asks for the text of a number, trimmed', async () => {
    expect((await portOf({ value: 90210 }, { found: true })).asked).toEqual(['key-accounts: 90210']);
    expect((await portOf({ value: ' Acme ' }, { found: true })).asked).toEqual(['key-accounts: Acme']);
  });

  it('lets no lead slip past a list by sending several values, or the same one twice', async () => {
    const asked: object[] = [];
    const listLook = async (ask: { value: string; also?: string[] }) => {
      asked.push(ask);
      const met = [ask.value, ...(ask.also ?? [])].find((each) => each === 'bad@acme.example');
      return { ...failedLook(''), found: met !== undefined, met: met ?? '' };
    };
    const given = (value: object) => ({ config: { list: 'bad', value, mode: 'exclude' }, tools: { listLook } });
    const { result } = await runNode(validationList, given(['ok@acme.example', 7, ' bad@acme.example', 7]));
    expect(result).toMatchObject({ port: 'fail', value: { value: 'bad@acme.example', found: true } });
    expect(result.reason).toBe('"bad@acme.example" is on the list bad.');
    expect(asked).toEqual([{ list: 'bad', value: 'ok@acme.example', also: ['7', 'bad@acme.example'] }]);
    const { result: clear } = await runNode(validationList, given(['a', 'b']));
    expect(clear).toMatchObject({ port: 'pass', value: { value: 'a, b', found: false } });
    expect(clear.reason).toBe('None of 2 values is on the list bad.');
  });

  it.each([
    [{ email: 'bad@acme.example' }, 'The value is an object, and a list holds texts alone'],
    [['a', ['b']], 'The value is an object, and a list holds texts alone'],
    [Array.from({ length: 51 }, (_, i) => i), 'The value is a list of 51; at most 50 are looked up'],
    ['x'.repeat(10_001), 'The value has 10001 characters; at most 10000 are looked up'],
  ])('takes what no list can hold for a look-up that failed', async (value, says) => {
    const found = { found: true };
    await expect(portOf({ value, mode: 'exclude' }, found)).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
    const { port, result, asked } = await portOf({ value, mode: 'exclude', ifError: 'fail' }, found);
    expect([port, result.reason, asked]).toEqual(['fail', `${says}; the lead is refused, as this step says.`, []]);
  });

  it('takes a blank value for a hit where a rule says that there must be none', async () => {
    const { port, result } = await portOf({ value: '', mode: 'exclude' }, { found: true, rule: 'is not there' });
    expect(port).toBe('fail');
    expect(result.reason).toBe('A blank value is on the list key-accounts: it is not there.');
  });

  it('asks with its own limit, and leaves the limit to the list without one', async () => {
    const asked: object[] = [];
    const listLook = async (ask: object) => {
      asked.push(ask);
      return failedLook('');
    };
    for (const more of [{ limitDays: 0 }, {}]) {
      await runNode(validationList, { config: { list: 'k', value: 'a', ...more }, tools: { listLook } });
    }
    expect(asked).toEqual([
      { list: 'k', value: 'a', limitDays: 0 },
      { list: 'k', value: 'a' },
    ]);
  });
});
