// The named forms in which an adaptor sends a date, and how a moment is written in each.
import type { Json } from './document.ts';
import { type Clock, isoOf, type WallTime, wallAt } from './zone.ts';

/** A date as it was read: the moment, and what the clocks of the zone show. */
export interface ReadDate {
  /** Milliseconds since 1970; of a day alone its first moment in the zone. */
  moment: number;
  wall: WallTime;
}

/**
 * The forms. `name` is what a file says: the letters of PHP's `date`, which the vendors' pages speak, or a word; `label` is
 * what people call it. Those that Convoso's adaptors offer, in the order of that page (help.convoso.com, Adding Adaptors, "set date format"; the
 * list itself as docs-site/connect/adaptors.md of thornebridge/convoso-js has it), and last what the rest of the world
 * writes. `iso` stands for Convoso's "System Default".
 */
export const DATE_FORMATS = [
  { name: 'iso', label: 'System default: ISO 8601, UTC' },
  { name: 'Y-m-d H:i:s', label: 'Standard' },
  { name: 'Y-m-d', label: 'Date only' },
  { name: 'm/d/Y', label: 'US' },
  { name: 'D M j G:i:s T Y', label: 'Full, with weekday and zone' },
  { name: 'j-m-y', label: 'Short European' },
  { name: 'Ymd', label: 'Compact' },
  { name: 'm.d.y', label: 'Dotted, short' },
  { name: 'm/d/y g:i a', label: 'US with time, 12 hours' },
  { name: 'm/d/y', label: 'US, short' },
  { name: 'F j, Y, g:i a', label: 'Month in words' },
  { name: 'j, n, Y', label: 'Commas between' },
  { name: 'Y-m-d\\TH:i:s', label: 'ISO 8601, local' },
  { name: 'timestamp', label: 'Unix timestamp, seconds' },
  { name: 'age', label: 'Age in years today' },
  { name: 'Ymd\\THis\\Z', label: 'Compact, UTC' },
  { name: 'm/d/Y H:i:s', label: 'US with time, 24 hours' },
  { name: 'd/m/Y', label: 'Day first' },
] as const;

/** The name of one of `DATE_FORMATS`. */
export type DateFormatName = (typeof DATE_FORMATS)[number]['name'];

/** What a form is written with: the zone, its clock, and the moment of the run (milliseconds since 1970) for an age. */
export interface WriteDate {
  zone: string;
  clock: Clock;
  now: number;
}

/** The date in the form: text, or a number for `timestamp` and `age`. Undefined for the age of who is not born yet. */
export function writeDate(date: ReadDate, format: DateFormatName, { zone, clock, now }: WriteDate): Json | undefined {
  if (format === 'iso') return isoOf(date.moment);
  if (format === 'timestamp') return Math.floor(date.moment / 1000);
  if (format === 'age') return ageOn(date.wall, wallAt(now, clock));
  const isUtc = format.endsWith('\\Z');
  const wall = isUtc ? wallAt(date.moment, () => 0) : date.wall;
  const letters = format.match(/\\.|[^\\]/g) ?? [];
  return letters
    .map((letter) => (LETTERS[letter] ?? escaped)({ letter, wall, zone, clock, moment: date.moment }))
    .join('');
}

/** Whole years, by the calendar: it changes on the birthday itself. */
function ageOn(birth: WallTime, today: WallTime): number | undefined {
  const isBefore = today.month < birth.month || (today.month === birth.month && today.day < birth.day);
  const years = today.year - birth.year - (isBefore ? 1 : 0);
  return years < 0 ? undefined : years;
}

interface Place {
  letter: string;
  wall: WallTime;
  zone: string;
  clock: Clock;
  moment: number;
}

/** The letters of PHP's `date` that the forms use (php.net/manual/datetime.format.php). */
const LETTERS: Readonly<Record<string, (place: Place) => string>> = {
  Y: ({ wall }) => String(wall.year).padStart(4, '0'),
  y: ({ wall }) => two(wall.year % 100),
  m: ({ wall }) => two(wall.month),
  n: ({ wall }) => String(wall.month),
  d: ({ wall }) => two(wall.day),
  j: ({ wall }) => String(wall.day),
  D: ({ wall }) => WEEKDAYS[weekdayOf(wall)] ?? '',
  M: ({ wall }) => (MONTHS[wall.month - 1] ?? '').slice(0, 3),
  F: ({ wall }) => MONTHS[wall.month - 1] ?? '',
  H: ({ wall }) => two(wall.hour),
  G: ({ wall }) => String(wall.hour),
  g: ({ wall }) => String(wall.hour % 12 || 12),
  i: ({ wall }) => two(wall.minute),
  s: ({ wall }) => two(wall.second),
  a: ({ wall }) => (wall.hour < 12 ? 'am' : 'pm'),
  T: abbreviationOf,
};

function escaped({ letter }: Place): string {
  return letter.replace('\\', '');
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
];

function weekdayOf({ year, month, day }: WallTime): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCDay();
}

/** What names the zone of a clock, in each language: dear to make, so made once for an adaptor's row. */
const namers = new WeakMap<Clock, Intl.DateTimeFormat[]>();

function namersOf(clock: Clock, zone: string): Intl.DateTimeFormat[] {
  const known = namers.get(clock);
  if (known) return known;
  const made = ['en-US', 'en-GB', 'en-AU'].map(
    (language) => new Intl.DateTimeFormat(language, { timeZone: zone, timeZoneName: 'short' }),
  );
  namers.set(clock, made);
  return made;
}

/** `EST`, `CET`; `+07` where the zone has no letters, as PHP writes it. No one language knows the letters of all zones. */
function abbreviationOf({ moment, zone, clock }: Place): string {
  const names = namersOf(clock, zone).map((format) => {
    return format.formatToParts(moment).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  });
  const lettered = names.find((name) => /^[A-Z]+$/.test(name));
  if (lettered !== undefined) return lettered;
  const [, sign = '+', hours = '0', minutes = ''] = /([+-])(\d+)(?::(\d+))?/.exec(names[0] ?? '') ?? [];
  return `${sign}${hours.padStart(2, '0')}${minutes}`;
}
