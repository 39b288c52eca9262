// What is remembered of numbers that were read: the same answer again, and never another number's or region's.
import { expect, it } from 'vitest';
import { rememberPhones } from '../../server/tools/remember-phones.ts';

it('answers the same reading again, also after others', () => {
  const phone = rememberPhones();
  const first = phone('(310) 200-1234', 'US');
  expect(first.e164).toBe('+13102001234');
  expect(phone('(310) 200-1234', 'US')).toBe(first);
  expect(phone('(310) 200-1235', 'US').e164).toBe('+13102001235');
  expect(phone('(310) 200-1234', 'US')).toBe(first);
});

it('reads the same text anew for another region, and a text apart from a number', () => {
  const phone = rememberPhones();
  expect(phone('3102001234', 'US').e164).toBe('+13102001234');
  expect(phone('3102001234', '').e164).toBe('');
  expect(phone('3102001234', 'US').e164).toBe('+13102001234');
  expect(phone(3102001234, 'US')).not.toBe(phone('3102001234', 'US'));
});
