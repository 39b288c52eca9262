// The power goes in the middle of a load: what was acknowledged is on the disk, whatever became of the writes not yet synced.
import { describe, expect, it } from 'vitest';
import { cutPower, record, whyNot } from '../torture/power-cut.ts';

const why = whyNot();

describe.skipIf(why !== undefined)(`a power cut (${why ?? 'recorded with strace'})`, () => {
  it('loses no acknowledged lead, and would be seen to lose them on a disk that lies', async () => {
    const recording = await record(80);
    const found = cutPower(recording, { images: 12, seed: 1, lying: false });
    expect(found.faults).toEqual([]);
    expect(found.images).toBe(12);
    expect(cutPower(recording, { images: 8, seed: 1, lying: true }).lost).toBeGreaterThan(0);
  }, 120_000);
});
