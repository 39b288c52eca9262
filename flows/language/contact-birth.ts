// Dates of birth: in the order of day and month that the country writes, as YYYY-MM-DD. Pure.
import type { ContactPart } from './contact.ts';
import { invalid, NO_PART } from './contact-texts.ts';
import { readDate } from './date-read.ts';
import type { WallTime } from './zone.ts';

/** Countries whose forms ask for the month first. */
const MONTH_FIRST: ReadonlySet<string> = new Set(['US', 'CA', 'PH']);
const OLDEST = 120;
/** A year of two digits must not be read as one to come; the reader goes ten years ahead. */
const ELEVEN_YEARS = 11 * 366 * 86_400_000;

/** `normal` is there for every day that can be read, also one that nobody alive was born on. */
export function readBirth(raw: string, { country, now }: { country: string; now: number }): ContactPart {
  if (raw === '') return NO_PART;
  const dayFirst = !MONTH_FIRST.has(country);
  const how = { clock: () => 0, now: now - ELEVEN_YEARS };
  const day = dayIn(raw);
  // Where the usual order gives no day, the other one is what was meant.
  const read = readDate(day, { ...how, dayFirst }) ?? readDate(day, { ...how, dayFirst: !dayFirst });
  const normal = read ? written(read.wall) : undefined;
  if (!read || normal === undefined) return invalid(raw, 'It is no date that can be read.');
  if (read.moment > now) return invalid(raw, 'It is yet to come.', normal);
  if (read.wall.year < new Date(now).getUTCFullYear() - OLDEST) {
    return invalid(raw, `It is more than ${OLDEST} years ago.`, normal);
  }
  return { raw, normal, valid: true, says: '' };
}

/**
 * The day as it is written: a time behind it, with or without a zone, makes nobody born the day before. Eight digits that
 * end in the year are one too; those that begin with it have no such month.
 */
function dayIn(raw: string): string {
  const day = /^(.*\d)(?:T|,? +)\d{1,2}:\d\d/i.exec(raw)?.[1] ?? raw;
  const [, first, second, year] = /^(\d\d)(\d\d)((?:19|20)\d\d)$/.exec(day) ?? [];
  return year === undefined ? day : `${first}/${second}/${year}`;
}

/** Undefined beyond the years of four digits. */
function written({ year, month, day }: WallTime): string | undefined {
  if (year < 1 || year > 9999) return undefined;
  const two = (number: number) => String(number).padStart(2, '0');
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
}
