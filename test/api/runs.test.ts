// Runs and leads over HTTP, from rows as the engine writes them.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LeadDetail, RunDetail, RunSummary } from '../../editor/api-types.ts';
import type { JsonObject } from '../../flows/language/document.ts';
import type { JournalRecord } from '../../server/run/records.ts';
import { newId } from '../../server/store/ids.ts';
import { putBlob } from '../../server/store/sqlite/blobs.ts';
import { keptRecords } from '../../server/store/sqlite/journal-rows.ts';
import { type ApiServer, startApi } from '../support/api-server.ts';

const viewer = { as: 'viewer' } as const;
const T0 = Date.UTC(2026, 0, 2);
let api: ApiServer;
beforeEach(async () => {
  api = await startApi();
});
afterEach(() => api.close());

interface List<T> {
  items: T[];
  next: string | null;
}
interface NewRun {
  flow?: string;
  state?: string;
  outcome?: string | null;
  phone?: string;
  test?: number;
  at?: number;
}

function addRun({ flow = 'first-flow', state = 'finished', outcome = 'accepted', ...more }: NewRun = {}): string {
  const at = more.at ?? T0;
  const id = newId(at);
  api.store.db.run(
    `INSERT INTO run (id, release, flow, version, source, test, state, outcome, phone, accepted_at, finished_at)
     VALUES (?, 'r1', ?, 3, 'no-source', ?, ?, ?, ?, ?, ?)`,
    ...[id, flow, more.test ?? 0, state, outcome, more.phone ?? '', at, state === 'finished' ? at + 5 : null],
  );
  return id;
}
function addJournal(run: string, records: JournalRecord[]): void {
  const { db } = api.store;
  const texts = records.map((record) => JSON.stringify(record));
  db.run('INSERT INTO journal (run, epoch, at, records) VALUES (?, 1, ?, ?)', run, T0, keptRecords(db, texts, T0));
}
function addRelease(more: JsonObject = {}): void {
  const document = {
    leadflow: 1,
    name: 'First flow',
    nodes: {
      'lead-in': { type: 'webhook', config: { path: 'a' } },
      gone: { type: 'no-such-type', config: {} },
      ...more,
    },
    edges: [],
  };
  const content = { flow: 'first-flow', bundle: { document, files: {}, layout: { nodes: {} } } };
  const sql = "INSERT INTO release VALUES ('r1', 'first-flow', 3, ?, 0)";
  api.store.db.run(sql, JSON.stringify(content));
}

describe('a run that waits to be called back', () => {
  it('shows the address to admins, and to nobody else', async () => {
    addRelease({ hold: { type: 'wait-for-callback', config: {} } });
    const run = addRun({ state: 'waiting' });
    const accepted = { t: 'accepted', at: T0, lead: {}, trigger: {}, vars: {}, test: false } as never;
    addJournal(run, [accepted, { t: 'sleep', at: T0, call: 'hold.1', due: T0 + 1 }]);
    const shown = async (as: 'admin' | 'viewer') =>
      (await api.call<RunDetail>('get', `/runs/${run}`, { as })).json.steps.map((step) => step.callbackUrl);
    expect(await shown('admin')).toEqual([`http://leads.example/callback/${run}/hold`]);
    expect(await shown('viewer')).toEqual([null]);
  });
});

describe('the list of runs', () => {
  it('is newest first and pages to the end', async () => {
    const ids = Array.from({ length: 5 }, (_, i) => addRun({ at: T0 + i })).toReversed();
    const first = await api.call<List<RunSummary>>('get', '/runs?limit=3', viewer);
    expect(first.json.items.map((run) => run.id)).toEqual(ids.slice(0, 3));
    // A run that arrives in between moves nobody to another page.
    addRun({ at: T0 + 100 });
    const second = await api.call<List<RunSummary>>('get', `/runs?limit=3&cursor=${first.json.next}`, viewer);
    expect(second.json).toMatchObject({ items: ids.slice(3).map((id) => ({ id })), next: null });
  });

  it('is narrowed by flow, state, outcome, test and text', async () => {
    const held = addRun({ state: 'held', outcome: null });
    const test = addRun({ test: 1, flow: 'second-flow' });
    const dup = addRun({ outcome: 'rejected', phone: '+13105550123' });
    const idsOf = async (query: string) =>
      (await api.call<List<RunSummary>>('get', `/runs?${query}`, viewer)).json.items.map((run) => run.id);
    expect(await idsOf('state=held')).toEqual([held]);
    expect(await idsOf('test=true')).toEqual([test]);
    expect(await idsOf('flow=second-flow')).toEqual([test]);
    expect(await idsOf('outcome=rejected')).toEqual([dup]);
    expect(await idsOf('q=5550123&test=false')).toEqual([dup]);
    expect((await api.call('get', '/runs?state=lost', viewer)).status).toBe(422);
  });

  it('leaves out what other runs called, unless it is asked for', async () => {
    const parent = addRun();
    const child = `${parent}.buyers.0`;
    api.store.db.run(
      `INSERT INTO run (id, release, flow, version, source, test, state, accepted_at, parent, queue)
       VALUES (?, 'r1', 'buyer', 1, 's2', 0, 'waiting', ?, ?, 'flow:buyer')`,
      ...[child, T0 + 10, parent],
    );
    const idsOf = async (query: string) =>
      (await api.call<List<RunSummary>>('get', `/runs?${query}`, viewer)).json.items.map((run) => run.id);
    expect(await idsOf('')).toEqual([parent]);
    expect(await idsOf('children=true')).toEqual([child, parent]);
    expect(await idsOf(`parent=${parent}`)).toEqual([child]);
    expect(await idsOf('queue=flow:buyer&children=true')).toEqual([child]);
    expect(await idsOf('source=s2&children=true')).toEqual([child]);
  });

  it('is narrowed to a span of time', async () => {
    const [early, late] = [addRun({ at: T0 }), addRun({ at: T0 + 60_000 })];
    const idsOf = async (query: string) =>
      (await api.call<List<RunSummary>>('get', `/runs?${query}`, viewer)).json.items.map((run) => run.id);
    const middle = encodeURIComponent(new Date(T0 + 30_000).toISOString());
    expect(await idsOf(`after=${middle}`)).toEqual([late]);
    expect(await idsOf(`before=${middle}`)).toEqual([early]);
  });
});

describe('one run', () => {
  const accepted: JournalRecord = {
    t: 'accepted',
    at: T0,
    lead: { name: 'Ann' },
    trigger: { source: 's', path: 'a', method: 'POST', receivedAt: '', region: 'US' },
    vars: {},
    test: false,
  };

  it('comes with the drawing it followed, its ports and its steps, from every row of its journal', async () => {
    addRelease();
    const id = addRun();
    addJournal(id, [accepted]);
    const out = 'x'.repeat(100_000);
    addJournal(id, [{ t: 'step', at: T0, node: 'lead-in', port: 'lead', out, ms: 0 }]);
    const { json, status } = await api.call<RunDetail>('get', `/runs/${id}`, viewer);
    expect(status).toBe(200);
    expect(json).toMatchObject({ id, release: 'r1', lead: { name: 'Ann' }, source: 'no-source', held: null });
    expect(json.steps).toMatchObject([{ node: 'lead-in', port: 'lead', out }]);
    expect(Object.keys(json.bundle.document.nodes)).toEqual(['lead-in', 'gone']);
    expect(json.ports).toMatchObject({ 'lead-in': [{ name: 'lead' }], gone: [] });
  });

  it('hides from a viewer what signs the address of a callback, wherever it stands', async () => {
    addRelease();
    const id = addRun();
    const url = `https://x.example/callback/${id}/hold?sig=8yXZjbB5lEJbGWhu-GwO_w`;
    const out = [{ url }, `cb=${encodeURIComponent(url)}`, JSON.stringify({ url }), 'sig=short', `${url}AndMore`];
    addJournal(id, [accepted, { t: 'step', at: T0, node: 'lead-in', port: 'lead', out, ms: 0 }]);
    const outOf = async (as: 'admin' | 'viewer') =>
      (await api.call<RunDetail>('get', `/runs/${id}`, { as })).json.steps[0]?.out;
    expect(await outOf('admin')).toEqual(out);
    const masked = JSON.stringify(out).replaceAll(/8yXZjbB5lEJbGWhu-GwO_w(?!A)/g, '••••');
    expect(await outOf('viewer')).toEqual(JSON.parse(masked));
  });

  it('whose release is gone is still shown', async () => {
    const id = addRun({ state: 'running', outcome: null });
    addJournal(id, [accepted]);
    const { json } = await api.call<RunDetail>('get', `/runs/${id}`, viewer);
    expect(json).toMatchObject({ finishedAt: null, steps: [], bundle: { document: { nodes: {} } } });
  });

  it('gives back its body as it came, small or large', async () => {
    const [small, large] = [addRun(), addRun()];
    const { db } = api.store;
    const latin = Buffer.from('{"name":"Andr\u00e9"}', 'latin1');
    db.run('INSERT INTO inbox VALUES (?, ?, ?, NULL)', small, 'application/json; charset=iso-8859-1', latin);
    const bytes = Buffer.from(`<lead>${'y'.repeat(80_000)}</lead>`);
    db.run('INSERT INTO inbox VALUES (?, ?, NULL, ?)', large, 'text/xml', putBlob(db, bytes, T0));
    const got = await api.call('get', `/runs/${small}/input`, viewer);
    expect(got.json).toEqual({ type: 'application/json; charset=iso-8859-1', body: '{"name":"André"}' });
    expect((await api.call('get', `/runs/${large}/input`, viewer)).json).toEqual({
      type: 'text/xml',
      body: String(bytes),
    });
  });

  it('that is not there is not found', async () => {
    for (const path of ['/runs/nothing', '/runs/nothing/input', '/leads/nothing']) {
      expect((await api.call('get', path, viewer)).status).toBe(404);
    }
  });
});

describe('leads', () => {
  function addLead(phone: string, more: { list?: string; status?: string; run?: string } = {}): string {
    const id = newId(T0);
    const { list = 'default', status = 'NEW', run = 'r' } = more;
    api.store.db.run(
      `INSERT INTO lead (id, list, status, phone, phone_raw, email, name, fields, raw, source, flow, run, created_at, updated_at)
        VALUES (?, ?, ?, ?, ?, 'ann@example.com', 'Ann Lee', '{"a":1}', '{"b":2}', 's', 'f', ?, ?, ?)`,
      ...[id, list, status, phone, phone, run, T0, T0],
    );
    return id;
  }

  it('are found by number, e-mail, name, list and status', async () => {
    const first = addLead('+13105550123');
    addLead('+12125550144', { list: 'warm', status: 'DUP' });
    const idsOf = async (query: string) =>
      (await api.call<List<{ id: string }>>('get', `/leads?${query}`, viewer)).json.items.map((lead) => lead.id);
    expect(await idsOf('q=3105550123')).toEqual([first]);
    expect(await idsOf('list=default')).toEqual([first]);
    expect(await idsOf('status=NEW&q=ANN')).toEqual([first]);
    expect(await idsOf('q=nobody')).toEqual([]);
  });

  it('come with their fields and the runs that met their number', async () => {
    const run = addRun({ phone: '+13105550123' });
    const again = addRun({ phone: '+13105550123', outcome: 'rejected', at: T0 + 9 });
    addRun({ phone: '+12125550144' });
    const id = addLead('+13105550123', { run });
    const { json } = await api.call<LeadDetail>('get', `/leads/${id}`, viewer);
    expect(json).toMatchObject({ fields: { a: 1 }, raw: { b: 2 }, createdAt: '2026-01-02T00:00:00.000Z' });
    expect(json.runs.map((each) => each.id)).toEqual([again, run]);
  });
});
