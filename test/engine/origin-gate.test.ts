// The gate to a receiver, held against a model: never more calls than it takes, in order, and no place is ever lost.
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Breaker } from '../../server/engine/embedded/breaker.ts';
import type { Place, RunAtDoor, Stop } from '../../server/engine/embedded/control.ts';
import { OriginGate } from '../../server/engine/embedded/origin-gate.ts';
import { QueueLines } from '../../server/engine/embedded/queue-lines.ts';
import type { Queue } from '../../server/engine/engine.ts';
import type { Incident } from '../../server/store/ports.ts';
import { rounds } from '../support/rounds.ts';

const ORIGIN = 'https://crm.example.com';
const QUEUE: Queue = `origin:${ORIGIN}`;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

interface Guest extends RunAtDoor {
  n: number;
}

/** A gate with the disk's side of its queue: what parks is kept in order, and taken out as the gate asks for it. */
class Scene {
  readonly disk: Guest[] = [];
  readonly inside = new Map<Guest, Place>();
  readonly began: number[] = [];
  readonly reports: Omit<Incident, 'flow'>[] = [];
  readonly stops: Stop[] = [];
  readonly lines: QueueLines;
  readonly gate: OriginGate;
  readonly concurrency: number;
  asks = 0;
  /** Places in memory that other receivers leave. */
  spare = 500;
  inMemory = 0;
  #next = 0;

  constructor(concurrency: number) {
    this.concurrency = concurrency;
    this.lines = new QueueLines(
      () => this.gate.room(),
      () => queueMicrotask(() => this.#drain()),
    );
    const spare = () => this.spare - this.gate.counts.waiting;
    this.gate = new OriginGate({ origin: ORIGIN, lines: this.lines, breaker: new Breaker(), now: Date.now, spare });
  }

  arrive(): void {
    const n = this.#next++;
    const accepted = { trigger: { source: 's' } };
    void this.enter({
      n,
      runId: `run-${n}`,
      flow: 'f',
      recordedSteps: 0,
      accepted,
      report: (each) => this.reports.push(each),
    });
  }

  async enter(guest: Guest): Promise<void> {
    this.inMemory += 1;
    const asked = this.gate.enter({ origin: ORIGIN, connection: 'crm', concurrency: this.concurrency }, guest);
    const told = asked instanceof Promise ? await asked : asked;
    if ('leave' in told) {
      this.inside.set(guest, told);
      this.began.push(guest.n);
      return;
    }
    this.stops.push(told);
    this.lines.parks(guest, QUEUE);
    await Promise.resolve();
    this.disk.push(guest);
    this.disk.sort((one, other) => one.n - other.n);
    this.#left(guest);
  }

  leave(index: number, went: 'well' | 'broken' | 'unused'): void {
    const [guest, place] = [...this.inside][index % this.inside.size] ?? [];
    if (!guest || !place) return;
    this.inside.delete(guest);
    place.leave(went);
    // A second time changes nothing.
    place.leave('broken');
    this.#left(guest);
  }

  #left(guest: Guest): void {
    this.inMemory -= 1;
    this.lines.left(guest);
  }

  #drain(): void {
    this.asks += 1;
    const mark = this.lines.mark(QUEUE);
    const taken = this.disk.splice(0, Math.max(0, this.lines.room(QUEUE)));
    for (const { runId } of taken) this.lines.take(QUEUE, runId);
    for (const guest of taken) void this.enter(guest);
    if (this.disk.length === 0) this.lines.emptied(QUEUE, mark);
  }
}

/** What was set going has come to an end, without any time passing. */
function turns(): Promise<unknown> {
  return vi.advanceTimersByTimeAsync(0);
}

const act = fc.oneof(
  { weight: 6, arbitrary: fc.constant({ do: 'arrive' } as const) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('leave' as const), which: fc.nat(50) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('pass' as const), ms: fc.integer({ min: 1, max: 1500 }) }) },
);

describe('the gate to a receiver', () => {
  it('holds its limit, keeps the order, and loses neither a run nor a place, whatever comes and goes', async () => {
    const plan = fc.asyncProperty(
      fc.integer({ min: 1, max: 5 }),
      fc.array(act, { maxLength: 80 }),
      async (limit, acts) => {
        const scene = new Scene(limit);
        let arrived = 0;
        for (const each of acts) {
          if (each.do === 'arrive') {
            scene.arrive();
            arrived += 1;
          } else if (each.do === 'leave') scene.leave(each.which, 'well');
          else await vi.advanceTimersByTimeAsync(each.ms);
          await turns();
          expect(scene.gate.counts.underWay).toBe(scene.inside.size);
          expect(scene.inside.size).toBeLessThanOrEqual(limit);
          // A line of at most eight times as many as under way, and half as many on their way from the disk.
          expect(scene.inMemory).toBeLessThanOrEqual(9 * limit + Math.ceil(limit / 2));
        }
        while (scene.inside.size > 0) {
          scene.leave(0, 'well');
          await turns();
        }
        expect(scene.gate.counts).toEqual({ underWay: 0, waiting: 0 });
        expect(scene.disk).toEqual([]);
        expect(scene.began).toEqual([...Array(arrived).keys()]);
      },
    );
    await fc.assert(plan, rounds(60));
  });

  it('puts off what has waited a second, with a sentence that says why, and takes it back first', async () => {
    const scene = new Scene(1);
    scene.arrive();
    await vi.advanceTimersByTimeAsync(1000);
    for (let n = 1; n < 3; n += 1) scene.arrive();
    await turns();
    expect(scene.disk.map(({ n }) => n)).toEqual([2]);
    await vi.advanceTimersByTimeAsync(1000);
    // One is taken out again at once, as the next in line: half a place more than are under way.
    expect(scene.disk.map(({ n }) => n)).toEqual([2]);
    expect(scene.stops[0]).toEqual({
      queue: QUEUE,
      says: `${ORIGIN} has as many calls under way as it may (1); this one waits its turn.`,
    });
    scene.leave(0, 'well');
    await turns();
    expect(scene.began).toEqual([0, 1]);
  });

  it('has a longer line for a receiver that is quick, and the usual one again once it hangs', async () => {
    const scene = new Scene(2);
    for (let n = 0; n < 10; n += 1) {
      scene.arrive();
      scene.leave(0, 'well');
      await turns();
    }
    for (let n = 0; n < 12; n += 1) scene.arrive();
    expect(scene.gate.counts).toEqual({ underWay: 2, waiting: 10 });
    await vi.advanceTimersByTimeAsync(3000);
    expect(scene.inMemory).toBe(3);
    expect(scene.disk).toHaveLength(9);
  });

  it('has the longer line for a receiver that was idle until just now: nobody knows that it is slow', async () => {
    const scene = new Scene(4);
    for (let n = 0; n < 40; n += 1) scene.arrive();
    await turns();
    expect([scene.gate.counts, scene.disk.length]).toEqual([{ underWay: 4, waiting: 32 }, 4]);
    while (scene.inside.size > 0) {
      scene.leave(0, 'well');
      await turns();
    }
    expect(scene.began).toEqual([...Array(40).keys()]);
  });

  it('has no longer line for an idle receiver than the memory that is left for all of them', async () => {
    const scene = new Scene(4);
    scene.spare = 10;
    for (let n = 0; n < 40; n += 1) scene.arrive();
    await turns();
    expect([scene.gate.counts, scene.disk.length]).toEqual([{ underWay: 4, waiting: 10 }, 26]);
    const crowded = new Scene(4);
    crowded.spare = 0;
    for (let n = 0; n < 40; n += 1) crowded.arrive();
    await turns();
    expect(crowded.gate.counts).toEqual({ underWay: 4, waiting: 4 });
  });

  it('does not take runs out to put them back: what waits for a receiver that hangs stays where it is', async () => {
    const scene = new Scene(4);
    for (let n = 0; n < 100; n += 1) scene.arrive();
    await vi.advanceTimersByTimeAsync(2000);
    const asked = scene.asks;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(scene.asks).toBe(asked);
    expect([scene.inside.size, scene.inMemory]).toEqual([4, 6]);
    expect(scene.stops.length).toBeLessThanOrEqual(100 + 4);
  });

  it('sends nothing while the receiver is broken, lets one find out, and then lets the others follow in order', async () => {
    const scene = new Scene(4);
    for (let n = 0; n < 20; n += 1) scene.arrive();
    await turns();
    for (let call = 0; call < 5; call += 1) {
      scene.leave(0, 'broken');
      await turns();
    }
    expect(scene.reports).toMatchObject([{ kind: 'receiver', about: ORIGIN }]);
    expect(scene.stops.at(-1)?.says).toMatch(/Nothing is sent until \d\d:\d\d:\d\d UTC; then one call finds out\.$/);
    // What was under way comes to its end; nothing new begins.
    const begun = scene.began.length;
    while (scene.inside.size > 0) scene.leave(0, 'broken');
    await vi.advanceTimersByTimeAsync(29_000);
    expect(scene.began).toHaveLength(begun);
    await vi.advanceTimersByTimeAsync(1100);
    expect(scene.began).toHaveLength(begun + 1);
    scene.leave(0, 'broken');
    await vi.advanceTimersByTimeAsync(59_000);
    expect(scene.began).toHaveLength(begun + 1);
    await vi.advanceTimersByTimeAsync(1100);
    scene.leave(0, 'well');
    await turns();
    expect(scene.inside.size).toBe(2);
    while (scene.inside.size > 0) {
      scene.leave(0, 'well');
      await turns();
    }
    expect(scene.began).toEqual([...Array(20).keys()]);
    expect(scene.reports).toHaveLength(2);
  });

  it('counts the smallest limit of all its connections, and 32 for one that names none', async () => {
    const scene = new Scene(3);
    const run = {
      runId: 'r',
      flow: 'f',
      recordedSteps: 0,
      accepted: { trigger: { source: 's' } },
      report: () => undefined,
    };
    const places: Promise<unknown>[] = [];
    for (let call = 0; call < 40; call += 1) {
      const to = { origin: ORIGIN, connection: 'other', concurrency: undefined };
      places.push(Promise.resolve(scene.gate.enter(to, { ...run, runId: `r${call}` })));
    }
    expect(scene.gate.counts).toEqual({ underWay: 32, waiting: 8 });
    scene.arrive();
    await vi.advanceTimersByTimeAsync(2000);
    expect(scene.inside.size).toBe(0);
    await Promise.all(places);
  });
});
