// The conditional rules of a list: what each operator takes, how sections join, and what is read of a file or a request.
import { describe, expect, it } from 'vitest';
import { type ListFound, lookFor, lookOf } from '../../flows/language/list-look.ts';
import { rowWords, ruleMet } from '../../flows/language/list-rules.ts';
import { type ListRule, NO_RULES, type RuleOperator, readRules } from '../../flows/language/list-rules-read.ts';

function row(operator: RuleOperator, values: string | string[] = [], negate = false): ListRule {
  return { operator, values: [values].flat(), negate };
}
const isMet = (rule: ListRule, value: string) => ruleMet({ any: [rule], all: [] }, value) !== '';

describe('an operator', () => {
  it.each<[string, ListRule, string[], string[]]>([
    ['equals, without case', row('equals', ' ACME '), ['acme', ' Acme'], ['acme ltd', '']],
    ['equals, numbers as numbers', row('equals', '10'), ['10', '10.0', '10.00'], ['010', '1e1', '+10', 'ten']],
    ['equals, postal codes as texts', row('equals', '02134'), ['02134'], ['2134', '2134.0']],
    ['equals, dates as moments', row('equals', '2026-03-04'), ['3/4/2026', 'March 4, 2026'], ['2026-03-05']],
    ['contains', row('contains', 'LTD'), ['Acme Ltd.', 'ltd'], ['Acme']],
    ['starts-with', row('starts-with', ['310', '424']), ['3105550123', '424'], ['1310']],
    ['ends-with', row('ends-with', '@gmail.com'), ['Ann@GMAIL.com '], ['ann@gmail.com.example']],
    [
      'greater-than, in thousands',
      row('greater-than', '1,000'),
      ['10,000', '1,000.5', '1001', '１００１', '\u200b1001'],
      ['9', '999.99', '1,000', '1,00'],
    ],
    ['greater-than', row('greater-than', '5'), ['5.1', '10', '0010'], ['5', '-6', '4.9', 'ten', '']],
    ['at-least', row('at-least', '5'), ['5', '5.0', '6'], ['4']],
    ['less-than', row('less-than', '5'), ['4.9', '-10'], ['5', '5.0', 'four', '']],
    ['at-most', row('at-most', '5'), ['5', '4'], ['5.1']],
    ['less-than, dates', row('less-than', '2000-01-01'), ['12/31/1999', '1999-12-31T23:59:59Z'], ['1/1/2000', 'x']],
    ['greater-than, texts', row('greater-than', 'm'), ['N', 'zebra'], ['alpha', 'M']],
    ['exists', row('exists'), ['x', '0'], ['', '  ']],
    ['exists, turned round', row('exists', [], true), ['', ' '], ['x']],
    [
      'equals, however it is written',
      row('equals', 'straße'),
      ['STRASSE', 'STRA\u1e9eE', 'Stra\u00ADße', 'ｓｔｒａｓｓｅ', 'stra\u200bße'],
      ['strase'],
    ],
    [
      'equals, composed or not',
      row('equals', 'Café Núñez'),
      ['Cafe\u0301 NU\u0301N\u0303EZ', '\u200fcafé núñez'],
      ['Cafe Nunez'],
    ],
    ['contains, in Greek', row('contains', 'ΟΔΟΣ'), ['η οδός μου οδος', 'οδοσ'], ['οδο']],
    [
      'equals, a phone number and no date',
      row('equals', '3105550123'),
      ['3105550123'],
      ['310-555-0123', '(310) 555-0123'],
    ],
    ['exists, of signs that nobody sees', row('exists'), ['\u200bx'], ['\u200b', '\ufeff \u00ad']],
    ['contains, turned round', row('contains', ['a', 'b'], true), ['xyz'], ['bcd', 'a', '']],
  ])('%s', (_, rule, yes, no) => {
    expect(yes.filter((value) => !isMet(rule, value))).toEqual([]);
    expect(no.filter((value) => isMet(rule, value))).toEqual([]);
  });

  it('says of a number and a text that neither is greater', () => {
    for (const operator of ['greater-than', 'at-least', 'less-than', 'at-most'] as const) {
      expect(isMet(row(operator, '5'), 'five')).toBe(false);
    }
  });

  it('never takes numbers that are too long to be kept exactly for equal', () => {
    expect(isMet(row('equals', '12345678901234567890'), '12345678901234567891')).toBe(false);
  });
});

describe('the rules of a list', () => {
  const long = row('contains', 'ltd');
  const acme = row('starts-with', ['globex', 'acme']);

  it('ask for one row of any, for every row of all, and for both where there are both', () => {
    expect(ruleMet({ any: [long, acme], all: [] }, 'Acme Inc')).toBe('starts with "acme"');
    expect(ruleMet({ any: [], all: [long, acme] }, 'Acme Inc')).toBe('');
    expect(ruleMet({ any: [], all: [long, acme] }, 'Acme Ltd')).toBe('contains "ltd" and starts with "acme"');
    expect(ruleMet({ any: [acme], all: [long] }, 'Other Ltd')).toBe('');
    expect(ruleMet({ any: [acme], all: [long] }, 'Globex Ltd')).toBe('contains "ltd" and starts with "globex"');
    expect(ruleMet(NO_RULES, 'Acme')).toBe('');
  });

  it('are said in words, however many values a row has', () => {
    expect(rowWords(row('equals', ['a', 'b', 'c', 'd'], true))).toBe('is not "a" or "b" or one of 2 more');
    expect(rowWords(row('exists'))).toBe('is there');
  });

  it('stand beside the values: an entry is named before a rule', () => {
    const found = { rules: { any: [acme], all: [] }, version: 2, checkedAt: 0, limitDays: 0 };
    const look = (entry: string | undefined, value: string) => lookOf({ ...found, entry }, { list: 'k', value }, 0);
    expect(look('ACME', 'acme')).toMatchObject({ found: true, entry: 'ACME', rule: '' });
    expect(look(undefined, 'acme')).toMatchObject({ found: true, entry: '', rule: 'starts with "acme"' });
    expect(look(undefined, ' ')).toMatchObject({ found: false });
  });
});

describe('a look for several values', () => {
  const at = (version: number, entry: string | undefined): ListFound => {
    return { entry, rules: NO_RULES, version, checkedAt: 0, limitDays: 0 };
  };
  const ask = { list: 'k', value: 'a', also: ['b', 'c'] };

  it('takes the first that is found, and says which', () => {
    const find = (value: string) => at(3, value === 'b' ? 'B' : undefined);
    expect(lookFor(ask, find, 0)).toMatchObject({ found: true, met: 'b', entry: 'B', version: 3 });
    expect(lookFor(ask, () => at(3, undefined), 0)).toMatchObject({ found: false, met: '', version: 3 });
    expect(lookFor(ask, () => undefined, 0)).toMatchObject({ found: false, gone: true });
  });

  it('is of one version, however the list changes meanwhile', () => {
    const asked: string[] = [];
    const find = (value: string) => {
      asked.push(value);
      // Another version comes after the first value was looked up; it holds that value.
      return asked.length === 1 ? at(1, undefined) : at(2, value === 'a' ? 'A' : undefined);
    };
    expect(lookFor(ask, find, 0)).toMatchObject({ found: true, met: 'a', version: 2 });
    expect(asked).toEqual(['a', 'b', 'c', 'a', 'b', 'c']);
  });
});

describe('rules are read', () => {
  it("in our words and in Convertr's, whose LESSTHAN takes the value itself", () => {
    const given = {
      any: [{ operator: 'STARTSWITH', values: [310, ' 424 ', '310', ''] }],
      all: [{ operator: 'LESSTHAN', values: ['65'] }, { operator: 'exists' }],
    };
    expect(readRules(given)).toEqual({
      rules: {
        any: [row('starts-with', ['310', '424'])],
        all: [row('at-most', '65'), row('exists')],
      },
      faults: [],
    });
    expect(readRules(undefined)).toEqual({ rules: { any: [], all: [] }, faults: [] });
  });

  it.each([
    [[], [], 'rows under any'],
    [{ some: [] }, ['some'], 'two sections'],
    [{ any: {} }, ['any'], 'at most 50 rows'],
    [{ any: Array(51).fill({ operator: 'exists' }) }, ['any'], 'at most 50 rows'],
    [{ any: ['x'] }, ['any', 0], 'A row is'],
    [{ any: [{ operator: 'exists', value: 'x' }] }, ['any', 0, 'value'], 'an operator, values'],
    [{ any: [{ operator: 'constructor', values: ['x'] }] }, ['any', 0, 'operator'], 'Choose an operator'],
    [{ all: [{ operator: 'equals' }] }, ['all', 0, 'values'], 'at least one value'],
    [{ all: [{ operator: 'contains', values: ['\u200b', ' '] }] }, ['all', 0, 'values'], 'at least one value'],
    [{ all: [{ operator: 'equals', values: 'x' }] }, ['all', 0, 'values'], 'must be a list'],
    [{ all: [{ operator: 'exists', values: ['x'] }] }, ['all', 0, 'values'], 'has none'],
    [{ all: [{ operator: 'equals', values: ['x'], negate: 'no' }] }, ['all', 0, 'negate'], 'true or false'],
    [{ all: [{ operator: 'equals', values: ['x'.repeat(1001)] }] }, ['all', 0, 'values'], '1000 characters'],
    [
      { all: [{ operator: 'equals', values: Array.from({ length: 201 }, (_, i) => i) }] },
      ['all', 0, 'values'],
      'this row has 201',
    ],
  ])('and %j is refused', (given, path, says) => {
    expect(readRules(given as never).faults).toEqual([{ path, says: expect.stringContaining(says) }]);
  });
});
