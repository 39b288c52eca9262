// Finds contact data among the fields of a lead, under the names that sources use.
import type { Json, JsonObject } from './document.ts';

/** The names of each slot, folded, the surest first. */
const NAMES = {
  phone: [
    'phonenumber',
    'phone',
    'phone1',
    'mobilephone',
    'mobile',
    'cellphone',
    'cell',
    'telephone',
    'tel',
    'homephone',
    'primaryphone',
  ],
  email: ['email', 'emailaddress', 'email1', 'mail', 'primaryemail'],
  fullName: ['name', 'fullname', 'contactname', 'leadname'],
  firstName: ['firstname', 'fname', 'givenname', 'first'],
  lastName: ['lastname', 'lname', 'surname', 'familyname', 'last'],
  address: ['address', 'address1', 'streetaddress', 'addressline1', 'street', 'street1', 'addr1', 'addr'],
  address2: ['address2', 'addressline2', 'street2', 'addr2', 'apt', 'unit'],
  state: ['state', 'province', 'stateprovince', 'stateregion', 'statecode', 'region'],
  postalCode: ['postalcode', 'zipcode', 'zip', 'postcode', 'zippostalcode', 'zip5', 'postal'],
  dateOfBirth: ['dateofbirth', 'dob', 'birthdate', 'birthday', 'borndate'],
  ip: ['ipaddress', 'ip', 'clientip', 'userip', 'leadip', 'remoteip', 'ipaddr'],
  country: ['country', 'countrycode', 'countryiso'],
} as const;

/** What a field may hold. */
export type Slot = keyof typeof NAMES;

const SLOTS: ReadonlyMap<string, readonly [slot: Slot, rank: number]> = new Map(
  (Object.keys(NAMES) as Slot[]).flatMap((slot) => NAMES[slot].map((name, rank) => [name, [slot, rank]] as const)),
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
    const [slot, rank] = SLOTS.get(folded(field)) ?? [];
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
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

function textOf(value: Json | undefined): string {
  if (typeof value === 'string') return value.slice(0, LONGEST_VALUE).trim();
  return typeof value === 'number' ? String(value) : '';
}
