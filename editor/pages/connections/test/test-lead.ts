// The lead that a connection is tested with: kept in this browser, the same for all its endpoints.
import type { JsonObject } from '../../../../flows/language/document.ts';
import { read, write } from '../../../theme/theme.ts';

const USUAL: JsonObject = {
  first_name: 'Ann',
  last_name: 'Lee',
  phone_number: '+13105550123',
  email: 'ann@example.com',
  city: 'Los Angeles',
  state: 'CA',
  zip: '90210',
};

/** The lead last used with the connection, as text; the usual one where there is none. */
export function keptLead(slug: string): string {
  return read(keyOf(slug)) ?? textOf(USUAL);
}

/** Keeps a lead for the next test. */
export function keepLead(slug: string, text: string): void {
  write(keyOf(slug), text);
}

/** A lead as it stands in the field. */
export function textOf(lead: JsonObject): string {
  return JSON.stringify(lead, null, 2);
}

/** The lead, or what is wrong with its text. */
export function leadOf(text: string): JsonObject | string {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as JsonObject) : 'A lead is one object with named fields: { "first_name": "Ann" }.';
  } catch (error) {
    return `This is not JSON yet: ${error instanceof Error ? error.message : 'check it'}.`;
  }
}

function keyOf(slug: string): string {
  return `leadflow-connection-lead:${slug}`;
}
