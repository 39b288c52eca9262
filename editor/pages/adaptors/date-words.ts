// The date formats as they are offered: each with its name, and today written in it. Pure.
import { DATE_FORMATS, type DateFormatName, writeDate } from '../../../flows/language/date-write.ts';
import { clockOf, isZone, wallAt } from '../../../flows/language/zone.ts';
import type { Option } from '../../kit/Select.tsx';

/** An age needs a birthday: today's would be 0. */
const BORN_YEARS_AGO = 41;

/** The formats, each with an example: the moment, in the zone. */
export function dateOptions(now: number, zone: string): (Option & { id: DateFormatName })[] {
  const known = isZone(zone) ? zone : 'UTC';
  const clock = clockOf(known);
  return DATE_FORMATS.map(({ name, label }) => {
    const wall = wallAt(now, clock);
    const date = name === 'age' ? { ...wall, year: wall.year - BORN_YEARS_AGO } : wall;
    const example = writeDate({ moment: now, wall: date }, name, { zone: known, clock, now });
    const isNamed = name !== 'iso' && name !== 'timestamp' && name !== 'age';
    return { id: name, label: isNamed ? `${name} · ${label}` : label, hint: String(example ?? '') };
  });
}

/** True for the name of a format. */
export function isDateFormat(name: string): name is DateFormatName {
  return DATE_FORMATS.some((format) => format.name === name);
}
