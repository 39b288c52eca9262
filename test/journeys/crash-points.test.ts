// The process kills itself at the places where an end hurts most: what is left explains itself, and goes on.
import { describe, expect, it } from 'vitest';
import { crashEverywhere } from '../torture/crash-points.ts';

describe('an end of the process at a labelled place', () => {
  it('loses nothing and repeats nothing in silence, whichever place it is', async () => {
    const labels = ['accept-given', 'accept-on-disk', 'intent-on-disk', 'answer-came'];
    const found = await crashEverywhere({ labels, times: 1, connections: 8, say: () => undefined });
    expect(found.faults).toEqual([]);
    expect(found.never).toEqual([]);
    expect(found.crashes).toBe(labels.length);
  }, 120_000);
});
