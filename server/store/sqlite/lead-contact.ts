// Contact data as the writer reads it from what is kept of a lead, and as queries tell it.
import {
  CONTACT_PARTS,
  type Contact,
  type ContactPartName,
  type ContactReading,
  type NumberRead,
  readContact,
} from '../../../flows/language/contact.ts';
import type { JsonObject } from '../../../flows/language/document.ts';
import type { NamedPart } from '../lead-facts.ts';
import type { Database, Row } from './database.ts';

/** The parts that were sent, and the country that they were read in. */
interface KeptContact {
  region: string;
  parts: Partial<Contact>;
}

/** What of a lead is kept beside its fields, and what it is searched by. */
export interface LeadContact {
  /** For the column. */
  text: string;
  /** Lower case; as it was sent where it can be none. */
  email: string;
  name: string;
}

/** Reads the contact data of a lead. */
export function contactOf(fields: JsonObject, reading: ContactReading): LeadContact {
  const contact = readContact(fields, reading);
  const parts = Object.fromEntries(
    CONTACT_PARTS.filter((part) => contact[part].raw !== '').map((part) => [part, contact[part]]),
  );
  const { email, name } = contact;
  return {
    text: JSON.stringify({ region: reading.region, parts }),
    email: email.normal || email.raw.toLowerCase(),
    name: name.normal,
  };
}

/** The ISO country that a lead's contact data is read in: as it was, else its source's, else `US`. */
export function regionOf(db: Database, row: { contact?: Row[string]; source?: Row[string] }): string {
  const kept = typeof row.contact === 'string' ? (JSON.parse(row.contact) as KeptContact) : undefined;
  if (kept !== undefined) return kept.region;
  return String(db.get('SELECT region FROM source WHERE id = ?', row.source ?? '')?.region ?? 'US');
}

/** The number of a row, with what was known of it when it was read. */
export function keptNumber(row: Row): NumberRead {
  const number = { raw: String(row.phone_raw), e164: String(row.phone) };
  const { phone } = typeof row.contact === 'string' ? (JSON.parse(row.contact) as KeptContact).parts : {};
  if (!phone) return number;
  const { national, country, valid } = phone;
  return { ...number, national, country, ...(valid === null ? {} : { valid }) };
}

/** The parts of the contact data of a row. That of a lead from before there was any is read now. */
export function partsOf(db: Database, row: Row): NamedPart[] {
  const { parts } = JSON.parse(typeof row.contact === 'string' ? row.contact : readNow(db, row)) as KeptContact;
  return CONTACT_PARTS.flatMap((part) => namedPart(part, parts[part]));
}

function namedPart(part: ContactPartName, value: Contact[ContactPartName] | undefined): NamedPart[] {
  return value ? [{ part, ...value }] : [];
}

function readNow(db: Database, row: Row): string {
  const phone = { raw: String(row.phone_raw), e164: String(row.phone) };
  const fields = JSON.parse(String(row.fields)) as JsonObject;
  return contactOf(fields, { phone, region: regionOf(db, row), now: Number(row.created_at) }).text;
}
