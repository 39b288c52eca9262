// The throttle: wrong tries wait longer and longer, and nobody is locked out.
import { describe, expect, it } from 'vitest';
import { createThrottle } from '../../server/auth/throttle.ts';

function afterWrongTries(count: number): number {
  const throttle = createThrottle();
  for (let i = 0; i < count; i += 1) throttle.failed('ann', 1000);
  return throttle.waitMs('ann', 1000);
}

describe('the throttle', () => {
  it('lets the first tries through and then doubles the wait up to a minute', () => {
    expect([0, 3, 4, 5, 6, 20].map(afterWrongTries)).toEqual([0, 0, 1000, 2000, 4000, 60_000]);
  });

  it('lets the next try through once the wait is over', () => {
    const throttle = createThrottle();
    for (let i = 0; i < 5; i += 1) throttle.failed('ann', 1000);
    expect(throttle.waitMs('ann', 2999)).toBe(1);
    expect(throttle.waitMs('ann', 3000)).toBe(0);
  });

  it('forgets after a right password, and after a quarter of an hour', () => {
    const throttle = createThrottle();
    for (let i = 0; i < 10; i += 1) throttle.failed('ann', 0);
    throttle.failed('ann', 15 * 60_000);
    expect(throttle.waitMs('ann', 15 * 60_000)).toBe(0);
    for (let i = 0; i < 10; i += 1) throttle.failed('ann', 0);
    throttle.succeeded('ann');
    expect(throttle.waitMs('ann', 0)).toBe(0);
  });

  it('counts each key by itself', () => {
    const throttle = createThrottle();
    for (let i = 0; i < 10; i += 1) throttle.failed('ann 10.0.0.1', 0);
    expect(throttle.waitMs('ann 10.0.0.2', 0)).toBe(0);
  });

  it('forgets the oldest key rather than grow without end', () => {
    const throttle = createThrottle();
    for (let i = 0; i < 5; i += 1) throttle.failed('first', 0);
    for (let i = 0; i < 10_000; i += 1) throttle.failed(`made up ${i}`, 0);
    expect(throttle.waitMs('first', 0)).toBe(0);
  });
});
