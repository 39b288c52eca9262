// Searching runs among very many: by index where there is one, a bounded look where there is none.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunFilter } from '../../server/store/admin-run-rows.ts';
import { searchRuns } from '../../server/store/sqlite/queries/run-search.ts';
import { type DirectStore, openDirectStore } from '../support/direct-store.ts';

const MANY = 130_000;
const NOTHING: RunFilter = {
  ...{ flow: null, state: null, outcome: null, test: null, q: null, source: null, queue: null },
  ...{ parent: null, from: null, since: null, before: null, children: false },
};
let store: DirectStore;

beforeAll(() => {
  store = openDirectStore();
  store.db.raw.exec(`
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${MANY})
    INSERT INTO run (id, release, flow, version, source, test, state, outcome, phone, accepted_at, finished_at)
    SELECT printf('%08d', i), 'h', iif(i % 1000 = 0, 'rare', 'usual'), 1, 's', 0, 'finished', iif(i = 7, 'error', 'accepted'),
      printf('+1310%07d', i), i, i FROM n`);
});
afterAll(() => store.close());

function search(filter: Partial<RunFilter>, after: string | null = null, limit = 50) {
  const args = { columns: 'run.id', filter: { ...NOTHING, ...filter }, after: after === null ? null : [after], limit };
  const { rows, stoppedAt } = searchRuns(store.db, args);
  return { ids: rows.map(({ id }) => id), stoppedAt };
}

describe('a search of runs', () => {
  it('begins with the newest', () => {
    expect(search({}, null, 2)).toEqual({ ids: ['00130000', '00129999'], stoppedAt: undefined });
    expect(search({}, '00000003')).toEqual({ ids: ['00000002', '00000001'], stoppedAt: undefined });
  });

  it('stops after a bounded look, says where, and goes on from there', () => {
    const first = search({ outcome: 'error' });
    expect(first).toEqual({ ids: [], stoppedAt: '00030001' });
    expect(search({ outcome: 'error' }, first.stoppedAt)).toEqual({ ids: ['00000007'], stoppedAt: undefined });
  });

  it('finds a whole number at once, however old its run is, in any spelling', () => {
    for (const q of ['+13100000003', '310 000 0003', '(310) 000-0003', '13100000003']) {
      expect(search({ q })).toEqual({ ids: ['00000003'], stoppedAt: undefined });
    }
  });

  it('goes by the index of the flow', () => {
    expect(search({ flow: 'rare' }, '00002001')).toEqual({ ids: ['00002000', '00001000'], stoppedAt: undefined });
  });

  it('misses nothing and repeats nothing, page after page', () => {
    const seen: unknown[] = [];
    let after: string | null = null;
    for (;;) {
      const { ids, stoppedAt } = search({ q: '31000', flow: 'rare' }, after, 7);
      seen.push(...ids);
      after = stoppedAt ?? (ids.at(-1) as string | undefined) ?? null;
      if (stoppedAt === undefined && ids.length < 7) break;
    }
    expect(seen).toHaveLength(99);
    expect(new Set(seen).size).toBe(99);
  });
});
