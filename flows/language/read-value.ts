// Rows whose value is looked up in a table or is a date: compiled once, then asked for each lead.
import { readDate } from './date-read.ts';
import { writeDate } from './date-write.ts';
import type { AdaptorDocument, AdaptorField, Json, LookupTable } from './document.ts';
import { type GivenField, isEmpty, shown } from './mapping.ts';
import { clockOf } from './zone.ts';

/** Reads the value of a row: gives the row with what it is to send. `now`: milliseconds since 1970. */
export type ReadValue = (row: GivenField, value: Json | undefined, now: number) => GivenField;

/** Finds what a value becomes; undefined where there is nothing. */
type Convert = (value: Json, now: number) => Json | undefined;

/**
 * The reader of a row, or undefined where it sends its value as it is. Dates are meant in the document's zone, else in
 * `zone` (IANA). Fails with RangeError for a zone that is none.
 */
export function compileRead(
  field: AdaptorField,
  { tables = {}, zone: own }: Pick<AdaptorDocument, 'tables' | 'zone'>,
  zone: string,
): ReadValue | undefined {
  const { lookup, date, otherwise = 'default' } = field;
  if (lookup !== undefined) {
    const table = Object.hasOwn(tables, lookup) ? tables[lookup] : undefined;
    return reader(lookUp(table ?? {}), `is not in the table ${lookup}.`, otherwise);
  }
  if (date === undefined) return undefined;
  return reader(dateIn(own ?? zone, field), 'is no date that can be read.', otherwise);
}

function reader(convert: Convert, unread: string, otherwise: NonNullable<AdaptorField['otherwise']>): ReadValue {
  return (row, value, now) => {
    if (value === undefined || isEmpty(value)) return { ...row, given: value };
    const found = convert(value, now);
    if (found !== undefined) return { ...row, given: found };
    const says = `${shown(value)} ${unread}`;
    if (otherwise === 'fail') return { ...row, given: value, unread: says, fails: true };
    if (otherwise === 'keep') return { ...row, given: value, unread: says };
    const rest = { ...row, given: undefined, unread: says };
    return otherwise === 'empty' ? { ...rest, default: undefined } : rest;
  };
}

function lookUp(table: LookupTable): Convert {
  const exact = new Map(Object.entries(table));
  const folded = new Map([...exact].reverse().map(([key, value]) => [folding(key), value]));
  return (value) => {
    if (typeof value === 'object') return undefined;
    const key = String(value).trim();
    return exact.get(key) ?? folded.get(folding(key));
  };
}

function folding(key: string): string {
  return key.trim().toLowerCase();
}

function dateIn(zone: string, { date, dayFirst = false }: AdaptorField): Convert {
  const clock = clockOf(zone);
  return (value, now) => {
    const read = readDate(value, { clock, dayFirst, now });
    return read && date && writeDate(read, date, { zone, clock, now });
  };
}
