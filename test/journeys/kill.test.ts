// The process is killed under load: what it acknowledged is there after the next start, once.
import { describe, expect, it } from 'vitest';
import { killLoop } from '../torture/kill.ts';

describe('kill -9 in the middle of a load', () => {
  it('loses no lead that was acknowledged, makes none twice, and repeats no call in silence', async () => {
    const found = await killLoop({ leads: 40, kills: 2, connections: 16, say: () => undefined });
    expect(found.faults).toEqual([]);
    expect(found.acknowledged).toBeGreaterThanOrEqual(80);
  }, 120_000);
});
