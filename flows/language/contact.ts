// Reads the contact data of a lead: each part as it was sent, normalised, and judged, kept apart. Pure; it stops no lead.
import { readBirth } from './contact-birth.ts';
import { contactFields, type Slot } from './contact-fields.ts';
import { readIp } from './contact-ip.ts';
import { countryCode, readPostalCode, readState } from './contact-places.ts';
import { emailSought, nameIn, readAddress, readEmail, readName } from './contact-texts.ts';
import type { JsonObject } from './document.ts';

/** `valid` is null where there is nothing to judge it by; `says` why it is invalid, '' where it is not. */
export interface ContactPart extends JsonObject {
  raw: string;
  normal: string;
  valid: boolean | null;
  says: string;
}
/** A number has its digits without the country code, and its country, '' where it is not known. */
export interface PhonePart extends ContactPart {
  national: string;
  country: string;
}

/** The parts, in the order in which they are shown. */
export const CONTACT_PARTS = ['phone', 'email', 'name', 'address', 'state', 'postalCode', 'dateOfBirth', 'ip'] as const;
/** The name of a part. */
export type ContactPartName = (typeof CONTACT_PARTS)[number];

/** Contact data; a part that was not sent has an empty `raw`. */
export type Contact = Record<Exclude<ContactPartName, 'phone'>, ContactPart> & { phone: PhonePart };

/** A number as it was read already. */
export interface NumberRead {
  raw: string;
  /** Empty where it cannot be read. */
  e164: string;
  national?: string;
  valid?: boolean;
  country?: string;
}

/** `region`: the ISO country that the lead is of where it names none; `now`: milliseconds since 1970. */
export interface ContactReading {
  phone: NumberRead;
  region: string;
  now: number;
}

/** The contact data among the fields. Fails never. */
export function readContact(fields: JsonObject, { phone, region, now }: ContactReading): Contact {
  const found = contactFields(fields);
  const textAt = textIn(found);
  const named = countryCode(textAt('country')) ?? region.toUpperCase();
  // Within one calling code the area tells the country better than the source does.
  const countries = [...new Set([named, phone.country || named])];
  // A unit is of an address; alone it is a word of something else.
  const lines = textAt('address') === '' ? [] : [textAt('address'), textAt('address2')];
  const street = lines.filter((line) => line !== '').join(', ');
  return {
    phone: phonePart(phone),
    email: readEmail(textAt('email')),
    name: readName(fullNameOf(textAt)),
    address: readAddress(street, named),
    state: readState(textAt('state'), countries),
    postalCode: readPostalCode(textAt('postalCode'), countries),
    dateOfBirth: readBirth(textAt('dateOfBirth'), { country: named, now }),
    ip: readIp(textAt('ip')),
  };
}

/** When a lead came, ISO 8601, as dates of birth are held against it; 0 for no time. */
export function momentOf(receivedAt: string): number {
  return Date.parse(receivedAt) || 0;
}

/** The number among the fields, as it was sent; undefined where none is named like one. */
export function phoneField(fields: JsonObject): string | undefined {
  return contactFields(fields).phone?.text;
}

/** The new number that changed fields bring: of the field that the number `raw` came from; undefined where they bring none. */
export function changedPhone(
  raw: string,
  { before, changes }: { before: JsonObject; changes: JsonObject },
): string | undefined {
  const found = contactFields(changes).phone;
  if (!found) return undefined;
  const was = Object.hasOwn(before, found.field) ? String(before[found.field]).trim() : undefined;
  return was === raw ? found.text : undefined;
}

/** What a lead is searched by: its e-mail address, as it was sent where it can be none, lower case; and its name. */
export function knownBy(fields: JsonObject): { email: string; name: string } {
  const textAt = textIn(contactFields(fields));
  return { email: emailSought(textAt('email')), name: nameIn(fullNameOf(textAt)) };
}

type TextAt = (slot: Slot) => string;

function textIn(found: ReturnType<typeof contactFields>): TextAt {
  return (slot) => found[slot]?.text ?? '';
}

/** A `name` beside first and last names that says neither is that of something else: a company, a campaign. */
function fullNameOf(textAt: TextAt): string {
  const [full, first, last] = [textAt('fullName'), textAt('firstName'), textAt('lastName')];
  const lower = full.toLowerCase();
  const isOther = first !== '' && last !== '' && ![first, last].some((name) => lower.includes(name.toLowerCase()));
  return full === '' || isOther ? `${first} ${last}`.trim() : full;
}

function phonePart({ raw, e164, national = '', valid, country = '' }: NumberRead): PhonePart {
  const more = { raw, normal: e164, national, country };
  if (e164 !== '') {
    return { ...more, valid: valid ?? null, says: valid === false ? 'No country assigns such a number.' : '' };
  }
  if (raw === '') return { ...more, valid: null, says: '' };
  return {
    ...more,
    valid: false,
    says: 'It cannot be read as a phone number: too many or too few digits, or letters.',
  };
}
