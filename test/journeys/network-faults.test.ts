// The network spoils an answer in every way it can: the call is answered or unknown, and never sent twice in silence.
import { describe, expect, it } from 'vitest';
import { spoilNetwork } from '../torture/network.ts';

describe('an answer that is spoiled on its way', () => {
  it('gives the call the right outcome, and the run the state that its policy says', async () => {
    const { faults, wrong } = await spoilNetwork();
    expect(wrong).toEqual([]);
    expect(faults).toBeGreaterThanOrEqual(20);
  }, 120_000);
});
