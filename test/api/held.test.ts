// Needs a person, over HTTP: what is listed and counted, and what may be said. That a run then goes on is told in journeys/.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HeldGroup, HeldRun } from '../../editor/api-types.ts';
import type { JournalRecord } from '../../server/run/records.ts';
import { newId } from '../../server/store/ids.ts';
import { type ApiServer, startApi } from '../support/api-server.ts';

const viewer = { as: 'viewer' } as const;
const T0 = Date.UTC(2026, 0, 2);
let api: ApiServer;
beforeEach(async () => {
  api = await startApi();
});
afterEach(() => api.close());

interface New {
  flow?: string;
  node?: string;
  code?: string;
  call?: string | null;
  phone?: string;
  at?: number;
  state?: string;
}

function add({
  flow = 'first-flow',
  node = 'ask',
  code = 'REMOTE_TIMEOUT',
  call = 'ask.1',
  ...more
}: New = {}): string {
  const { at = T0, phone = '', state = 'held' } = more;
  const id = newId(at);
  api.store.db.run(
    `INSERT INTO run (id, release, flow, version, source, test, state, reason, phone, accepted_at, held_node, held_code, held_call)
     VALUES (?, 'r1', ?, 3, 'no-source', 0, ?, 'No answer came.', ?, ?, ?, ?, ?)`,
    ...[id, flow, state, phone, at, node, code, call],
  );
  return id;
}

function addJournal(run: string, records: JournalRecord[]): void {
  const text = JSON.stringify(records);
  api.store.db.run('INSERT INTO journal (run, epoch, at, records) VALUES (?, 1, ?, ?)', run, T0, text);
}

async function idsOf(query: string): Promise<string[]> {
  const { json } = await api.call<{ items: HeldRun[] }>('get', `/held?${query}`, viewer);
  return json.items.map(({ id }) => id);
}

describe('the list of runs that wait for a person', () => {
  it('begins with those that wait longest, and pages to the end', async () => {
    add({ state: 'finished' });
    const ids = Array.from({ length: 5 }, (_, i) => add({ at: T0 + i }));
    const seen: string[] = [];
    let next: string | null = '';
    while (next !== null) {
      const query: string = `limit=2&cursor=${next}`;
      const { json } = await api.call<{ items: HeldRun[]; next: string | null }>('get', `/held?${query}`, viewer);
      seen.push(...json.items.map(({ id }) => id));
      next = json.next;
    }
    expect(seen).toEqual(ids);
  });

  it('finds by flow, step, reason and number', async () => {
    const one = add({ flow: 'a', phone: '+13105550111' });
    const other = add({ flow: 'b', node: 'post', code: 'REMOTE_BROKEN_OFF', at: T0 + 1 });
    expect(await idsOf('flow=a')).toEqual([one]);
    expect(await idsOf('node=post')).toEqual([other]);
    expect(await idsOf('code=REMOTE_BROKEN_OFF')).toEqual([other]);
    expect(await idsOf('q=5550111')).toEqual([one]);
    expect(await idsOf('flow=c')).toEqual([]);
  });

  it('shows the newest try of the call, and not the question that was asked about it', async () => {
    const id = add();
    const request = {
      method: 'POST',
      url: 'http://a',
      headers: {},
      body: '',
      connection: 'acme',
      connectionVersion: '1',
    };
    const failed = { t: 'failed' as const, at: T0, code: 'REMOTE_TIMEOUT' as const, says: 'No answer came.' };
    addJournal(id, [
      { t: 'intent', at: T0, call: 'ask.1', attempt: 1, request },
      { ...failed, call: 'ask.1', attempt: 1, sent: 'no' },
      { t: 'intent', at: T0, call: 'ask.1', attempt: 2, request },
      { ...failed, call: 'ask.1', attempt: 2, sent: 'unknown' },
      { t: 'intent', at: T0, call: 'ask.1-probe', attempt: 1, request },
      { ...failed, call: 'ask.1-probe', attempt: 1, sent: 'unknown' },
    ]);
    const { json } = await api.call<{ items: HeldRun[] }>('get', '/held', viewer);
    expect(json.items[0]).toMatchObject({
      says: 'No answer came.',
      held: { node: 'ask', call: 'ask.1' },
      exchange: { call: 'ask.1', attempt: 2, request: { method: 'POST' }, failure: { sent: 'unknown' } },
      goesOn: { accepted: null, rejected: null },
    });
  });
});

describe('the groups', () => {
  it('count by flow, step and reason, the largest first, and say where there is nothing to decide', async () => {
    add({ at: T0 });
    add({ at: T0 + 5 });
    add({ node: '', code: 'JOURNAL_DIVERGED', call: null });
    const { json } = await api.call<{ items: HeldGroup[] }>('get', '/held/groups', viewer);
    const oldestAt = new Date(T0).toISOString();
    expect(json.items).toMatchObject([
      { flow: 'first-flow', node: 'ask', title: 'ask', code: 'REMOTE_TIMEOUT', count: 2, oldestAt, canSettle: true },
      { node: '', code: 'JOURNAL_DIVERGED', count: 1, canSettle: false },
    ]);
  });
});

describe('a decision', () => {
  it('is for admins', async () => {
    const id = add();
    expect((await api.call('post', `/runs/${id}/settle`, { ...viewer, body: { as: 'accepted' } })).status).toBe(403);
    const many = { ...viewer, body: { filter: {}, as: 'accepted' } };
    expect((await api.call('post', '/held/settle', many)).status).toBe(403);
  });

  it('is one of three words, and an answer belongs to what the receiver did', async () => {
    const ask = (body: unknown) => api.call('post', `/runs/${add()}/settle`, { as: 'admin', body });
    expect((await ask({ as: 'maybe' })).status).toBe(422);
    const again = await ask({ as: 'again', answer: { status: 200, body: '{}' } });
    expect(again).toMatchObject({ status: 422, json: { errors: [{ field: 'answer' }] } });
    expect((await ask({ as: 'accepted', answer: { status: 12, body: '' } })).status).toBe(422);
  });

  it('about many counts what it was about, and is written down with who made it', async () => {
    const { json } = await api.call('post', '/held/settle', {
      as: 'admin',
      body: { filter: { flow: 'no-such-flow' }, as: 'rejected', note: 'They said so.' },
    });
    expect(json).toEqual({ settled: 0, failed: 0, errors: [] });
    const row = api.store.db.get("SELECT who, what, detail FROM audit WHERE did = 'run.settle'");
    expect(row).toMatchObject({ who: 'token:test admin', what: 'many' });
    expect(String(row?.detail)).toContain('They said so.');
  });
});
