// How many runs are taken up at a time, and what goes first: a receiver that hangs must not hold up the timers.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Failure } from '../../flows/language/failures.ts';
import { QueueLines } from '../../server/engine/embedded/queue-lines.ts';
import { Recovery } from '../../server/engine/embedded/recovery.ts';
import type { StoredRun } from '../../server/store/ports.ts';
import { engineCommands } from '../../server/store/sqlite/commands/engine.ts';
import { engineQueries } from '../../server/store/sqlite/queries/engine.ts';
import { type DirectStore, openDirectStore } from '../support/direct-store.ts';

let store: DirectStore;
let recovery: Recovery;
let taken: string[] = [];
let ends: Map<string, () => void>;
let loadsFail = false;
let looking: Promise<void>;

beforeEach(() => {
  store = openDirectStore();
  taken = [];
  ends = new Map();
  loadsFail = false;
  looking = Promise.resolve();
  const query = async <T>(name: string, args: object) => engineQueries[name]?.(store.db, { ...args }) as T;
  const lines: QueueLines = new QueueLines(
    () => undefined,
    (queue) => recovery.drain(queue),
  );
  recovery = new Recovery({
    store: {
      running: (after, limit) => query('run.running', { after, limit }),
      queues: () => query('run.queues', {}),
      queued: (queue, after, limit) => query('run.queued', { queue, after, limit }),
      wakeable: (after, limit) => query('run.wakeable', { after, limit }),
      due: (now, limit) => query('run.due', { now, limit }),
      load: async (run, only) => {
        if (loadsFail) throw new Error('There is no room.');
        const args = { run, ...(only ? { only } : {}) };
        return engineCommands['run.load']?.(store.db, args, { now: 0, newId: () => '' }) as StoredRun | undefined;
      },
    },
    lines,
    now: () => 1000,
    holds: (id) => ends.has(id),
    room: () => 1000,
    settle: () => looking,
    resume: async ({ id }) => {
      taken.push(id);
      const { promise, resolve } = Promise.withResolvers<void>();
      ends.set(id, () => {
        ends.delete(id);
        resolve();
      });
      return { ended: promise };
    },
    gone: () => undefined,
    onError: (error) => {
      throw error;
    },
  });
});
afterEach(() => {
  recovery.stop();
  store.close();
});

afterEach(() => void vi.useRealTimers());

function insert(name: string, count: number, state: { state: string; due?: number; queue?: string }): string[] {
  const ids = [...Array(count).keys()].map((n) => `${name}-${String(n).padStart(3, '0')}`);
  const accepted = '[{"t":"accepted","at":0,"lead":{},"trigger":{},"vars":{},"test":false}]';
  for (const id of ids) {
    const sql =
      "INSERT INTO run (id, release, flow, version, source, test, state, epoch, phone, accepted_at, due_at, queue) VALUES (?, 'r', 'f', 1, 's', 0, ?, 1, '', 0, ?, ?)";
    store.db.run(sql, id, state.state, state.due ?? null, state.queue ?? null);
    store.db.run('INSERT INTO journal (run, epoch, at, records) VALUES (?, 1, 0, ?)', id, accepted);
  }
  return ids;
}

function settled(ms = 20): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

describe('taking runs up again', () => {
  it('takes 64 at a time, and the next as soon as one has come to a call, whatever that takes', async () => {
    const left = insert('left', 100, { state: 'running' });
    await recovery.start();
    await settled();
    expect(taken).toEqual(left.slice(0, 64));
    for (const id of left.slice(0, 64)) recovery.waits(id);
    await settled();
    // All are still in memory: none has ended.
    expect([taken, ends.size]).toEqual([left, 100]);
    const due = insert('timer', 1, { state: 'waiting', due: 500 });
    await settled(700);
    expect(taken.slice(100)).toEqual(due);
  });

  it('reads the queues once those have come somewhere that were under way before', async () => {
    const left = insert('left', 2, { state: 'running' });
    const queued = insert('early', 3, { state: 'waiting', queue: 'flow:f' });
    await recovery.start();
    await settled();
    expect(taken).toEqual(left);
    recovery.waits('left-000');
    ends.get('left-001')?.();
    await settled();
    expect(taken).toEqual([...left, ...queued]);
  });

  it('reads them too where the one that was under way was taken by a person', async () => {
    insert('left', 65, { state: 'running' });
    const queued = insert('early', 1, { state: 'waiting', queue: 'flow:f' });
    await recovery.start();
    await settled();
    await recovery.alone('left-064', async () => undefined);
    for (const end of [...ends.values()]) end();
    await settled();
    expect(taken.slice(64)).toEqual(queued);
  });
});

describe('a run that a person has in hand', () => {
  it('is taken up where their work fails once it was loaded: by the store somebody walks it', async () => {
    insert('held', 1, { state: 'held' });
    const failing = recovery.alone('held-000', () => Promise.reject(new Error('The disk is full.')), 'held');
    await expect(failing).rejects.toThrow('The disk is full.');
    await settled();
    expect(taken).toEqual(['held-000']);
  });

  it('is left alone where it was put back as it was', async () => {
    insert('held', 1, { state: 'held' });
    const refused = recovery.alone('held-000', () => Promise.reject(new Failure('RUN_NOT_HELD')), 'held');
    await expect(refused).rejects.toThrow();
    await settled();
    expect(taken).toEqual([]);
  });

  it('keeps its place in the line where it cannot even be loaded', async () => {
    insert('left', 65, { state: 'running' });
    await recovery.start();
    await settled();
    loadsFail = true;
    await expect(recovery.alone('left-064', async () => undefined)).rejects.toThrow('There is no room.');
    loadsFail = false;
    for (const end of [...ends.values()]) end();
    await settled();
    expect(taken.at(-1)).toBe('left-064');
  });

  it('is found in its queue all the same, where it only looked as if it were held', async () => {
    insert('queued', 1, { state: 'waiting', queue: 'flow:f' });
    const { promise, resolve } = Promise.withResolvers<void>();
    looking = promise;
    const work = recovery.alone('queued-000', async (stored) => stored, 'held');
    recovery.drain('flow:f');
    await settled();
    expect(taken).toEqual([]);
    resolve();
    expect(await work).toBeUndefined();
    await settled();
    expect(taken).toEqual(['queued-000']);
  });

  it('is found in its queue where it could not be loaded, though the queue was read meanwhile and it was passed over', async () => {
    insert('queued', 1, { state: 'waiting', queue: 'flow:f' });
    const { promise, reject } = Promise.withResolvers<void>();
    looking = promise;
    const work = recovery.alone('queued-000', async () => undefined);
    looking = Promise.resolve();
    recovery.drain('flow:f');
    await settled();
    expect(taken).toEqual([]);
    reject(new Error('There is no room.'));
    await expect(work).rejects.toThrow('There is no room.');
    await settled();
    expect(taken).toEqual(['queued-000']);
  });
});

describe('the timers', () => {
  it('take up all that is due at once, however much that is', async () => {
    const due = insert('due', 450, { state: 'waiting', due: 500 });
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    await recovery.start();
    vi.advanceTimersByTime(500);
    for (let turn = 0; turn < 20 && taken.length < due.length; turn += 1) {
      await settled();
      for (const id of taken) recovery.waits(id);
    }
    expect(taken).toEqual(due);
  });
});
