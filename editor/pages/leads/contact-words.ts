// The parts of a lead's contact data in words. Pure.
import type { LeadContactPart } from '../../types.ts';

const PARTS: Readonly<Record<LeadContactPart['part'], string>> = {
  phone: 'Phone number',
  email: 'E-mail',
  name: 'Name',
  address: 'Address',
  state: 'State',
  postalCode: 'Postal code',
  dateOfBirth: 'Date of birth',
  ip: 'IP address',
};

/** What a part is called. */
export function partWords(part: LeadContactPart['part']): string {
  return PARTS[part];
}

/** What a lead does not have, as one sentence; '' where it has everything. */
export function absentWords(contact: readonly LeadContactPart[]): string {
  const has = new Set<string>(contact.map(({ part }) => part));
  const absent = Object.entries(PARTS).flatMap(([part, name]) => (has.has(part) ? [] : [inSentence(name)]));
  if (absent.length === 0) return '';
  return `Its fields hold no ${new Intl.ListFormat('en', { type: 'disjunction' }).format(absent)}.`;
}

/** Within a sentence a name begins small, unless it is an abbreviation. */
function inSentence(name: string): string {
  return name.startsWith('IP') ? name : name.charAt(0).toLowerCase() + name.slice(1);
}
