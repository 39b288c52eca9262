// A short wait whose clock is put back: the run leaves the memory instead of staying there for the difference.
import { expect, it } from 'vitest';
import type { LiveRun } from '../../server/engine/embedded/live-run.ts';
import { waitUntil } from '../../server/engine/embedded/park.ts';
import type { RunState } from '../../server/store/ports.ts';

const HOUR_MS = 3_600_000;

it('a wait of a moment becomes a durable one when the clock goes back by an hour', async () => {
  let now = HOUR_MS;
  const parked: (RunState | undefined)[] = [];
  const part: Pick<LiveRun, 'cancelled' | 'barrier'> = {
    cancelled: () => false,
    barrier: async (state) => void parked.push(state),
  };
  const surroundings = { now: () => now, crashPoint: () => undefined };
  const waits = waitUntil({ ...part, surroundings } as unknown as LiveRun, HOUR_MS + 50);
  now = 0;
  await expect(waits).rejects.toThrow('waiting');
  expect(parked).toEqual([{ state: 'waiting', dueAt: HOUR_MS + 50 }]);
});
