// The field table of a trigger, as a check of leads.
import { describe, expect, it } from 'vitest';
import { makeLeadCheck } from '../../server/intake/lead-check.ts';

const check = makeLeadCheck([
  { name: 'phone_number', type: 'string', required: true },
  { name: 'age', type: 'number', required: false },
  { name: 'consent', type: 'boolean', required: true },
  { name: 'state', type: 'string', required: false, pattern: '^[A-Z]{2}$', maxLength: 2 },
]);

describe('the field table', () => {
  it('passes a lead that has what is asked, however its format writes numbers and yes or no', () => {
    expect(check({ phone_number: '3105550123', consent: 'yes', age: '42', state: 'CA', more: { any: 1 } })).toEqual([]);
    expect(check({ phone_number: 3105550123, consent: true, age: 42 })).toEqual([]);
  });

  it('names every field that is missing or blank', () => {
    expect(check({ phone_number: '  ', age: 1 }).map((each) => each.field)).toEqual(['phone_number', 'consent']);
  });

  it('names every field of the wrong kind, in words', () => {
    const wrong = check({ phone_number: ['x'], consent: 'maybe', age: 'old', state: 'Cal' });
    expect(wrong.map((each) => each.field).sort()).toEqual(['age', 'consent', 'phone_number', 'state']);
    expect(wrong.find((each) => each.field === 'age')?.says).toBe('must be a number');
    expect(wrong.find((each) => each.field === 'state')?.says).toBe(
      'must be a text matching ^[A-Z]{2}$ of at most 2 characters',
    );
  });

  it('takes a blank optional field as an absent one', () => {
    expect(check({ phone_number: '1', consent: '1', age: '', state: '' })).toEqual([]);
  });

  it('tells in linear time that a pattern does not fit, however it was written', () => {
    const patient = makeLeadCheck([{ name: 'code', pattern: '^(a+)+$' }]);
    const began = performance.now();
    expect(patient({ code: `${'a'.repeat(50_000)}!` }).map(({ field }) => field)).toEqual(['code']);
    expect(performance.now() - began).toBeLessThan(500);
  });

  it('keeps a pattern that was published before such patterns were refused', () => {
    const old = makeLeadCheck([{ name: 'code', pattern: '^(?=a)' }]);
    expect([old({ code: 'abc' }).length, old({ code: 'cba' }).length]).toEqual([0, 1]);
  });

  it('misses a required field that is called as what every object has', () => {
    expect(makeLeadCheck([{ name: 'toString', required: true }])({}).map(({ field }) => field)).toEqual(['toString']);
  });

  it('asks nothing where the table is empty', () => {
    expect(makeLeadCheck(undefined)({})).toEqual([]);
  });
});
