// The figures of a busy process: a blocked event loop and the space on the disk are seen within seconds.
import { afterEach, describe, expect, it } from 'vitest';
import { LoadGauge } from '../../server/engine/embedded/load.ts';

const journal = { waiting: 3, lagMs: 4 };
const engine = { inFlight: 1, maxInFlight: 2, storeDown: false };
let gauge: LoadGauge | undefined;
afterEach(() => gauge?.stop());

function block(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

describe('the load', () => {
  it('says how late the event loop is while it is busy all the time, and not for ever', async () => {
    gauge = new LoadGauge(async () => 7);
    gauge.start();
    await new Promise((resolve) => setTimeout(resolve, 50));
    for (let turn = 0; turn < 9; turn += 1) {
      block(120);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await new Promise((resolve) => setTimeout(resolve, 60));
    const blocked = gauge.load(journal, engine);
    expect(blocked).toMatchObject({ ...engine, queued: 3, lagMs: 4, freeBytes: 7 });
    expect(blocked.eventLoopDelayMs).toBeGreaterThan(60);
    await new Promise((resolve) => setTimeout(resolve, 1050));
    expect(gauge.load(journal, engine).eventLoopDelayMs).toBeLessThan(blocked.eventLoopDelayMs);
  });

  it('takes a disk that cannot be asked for one with room', async () => {
    gauge = new LoadGauge(() => Promise.reject(new Error('gone')));
    gauge.start();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(gauge.load(journal, engine).freeBytes).toBe(Number.MAX_SAFE_INTEGER);
  });
});
