// The number of a call of the lead API: `phone_number` with `phone_code`, held to what Convoso takes.
import type { Phone } from '../../../nodes/tools.ts';
import { flagOf, type Parameters, textOf } from './parameters.ts';

/** Reads a number, in the region where it has no country code. */
export type ReadPhone = (raw: string, region: string) => Phone;

/** The number that was meant, or undefined where there can be none. Code 1 wants ten digits. */
export function meantPhone(parameters: Parameters, region: string, read: ReadPhone): Phone | undefined {
  const number = textOf(parameters, 'phone_number');
  const code = textOf(parameters, 'phone_code').replace(/^\+/, '');
  const digits = number.replace(/\D/g, '');
  if (number.startsWith('+')) return known(read(number, region));
  if (code === '1' && digits.length !== 10) return undefined;
  return known(read(code === '' ? number : `+${code}${digits}`, region));
}

/** A number that cannot be read can neither be called nor compared. */
function known(phone: Phone): Phone | undefined {
  return phone.e164 === '' ? undefined : phone;
}

/** With `filter_phone_code` a number that begins with its country code is parted into both, as it is kept. */
export function withoutCode(parameters: Parameters, region: string, read: ReadPhone): Parameters {
  if (flagOf(parameters, 'filter_phone_code') !== true) return parameters;
  const code = textOf(parameters, 'phone_code').replace(/^\+/, '') || '1';
  const digits = textOf(parameters, 'phone_number').replace(/\D/g, '');
  if (!digits.startsWith(code)) return parameters;
  const rest = digits.slice(code.length);
  // Ten digits of the NANP may begin with a 1 in vain: there is no such area code, and the rest is no number.
  const phone = known(read(`+${digits}`, region));
  return phone?.e164 === `+${code}${rest}` ? { ...parameters, phone_number: rest, phone_code: code } : parameters;
}
