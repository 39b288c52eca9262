// Contact data of a lead: the writer keeps how it is read, in some bytes a lead; its parts are read when somebody looks.
import { CONTACT_PARTS, type NumberRead, readContact } from '../../../flows/language/contact.ts';
import type { JsonObject } from '../../../flows/language/document.ts';
import type { NamedPart } from '../lead-facts.ts';
import type { Database, Row } from './database.ts';

/** How the contact data of a lead is read: what its fields and its number's column do not say. */
interface HowRead {
  region: string;
  /** When the fields came, milliseconds since 1970: a date of birth is held against it. Undefined: as the lead was created. */
  at: number | undefined;
  /** Whether its country assigns the number; absent where nobody knows. */
  valid?: boolean;
  national?: string;
  country?: string;
}

/**
 * For the column: an array, since every lead has it and a byte more of each is a page more of many. The number's own country
 * code is kept by its length; a time that is the row's creation is left out.
 */
export function howRead(
  { e164, national = '', country = '', valid }: NumberRead,
  region: string,
  at: number | undefined,
): string {
  const code = e164 === '' || national === '' ? 0 : e164.length - 1 - national.length;
  const judged = valid === undefined ? null : Number(valid);
  return JSON.stringify([
    region,
    judged,
    country === region ? '' : country || '?',
    code,
    ...(at === undefined ? [] : [at]),
  ]);
}

function howOf({ contact, phone }: { contact?: Row[string]; phone?: Row[string] }): HowRead | undefined {
  if (typeof contact !== 'string') return undefined;
  const [region, judged, country, code, at] = JSON.parse(contact) as [string, 0 | 1 | null, string, number, number?];
  const number = String(phone ?? '');
  return {
    region,
    at,
    ...(judged === null ? {} : { valid: judged === 1 }),
    national: code === 0 ? '' : number.slice(1 + code),
    country: number === '' || country === '?' ? '' : country || region,
  };
}

/** The ISO country that a lead's contact data is read in: as it was, else its source's, else `US`. */
export function regionOf(db: Database, row: { contact?: Row[string]; source?: Row[string] }): string {
  const region = howOf(row)?.region;
  return region ?? String(db.get('SELECT region FROM source WHERE id = ?', row.source ?? '')?.region ?? 'US');
}

/** The number of a row, with what was known of it when it was read. */
export function keptNumber(row: Row): NumberRead {
  const { region: _region, at: _at, ...known } = howOf(row) ?? { region: '', at: 0 };
  return { raw: String(row.phone_raw), e164: String(row.phone), ...known };
}

/** The parts of the contact data of a row that were sent. */
export function partsOf(db: Database, row: Row): NamedPart[] {
  const fields = JSON.parse(String(row.fields)) as JsonObject;
  const now = howOf(row)?.at ?? Number(row.created_at);
  const contact = readContact(fields, { phone: keptNumber(row), region: regionOf(db, row), now });
  return CONTACT_PARTS.flatMap((part) => (contact[part].raw === '' ? [] : [{ part, ...contact[part] }]));
}
