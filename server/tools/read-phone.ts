// Reads a phone number as people and forms write it.
// The smallest metadata (`min`): it is 83 kB instead of 157, and knows the general pattern of a country's numbers; what it
// cannot do, telling mobile from fixed line, nothing here asks for.
import {
  type CountryCode,
  getCountries,
  getCountryCallingCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/min';
import type { Json } from '../../flows/language/document.ts';
import type { Phone } from '../../nodes/tools.ts';

/** Longer texts hold no number: E.164 allows 15 digits, and an extension and separators fit besides. */
const LONGEST = 64;

/**
 * Reads `raw`, in `region` (ISO country, e.g. `US`) where it has no country code. `e164` is empty where it cannot be a
 * number: letters beside it, two numbers, too few or too many digits. `national` is the number in digits without country
 * code and trunk prefix; `valid` says whether the country assigns such numbers. An extension is dropped.
 */
export function readPhone(raw: Json, region: string): Phone {
  const text = typeof raw === 'string' || typeof raw === 'number' ? String(raw).trim() : '';
  const unreadable = { raw: text, e164: '', national: '', valid: false };
  if (text === '' || text.length > LONGEST) return unreadable;
  const country = countryOf(region);
  const found = parsePhoneNumberFromString(text, { extract: false, ...(country ? { defaultCountry: country } : {}) });
  if (!found?.isPossible()) return unreadable;
  const read = { raw: text, e164: found.number, national: found.nationalNumber, valid: found.isValid() };
  return found.country === undefined ? read : { ...read, country: found.country };
}

/** Whether some country has this calling code, digits. */
export function isCallingCode(code: string): boolean {
  return getCountries().some((country) => getCountryCallingCode(country) === code);
}

/** An unknown region is none: only numbers with a country code can then be read. */
function countryOf(region: string): CountryCode | undefined {
  const country: string = region.trim().toUpperCase();
  return isSupportedCountry(country) ? country : undefined;
}
