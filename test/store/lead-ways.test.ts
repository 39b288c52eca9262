// Few leads among very many: found by the index that has the fewest of them, and a look at fields that stops and says where.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ask } from '../../server/store/admin-ops.ts';
import type { LeadFilter } from '../../server/store/admin-rows.ts';
import { leadFindQueries } from '../../server/store/sqlite/queries/lead-find.ts';
import { searchLeadIds } from '../../server/store/sqlite/queries/lead-search.ts';
import { wayTo } from '../../server/store/sqlite/queries/lead-ways.ts';
import { type DirectStore, openDirectStore } from '../support/direct-store.ts';

const MANY = 101_000;
const NOTHING: LeadFilter = {
  ...{ list: null, status: null, source: null, flow: null, flag: null, owner: null, campaign: null },
  ...{ success: null, final: null, since: null, before: null, ids: null },
};
const idOf = (n: number) => `${String(n).padStart(8, '0')}-0000-7000-8000-000000000000`;
const [OLD, OTHER] = [idOf(5), idOf(500)];

let store: DirectStore;
beforeAll(() => {
  store = openDirectStore();
  // What is counted lead by lead is counted once, at the end.
  store.db.raw.exec(`DROP TRIGGER lead_came;
    INSERT INTO lead_list (slug, name, campaign, created_at) VALUES ('rare', 'Rare', 'spring', 1), ('big', 'Big', '', 1);
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${MANY})
    INSERT INTO lead (id, list, status, phone, phone_raw, email, name, fields, raw, source, flow, run, created_at, updated_at)
    SELECT printf('%08d-0000-7000-8000-000000000000', i), CASE WHEN i IN (5, 500) THEN 'rare' WHEN i % 2 = 0 THEN 'big' ELSE 'default' END,
      iif(i % 100 = 5, 'HOT', 'NEW'), '', '', '', '', iif(i IN (5, 90000), '{"ref":"A"}', '{}'), '{}', 's', 'f', '', i, i FROM n;
    INSERT INTO lead_count (list, status, leads) SELECT list, status, count(*) FROM lead GROUP BY list, status;
    INSERT INTO lead_flag (flag, lead) VALUES ('vip', '${OLD}'), ('vip', '${idOf(7)}');`);
});
afterAll(() => store.close());

it.each<[Partial<LeadFilter>, string | undefined, string[]]>([
  [{ list: 'rare' }, 'list', [OTHER, OLD]],
  [{ list: 'rare', source: 's' }, 'list', [OTHER, OLD]],
  [{ list: 'rare', status: 'HOT' }, 'list', [OLD]],
  [{ list: 'big', flag: 'vip' }, 'flag', []],
  [{ list: 'default', flag: 'vip', status: 'NEW' }, 'flag', [idOf(7)]],
  [{ campaign: 'spring' }, 'campaign', [OTHER, OLD]],
  [{ campaign: 'spring', status: 'HOT', flow: 'f' }, 'campaign', [OLD]],
  [{ status: 'GONE' }, 'status', []],
  [{ list: 'default', status: 'GONE' }, 'status', []],
])('of %j are found at once, by the %s', (some, by, ids) => {
  const filter = { ...NOTHING, ...some, q: null };
  expect(wayTo(store.db, filter)?.by).toBe(by);
  expect(searchLeadIds(store.db, { filter, after: null, limit: 50 })).toEqual({ found: ids, stoppedAt: undefined });
});

it('of a status that the first list has twice are found without looking for a third', () => {
  store.db.run("UPDATE lead SET status = '' WHERE id = ? OR id = ?", idOf(MANY - 1), idOf(MANY - 3));
  const filter = { ...NOTHING, list: 'default', status: '', q: null };
  const found = [idOf(MANY - 1), idOf(MANY - 3)];
  expect(searchLeadIds(store.db, { filter, after: null, limit: 50 })).toEqual({ found, stoppedAt: undefined });
});

it.each([
  [{ list: 'big', status: 'HOT' }, 'lead_status_given', 0],
  [{ list: 'rare', status: 'HOT' }, 'lead_in_list', 1],
  [{ list: 'default', status: 'GONE' }, 'lead_status_given', 0],
  [{ list: 'default', status: 'HOT' }, 'lead_status_given', 10],
])('of the lead API with %j go by the same index, and no further than there are', (some, index, most) => {
  const asked: { sql: string; values: unknown[] }[] = [];
  const all: typeof store.db.all = (sql, ...values) => {
    asked.push({ sql, values });
    return store.db.all(sql, ...values);
  };
  const get: typeof store.db.get = (sql, ...values) => store.db.get(sql, ...values);
  const watched = Object.assign(Object.create(store.db) as typeof store.db, { all, get });
  const found = leadFindQueries['lead.find']?.(watched, { fields: {}, offset: 0, limit: 10, ...some });
  expect(found).toMatchObject({ entries: { length: most } });
  const { sql = '', values = [] } = asked[0] ?? {};
  const [plan] = store.db.all(`EXPLAIN QUERY PLAN ${sql}`, ...(values as string[]));
  expect(plan?.detail).toContain(index);
  expect(values.slice(-2)).toEqual([most, 0]);
});

it('with a field are looked for among the newest, and on from where that stopped', async () => {
  const by = { fields: { ref: 'A' }, offset: 0, limit: 10 };
  const first = await ask(store, 'lead.find', by);
  expect(first).toMatchObject({ total: 1, entries: [{ id: idOf(90_000) }], stoppedAt: idOf(1001) });
  expect(await ask(store, 'lead.find', { ...by, before: first.stoppedAt ?? '' })).toEqual({
    total: 1,
    entries: [expect.objectContaining({ id: OLD })],
  });
  for (const more of [{ list: 'rare' }, { status: 'HOT' }]) {
    const { total, stoppedAt } = await ask(store, 'lead.find', { ...by, ...more });
    expect([total, stoppedAt]).toEqual([1, undefined]);
  }
  expect(await ask(store, 'lead.find', { ...by, offset: 1 })).toMatchObject({ total: 1, entries: [] });
});
