// What the engine asks of the store on its timers costs by what is open, not by what ever was.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { engineQueries } from '../../server/store/sqlite/queries/engine.ts';
import { type DirectStore, openDirectStore } from '../support/direct-store.ts';

let store: DirectStore;
beforeEach(() => {
  store = openDirectStore();
  const sql = `INSERT INTO run (id, release, flow, version, source, test, state, accepted_at, due_at)
    VALUES (?, 'h', 'f', 1, 's', 0, ?, 1, ?)`;
  for (const [id, state, due] of [
    ['a', 'running', null],
    ['b', 'running', null],
    ['c', 'waiting', 50],
    ['d', 'waiting', 10],
    ['e', 'waiting', 200],
    ['f', 'held', null],
    ['g', 'finished', null],
  ] as const)
    store.db.run(sql, id, state, due);
});
afterEach(() => store.close());

describe("the engine's look at open runs", () => {
  it('finds the runs that were being walked, page by page', () => {
    expect(engineQueries['run.running']?.(store.db, { after: '', limit: 1 })).toEqual(['a']);
    expect(engineQueries['run.running']?.(store.db, { after: 'a', limit: 9 })).toEqual(['b']);
  });

  it('finds the timers that are due, the oldest first', () => {
    expect(engineQueries['run.due']?.(store.db, { now: 100, limit: 9 })).toEqual(['d', 'c']);
  });

  it.each([
    ['run.running', { after: '', limit: 9 }],
    ['run.due', { now: 100, limit: 9 }],
  ])('goes by the index of open runs: %s', (name, args) => {
    const asked: string[] = [];
    const watched = Object.assign(Object.create(store.db) as typeof store.db, {
      all: (sql: string, ...values: (string | number)[]) => {
        asked.push(...store.db.all(`EXPLAIN QUERY PLAN ${sql}`, ...values).map((row) => String(row.detail)));
        return [];
      },
    });
    engineQueries[name]?.(watched, args);
    expect(asked).toEqual([expect.stringContaining('USING COVERING INDEX run_open')]);
  });
});
