// The named date formats: what each makes of one moment in two zones, and what can, and cannot, be read as a date.
import { describe, expect, it } from 'vitest';
import { readDate } from '../../flows/language/date-read.ts';
import { DATE_FORMATS, type DateFormatName, writeDate } from '../../flows/language/date-write.ts';
import type { Json } from '../../flows/language/document.ts';
import { clockOf } from '../../flows/language/zone.ts';

const NOW = Date.parse('2026-11-21T03:00:00Z');
const [DENVER, SAIGON] = ['America/Denver', 'Asia/Ho_Chi_Minh'];

function made(value: Json, format: DateFormatName, zone = 'UTC', dayFirst = false): Json | undefined {
  const clock = clockOf(zone);
  const read = readDate(value, { clock, dayFirst, now: NOW });
  return read && writeDate(read, format, { zone, clock, now: NOW });
}

/** 14:30:05 in Denver is 03:30:05 of the next day in Saigon. */
const MOMENT = '2024-03-15T20:30:05Z';
const WANTED: readonly (readonly [DateFormatName, Json, Json])[] = [
  ['iso', '2024-03-15T20:30:05.000Z', '2024-03-15T20:30:05.000Z'],
  ['Y-m-d H:i:s', '2024-03-15 14:30:05', '2024-03-16 03:30:05'],
  ['Y-m-d', '2024-03-15', '2024-03-16'],
  ['m/d/Y', '03/15/2024', '03/16/2024'],
  ['D M j G:i:s T Y', 'Fri Mar 15 14:30:05 MDT 2024', 'Sat Mar 16 3:30:05 +07 2024'],
  ['j-m-y', '15-03-24', '16-03-24'],
  ['Ymd', '20240315', '20240316'],
  ['m.d.y', '03.15.24', '03.16.24'],
  ['m/d/y g:i a', '03/15/24 2:30 pm', '03/16/24 3:30 am'],
  ['m/d/y', '03/15/24', '03/16/24'],
  ['F j, Y, g:i a', 'March 15, 2024, 2:30 pm', 'March 16, 2024, 3:30 am'],
  ['j, n, Y', '15, 3, 2024', '16, 3, 2024'],
  ['Y-m-d\\TH:i:s', '2024-03-15T14:30:05', '2024-03-16T03:30:05'],
  ['timestamp', 1710534605, 1710534605],
  ['age', 2, 2],
  ['Ymd\\THis\\Z', '20240315T203005Z', '20240315T203005Z'],
  ['m/d/Y H:i:s', '03/15/2024 14:30:05', '03/16/2024 03:30:05'],
  ['d/m/Y', '15/03/2024', '16/03/2024'],
];

describe('a date format', () => {
  it.each(WANTED)('%s writes a moment as the clocks of Denver and of Saigon show it', (format, denver, saigon) => {
    expect(made(MOMENT, format, DENVER)).toEqual(denver);
    expect(made(MOMENT, format, SAIGON)).toEqual(saigon);
  });

  it('is one of the seventeen of Convoso, or writes the day first', () => {
    expect(DATE_FORMATS.map(({ name }) => name)).toEqual(WANTED.map(([name]) => name));
    expect(DATE_FORMATS).toHaveLength(18);
  });

  it('writes the letters of a zone as it has them, in winter and in summer', () => {
    expect(made('2024-01-15T12:00:00Z', 'D M j G:i:s T Y', 'Europe/Berlin')).toBe('Mon Jan 15 13:00:00 CET 2024');
    expect(made('2024-07-15T12:00:00Z', 'D M j G:i:s T Y', 'Europe/London')).toBe('Mon Jul 15 13:00:00 BST 2024');
    expect(made('2024-07-15T12:00:00Z', 'D M j G:i:s T Y')).toBe('Mon Jul 15 12:00:00 UTC 2024');
  });

  it('counts years to the birthday itself, by the calendar of the zone', () => {
    expect(made('1985-11-21', 'age', 'UTC')).toBe(41);
    expect(made('1985-11-21', 'age', DENVER)).toBe(40);
    expect(made('11/20/1985', 'age', DENVER)).toBe(41);
    expect(made('2030-01-01', 'age')).toBeUndefined();
  });
});

describe('a date', () => {
  it.each<[Json, string]>([
    ['1985-04-23', '1985-04-23 00:00:00'],
    ['1985-4-3', '1985-04-03 00:00:00'],
    ['1985/04/23', '1985-04-23 00:00:00'],
    ['1985-04-23 14:05', '1985-04-23 14:05:00'],
    ['1985-04-23T14:05:09.250', '1985-04-23 14:05:09'],
    ['04/23/1985', '1985-04-23 00:00:00'],
    ['4-3-1985', '1985-04-03 00:00:00'],
    ['04.23.85', '1985-04-23 00:00:00'],
    ['04/23/1985 2:05 PM', '1985-04-23 14:05:00'],
    ['04/23/1985 12:05 a.m.', '1985-04-23 00:05:00'],
    ['19850423', '1985-04-23 00:00:00'],
    [19850423, '1985-04-23 00:00:00'],
    ['19850423140500', '1985-04-23 14:05:00'],
    ['April 23, 1985, 2:05 pm', '1985-04-23 14:05:00'],
    ['Apr 3rd 1985', '1985-04-03 00:00:00'],
    ['Tue, 23 Apr 1985', '1985-04-23 00:00:00'],
    ['23-Apr-1985', '1985-04-23 00:00:00'],
    ['  1985-04-23 ', '1985-04-23 00:00:00'],
  ])('%j without a zone is the same day and time in every zone', (value, wanted) => {
    expect(made(value, 'Y-m-d H:i:s', DENVER)).toBe(wanted);
    expect(made(value, 'Y-m-d H:i:s', SAIGON)).toBe(wanted);
  });

  it.each<[Json]>([
    ['1985-04-23T14:05:00Z'],
    ['1985-04-23T16:05:00+02:00'],
    ['1985-04-23 10:05:00 -0400'],
    ['19850423T140500Z'],
    ['04/23/1985 2:05 pm UTC'],
    ['Tue, 23 Apr 1985 14:05:00 GMT'],
    [483113100],
    ['483113100'],
    ['483113100.5'],
    [483113100000],
  ])('%j is one moment, whatever the zone', (value) => {
    expect(made(value, 'timestamp', DENVER)).toBe(483113100);
    expect(made(value, 'timestamp', SAIGON)).toBe(483113100);
  });

  it('without a zone is a moment of the zone', () => {
    expect(made('2024-03-15 14:30:05', 'timestamp', DENVER)).toBe(1710534605);
    expect(made('2024-03-15', 'Ymd\\THis\\Z', DENVER)).toBe('20240315T060000Z');
  });

  it('is read day first only where the row says so; what can only be the other is not guessed', () => {
    expect(made('04/03/1985', 'Y-m-d')).toBe('1985-04-03');
    expect(made('04/03/1985', 'Y-m-d', 'UTC', true)).toBe('1985-03-04');
    expect(made('23/04/1985', 'Y-m-d')).toBeUndefined();
    expect(made('04/23/1985', 'Y-m-d', 'UTC', true)).toBeUndefined();
  });

  it('of two digits is the last year that is not more than ten ahead', () => {
    expect(['85', '36', '37', '00'].map((year) => made(`1/2/${year}`, 'Y-m-d'))).toEqual([
      '1985-01-02',
      '2036-01-02',
      '1937-01-02',
      '2000-01-02',
    ]);
  });

  it.each<[Json]>([
    ['soon'],
    [''],
    ['2023-02-29'],
    ['2024-13-01'],
    ['04/31/2024'],
    ['2024-03-15 25:00'],
    ['2024-03-15 13:00 pm'],
    ['Juny 3, 1985 at noon'],
    ['Foo 3, 1985'],
    ['12/2024'],
    [12],
    [true],
    [{ day: 1 }],
    ['1'.repeat(100_000)],
  ])('%j is none', (value) => {
    expect(made(value, 'Y-m-d')).toBeUndefined();
  });
});
