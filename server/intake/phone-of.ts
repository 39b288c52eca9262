// The number of a lead, for search: found under the names that sources give it.
import type { JsonObject } from '../../flows/language/document.ts';
import type { Phone } from '../../nodes/tools.ts';

/** The names under which sources send a number, most telling first. */
const PHONE_FIELDS = ['phone_number', 'phone', 'phoneNumber', 'mobile', 'phone1', 'phone_1', 'tel', 'telephone'];

/** A number that is written as E.164 already: to read it anew would be a tenth of accepting the lead. */
const INTERNATIONAL = /^\+[1-9]\d{7,14}$/;

/**
 * E.164 where the lead has a number that can be read, else empty. `ahead`: steps will read it too, so it is read while the
 * lead is on its way to the disk, or to its receiver; `phone` remembers.
 */
export function phoneOf(
  lead: JsonObject,
  region: string,
  { phone, ahead }: { phone: (raw: string, region: string) => Phone; ahead: boolean },
): string {
  const field = PHONE_FIELDS.find((name) => typeof lead[name] === 'string' || typeof lead[name] === 'number');
  if (field === undefined) return '';
  const raw = String(lead[field]);
  if (!INTERNATIONAL.test(raw)) return phone(raw, region).e164;
  // The first call of a lead that is alone leaves at the end of this turn, and need not wait for it.
  if (ahead) setImmediate(() => setImmediate(phone, raw, region));
  return raw;
}
