// Who is told that something came for a run: the walk that waits for it, never one that was given up.
import { beforeEach, describe, expect, it } from 'vitest';
import { Runs, type RunsDeps } from '../../server/engine/embedded/runs.ts';

let again: string[];
let runs: Runs;
beforeEach(() => {
  again = [];
  // Nothing is walked here.
  const nothing = {} as Pick<RunsDeps, 'surroundings' | 'services'>;
  runs = new Runs({
    ...nothing,
    release: () => Promise.reject(new Error('No run is walked.')),
    again: (run) => again.push(run),
    onError: (error) => {
      throw error;
    },
  });
});

describe('something that comes for a run', () => {
  it('is told to the walk that waits', async () => {
    const waits = runs.whenStirred('r1', 1000);
    runs.stir('r1');
    expect([await waits, again]).toEqual([true, []]);
  });

  it('is not told to a walk whose commit failed: the run is taken up for it', async () => {
    const waits = runs.whenStirred('r1', 10);
    runs.dropAll(['r1']);
    runs.stir('r1');
    expect([await waits, again]).toEqual([false, ['r1']]);
  });
});
