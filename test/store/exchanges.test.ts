// The log of a connection: read out of the journal, newest first, tests between the calls of runs, bounded however many there are.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JournalRecord } from '../../server/run/records.ts';
import { ask, change } from '../../server/store/admin-ops.ts';
import type { ExchangeCursor, ExchangeFilter, ExchangeRow } from '../../server/store/exchange-rows.ts';
import { newId } from '../../server/store/ids.ts';
import { type DirectStore, openDirectStore } from '../support/direct-store.ts';

const T0 = Date.UTC(2026, 0, 15, 12);
const ALL: Omit<ExchangeFilter, 'connection'> = {
  endpoint: null,
  phones: null,
  result: null,
  since: null,
  before: null,
};
let store: DirectStore;
/** A run whose call is tried again much later. */
let old = '';

beforeAll(() => {
  store = openDirectStore();
  const nodes = {
    ask: { type: 'http-request', config: { connection: 'crm', endpoint: 'insert-lead' } },
    read: { type: 'response-parse', config: { from: 'steps.ask' } },
    other: { type: 'http-request', config: { connection: 'other', endpoint: 'find' } },
  };
  const content = { bundle: { document: { nodes } }, endpoints: { 'crm/insert-lead': {}, 'other/find': {} } };
  store.db.run("INSERT INTO release VALUES ('r1', 'flow', 1, ?, ?)", JSON.stringify(content), T0);
  old = putRun({ minute: 0 }, [accepted(0), intent(0)]);
  putCommit(old, [answered(0, 503), { t: 'wait', at: T0, call: 'ask.1', attempt: 1, due: T0 + 480_000 }]);
});
afterAll(() => store.close());

/** Puts a run with these commits into the journal; times are minutes after the start. */
function putRun(run: { minute: number; phone?: string; id?: string }, ...commits: JournalRecord[][]): string {
  const at = T0 + run.minute * 60_000;
  const id = run.id ?? newId(at);
  store.db.run(
    `INSERT INTO run (id, release, flow, version, source, test, state, phone, accepted_at) VALUES (?, 'r1', 'flow', 1, 's', 0, 'finished', ?, ?)`,
    ...[id, run.phone ?? '', at],
  );
  for (const records of commits) putCommit(id, records);
  return id;
}

function putCommit(run: string, records: JournalRecord[]): void {
  const at = records[0]?.at ?? 0;
  store.db.run('INSERT INTO journal (run, epoch, at, records) VALUES (?, 1, ?, ?)', run, at, JSON.stringify(records));
}

const REQUEST = { method: 'POST', url: 'https://crm.example/leads', headers: {}, body: '{}', connectionVersion: 'v' };

function intent(minute: number, more: { connection?: string; attempt?: number; call?: string } = {}): JournalRecord {
  const { connection = 'crm', attempt = 1, call = 'ask.1' } = more;
  const masked = { ...REQUEST, connection };
  return { t: 'intent', at: T0 + minute * 60_000, call, attempt, request: masked };
}

function answered(minute: number, status: number, attempt = 1): JournalRecord {
  const answer = { status, type: 'application/json', headers: {}, body: '{"ok":true}', ms: 12, simulated: false };
  return { t: 'answered', at: T0 + minute * 60_000, call: 'ask.1', attempt, answer };
}

function read(minute: number, port: string, reason?: string): JournalRecord {
  const step = { t: 'step' as const, at: T0 + minute * 60_000, node: 'read', port, out: {}, ms: 1 };
  return reason === undefined ? step : { ...step, reason };
}

function accepted(minute: number): JournalRecord {
  const trigger = { source: 's', path: '', method: 'POST', receivedAt: '', region: 'US' };
  return { t: 'accepted', at: T0 + minute * 60_000, lead: { a: 1 }, trigger, vars: {}, test: false };
}

async function list(filter: Partial<ExchangeFilter> & { limit?: number; after?: ExchangeCursor | null } = {}) {
  const { limit = 50, after = null, ...more } = filter;
  return await ask(store, 'exchange.list', { connection: 'crm', ...ALL, ...more, limit, after });
}

function words({ result, status, reason }: ExchangeRow): string {
  return `${result} ${status ?? '-'} ${reason}`.trim();
}

describe('the log of a connection', () => {
  it('says of each call what came of it, from the records of its run', async () => {
    putRun({ minute: 1, phone: '+13105550101' }, [accepted(1), intent(1)], [answered(1, 200), read(1, 'accepted')]);
    putRun({ minute: 2, phone: '+13105550102' }, [intent(2)], [answered(2, 200), read(2, 'rejected', 'Duplicate')]);
    const failed = { call: 'ask.1', attempt: 1, code: 'REMOTE_TIMEOUT' as const, says: 'Too slow.' };
    const at = (minute: number) => ({ t: 'failed' as const, at: T0 + minute * 60_000 });
    putRun({ minute: 3 }, [intent(3)], [{ ...at(3), ...failed, sent: 'unknown' }]);
    putRun({ minute: 4 }, [intent(4)], [{ ...at(4), ...failed, code: 'EGRESS_BLOCKED', says: 'Private.', sent: 'no' }]);
    const settled = {
      t: 'settled' as const,
      at: T0 + 300_000,
      call: 'ask.1',
      attempt: 1,
      by: 'ann',
      note: 'They have it.',
    };
    putRun({ minute: 5 }, [intent(5)], [{ ...at(5), ...failed, sent: 'unknown' }], [{ ...settled, as: 'accepted' }]);
    putRun({ minute: 6 }, [intent(6)]);
    putRun({ minute: 7 }, [intent(7)], [answered(7, 204)]);
    const { items, next } = await list();
    expect(items.map(words)).toEqual([
      'answered 204',
      'under-way -',
      'accepted - They have it.',
      'not-sent - Private.',
      'unknown - Too slow.',
      'rejected 200 Duplicate',
      'accepted 200',
      'answered 503 It was tried again.',
    ]);
    expect(next).toBeNull();
    expect(items[6]).toMatchObject({
      phone: '+13105550101',
      endpoint: 'insert-lead',
      flow: 'flow',
      node: 'ask',
      ms: 12,
    });
  });

  it('shows every attempt at the time it was made, though its run is older than others', async () => {
    putCommit(old, [intent(8, { attempt: 2 })]);
    putCommit(old, [answered(8, 200, 2), read(8, 'accepted')]);
    const { items } = await list();
    expect(items[0]).toMatchObject({ id: `${old}.ask.1.2`, attempt: 2, result: 'accepted' });
    expect(items.find((each) => each.id === `${old}.ask.1.1`)).toMatchObject({
      result: 'answered',
      status: 503,
      reason: 'It was tried again.',
    });
  });

  it('keeps to its own connection, and to what is asked for', async () => {
    putRun({ minute: 9 }, [intent(9, { connection: 'other', call: 'other.1' })]);
    expect((await list()).items.every(({ endpoint }) => endpoint === 'insert-lead')).toBe(true);
    expect((await list({ connection: 'other' })).items).toHaveLength(1);
    expect((await list({ connection: 'nobody' })).items).toEqual([]);
    expect((await list({ phones: ['+13105550102', '+113105550102'] })).items.map(words)).toEqual([
      'rejected 200 Duplicate',
    ]);
    expect((await list({ result: 'unknown' })).items.map(words)).toEqual(['unknown - Too slow.']);
    expect((await list({ endpoint: 'no-such' })).items).toEqual([]);
    const times = { since: T0 + 2 * 60_000, before: T0 + 4 * 60_000 };
    expect((await list(times)).items.map(words)).toEqual(['unknown - Too slow.', 'rejected 200 Duplicate']);
  });

  it('holds the tests of the connection between its calls, page after page, without one left out or twice', async () => {
    const test = { connection: 'crm', endpoint: 'insert-lead', phone: '+13105550109', by: 'ann@example.com' };
    const request = { ...REQUEST, connection: 'crm' };
    const more = { lead: { b: 2 }, request, answer: null, failure: null };
    for (const minutes of [2.5, 4.5, 30]) {
      store.ahead = T0 + minutes * 60_000 - Date.now();
      await change(store, 'test.keep', { ...test, result: 'rejected', reason: String(minutes), ...more });
    }
    store.ahead = 0;
    const whole = (await list()).items.map(({ id }) => id);
    for (const limit of [1, 2, 3, 7]) {
      const seen: string[] = [];
      let after: ExchangeCursor | null = null;
      do {
        const page: Awaited<ReturnType<typeof list>> = await list({ limit, after });
        seen.push(...page.items.map(({ id }) => id));
        after = page.next;
      } while (after !== null && seen.length < 100);
      expect(seen).toEqual(whole);
    }
    expect((await list()).items.map(({ at }) => at)).toEqual(
      (await list()).items.map(({ at }) => at).sort((a, b) => b - a),
    );
    expect((await list()).items[0]).toMatchObject({ test: true, run: null, by: 'ann@example.com', reason: '30' });
  });

  it('gives one entry in full, of a run and of a test, and none of another connection', async () => {
    const { items } = await list();
    const ofRun = items.find(({ phone }) => phone === '+13105550101');
    const detail = await ask(store, 'exchange.detail', { connection: 'crm', id: ofRun?.id ?? '' });
    expect(detail).toMatchObject({ lead: { a: 1 }, request: { method: 'POST' }, answer: { body: '{"ok":true}' } });
    const ofTest = items.find(({ run }) => run === null);
    const test = await ask(store, 'exchange.detail', { connection: 'crm', id: ofTest?.id ?? '' });
    expect(test).toMatchObject({ lead: { b: 2 }, request: { connection: 'crm' }, answer: null, by: 'ann@example.com' });
    for (const id of [ofRun?.id ?? '', ofTest?.id ?? '', 'x', 'x.y.z.1', `${ofRun?.id}9`])
      expect(await ask(store, 'exchange.detail', { connection: 'other', id })).toBeNull();
  });
});

describe('a log among very many calls', () => {
  it('looks at a bounded part of them, says where it stopped, and goes on from there', async () => {
    const row = JSON.stringify([intent(60, { connection: 'other', call: 'other.1' })]);
    store.db.raw.exec(`
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 120000)
      INSERT INTO journal (run, epoch, at, records) SELECT 'far', 1, ${T0 + 3_600_000}, '${row}' FROM n`);
    const began = performance.now();
    const first = await list({ result: 'rejected' });
    expect(performance.now() - began).toBeLessThan(3000);
    // The newest test is newer than all that was looked at.
    expect(first.next?.seq).toBeGreaterThan(60_000);
    const seen = first.items;
    for (let { next } = first; next !== null; ) {
      const page: Awaited<ReturnType<typeof list>> = await list({ result: 'rejected', after: next });
      seen.push(...page.items);
      next = page.next;
    }
    expect(seen.map(({ reason }) => reason)).toEqual(['30', '4.5', '2.5', 'Duplicate']);
  });
});
