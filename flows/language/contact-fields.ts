// Finds contact data among the fields of a lead, under the names that sources use.
import type { Json, JsonObject } from './document.ts';

/** The names of each slot, the surest first; without its underscores, capitals or signs each is the same one. */
const NAMES = {
  phone: [
    'phone_number',
    'phone',
    'phone1',
    'mobile_phone',
    'mobile',
    'cell_phone',
    'cell',
    'telephone',
    'tel',
    'home_phone',
    'primary_phone',
  ],
  email: ['email', 'email_address', 'email1', 'mail', 'primary_email'],
  fullName: ['name', 'full_name', 'contact_name', 'lead_name'],
  firstName: ['first_name', 'fname', 'given_name', 'first'],
  lastName: ['last_name', 'lname', 'surname', 'family_name', 'last'],
  address: ['address', 'address1', 'street_address', 'address_line_1', 'street', 'street1', 'addr1', 'addr'],
  address2: ['address2', 'address_line_2', 'street2', 'addr2', 'apt', 'unit'],
  state: ['state', 'province', 'state_province', 'state_region', 'state_code', 'region'],
  postalCode: ['postal_code', 'zip_code', 'zip', 'postcode', 'zip_postal_code', 'zip5', 'postal'],
  dateOfBirth: ['date_of_birth', 'dob', 'birth_date', 'birthday', 'born_date'],
  ip: ['ip_address', 'ip', 'client_ip', 'user_ip', 'lead_ip', 'remote_ip', 'ipaddr'],
  country: ['country', 'country_code', 'country_iso'],
} as const;

/** What a field may hold. */
export type Slot = keyof typeof NAMES;

const PLAIN = /^[a-z0-9]*$/;
const SLOTS: ReadonlyMap<string, readonly [slot: Slot, rank: number]> = new Map(
  (Object.keys(NAMES) as Slot[]).flatMap((slot) =>
    NAMES[slot].flatMap((name, rank) => [name, folded(name)].map((each) => [each, [slot, rank]] as const)),
  ),
);
/** Folded names are shorter; a longer one is nobody's. */
const LONGEST_NAME = 40;
/** A value beyond it is no contact data; more of it than that is not looked at. */
const LONGEST_VALUE = 500;

/** Slot -> the value that it has, as text without outer blanks, and the name of its field. Blank ones are not there. */
export function contactFields(fields: JsonObject): Partial<Record<Slot, { field: string; text: string }>> {
  const found: Partial<Record<Slot, { field: string; text: string; rank: number }>> = {};
  for (const field in fields) {
    if (field.length > LONGEST_NAME || !Object.hasOwn(fields, field)) continue;
    const [slot, rank] = SLOTS.get(field) ?? SLOTS.get(folded(field)) ?? [];
    if (slot === undefined || rank === undefined) continue;
    const known = found[slot];
    if (known && known.rank <= rank) continue;
    const text = textOf(fields[field]);
    if (text !== '') found[slot] = { field, text, rank };
  }
  return found;
}

/** `First_Name`, `first-name` and `firstName` are one name. */
function folded(name: string): string {
  const lower = name.toLowerCase().replaceAll('_', '');
  return PLAIN.test(lower) ? lower : lower.replace(/[^a-z0-9]/g, '');
}

function textOf(value: Json | undefined): string {
  if (typeof value === 'string') return value.slice(0, LONGEST_VALUE).trim();
  return typeof value === 'number' ? String(value) : '';
}
