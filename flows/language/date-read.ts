// Reads the dates that sources send, in the forms that can be told apart; what can mean two days is never guessed.
import type { ReadDate } from './date-write.ts';
import type { Json } from './document.ts';
import { type Clock, momentOn, type WallTime, wallAt } from './zone.ts';

/** How a date without a zone, and one that counts from either end, is meant. `now`: milliseconds since 1970. */
export interface DateReading {
  clock: Clock;
  /** `04/03/1985` is the fourth of March; the third of April where absent. */
  dayFirst: boolean;
  /** A year of two digits is the last that is not more than ten years ahead of it. */
  now: number;
}

const LONGEST = 60;
const AHEAD = 10;
const TIME = String.raw`(\d{1,2}):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?\s*([ap]\.?m\.?)?\s*(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?`;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const YEAR_FIRST = new RegExp(String.raw`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]\s*${TIME})?$`, 'i');
const YEAR_LAST = new RegExp(String.raw`^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d\d)(?:[T ,]\s*${TIME})?$`, 'i');
const COMPACT = /^(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)(Z)?)?$/;
const MONTH_NAMED = new RegExp(
  String.raw`^(?:[a-z]{3,9},? )?([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?:,? ${TIME})?$`,
  'i',
);
const DAY_NAMED = new RegExp(
  String.raw`^(?:[a-z]{3,9},? )?(\d{1,2})[ -]([a-z]{3,9})\.?,?[ -](\d{4})(?:,? ${TIME})?$`,
  'i',
);

/** The date that a value says, or undefined where it says none. */
export function readDate(value: Json, how: DateReading): ReadDate | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const text = String(value).trim();
  if (text.length > LONGEST) return undefined;
  return counted(text, how) ?? written(text, how);
}

/** Seconds since 1970 in nine to eleven digits, milliseconds in twelve or thirteen. Eight are a day: `19850423`. */
function counted(text: string, { clock }: DateReading): ReadDate | undefined {
  const [, whole] = /^(-?\d{9,13})(?:\.\d+)?$/.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const digits = whole.replace('-', '').length;
  const moment = digits < 12 ? Math.floor(Number(text) * 1000) : Number(whole);
  return { moment, wall: wallAt(moment, clock) };
}

function written(text: string, how: DateReading): ReadDate | undefined {
  const compact = COMPACT.exec(text);
  if (compact) {
    const [, year, month, day, hour, minute, second, zone] = compact;
    return dateOf([year, month, day], [hour, minute, second, undefined, undefined, zone], how);
  }
  const first = YEAR_FIRST.exec(text);
  if (first) return dateOf([first[1], first[2], first[3]], first.slice(4), how);
  const last = YEAR_LAST.exec(text);
  if (last) {
    const [month, day] = how.dayFirst ? [last[2], last[1]] : [last[1], last[2]];
    return dateOf([last[3], month, day], last.slice(4), how);
  }
  const named = MONTH_NAMED.exec(text);
  if (named) return dateOf([named[3], monthNamed(named[1]), named[2]], named.slice(4), how);
  const behind = DAY_NAMED.exec(text);
  return behind ? dateOf([behind[3], monthNamed(behind[2]), behind[1]], behind.slice(4), how) : undefined;
}

function monthNamed(word = ''): string {
  return String(MONTHS.indexOf(word.slice(0, 3).toLowerCase()) + 1);
}

type Parts = readonly (string | undefined)[];

/** The day and time as a moment; undefined for what no calendar or clock has, such as 30 February or 13 pm. */
function dateOf([year = '', month, day]: Parts, time: Parts, how: DateReading): ReadDate | undefined {
  const [hour = '0', minute = '0', second = '0', fraction = '', half, zone] = time;
  const clockHour = hourOf(Number(hour), half);
  const wall: WallTime = {
    year: year.length === 2 ? fullYear(Number(year), how.now) : Number(year),
    month: Number(month),
    day: Number(day),
    hour: clockHour ?? 24,
    minute: Number(minute),
    second: Number(second),
  };
  if (!isReal(wall)) return undefined;
  const offset = offsetOf(zone);
  if (offset === undefined) return { moment: momentOn(wall, how.clock), wall };
  const moment = momentOn(wall, () => offset) + Math.floor(Number(`0.${fraction || 0}`) * 1000);
  return { moment, wall: wallAt(moment, how.clock) };
}

function hourOf(hour: number, half: string | undefined): number | undefined {
  if (half === undefined) return hour;
  if (hour < 1 || hour > 12) return undefined;
  return (hour % 12) + (/^p/i.test(half) ? 12 : 0);
}

function fullYear(year: number, now: number): number {
  const latest = new Date(now).getUTCFullYear() + AHEAD;
  return latest - ((((latest - year) % 100) + 100) % 100);
}

function isReal({ year, month, day, hour, minute, second }: WallTime): boolean {
  if (month < 1 || month > 12 || hour > 23 || minute > 59 || second > 59 || year < 1) return false;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return day >= 1 && date.getUTCMonth() === month - 1;
}

/** Milliseconds ahead of UTC; undefined where no zone is said. */
function offsetOf(zone: string | undefined): number | undefined {
  if (zone === undefined) return undefined;
  const [, sign, hours = '0', minutes = '0'] = /^([+-])(\d\d):?(\d\d)?$/.exec(zone) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}
