// Contact data as the writer reads it from what is kept of a lead, and as queries tell it.
import type { ContactPart } from '../../../flows/language/contact.ts';
import type { JsonObject } from '../../../flows/language/document.ts';
import type { NamedPart } from '../lead-facts.ts';
import type { Database, Row } from './database.ts';

/** A number as a step read it; what an older record has not is absent. */
export interface ContactPhone {
  e164: string;
  raw: string;
  national?: string;
  valid?: boolean;
  country?: string;
}

/** The ISO country that a lead's contact data is read in: as it was, else its source's, else `US`. */
export function regionOf(db: Database, row: { contact?: Row[string]; source?: Row[string] }): string {
  const kept = typeof row.contact === 'string' ? (JSON.parse(row.contact) as { region?: string }).region : undefined;
  if (kept !== undefined) return kept;
  return String(db.get('SELECT region FROM source WHERE id = ?', row.source ?? '')?.region ?? 'US');
}

/** The contact data of a lead as its row keeps it. */
export function contactText({
  phone: { raw, e164 },
  region,
}: {
  fields: JsonObject;
  phone: ContactPhone;
  region: string;
  now: number;
}): string {
  const phone: ContactPart = { raw, normal: e164, valid: e164 === '' ? false : null, says: '' };
  return JSON.stringify({ region, parts: { phone } });
}

/** The parts of the contact data of a row. */
export function partsOf(row: Row): NamedPart[] {
  if (row.contact === null) return [];
  const { parts } = JSON.parse(String(row.contact)) as { parts: Record<string, ContactPart> };
  return Object.entries(parts).map(([part, value]) => ({ part, ...value }));
}

/** What is searched for in the fields of a lead: its e-mail address, lower case, and its name. */
export function knownOf(fields: JsonObject, _contact: string): { email: string; name: string } {
  const text = (...keys: string[]) => {
    for (const key of keys) {
      const value = fields[key];
      if (typeof value === 'string') return value.trim();
    }
    return '';
  };
  const name =
    text('name', 'full_name') || `${text('first_name', 'firstName')} ${text('last_name', 'lastName')}`.trim();
  return { email: text('email', 'email_address').toLowerCase(), name };
}
