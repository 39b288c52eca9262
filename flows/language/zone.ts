// Times of day in a zone: which moment a clock on a wall there means, on the days too when it is put forward or back.

/** A day and a time as a clock on a wall shows them. Month and day count from 1. */
export interface WallTime {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
}

/** Days of the week as configs name them, Sunday first. */
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
/** One of them. */
export type Weekday = (typeof WEEKDAYS)[number];

const MINUTE = 60_000;
const DAY = 86_400_000;
/** A time that has passed today comes again within a week, whatever day it is wanted on. */
const FURTHEST_DAY = 8;

/** Whether the runtime knows a zone of this name (IANA, such as `Europe/Berlin`); a bare offset is none. */
export function isZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return Boolean(new Intl.DateTimeFormat('en-US', { timeZone: name }));
  } catch {
    return false;
  }
}

/** `2026-03-01T09:00:00.000Z` as people read it: `2026-03-01 09:00:00 UTC`. */
export function isoWords(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`;
}

/** The moment as `2026-03-01T09:00:00.000Z`. */
export function isoOf(moment: number): string {
  return new Date(moment).toISOString();
}

/**
 * The moment that a wall time means in a zone, milliseconds since 1970. A time that the clock skips means the moment at
 * which it is put forward; one that it shows twice means the first. Fails with RangeError for a zone that is none.
 */
export function momentAt(wall: WallTime, zone: string): number {
  return momentOn(wall, clockOf(zone));
}

/** The first moment, not before `from`, at which the clocks of a zone show this time, on one of `days` where any are named. */
export function nextTimeOfDay(
  { hour, minute }: { hour: number; minute: number },
  { from, zone, days = [] }: { from: number; zone: string; days?: readonly Weekday[] },
): number {
  const clock = clockOf(zone);
  const today = new Date(from + clock(from));
  for (let ahead = 0; ahead <= FURTHEST_DAY; ahead += 1) {
    const date = new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate() + ahead));
    const weekday = WEEKDAYS[date.getUTCDay()];
    if (days.length > 0 && !(weekday && days.includes(weekday))) continue;
    const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
    const moment = momentOn({ year, month, day, hour, minute, second: 0 }, clock);
    if (moment >= from) return moment;
  }
  throw new RangeError(`No day of the week is named in ${days.join(', ')}.`);
}

/**
 * The moment of `2026-03-01`, `2026-03-01T09:00` or `2026-03-01T09:00:00`, read in the zone, or of one that ends with `Z` or
 * an offset. Undefined for anything else, and for a day or time that no calendar has.
 */
export function readMoment(text: string, zone: string): number | undefined {
  const match = MOMENT.exec(text.trim());
  if (!match) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  const wall = { year, month, day, hour, minute, second };
  const there = utcOf(wall);
  if (isoOf(there).slice(0, 10) !== text.trim().slice(0, 10) || hour > 23 || minute > 59 || second > 59)
    return undefined;
  const thousandths = Math.floor(Number(`0.${match[7] ?? 0}`) * 1000);
  const offset = offsetOf(match[8]);
  return (offset === undefined ? momentAt(wall, zone) : there - offset) + thousandths;
}

/** `HH:MM`, from 00:00 to 23:59. Undefined for anything else. */
export function readTimeOfDay(text: string): { hour: number; minute: number } | undefined {
  const match = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(text.trim());
  return match ? { hour: Number(match[1]), minute: Number(match[2]) } : undefined;
}

const MOMENT =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?\s*(Z|[+-](?:0\d|1[0-4]):?[0-5]\d)?)?$/;

function offsetOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (text === 'Z') return 0;
  const minutes = Number(text.slice(1, 3)) * 60 + Number(text.slice(-2));
  return (text.startsWith('-') ? -minutes : minutes) * MINUTE;
}

/** How far the clocks of a zone are ahead of UTC at a moment, milliseconds. */
export type Clock = (moment: number) => number;

/** What the clocks of a zone show at a moment. */
export function wallAt(moment: number, clock: Clock): WallTime {
  const there = new Date(moment + clock(moment));
  return {
    year: there.getUTCFullYear(),
    month: there.getUTCMonth() + 1,
    day: there.getUTCDate(),
    hour: there.getUTCHours(),
    minute: there.getUTCMinutes(),
    second: there.getUTCSeconds(),
  };
}

/** The clock of a zone: dear to make, cheap to ask. Fails with RangeError for a zone that is none. */
export function clockOf(zone: string): Clock {
  if (zone === 'UTC') return () => 0;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    era: 'short',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return (moment) => {
    const shown = new Map(format.formatToParts(moment).map(({ type, value }) => [type, value]));
    const part = (name: Intl.DateTimeFormatPartTypes) => Number(shown.get(name));
    const [year, month, day] = [part('year'), part('month'), part('day')];
    const there = utcOf({ year, month, day, hour: part('hour'), minute: part('minute'), second: part('second') });
    return there - Math.floor(moment / 1000) * 1000;
  };
}

/** As `momentAt`, for who asks often. */
export function momentOn(wall: WallTime, clock: Clock): number {
  const there = utcOf(wall);
  // No zone changes its offset twice within two days, so one of these is in force at the time that is meant.
  const [before, after] = [clock(there - DAY), clock(there + DAY)];
  const meant = [there - before, there - after].filter((moment) => moment + clock(moment) === there);
  return meant.length > 0 ? Math.min(...meant) : changeBetween(there - after, there - before, clock);
}

/** The first moment with another offset than the one at `from`, which is in force no longer at `to`. */
function changeBetween(from: number, to: number, clock: Clock): number {
  const old = clock(from);
  let [last, first] = [from, to];
  while (first - last > 1) {
    const middle = Math.floor((last + first) / 2);
    if (clock(middle) === old) last = middle;
    else first = middle;
  }
  return first;
}

/** The wall time as if it were UTC. Years below 100 stay what they are. */
function utcOf({ year, month, day, hour, minute, second }: WallTime): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.setUTCHours(hour, minute, second, 0);
}
