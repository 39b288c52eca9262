// The breaker of a receiver: when it opens, for how long, and how carefully calls come back.
import { describe, expect, it } from 'vitest';
import { Breaker } from '../../server/engine/embedded/breaker.ts';

const LIMIT = 8;
const at = (now: number, probe = false) => ({ now, probe, limit: LIMIT });

/** A breaker that five broken calls have opened at 0. */
function opened(): Breaker {
  const breaker = new Breaker();
  for (let call = 0; call < 5; call += 1) breaker.ended('broken', at(0));
  return breaker;
}

describe('a breaker', () => {
  it('opens with the fifth broken call within 30 s, for 30 s', () => {
    const breaker = new Breaker();
    for (const now of [0, 7000, 14_000, 21_000]) expect(breaker.ended('broken', at(now))).toBeUndefined();
    expect(breaker.state(21_000)).toBe('closed');
    expect(breaker.ended('broken', at(28_000))).toBe('opened');
    expect([28_000, 57_999, 58_000].map((now) => breaker.state(now))).toEqual(['open', 'open', 'ready']);
  });

  it('stays closed where the five lie further apart', () => {
    const breaker = new Breaker();
    for (const now of [0, 8000, 16_000, 24_000, 32_000, 40_000]) breaker.ended('broken', at(now));
    expect(breaker.state(40_000)).toBe('closed');
  });

  it('stays closed where most calls go well: one in ten that fails is not a receiver that is down', () => {
    const breaker = new Breaker();
    for (let call = 0; call < 200; call += 1) breaker.ended(call % 10 === 0 ? 'broken' : 'well', at(call * 10));
    expect(breaker.state(2000)).toBe('closed');
  });

  it('doubles with each probe that fails, to five minutes at most', () => {
    const breaker = opened();
    const lengths: number[] = [];
    let now = 30_000;
    for (let probe = 0; probe < 5; probe += 1) {
      expect(breaker.state(now)).toBe('ready');
      breaker.probe();
      expect(breaker.state(now)).toBe('probing');
      expect(breaker.ended('broken', at(now, true))).toBe('opened');
      lengths.push((breaker.until ?? 0) - now);
      now = breaker.until ?? 0;
    }
    expect(lengths).toEqual([60_000, 120_000, 240_000, 300_000, 300_000]);
  });

  it('closes with a probe that goes well, and lets few calls out at first, one more with each that goes well', () => {
    const breaker = opened();
    breaker.probe();
    expect(breaker.ended('well', at(30_000, true))).toBe('closed');
    const allowed = [breaker.allowed(LIMIT)];
    for (let call = 0; call < 8; call += 1) {
      breaker.ended('well', at(30_000));
      allowed.push(breaker.allowed(LIMIT));
    }
    expect(allowed).toEqual([2, 3, 4, 5, 6, 7, 8, 8, 8]);
  });

  it('opens for twice as long where the receiver breaks again before it has fully come back', () => {
    const breaker = opened();
    breaker.probe();
    breaker.ended('well', at(30_000, true));
    for (let call = 0; call < 5; call += 1) breaker.ended('broken', at(31_000));
    expect(breaker.until).toBe(31_000 + 60_000);
  });

  it('waits for another probe where the one that was let out sent nothing', () => {
    const breaker = opened();
    breaker.probe();
    expect(breaker.ended('unused', at(30_000, true))).toBeUndefined();
    expect(breaker.state(30_000)).toBe('ready');
  });

  it('takes no notice of calls that had begun before it opened', () => {
    const breaker = opened();
    breaker.ended('well', at(5000));
    breaker.ended('broken', at(6000));
    expect([breaker.state(6000), breaker.until]).toEqual(['open', 30_000]);
  });

  it('does not stay open for longer because the clock was set back', () => {
    const breaker = opened();
    expect(breaker.state(-3_600_000)).toBe('open');
    expect(breaker.state(-3_600_000 + 30_000)).toBe('ready');
  });
});
