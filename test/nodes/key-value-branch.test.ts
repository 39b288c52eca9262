// How rows compare, and which one decides.
import { describe, expect, it } from 'vitest';
import type { Json } from '../../flows/language/document.ts';
import { keyValueBranch } from '../../nodes/key-value-branch.ts';
import { runNode } from '../support/node-harness.ts';

const noMatch = { success: true };

async function decide(from: Json | undefined, ...rows: object[]) {
  const { result } = await runNode(keyValueBranch, { config: { from, rows, noMatch } });
  return result;
}

async function matches(found: Json | undefined, comparison: string, value?: string): Promise<boolean> {
  const from: Json = found === undefined ? {} : { k: found };
  const { port } = await decide(from, { key: 'k', comparison, ...(value === undefined ? {} : { value }) });
  return port === 'matched';
}

describe('key-value-branch', () => {
  it.each([
    ['DUP', 'equals', ' dup '],
    [1, 'equals', '1'],
    [true, 'equals', 'TRUE'],
    ['', 'equals', ''],
    [['a', 'DUP'], 'equals', 'dup'],
    ['NEW', 'not-equals', 'DUP'],
    ['DUPLICATE', 'contains', 'plic'],
    ['DUP-1', 'starts-with', 'dup'],
    ['x DUP', 'ends-with', 'dup'],
    ['DNC', 'one-of', 'dup, dnc ,new'],
    [0, 'exists', undefined],
    [{ a: 1 }, 'exists', undefined],
    [undefined, 'is-blank', undefined],
    [null, 'is-blank', undefined],
    ['  ', 'is-blank', undefined],
    [[], 'is-blank', undefined],
  ] as const)('%j %s %j: matches', async (found, comparison, value) => {
    expect(await matches(found as Json | undefined, comparison, value)).toBe(true);
  });

  it.each([
    ['DUPLICATE', 'equals', 'DUP'],
    ['01', 'equals', '1'],
    [{ status: 'DUP' }, 'equals', 'DUP'],
    [{ status: 'NEW' }, 'not-equals', 'DUP'],
    [undefined, 'not-equals', 'DUP'],
    [null, 'equals', 'null'],
    ['dup', 'not-equals', 'DUP'],
    [['NEW', 'DUP'], 'not-equals', 'DUP'],
    ['DUP', 'contains', ''],
    ['DUP', 'starts-with', ''],
    ['DUP', 'one-of', 'DUPLICATE, DNC'],
    [undefined, 'exists', undefined],
    [null, 'exists', undefined],
    [0, 'is-blank', undefined],
    [{}, 'is-blank', undefined],
  ] as const)('%j %s %j: does not match', async (found, comparison, value) => {
    expect(await matches(found as Json | undefined, comparison, value)).toBe(false);
  });

  it('looks along dots, in lists, and never at what is inherited', async () => {
    const from = { data: { errors: [{ code: '6009' }] } };
    expect((await decide(from, { key: 'data.errors.0.code', value: '6009' })).port).toBe('matched');
    expect((await decide(from, { key: 'constructor.name', comparison: 'exists' })).port).toBe('no-match');
    expect((await decide(from, { key: 'toString', comparison: 'exists' })).port).toBe('no-match');
  });

  it('lets the first row that matches decide', async () => {
    const result = await decide(
      { s: 'DUP' },
      { key: 's', value: 'NEW' },
      { key: 's', value: 'DUP' },
      { key: 's', comparison: 'exists' },
    );
    expect(result.value).toMatchObject({ row: 2 });
    expect(result.reason).toBe('Row 2 matched: s is DUP.');
  });

  it('takes what a row leaves out for No', async () => {
    const { value } = await decide({ s: 'DUP' }, { key: 's', value: 'DUP' });
    expect(value).toMatchObject({ createLead: false, status: '', addToDnc: false, success: false });
  });

  it('takes the last row where none matches, and says what was there instead', async () => {
    const result = await decide(
      { s: 'HELD', n: 7 },
      { key: 's', value: 'NEW' },
      { key: 'n', value: '1' },
      { key: 'gone', value: 'x' },
    );
    expect(result).toMatchObject({ port: 'no-match', value: { row: 0, success: true } });
    expect(result.reason).toBe('No row matched: s is "HELD", n is 7, gone is not there.');
  });

  it('decides even over nothing', async () => {
    expect((await decide(undefined, { key: 's', value: 'NEW' })).reason).toBe(
      'No row matched: there is nothing to look in.',
    );
    expect((await decide('plain text', { key: 's', value: 'NEW' })).port).toBe('no-match');
  });

  it('shortens a long value in its words', async () => {
    const { reason = '' } = await decide({ s: 'x'.repeat(500) }, { key: 's', value: 'NEW' });
    expect(reason.length).toBeLessThan(120);
  });
});
