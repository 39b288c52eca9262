// When a call is tried again.
import { describe, expect, it } from 'vitest';
import { durationMs } from '../../flows/language/duration.ts';
import { delayAfter } from '../../server/engine/embedded/retry.ts';

const policy = { first: 5000, longest: 600_000 };
const calm = { random: 0, now: 0 };

describe('the wait before another try', () => {
  it('doubles from the first to the longest', () => {
    expect([1, 2, 3, 8].map((attempt) => delayAfter(attempt, policy, calm))).toEqual([5000, 10_000, 20_000, 600_000]);
  });

  it('is spread by up to a quarter, so that runs do not come back together', () => {
    expect(delayAfter(1, policy, { random: 1, now: 0 })).toBe(6250);
  });

  it('is what the receiver asks for, in seconds or as a date, between a second and a day', () => {
    const asked = (retryAfter: string) => delayAfter(1, policy, { ...calm, retryAfter });
    expect(asked('30')).toBe(30_000);
    expect(asked('0')).toBe(1000);
    expect(asked('99999999')).toBe(86_400_000);
    expect(asked(new Date(120_000).toUTCString())).toBe(120_000);
    expect(asked('-5')).toBe(1000);
    const past = { random: 0, now: Date.UTC(2026, 0, 1), retryAfter: 'Wed, 21 Oct 2015 07:28:00 GMT' };
    expect(delayAfter(1, policy, past)).toBe(1000);
    for (const garbage of ['', 'x-5', '5 soon', '1.5']) expect(asked(garbage), garbage).toBe(5000);
    expect(asked('soon')).toBe(5000);
  });

  it('is written in ms, s, m, h or d', () => {
    expect(['500ms', '5s', '10m', '2h', '7d', 'x'].map(durationMs)).toEqual([
      500,
      5000,
      600_000,
      7_200_000,
      604_800_000,
      undefined,
    ]);
  });
});
