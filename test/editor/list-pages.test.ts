// What the pages of validation lists work out: rules as a form, values out of a file, versions in words.

import { describe, expect, it } from 'vitest';
import { columnNames, readColumns, tooMuch, valuesIn } from '../../editor/pages/lists/read-values.ts';
import { formOf, ruleDifferences, rulesOf } from '../../editor/pages/lists/rules-form.ts';
import { changeWords, deedWords } from '../../editor/pages/lists/version-words.ts';
import { cellText, csvLine } from '../../flows/language/csv-line.ts';
import type { ListRules } from '../../flows/language/list-rules-read.ts';

describe('the form of the rules', () => {
  const rules: ListRules = {
    any: [{ operator: 'starts-with', values: ['acme, inc', 'globex'], negate: true }],
    all: [{ operator: 'exists', values: [], negate: false }],
  };

  it('holds the values of a row one a line, and gives the rules back as they were', () => {
    expect(formOf(rules)).toEqual({
      all: [{ operator: 'exists' }],
      any: [{ operator: 'starts-with', negate: true, values: 'acme, inc\nglobex' }],
    });
    expect(rulesOf(formOf(rules))).toEqual({ rules, faults: [] });
  });

  it('says at which field a row is wrong, and judges by the others', () => {
    const form = { all: [{ operator: 'equals' }, { operator: 'equals', values: 'a\n\na' }] };
    const { rules: read, faults } = rulesOf(form);
    expect(faults).toEqual([{ path: ['all', 0, 'values'], says: 'Give at least one value.' }]);
    expect(read.all).toEqual([{ operator: 'equals', values: ['a'], negate: false }]);
  });

  it('differs from what another admin saved in words, row by row', () => {
    const theirs: ListRules = { ...rules, all: [{ operator: 'equals', values: ['a', 'b'], negate: true }] };
    expect(ruleDifferences(theirs, rules)).toEqual([
      'Theirs alone: All of these: the value is not "a" or "b"',
      'Yours alone: All of these: the value is there',
    ]);
    const turned = { ...rules, any: [...rules.any, ...theirs.all] };
    const back = { ...turned, any: turned.any.toReversed() };
    expect(ruleDifferences(turned, back)).toEqual(['The rows are the same, in another order.']);
  });

  it('forgets the values of a row that asks only whether there is one', () => {
    expect(rulesOf({ any: [{ operator: 'exists', values: 'left over' }] }).faults).toEqual([]);
  });
});

describe('values out of a file', () => {
  const file = '\uFEFFcity;company\r\nBerlin;"Acme; Sons"\r\nRome;Globex\r\nOslo;Globex\r\nBern;\r\n';

  it('are those of one column, each once, without the titles', () => {
    const read = readColumns(file);
    expect(read).toMatchObject({ columns: 2, looksTitled: true });
    expect(columnNames(read, true)).toEqual([
      { id: '0', label: 'city' },
      { id: '1', label: 'company' },
    ]);
    expect(valuesIn(read, 1, true)).toEqual(['Acme; Sons', 'Globex']);
    expect(valuesIn(read, 0, false)).toEqual(['city', 'Berlin', 'Rome', 'Oslo', 'Bern']);
  });

  it('are read of lines alone, and a broken quote is said', () => {
    const plain = readColumns('acme.com\n\nexample.org');
    expect([plain.looksTitled, valuesIn(plain, 0, false)]).toEqual([false, ['acme.com', 'example.org']]);
    expect(columnNames(plain, false)).toEqual([{ id: '0', label: 'Column 1: acme.com' }]);
    expect(readColumns('"acme').says).toContain('never closed');
    expect(valuesIn(readColumns(''), 0, false)).toEqual([]);
  });

  it('are those of our own file, whose cells a spreadsheet must not calculate', () => {
    const values = ['+13105550123', '=1+1', '-5', '@acme', "'quoted", 'a, "b"\r\nc', 'plain'];
    const file = `\ufeff${['entry', ...values].map((value) => csvLine([cellText(value)])).join('')}`;
    expect(file).toContain("'+13105550123");
    const read = readColumns(file);
    expect(valuesIn(read, 0, read.looksTitled)).toEqual(values.map((value) => value.replace('\r', '')));
  });

  it('are sent in one request or not at all', () => {
    expect(tooMuch(['a'])).toBeUndefined();
    expect(tooMuch(Array.from({ length: 200_001 }, String))).toContain('There are 200,001 values: at most 200,000');
    expect(tooMuch(['x'.repeat(1001)])).toContain('more than 1,000 characters');
  });
});

describe('a version', () => {
  it('is told in words', () => {
    expect(deedWords({ did: 'replace' })).toBe('Values replaced');
    expect(changeWords({ added: 1200, removed: 3 })).toBe('+1,200 −3');
    expect(changeWords({ added: 0, removed: 0 })).toBe('–');
  });
});
