// What the marks of a lead's status do: a final one stays, one with the DNC mark puts the number on the account's list.
import type { Database } from './database.ts';
import { putDnc } from './dnc-rows.ts';

/** The DNC list of the account. */
const ACCOUNT = 'account';
/** Short numbers, such as 112, have three. */
const FEWEST_DIGITS = 3;
/** A number without its area code. */
const FEWEST_BESIDE_LETTERS = 7;

/** A status as it is marked; one that is not in the list of statuses has no marks. */
export interface StatusMarks {
  label: string;
  final: boolean;
  dnc: boolean;
}

/** The marks of a status. */
export function marksOf(db: Database, abbrev: string): StatusMarks {
  const row = db.get('SELECT label, final, dnc FROM lead_status WHERE abbrev = ?', abbrev);
  return { label: String(row?.label ?? ''), final: row?.final === 1, dnc: row?.dnc === 1 };
}

/** Puts the number of a lead that has this status on the account's DNC list, where the status is marked so. */
export function obeyDncMark(
  db: Database,
  { status, phone, origin }: { status: string; phone: { e164: string; raw: string }; origin: string },
  now: number,
): void {
  const { dnc, label } = marksOf(db, status);
  const number = numberOf(phone);
  if (!dnc || number === '') return;
  putDnc(db, { list: ACCOUNT, number, reason: `Status ${status}: ${label}`, origin }, now);
}

/**
 * As it stands on DNC lists: E.164, or the digits of one that cannot be read, as checks look it up; '' where those are no
 * number: a stray digit among letters would be an entry that nobody meant.
 */
export function numberOf({ e164, raw }: { e164: string; raw: string }): string {
  if (e164 !== '') return e164;
  const text = raw.normalize('NFKC');
  const digits = text.replace(/[^0-9]/g, '');
  const fewest = /^[\d\s().+/-]*$/.test(text) ? FEWEST_DIGITS : FEWEST_BESIDE_LETTERS;
  return digits.length < fewest ? '' : digits;
}

/** Who did it, as entries of DNC lists name it. */
export function originOf({ who, run }: { who: string; run: string | null }): string {
  if (run !== null) return `run:${run}`;
  return /^(source|import):/.test(who) ? who : `person:${who}`;
}
