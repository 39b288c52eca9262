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

/** The parts that were sent, and the names of those that were not, as one text. */
export function sentParts(contact: readonly LeadContactPart[]): { sent: readonly LeadContactPart[]; absent: string } {
  const sent = contact.filter(({ raw, normal }) => raw !== '' || normal !== '');
  const absent = contact.filter((each) => !sent.includes(each)).map(({ part }, at) => worded(partWords(part), at));
  return { sent, absent: absent.join(', ') };
}

/** Within a sentence a name begins small, unless it is an abbreviation. */
function worded(name: string, at: number): string {
  return at === 0 || name.startsWith('IP') || name.startsWith('E-')
    ? name
    : name.charAt(0).toLowerCase() + name.slice(1);
}
