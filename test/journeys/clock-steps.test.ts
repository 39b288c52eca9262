// The wall clock jumps under the server: waits and tries come once, and a schedule runs once for each slot.
import { describe, expect, it } from 'vitest';
import { stepClock } from '../torture/clock.ts';

describe('a wall clock that is set back an hour and on a day', () => {
  it('makes nothing come twice, nothing too early, and no slot again', async () => {
    const found = await stepClock(() => undefined);
    expect(found.faults).toEqual([]);
    expect(found.slots).toBe(2);
  }, 120_000);
});
