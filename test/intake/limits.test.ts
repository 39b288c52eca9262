// What is refused for its number: leads a minute, wrong keys, and leads that come while the server has too much in hand.
import { describe, expect, it } from 'vitest';
import type { Load } from '../../server/engine/engine.ts';
import { createLeadRate } from '../../server/intake/lead-rate.ts';
import { shed } from '../../server/intake/shedding.ts';
import { createWrongKeys, networkOf } from '../../server/intake/wrong-keys.ts';

describe('the rate of a source', () => {
  it('is that many leads in any 60 seconds, and the wait that is told is the one after which a lead is taken', () => {
    const rate = createLeadRate();
    const source = { id: 'a', ratePerMinute: 3 };
    expect([0, 10_000, 20_000].map((now) => rate.wait(source, now))).toEqual([0, 0, 0]);
    expect(rate.wait(source, 30_000)).toBe(30);
    expect(rate.wait(source, 59_999)).toBe(1);
    expect(rate.wait(source, 60_000)).toBe(0);
    expect(rate.wait(source, 60_001)).toBe(10);
  });

  it('does not count what it refused, and is each source its own', () => {
    const rate = createLeadRate();
    const wait = (id: string, now: number) => rate.wait({ id, ratePerMinute: 1 }, now);
    expect([wait('a', 0), wait('b', 0)]).toEqual([0, 0]);
    for (let now = 1; now < 50; now += 1) wait('a', now);
    expect(wait('a', 60_000)).toBe(0);
  });

  it('that is changed counts what was sent before', () => {
    const rate = createLeadRate();
    for (let now = 0; now < 5; now += 1) rate.wait({ id: 'a', ratePerMinute: 5 }, now);
    expect(rate.wait({ id: 'a', ratePerMinute: 2 }, 10)).toBe(60);
    expect(rate.wait({ id: 'a', ratePerMinute: 6 }, 10)).toBe(0);
    expect(rate.wait({ id: 'a', ratePerMinute: undefined }, 10)).toBe(0);
  });
});

describe('wrong keys', () => {
  it('are free sixty times a minute, of each address', () => {
    const keys = createWrongKeys();
    const waits = Array.from({ length: 1000 }, () => keys.count('10.0.0.1', 0));
    expect(waits.filter((wait) => wait === 0)).toHaveLength(60);
    expect(waits.at(-1)).toBe(60);
    expect(keys.count('10.0.0.2', 0)).toBe(0);
    expect(keys.count('10.0.0.1', 60_000)).toBe(0);
  });

  it('of one IPv6 network are counted together, of two IPv4 addresses written as IPv6 apart', () => {
    expect(networkOf('2001:db8:1:2:3:4:5:6')).toBe(networkOf('2001:db8:1:2::9'));
    expect(networkOf('2001:db8:1:2::9')).not.toBe(networkOf('2001:db8:1:3::9'));
    expect(networkOf('::ffff:10.0.0.1')).toBe('10.0.0.1');
    expect(networkOf('::ffff:10.0.0.1')).not.toBe(networkOf('::ffff:10.0.0.2'));
  });
});

describe('a server that has too much in hand', () => {
  const calm: Load = {
    inFlight: 0,
    maxInFlight: 2000,
    queued: 0,
    storeDown: false,
    lagMs: 1,
    eventLoopDelayMs: 1,
    freeBytes: 1e12,
  };
  const refusal = (load: Partial<Load>, stopping = false) =>
    shed({ load: () => ({ ...calm, ...load }), stopping: () => stopping, minFreeBytes: 5e8, random: () => 0.999 });

  it('refuses for what is in the way, and for nothing else', () => {
    expect(refusal({})).toBeUndefined();
    expect(refusal({}, true)?.code).toBe('SHUTTING_DOWN');
    expect(refusal({ storeDown: true })?.code).toBe('STORE_UNAVAILABLE');
    expect(refusal({ freeBytes: 4e8 })?.code).toBe('STORE_UNAVAILABLE');
    expect(refusal({ inFlight: 2000 })?.code).toBe('OVERLOADED');
    expect(refusal({ inFlight: 100, lagMs: 1001 })?.code).toBe('OVERLOADED');
    expect(refusal({ inFlight: 100, eventLoopDelayMs: 201 })?.code).toBe('OVERLOADED');
  });

  it('takes leads again once it has few, so that a slow moment ends', () => {
    expect(refusal({ inFlight: 10, lagMs: 5000, eventLoopDelayMs: 5000 })).toBeUndefined();
  });

  it('spreads the senders that come back over some seconds', () => {
    const seconds = [0, 0.3, 0.999].map(
      (draw) => shed({ load: () => calm, stopping: () => true, minFreeBytes: 0, random: () => draw })?.seconds,
    );
    expect(seconds).toEqual([1, 2, 5]);
  });
});
