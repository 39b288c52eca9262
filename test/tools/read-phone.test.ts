// Which texts are phone numbers, and in which shapes.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../flows/language/document.ts';
import { readPhone } from '../../server/tools/read-phone.ts';

describe('readPhone', () => {
  it.each([
    ['+1 310 555 0123', 'US', '+13105550123', '3105550123'],
    ['(310) 555-0123', 'US', '+13105550123', '3105550123'],
    ['1-310-555-0123', 'us', '+13105550123', '3105550123'],
    ['３１０５５５０１２３', 'US', '+13105550123', '3105550123'],
    ['٣١٠٥٥٥٠١٢٣', 'US', '+13105550123', '3105550123'],
    ['310-555-0123 x45', 'US', '+13105550123', '3105550123'],
    ['310-555-0123 ext. 45', 'US', '+13105550123', '3105550123'],
    ['020 7946 0958', 'GB', '+442079460958', '2079460958'],
    ['+44 20 7946 0958', 'US', '+442079460958', '2079460958'],
    ['+39 06 1234567', 'US', '+39061234567', '061234567'],
    [3105550123, 'US', '+13105550123', '3105550123'],
    ['+13105550123', '', '+13105550123', '3105550123'],
    ['+13105550123', 'XX', '+13105550123', '3105550123'],
  ])('reads %j in %j as %s', (raw, region, e164, national) => {
    expect(readPhone(raw, region)).toMatchObject({ raw: String(raw), e164, national, valid: true });
  });

  it.each([
    '',
    '  ',
    'call 310-555-0123 now',
    '1-800-FLOWERS',
    '310-555-0123 / 310-555-0124',
    '123',
    '9'.repeat(40),
    '+',
    '+0',
    `(310) 555-0123${' '.repeat(60)}1`,
    '<script>',
    null,
    true,
    {},
    ['3105550123'],
    3.5,
    1e21,
  ] as Json[])('does not read %j', (raw) => {
    expect(readPhone(raw, 'US')).toMatchObject({ e164: '', national: '', valid: false });
  });

  it('cannot read a number without a country code where no region is known', () => {
    expect(readPhone('3105550123', 'XX').e164).toBe('');
  });

  it('says of a number of the right length that the country does not assign it', () => {
    expect(readPhone('111-555-0123', 'US')).toMatchObject({ e164: '+11115550123', valid: false });
  });

  it('keeps what was sent, without outer blanks', () => {
    expect(readPhone(' (310) 555-0123 ', 'US').raw).toBe('(310) 555-0123');
    expect(readPhone(' none ', 'US').raw).toBe('none');
  });

  it('never throws, and gives E.164 or nothing', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('1', '5', '+', ' ', '(', 'x', '０') })),
        fc.string(),
        (raw, region) => {
          expect(readPhone(raw, region).e164).toMatch(/^(\+[1-9]\d{1,14})?$/);
        },
      ),
    );
  });
});
