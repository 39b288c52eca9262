// Queues are read in order, by one reader, and no more is taken out than there is room.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Drains } from '../../server/engine/embedded/drains.ts';
import { QueueLines } from '../../server/engine/embedded/queue-lines.ts';
import type { Queue } from '../../server/engine/engine.ts';
import { engineQueries } from '../../server/store/sqlite/queries/engine.ts';
import { type DirectStore, openDirectStore } from '../support/direct-store.ts';

const QUEUE: Queue = 'flow:leads';
let store: DirectStore;
let lines: QueueLines;
let drains: Drains;
let room: number | undefined;
let taken: string[] = [];
let reads = 0;
let inMemory = new Set<string>();
let faults: unknown[] = [];
let broken = false;

beforeEach(() => {
  store = openDirectStore();
  room = undefined;
  taken = [];
  reads = 0;
  inMemory = new Set();
  faults = [];
  broken = false;
  lines = new QueueLines(
    () => room,
    (queue) => drains.drain(queue),
  );
  drains = new Drains({
    store: {
      queued: async (queue, after, limit) => {
        reads += 1;
        if (broken) throw new Error('The disk is gone.');
        await new Promise((resolve) => setImmediate(resolve));
        return engineQueries['run.queued']?.(store.db, { queue, after, limit }) as string[];
      },
    },
    lines,
    onItsWay: (run) => inMemory.has(run),
    again: (runs) => {
      for (const run of runs) {
        taken.push(run);
        inMemory.add(run);
      }
    },
    onError: (error) => void faults.push(error),
  });
});
afterEach(() => store.close());

function id(n: number): string {
  return `run-${String(n).padStart(4, '0')}`;
}

/** Puts runs into the queue. */
function queue(...numbers: number[]): void {
  for (const n of numbers)
    store.db.run(
      "INSERT INTO run (id, release, flow, version, source, test, state, epoch, phone, accepted_at, queue) VALUES (?, 'r', 'leads', 1, 's', 0, 'waiting', 1, '', 0, ?)",
      id(n),
      QUEUE,
    );
}

/** What a load does to the row; the run then leaves the memory. */
function finish(run: string): void {
  store.db.run('UPDATE run SET queue = NULL WHERE id = ?', run);
  inMemory.delete(run);
  lines.back(run);
}

/** Turns of the event loop, and no time: a busy machine may spend that before the reader has had its turns. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

describe('draining a queue', () => {
  it('takes a few out at a time, the next as these leave, all in the order they were accepted', async () => {
    const numbers = [...Array(100).keys()];
    queue(...numbers.toReversed());
    drains.drain(QUEUE);
    await settled();
    expect(taken).toHaveLength(32);
    for (let next = 0; next < 100; next += 1) {
      finish(taken[next] ?? '');
      await settled();
      expect(inMemory.size).toBeLessThanOrEqual(32);
    }
    expect(taken).toEqual(numbers.map(id));
    expect(lines.of(QUEUE).stored).toBe(false);
  });

  it('reads nothing while there is no room, and goes on once there is', async () => {
    queue(1, 2);
    room = 0;
    drains.drain(QUEUE);
    await settled();
    expect([reads, taken]).toEqual([0, []]);
    room = 5;
    lines.wake(lines.of(QUEUE));
    await settled();
    expect(taken).toEqual([id(1), id(2)]);
  });

  it('passes over runs that are on their way already, although the store still shows them', async () => {
    const numbers = [...Array(60).keys()];
    queue(...numbers);
    for (const n of numbers.slice(0, 50)) inMemory.add(id(n));
    room = 4;
    drains.drain(QUEUE);
    await settled();
    expect(taken).toEqual([50, 51, 52, 53].map(id));
  });

  it('does not forget a run that is put there while the queue is read', async () => {
    const run = { runId: id(7), flow: 'leads', recordedSteps: 0, accepted: { trigger: { source: 's' } } };
    const guest = { ...run, report: () => undefined };
    lines.parks(guest, QUEUE);
    drains.drain(QUEUE);
    await settled();
    expect(lines.of(QUEUE).stored).toBe(true);
    queue(7);
    lines.left(guest);
    await settled();
    expect(taken).toEqual([id(7)]);
  });

  it('reads once more where it was asked meanwhile, not twice at a time', async () => {
    drains.drain(QUEUE);
    drains.drain(QUEUE);
    drains.drain(QUEUE);
    await settled();
    expect(reads).toBe(2);
  });

  it('tries again where the store could not be read', async () => {
    queue(1);
    broken = true;
    drains.drain(QUEUE);
    await settled();
    expect(faults).toHaveLength(1);
    broken = false;
    drains.drain(QUEUE);
    await settled();
    expect(taken).toEqual([id(1)]);
  });
});
