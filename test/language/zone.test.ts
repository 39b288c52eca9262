// Wall clocks and moments: the days on which clocks are put forward and back, in zones that do it differently.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isoOf, isZone, momentAt, nextTimeOfDay, readMoment, readTimeOfDay } from '../../flows/language/zone.ts';

describe('a time that a wall clock shows', () => {
  it.each([
    ['America/New_York', '2026-01-15T09:00', '2026-01-15T14:00:00.000Z', 'in winter'],
    ['America/New_York', '2026-07-15T09:00', '2026-07-15T13:00:00.000Z', 'in summer'],
    ['America/New_York', '2026-03-08T01:59', '2026-03-08T06:59:00.000Z', 'just before clocks go forward'],
    ['America/New_York', '2026-03-08T02:30', '2026-03-08T07:00:00.000Z', 'that is skipped'],
    ['America/New_York', '2026-03-08T03:00', '2026-03-08T07:00:00.000Z', 'just after clocks went forward'],
    ['America/New_York', '2026-11-01T01:30', '2026-11-01T05:30:00.000Z', 'that comes twice: the first'],
    ['America/New_York', '2026-11-01T02:00', '2026-11-01T07:00:00.000Z', 'just after clocks went back'],
    ['Europe/Berlin', '2026-03-29T02:00', '2026-03-29T01:00:00.000Z', 'that is skipped, its first minute'],
    ['Europe/Berlin', '2026-03-29T02:59:59', '2026-03-29T01:00:00.000Z', 'that is skipped, its last second'],
    ['Europe/Berlin', '2026-10-25T02:30', '2026-10-25T00:30:00.000Z', 'that comes twice: the first'],
    ['Asia/Kolkata', '2026-03-29T02:30', '2026-03-28T21:00:00.000Z', 'half an hour off, without summer time'],
    ['Asia/Kathmandu', '2026-06-01T00:00', '2026-05-31T18:15:00.000Z', 'three quarters off'],
    ['Australia/Lord_Howe', '2026-10-04T02:15', '2026-10-03T15:30:00.000Z', 'skipped by half an hour'],
    ['America/Santiago', '2026-09-06T00:00', '2026-09-06T04:00:00.000Z', 'a midnight that is skipped'],
    ['Pacific/Apia', '2011-12-30T12:00', '2011-12-30T10:00:00.000Z', 'on a day that was left out'],
    ['UTC', '2026-03-08T02:30', '2026-03-08T02:30:00.000Z', 'of nowhere'],
  ])('%s %s is %s (%s)', (zone, text, expected) => {
    expect(isoOf(readMoment(text, zone) ?? 0)).toBe(expected);
  });

  it('is exact where it names its own offset', () => {
    expect(readMoment('2026-03-01T09:00:00.250+01:00', 'Asia/Tokyo')).toBe(Date.UTC(2026, 2, 1, 8, 0, 0, 250));
    expect(readMoment('2026-03-01T09:00Z', 'Asia/Tokyo')).toBe(Date.UTC(2026, 2, 1, 9));
    expect(readMoment('2026-03-01', 'America/New_York')).toBe(Date.UTC(2026, 2, 1, 5));
  });

  const wrong = [
    '',
    'tomorrow',
    '2026-02-29',
    '2026-13-01',
    '2026-01-01T24:00',
    '2026-01-01T09:60',
    '1.3.2026',
    '09:00',
  ];
  it.each([...wrong, '2026-03-01T09:00+99:99', '2026-03-01T09:00-03:60'])('is none in “%s”', (text) => {
    expect(readMoment(text, 'UTC')).toBeUndefined();
  });

  it.each(['24:00', '9', '9:5', '09:60', '-1:00', 'noon'])('of a day is none in “%s”', (text) => {
    expect(readTimeOfDay(text)).toBeUndefined();
  });
});

describe('the next time of day', () => {
  const from = (text: string) => Date.parse(text);
  it.each([
    ['09:00', '2026-02-01T13:59:59Z', '2026-02-01T14:00:00.000Z', 'today'],
    ['09:00', '2026-02-01T14:00:00Z', '2026-02-01T14:00:00.000Z', 'now'],
    ['09:00', '2026-02-01T14:00:00.001Z', '2026-02-02T14:00:00.000Z', 'tomorrow'],
    ['02:30', '2026-03-08T05:00:00Z', '2026-03-08T07:00:00.000Z', 'when clocks go forward over it'],
    ['01:30', '2026-11-01T05:29:00Z', '2026-11-01T05:30:00.000Z', 'the first of two'],
    ['01:30', '2026-11-01T05:31:00Z', '2026-11-02T06:30:00.000Z', 'never the second of two'],
    ['00:00', '2026-12-31T20:00:00Z', '2027-01-01T05:00:00.000Z', 'over the end of a year'],
  ])('%s after %s is %s: %s', (time, now, expected) => {
    const read = readTimeOfDay(time);
    expect(read && isoOf(nextTimeOfDay(read, { from: from(now), zone: 'America/New_York' }))).toBe(expected);
  });

  it('waits for a day that is named', () => {
    const at = (days: ('sat' | 'sun' | 'mon')[]) =>
      isoOf(
        nextTimeOfDay({ hour: 9, minute: 0 }, { from: from('2026-02-01T15:00:00Z'), zone: 'America/New_York', days }),
      );
    expect(at(['mon'])).toBe('2026-02-02T14:00:00.000Z');
    expect(at(['sun'])).toBe('2026-02-08T14:00:00.000Z');
    expect(at(['sat', 'sun'])).toBe('2026-02-07T14:00:00.000Z');
  });

  it('is never past, never over two days off, and is what the clocks there then show unless they skip it', () => {
    const zone = fc.constantFrom('America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe', 'America/Santiago', 'UTC');
    const moment = fc.integer({ min: Date.UTC(2024, 0), max: Date.UTC(2028, 0) });
    const time = fc.record({ hour: fc.integer({ min: 0, max: 23 }), minute: fc.integer({ min: 0, max: 59 }) });
    fc.assert(
      fc.property(zone, moment, time, (where, now, wanted) => {
        const next = nextTimeOfDay(wanted, { from: now, zone: where });
        expect(next).toBeGreaterThanOrEqual(now);
        expect(next - now).toBeLessThanOrEqual(49 * 3_600_000);
        const shown = new Intl.DateTimeFormat('en-GB', { timeZone: where, timeStyle: 'short' }).format(next);
        const said = `${String(wanted.hour).padStart(2, '0')}:${String(wanted.minute).padStart(2, '0')}`;
        expect(shown >= said || shown.startsWith('00')).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

describe('a zone', () => {
  it.each(['America/New_York', 'europe/berlin', 'UTC', 'Asia/Calcutta'])('is known: %s', (name) => {
    expect(isZone(name)).toBe(true);
  });

  it.each(['', 'Mars/Olympus', '+05:00', 'New York', '__proto__'])('is not known: “%s”', (name) => {
    expect(isZone(name)).toBe(false);
  });

  it('reads the same moment back that a wall time came from', () => {
    const wall = { year: 2026, month: 7, day: 15, hour: 9, minute: 5, second: 7 };
    expect(isoOf(momentAt(wall, 'Asia/Tokyo'))).toBe('2026-07-15T00:05:07.000Z');
  });
});
