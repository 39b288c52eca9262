// What makes two leads equal: the parts of a duplicate key, written one way however they were sent.
import type { Json } from './document.ts';

/** How a part of a key is read -> what the form calls it. */
export const KEY_KINDS = {
  phone: 'Phone number',
  email: 'E-mail address',
  text: 'Text',
  digits: 'Digits',
  exact: 'Exactly as sent',
} as const;
export type KeyKind = keyof typeof KEY_KINDS;

/** What leads are compared by: two with the same `parts` are equal. `says` shows it to a person. */
export interface ReservationKey {
  parts: string[];
  says: string;
}

/** The keys of a lead, and the parts of them that hold nothing to compare, counted from 1. */
export interface KeysOfLead {
  keys: ReservationKey[];
  blank: number[];
}

interface Part {
  value: Json | undefined;
  as: KeyKind;
}

const LONGEST_SHOWN = 60;
/** What nobody sees: zero-width blanks, soft hyphens, byte order marks. */
const UNSEEN = /\p{Default_Ignorable_Code_Point}/gu;
const EMAIL = /^[^\s@]+@[^\s@]+$/u;

/**
 * The keys by which a lead is compared: with `all` one of all its parts, and none where any of them is blank; with `any` one
 * for each part that is not. Phone numbers and e-mail addresses are equal wherever they stand, other parts in their own row.
 * `phone` answers the number as E.164, empty where it cannot be read.
 */
export function keysOfLead(parts: readonly Part[], match: 'all' | 'any', phone: (raw: Json) => string): KeysOfLead {
  const normal = parts.map(({ value, as }) => normalPart(value, as, phone));
  const blank = normal.flatMap((text, i) => (text === '' ? [i + 1] : []));
  const named = parts.map(({ as }, i) => `${as === 'phone' || as === 'email' ? as : `${as} ${i + 1}`}:${normal[i]}`);
  if (match === 'all') {
    const keys = blank.length > 0 ? [] : [{ parts: named, says: normal.map(shown).join(', ') }];
    return { keys, blank };
  }
  const keys = new Map<string, ReservationKey>();
  for (const [i, text] of normal.entries())
    if (text !== '') keys.set(named[i] ?? '', { parts: [named[i] ?? ''], says: shown(text) });
  return { keys: [...keys.values()], blank };
}

/** A part as it is compared; empty for what is blank, is no text and no number, or cannot be what it should be. */
export function normalPart(value: Json | undefined, as: KeyKind, phone: (raw: Json) => string): string {
  if (value === undefined || value === null || typeof value === 'object') return '';
  const sent = String(value);
  if (as === 'phone') return phone(sent);
  if (as === 'exact') return sent.replace(UNSEEN, '').trim() === '' ? '' : sent;
  if (as === 'digits') return sent.normalize('NFKC').replace(/[^0-9]/g, '');
  const text = sent.normalize('NFC').replace(UNSEEN, '').trim().replace(/\s+/gu, ' ');
  if (as === 'email') return EMAIL.test(text) ? text.toLowerCase().normalize('NFC') : '';
  // By way of capitals, as letters fold that have two small forms; and small first, for ẞ is its own capital.
  return text.toLowerCase().toUpperCase().toLowerCase().normalize('NFC');
}

function shown(text: string): string {
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}
