// Lists as files, saved views, and lists that are narrowed and turned round.
import { request } from 'undici';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FlowPulse, FlowSummary, View } from '../../editor/api-types.ts';
import { cellText } from '../../flows/language/csv-line.ts';
import type { JsonObject } from '../../flows/language/document.ts';
import { type SheetFormat, sheetText, spreadNames } from '../../server/api/sheet.ts';
import { newId } from '../../server/store/ids.ts';
import { type ApiServer, startApi } from '../support/api-server.ts';

let api: ApiServer;
beforeEach(async () => {
  api = await startApi();
});
afterEach(() => api.close());

const admin = { as: 'admin' } as const;
const viewer = { as: 'viewer' } as const;
const T0 = Date.UTC(2026, 0, 2);
interface List<T> {
  items: T[];
  next: string | null;
}

async function file(path: string, as: 'admin' | 'viewer' = 'admin') {
  const answer = await request(`${api.url}/api${path}`, { headers: { authorization: `Bearer ${api.tokens[as]}` } });
  return {
    status: answer.statusCode,
    headers: answer.headers,
    text: Buffer.from(await answer.body.arrayBuffer()).toString(),
  };
}
function addRun(more: { at?: number; flow?: string; outcome?: string; test?: number; reason?: string } = {}): string {
  const { at = T0, flow = 'first-flow', outcome = 'accepted', test = 0, reason = null } = more;
  const id = newId(at);
  api.store.db.run(
    `INSERT INTO run (id, release, flow, version, source, test, state, outcome, reason, accepted_at, finished_at)
     VALUES (?, 'r1', ?, 3, 'no-source', ?, 'finished', ?, ?, ?, ?)`,
    ...[id, flow, test, outcome, reason, at, at + 5],
  );
  return id;
}
function addLead(name: string, at = T0): string {
  const id = newId(at);
  const fields = JSON.stringify({ city: 'Bern' });
  api.store.db.run(
    `INSERT INTO lead (id, list, status, phone, phone_raw, email, name, fields, raw, source, flow, run, created_at, updated_at)
     VALUES (?, 'default', 'NEW', '+13105550123', '', '', ?, ?, '{}', 'web', 'first-flow', 'r', ?, ?)`,
    ...[id, name, fields, at, at],
  );
  return id;
}

describe('a list as a file', () => {
  it('is CSV that a spreadsheet reads and calculates nothing of', async () => {
    addLead('=HYPERLINK("http://evil.example","Ann")');
    addLead('Müller, "Max"\nof Bern', T0 + 1);
    const { headers, text } = await file('/leads?as=csv');
    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(headers['content-disposition']).toMatch(/^attachment; filename="leads-\d{4}-\d\d-\d\d\.csv"$/);
    expect(text.startsWith('\ufeffid,list,status,phone,')).toBe(true);
    expect(text).toContain('"Müller, ""Max""\nof Bern"');
    expect(text).toContain(`"'=HYPERLINK(""http://evil.example"",""Ann"")"`);
    expect(text).toMatch(/,import,fields,city\r\n.*,Bern\r\n/s);
  });

  it('is the list that the filters find, whole, however many pages that is', async () => {
    for (let i = 0; i < 450; i += 1) addRun({ at: T0 + i, outcome: i % 2 === 0 ? 'error' : 'accepted' });
    const { text, headers } = await file('/runs?as=ndjson&outcome=error&sort=accepted', 'viewer');
    expect(headers['content-type']).toBe('application/x-ndjson; charset=utf-8');
    const lines = text.trim().split('\n');
    const times = lines.map((line) => String((JSON.parse(line) as JsonObject).acceptedAt));
    expect(times).toHaveLength(225);
    expect(times).toEqual(times.toSorted());
    const audit = await api.call<List<{ detail: string }>>('get', '/audit?q=list.export', admin);
    expect(audit.json.items).toMatchObject([{ what: 'runs', detail: 'as: ndjson, outcome: error, sort: accepted' }]);
  });

  it('holds the chosen lines alone where ids are named', async () => {
    const [first, , third] = [addRun(), addRun(), addRun()];
    const { text } = await file(`/runs?as=ndjson&ids=${first},${third}`);
    const ids = text
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as JsonObject).id);
    expect(ids.toSorted()).toEqual([first, third].toSorted());
  });

  it('is refused as the list is', async () => {
    expect((await file('/audit?as=csv', 'viewer')).status).toBe(403);
    expect((await file('/lists/none/entries?as=csv')).status).toBe(404);
    expect((await file('/runs?as=xlsx')).status).toBe(422);
  });

  it.each(['=1+1', '+13105550123', '-1', '@SUM(A1)', '\tx', '\rx'])('begins the cell %j with an apostrophe', (cell) => {
    expect(cellText(cell)).toBe(`'${cell}`);
  });

  it('leaves numbers, and text that holds no formula, as they are', () => {
    expect([cellText(-4), cellText('a=b'), cellText(null), cellText(true)]).toEqual(['-4', 'a=b', '', 'true']);
  });

  it.each(['csv', 'ndjson'] as const)('says in its last line where it was cut (%s)', async (format: SheetFormat) => {
    const pages = async (cursor = '0') => {
      const from = Number(cursor);
      return { items: [{ n: from }, { n: from + 1 }], next: from < 6 ? String(from + 2) : null };
    };
    const read = async (most: number) => {
      const parts: string[] = [];
      for await (const part of sheetText({ format, columns: ['n'] }, pages, most)) parts.push(part);
      return parts.join('').trim().split(/\r?\n/);
    };
    const head = format === 'csv' ? 1 : 0;
    const cut = await read(3);
    expect(cut).toHaveLength(head + 3 + 1);
    expect(cut.at(-1)).toMatch(/Cut here: a file holds at most 3 lines/);
    expect(await read(8)).toHaveLength(head + 8);
  });
});

describe('a list whose lines hold fields', () => {
  const lines = [
    { id: 'a', email: 'a@x.example', fields: { email: 'A@x.example', '=city': 'Köln' } },
    { id: 'b', email: '', fields: { late: 1, '=city': '+1' } },
    { id: 'c', email: '' },
  ];
  const pages = async (cursor = '0') => ({
    items: lines.slice(Number(cursor), Number(cursor) + 1),
    next: Number(cursor) < lines.length - 1 ? String(Number(cursor) + 1) : null,
  });

  it('gives each name of a field a column, says where one is from that the list has already, and loses none', async () => {
    expect(await spreadNames('fields', pages)).toEqual(['email', '=city', 'late']);
    const spread = { column: 'fields', names: ['email', '=city'] };
    const parts: string[] = [];
    for await (const part of sheetText({ format: 'csv', columns: ['id', 'email', 'fields'], spread }, pages))
      parts.push(part);
    expect(parts.join('').trim().split('\r\n')).toEqual([
      "id,email,fields,fields.email,'=city",
      'a,a@x.example,,A@x.example,Köln',
      `b,,"{""late"":1}",,'+1`,
      'c,,,,',
    ]);
  });
});

describe('saved views', () => {
  const view = { place: 'runs', name: 'Errors', query: 'outcome=error&span=day' };

  it('are kept for their owner, shared by admins alone, and replaced by name', async () => {
    const made = await api.call<View>('post', '/views', { ...viewer, body: view });
    expect(made).toMatchObject({ status: 201, json: { ...view, owner: 'token:test viewer', shared: false } });
    await api.call('post', '/views', { ...viewer, body: { ...view, query: 'outcome=rejected' } });
    const refused = await api.call('post', '/views', { ...viewer, body: { ...view, shared: true } });
    expect(refused.status).toBe(403);
    const shared = { ...view, name: 'All errors', shared: true };
    await api.call('post', '/views', { ...admin, body: shared });
    await api.call('post', '/views', { ...admin, body: { ...view, name: 'Mine' } });
    const seen = async (as: 'admin' | 'viewer') =>
      (await api.call<{ items: View[] }>('get', '/views?place=runs', { as })).json.items.map((each) => each.name);
    expect(await seen('viewer')).toEqual(['All errors', 'Errors']);
    expect(await seen('admin')).toEqual(['All errors', 'Mine']);
    expect((await api.call<{ items: View[] }>('get', '/views?place=leads', admin)).json.items).toEqual([]);
  });

  it('are deleted by their owner, and shared ones by every admin', async () => {
    const own = await api.call<View>('post', '/views', { ...viewer, body: view });
    const shared = await api.call<View>('post', '/views', { ...admin, body: { ...view, shared: true } });
    expect((await api.call('delete', `/views/${own.json.id}`, admin)).status).toBe(404);
    expect((await api.call('delete', `/views/${shared.json.id}`, viewer)).status).toBe(404);
    expect((await api.call('delete', `/views/${own.json.id}`, viewer)).status).toBe(204);
    expect((await api.call('delete', `/views/${shared.json.id}`, admin)).status).toBe(204);
  });
});

describe('the list of flows', () => {
  it('is narrowed by state, and sorted both ways', async () => {
    await api.call('post', '/flows', { ...admin, body: { name: 'Zebra' } });
    await api.call('put', '/pauses/flow/zebra', { ...admin, body: { mode: 'queue' } });
    const slugs = async (query: string) =>
      (await api.call<List<FlowSummary>>('get', `/flows?${query}`, viewer)).json.items.map((flow) => flow.slug);
    expect(await slugs('sort=-name')).toEqual(['zebra', 'first-flow']);
    expect(await slugs('sort=-name&limit=1')).toEqual(['zebra']);
    expect(await slugs('state=draft')).toEqual(['first-flow', 'zebra']);
    expect(await slugs('state=paused')).toEqual(['zebra']);
    expect(await slugs('state=live')).toEqual([]);
    expect(await slugs('trigger=webhook')).toEqual([]);
  });

  it('tells what runs came to, hour by hour, without tests', async () => {
    const now = Date.now();
    addRun({ at: now - 1000 });
    addRun({ at: now - 2000, outcome: 'error' });
    addRun({ at: now - 5 * 3_600_000, outcome: 'rejected' });
    addRun({ at: now - 1000, test: 1 });
    addRun({ at: now - 25 * 3_600_000 });
    const { json } = await api.call<FlowPulse>('get', '/flow-pulse?flows=first-flow,no-flow', viewer);
    expect(json.items).toHaveLength(1);
    const [pulse] = json.items;
    expect(pulse?.accepted.at(-1)).toBe(1);
    expect(pulse?.error.at(-1)).toBe(1);
    const sum = (counts: number[] = []) => counts.reduce((all, count) => all + count, 0);
    expect([sum(pulse?.accepted), sum(pulse?.rejected), sum(pulse?.error)]).toEqual([1, 1, 1]);
    expect(pulse?.rejected[18]).toBe(1);
  });
});

describe('leads', () => {
  it('are narrowed by time and flow, and turned round, page by page', async () => {
    const ids = [addLead('a', T0), addLead('b', T0 + 1000), addLead('c', T0 + 2000)];
    const find = async (query: string) => (await api.call<List<{ id: string }>>('get', `/leads?${query}`, viewer)).json;
    const after = new Date(T0 + 500).toISOString();
    expect((await find(`after=${after}`)).items.map((lead) => lead.id)).toEqual([ids[2], ids[1]]);
    expect((await find(`before=${after}`)).items.map((lead) => lead.id)).toEqual([ids[0]]);
    expect((await find('flow=other')).items).toEqual([]);
    const first = await find('sort=created&limit=2');
    const second = await find(`sort=created&limit=2&cursor=${first.next}`);
    expect([...first.items, ...second.items].map((lead) => lead.id)).toEqual(ids);
  });
});

describe('DNC numbers', () => {
  it('come in the order of the numbers too, and go many at once', async () => {
    const numbers = ['+15', '+11', '+13'];
    numbers.forEach((number, i) => {
      api.store.db.run(
        'INSERT INTO dnc (list, number, reason, origin, at) VALUES (?, ?, ?, ?, ?)',
        'account',
        number,
        '',
        'import',
        1000 + i,
      );
    });
    const seen = async (sort: string) => {
      const first = await api.call<List<{ number: string }>>('get', `/dnc?limit=2&sort=${sort}`, viewer);
      const more = await api.call<List<{ number: string }>>(
        'get',
        `/dnc?sort=${sort}&cursor=${first.json.next}`,
        viewer,
      );
      return [...first.json.items, ...more.json.items].map((each) => each.number);
    };
    expect(await seen('number')).toEqual(['+11', '+13', '+15']);
    expect(await seen('-number')).toEqual(['+15', '+13', '+11']);
    expect(await seen('at')).toEqual(numbers);
    expect(await seen('-at')).toEqual(numbers.toReversed());
    const ids = encodeURIComponent('account +15,account +99');
    expect((await api.call<List<unknown>>('get', `/dnc?ids=${ids}`, viewer)).json.items).toMatchObject([
      { number: '+15' },
    ]);
    const entries = [...numbers.slice(1), '+99'].map((number) => ({ list: 'account', number }));
    const removed = await api.call('post', '/dnc/remove', { ...admin, body: { entries } });
    expect(removed.json).toEqual({ removed: 2 });
    const audit = await api.call<List<unknown>>('get', '/audit?q=dnc.remove', admin);
    expect(audit.json.items).toHaveLength(2);
  });
});

describe('a change of many runs', () => {
  it('is counted by what is chosen, whoever called them, and by every filter of the list', async () => {
    const [first, second] = [addRun(), addRun({ test: 1 })];
    api.store.db.run("UPDATE run SET parent = 'p' WHERE id = ?", second ?? '');
    const matched = async (filter: JsonObject) =>
      (await api.call('post', '/runs/bulk', { ...admin, body: { do: 'retry', filter, dryRun: true } })).json;
    expect(await matched({ ids: [first ?? '', second ?? '', 'gone'] })).toMatchObject({ matched: 2 });
    expect(await matched({ ids: [] })).toMatchObject({ matched: 0 });
    expect(await matched({ test: true })).toMatchObject({ matched: 0 });
    expect(await matched({ test: true, children: true })).toMatchObject({ matched: 1 });
  });
});
