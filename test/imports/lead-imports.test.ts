// Imports of leads as their users meet them: sent, checked, imported, cut off, gone on with, and taken back.
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LeadDetail, LeadImport, LeadImportSettings, LeadSummary } from '../../editor/api-types.ts';
import { createExpressionPool } from '../../server/expression/pool.ts';
import { openLeadImports } from '../../server/imports/open.ts';
import { type ApiServer, startApi } from '../support/api-server.ts';

let api: ApiServer;
const admin = { as: 'admin' } as const;
const BYTES = { 'content-type': 'application/octet-stream' };
const SETTINGS: LeadImportSettings = {
  adaptor: 'lead-file',
  phoneField: 'phone_number',
  list: 'default',
  status: 'NEW',
  source: 'Trade fair',
  region: 'US',
  onDuplicate: 'skip',
  scope: 'list',
  scopeOf: '',
  onDnc: 'skip',
  onUnreadable: 'import',
};

beforeAll(async () => {
  api = await startApi();
  const fields = [
    { target: 'phone_number', from: 'lead.Phone' },
    { target: 'first_name', from: 'lead.Name', required: true },
    { target: 'age', from: 'lead.Age', type: 'number' },
    { target: 'email', from: 'lead.Mail' },
  ];
  const document = { leadflow: 1, name: 'Lead file', fields };
  await api.call('post', '/adaptors', { ...admin, body: { slug: 'lead-file', document } });
  // Not in the total subset: the sandbox evaluates it.
  const shout = { target: 'shouted', from: '$map([lead.Name], function($n) { $uppercase($n) })' };
  const louder = { ...document, fields: [...fields, shout] };
  await api.call('post', '/adaptors', { ...admin, body: { slug: 'lead-file-shouted', document: louder } });
  await api.call('post', '/dnc', { ...admin, body: { list: 'account', number: '+13105559999', reason: 'Asked' } });
});
afterAll(() => api.close());

const get = async (id: string) => (await api.call<LeadImport>('get', `/lead-imports/${id}`, admin)).json;
const act = (id: string, verb: string, body?: object) =>
  api.call<LeadImport>('post', `/lead-imports/${id}/${verb}`, { ...admin, ...(body ? { body } : {}) });
const leadsOf = async (query: string) =>
  (await api.call<{ items: LeadSummary[] }>('get', `/leads?${query}`, admin)).json.items;

async function upload(text: string, name = 'fair.csv'): Promise<LeadImport> {
  const body = { name, size: Buffer.byteLength(text) };
  const { status, json } = await api.call<LeadImport>('post', '/lead-imports', { ...admin, body });
  expect(status, JSON.stringify(json)).toBe(201);
  await api.call('put', `/lead-imports/${json.id}/bytes?offset=0`, { ...admin, raw: text, headers: BYTES });
  const described = await act(json.id, 'describe', {});
  expect(described.status, JSON.stringify(described.json)).toBe(200);
  return described.json;
}

async function until(id: string, ...states: LeadImport['state'][]): Promise<LeadImport> {
  for (;;) {
    const { state } = await api.leadImports.get(id);
    if (states.includes(state)) return get(id);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

async function checked(text: string, more: Partial<LeadImportSettings> = {}): Promise<LeadImport> {
  const { id } = await upload(text);
  const { status, json } = await act(id, 'check', { ...SETTINGS, ...more });
  expect(status, JSON.stringify(json)).toBe(202);
  return until(id, 'checked', 'received');
}

async function imported(text: string, more: Partial<LeadImportSettings> = {}): Promise<LeadImport> {
  const { id } = await checked(text, more);
  await act(id, 'import');
  return until(id, 'done', 'paused');
}

/** Rows with numbers from `first` on. */
const rows = (count: number, first: number) =>
  `Phone,Name,Age\n${Array.from({ length: count }, (_, at) => `+1310${first + at},Ann ${at},30\n`).join('')}`;

describe('a check', () => {
  it('says what the whole file would do, and keeps nothing', async () => {
    await imported('Phone,Name,Age\n3105550101,Old,1\n');
    const text = [
      'Phone,Name,Age,Mail',
      '(310) 555-0101,Known,1,a@example.com',
      '310-555-0102,New,2,new@example',
      '+13105550102,Again,3,',
      'call me,Ann,4,call me',
      '3105559999,On a list,5,',
      '3105550103,,6,',
      '"=1+1",Ann,old,',
      '3105550104,Ann,7,,8',
    ].join('\n');
    const before = (await leadsOf('')).length;
    const { state, report, id } = await checked(text);
    expect(state).toBe('checked');
    expect(report).toMatchObject({
      rows: 8,
      created: 2,
      updated: 0,
      duplicates: 1,
      doubles: 1,
      unreadable: 1,
      badEmails: 2,
      onDnc: 1,
      failed: 3,
      problemCount: 9,
    });
    expect(report?.problems).toEqual([
      { line: 2, column: 'Phone', says: '+13105550101 is the number of a lead that is there already. Not imported.' },
      {
        line: 3,
        column: 'Mail',
        says: '“new@example” is no e-mail address: behind the @ is no domain, such as example.com.',
      },
      { line: 4, column: 'Phone', says: '+13105550102 came in line 3 already. Not imported.' },
      { line: 5, column: 'Phone', says: '“call me” is no number. Imported without one.' },
      { line: 5, column: 'Mail', says: '“call me” is no e-mail address: it has no @.' },
      { line: 6, column: 'Phone', says: '+13105559999 is on the DNC list account: Asked. Not imported.' },
      { line: 7, column: 'Name', says: 'first_name: It is required and has no value, and no default.' },
      { line: 8, column: 'Age', says: 'age: "old" is not a number.' },
      { line: 9, column: '', says: 'The row has 5 cells, and there are 4 columns.' },
    ]);
    expect((await leadsOf('')).length).toBe(before);
    const file = await fetch(`${api.url}/api/lead-imports/${id}/problems`, {
      headers: { authorization: `Bearer ${api.tokens.admin}` },
    });
    expect(file.headers.get('content-disposition')).toBe('attachment; filename="problems of fair.csv"');
    const lines = (await file.text()).split('\r\n');
    expect(lines).toHaveLength(10);
    expect(lines[4]).toBe(
      '5,"Phone, Mail",“call me” is no number. Imported without one. “call me” is no e-mail address: it has no @.,call me,Ann,4,call me',
    );
    expect(lines[7]).toBe(`8,Age,"age: ""old"" is not a number.",'=1+1,Ann,old,`);
  });

  it('that is stopped leaves the file, and another one can begin at once', async () => {
    const { id } = await upload(rows(1000, 4_000_000));
    for (let turn = 0; turn < 2; turn += 1) {
      expect((await act(id, 'check', SETTINGS)).status).toBe(202);
      expect((await act(id, 'stop-check')).json).toMatchObject({ state: 'received', hasFile: true, says: '', rows: 0 });
    }
    expect((await act(id, 'stop-check')).json).toMatchObject({ code: 'CHANGED_MEANWHILE' });
    await act(id, 'check', SETTINGS);
    expect(await until(id, 'checked', 'received')).toMatchObject({ state: 'checked', report: { rows: 1000 } });
  });

  it('names what is chosen and not there, and needs all bytes', async () => {
    const { id } = await upload('Phone,Name\n1,2\n');
    const wrong = await act(id, 'check', { ...SETTINGS, adaptor: 'gone', list: 'gone', status: 'GONE' });
    expect(wrong.status).toBe(422);
    expect(JSON.stringify(wrong.json)).toMatch(/no adaptor gone.*no lead list gone.*no status GONE/);
    // Nothing would be a duplicate there.
    const nowhere = await act(id, 'check', { ...SETTINGS, scope: 'campaign', scopeOf: 'gone' });
    expect(nowhere.json).toMatchObject({ errors: [{ field: 'scopeOf', says: expect.stringContaining('gone') }] });
    const { json } = await api.call<LeadImport>('post', '/lead-imports', { ...admin, body: { name: 'a', size: 9 } });
    expect((await act(json.id, 'describe', {})).json).toMatchObject({ detail: '0 of 9 bytes are here.' });
    expect((await act(id, 'import')).json).toMatchObject({ code: 'CHANGED_MEANWHILE' });
    expect((await api.call('delete', `/lead-imports/${id}`, admin)).status).toBe(204);
    expect((await act(id, 'describe', {})).status).toBe(404);
    const packed = await api.call<LeadImport>('post', '/lead-imports', { ...admin, body: { name: 'x', size: 4 } });
    const raw = 'PK\u0003\u0004';
    await api.call('put', `/lead-imports/${packed.json.id}/bytes?offset=0`, { ...admin, raw, headers: BYTES });
    expect((await act(packed.json.id, 'describe', {})).json).toMatchObject({ code: 'TEXT_UNREADABLE' });
  });
});

describe('an import', () => {
  it('makes the leads, which say where they are from and are found by it', async () => {
    const text = 'Phone,Name,Age\n3105550201,Ann,30\n3105559999,Bob,40\n';
    // Long enough for a thread of its own.
    const long = text.replace('Age\n', 'Age,Note\n').replace(',30', `,30,${'x'.repeat(20_000)}`);
    const done = await imported(long, {
      onDnc: 'flag',
      adaptor: 'lead-file-shouted',
    });
    expect(done).toMatchObject({
      state: 'done',
      done: 2,
      counts: { created: 2, onDnc: 1 },
      hasFile: false,
      hasLeads: true,
    });
    const found = await leadsOf(`import=${done.id}&sort=created`);
    expect(found.map(({ phone, name, source, flags }) => [phone, name, source, flags])).toEqual([
      ['+13105550201', 'Ann', 'Trade fair', []],
      ['+13105559999', 'Bob', 'Trade fair', ['DNC']],
    ]);
    const { json } = await api.call<LeadDetail>('get', `/leads/${found[0]?.id}`, admin);
    expect(json).toMatchObject({
      import: { id: done.id, name: 'fair.csv' },
      fields: { phone_number: '3105550201', first_name: 'Ann', age: 30, shouted: 'ANN' },
      raw: { Phone: '3105550201', Name: 'Ann', Age: '30' },
      run: '',
      why: null,
      history: [{ did: 'created', who: 'import:fair.csv', run: null }],
    });
    expect((await api.call('delete', `/lead-imports/${done.id}`, admin)).json).toMatchObject({ code: 'IN_USE' });
    const again = await upload(long, 'copy.csv');
    expect(again.same).toMatchObject([{ id: done.id, name: 'fair.csv', state: 'done' }]);
  });

  it('goes on after a crash at the last chunk that was kept, and makes no row twice', async () => {
    const { id } = await checked(rows(700, 6000000));
    const text = 'SELECT count(*) AS n, count(DISTINCT phone) AS numbers FROM lead WHERE import = ?';
    const written = api.store.write;
    let chunks = 0;
    // The process is gone once the second chunk is on disk, and before anybody is told so.
    api.store.write = async (op, args) => {
      if (chunks === 2) throw new Error('gone');
      const result = await written(op, args);
      if (op === 'leadImport.chunk') chunks += 1;
      if (chunks === 2) throw new Error('gone');
      return result;
    };
    await act(id, 'import');
    await api.leadImports.settled();
    api.store.write = written;
    expect(await get(id)).toMatchObject({ state: 'importing', done: 200 });
    expect(api.store.db.get(text, id)).toEqual({ n: 200, numbers: 200 });
    const pool = createExpressionPool();
    const secrets = { derive: () => Buffer.alloc(32) };
    const log = { error: () => undefined };
    const { store, workspace } = api;
    const next = openLeadImports({ data: store.folder, store, workspace, pool, secrets, log });
    await next.start();
    await next.settled();
    expect(await get(id)).toMatchObject({ state: 'done', done: 700, counts: { created: 700 } });
    expect(api.store.db.get(text, id)).toEqual({ n: 700, numbers: 700 });
    const late = { id, from: 200, to: 300, leads: '[]', more: { unreadable: 0, onDnc: 0, failed: 0 }, leftBytes: 0 };
    await expect(store.write('leadImport.chunk', late)).rejects.toMatchObject({ code: 'CHANGED_MEANWHILE' });
    await pool.close();
  });

  it('that is cancelled half way leaves nothing but what somebody changed since, and can be begun again', async () => {
    await imported('Phone,Name,Age\n+13107000005,Before,1\n+13107000006,Before,1\n', { source: 'Earlier' });
    const states = async () =>
      (await leadsOf('source=Earlier&sort=created')).map(({ name, phone }) => [phone, name]).slice(-2);
    const before = api.store.db.get("SELECT * FROM lead WHERE phone = '+13107000005'");
    const { id } = await checked(rows(300, 7000000), { onDuplicate: 'update' });
    const written = api.store.write;
    // Somebody pauses it while the first chunk is written.
    api.store.write = async (op, args) => {
      const result = await written(op, args);
      if (op !== 'leadImport.chunk') return result;
      api.store.write = written;
      return written('leadImport.set', { id, by: 'test', from: ['importing'], change: { state: 'paused', says: '' } });
    };
    await act(id, 'import');
    await until(id, 'paused');
    expect((await act(id, 'pause')).json).toMatchObject({ detail: 'The import of fair.csv is paused by now.' });
    expect(await until(id, 'paused')).toMatchObject({ done: 100, counts: { created: 98, updated: 2 }, says: '' });
    expect(await states()).toEqual([
      ['+13107000005', 'Ann 5'],
      ['+13107000006', 'Ann 6'],
    ]);
    const [touched] = await leadsOf('q=%2B13107000001');
    await api.call('patch', `/leads/${touched?.id}`, { ...admin, body: { owner: 'ann@example.com' } });
    expect((await act(id, 'cancel')).status).toBe(202);
    const end = await until(id, 'cancelled');
    expect(end.counts).toMatchObject({ removed: 97, putBack: 2, kept: 1 });
    expect((await leadsOf(`import=${id}`)).map(({ phone }) => phone)).toEqual(['+13107000001']);
    expect(api.store.db.get("SELECT * FROM lead WHERE phone = '+13107000005'")).toEqual(before);
    expect(end.hasFile).toBe(true);
    await act(id, 'import');
    const again = await until(id, 'done', 'paused');
    expect(again).toMatchObject({ state: 'done', counts: { created: 297, updated: 2, duplicates: 1, kept: 0 } });
    expect(await leadsOf('q=%2B13107000001')).toHaveLength(1);
    const as = { headers: { authorization: `Bearer ${api.tokens.admin}` } };
    const left = await fetch(`${api.url}/api/lead-imports/${id}/left`, as);
    expect(left.headers.get('content-disposition')).toBe('attachment; filename="not imported of fair.csv"');
    expect((await left.text()).split('\r\n')[1]).toMatch(/^3,,A lead is there .*,Ann 1,30$/);
    await act(id, 'cancel');
    expect((await until(id, 'cancelled')).counts).toMatchObject({ removed: 297, putBack: 2, kept: 1 });
    const { json } = await api.call<LeadImport>('delete', `/lead-imports/${id}/left`, admin);
    expect([again.hasLeft, json.hasLeft]).toEqual([true, false]);
    expect((await act(id, 'import')).json).toMatchObject({
      detail: 'Its file is gone: it was imported to its end, or deleted. Upload it again.',
    });
  });

  it('that cannot be taken back just now says why, and is once it is asked for again', async () => {
    const { id } = await imported(rows(2, 8000000));
    const written = api.store.write;
    api.store.write = async (op, args) => {
      if (op !== 'leadImport.takeBack') return written(op, args);
      api.store.write = written;
      throw new Error('odd');
    };
    await act(id, 'cancel');
    await api.leadImports.settled();
    expect(await get(id)).toMatchObject({ state: 'taking-back', says: 'odd', counts: { removed: 0 } });
    await act(id, 'cancel');
    expect(await until(id, 'cancelled')).toMatchObject({ says: '', counts: { removed: 2 } });
  });

  it('is forgotten in parts with what leads were before it, and not while it is under way', async () => {
    const { id } = await upload('Phone,Name\n1,2\n');
    const add = 'INSERT INTO lead_import_before (import, lead, was, updated_at, kept) SELECT ?, value, ?, 1, 1';
    api.store.db.run(
      `${add} FROM json_each(?)`,
      id,
      '{}',
      JSON.stringify(Array.from({ length: 2000 }, (_, at) => `no-${at}`)),
    );
    await api.store.write('leadImport.set', { id, by: 'x', from: ['received'], change: { state: 'paused' } });
    expect((await api.call('delete', `/lead-imports/${id}`, admin)).json).toMatchObject({ code: 'CHANGED_MEANWHILE' });
    await api.store.write('leadImport.set', { id, by: 'x', from: ['paused'], change: { state: 'taking-back' } });
    // It goes through those that stay once, however many they are, and may be asked for again.
    await act(id, 'cancel');
    await act(id, 'cancel');
    expect(await until(id, 'cancelled')).toMatchObject({
      hasFile: true,
      hasLeads: false,
      counts: { kept: 2000, putBack: 0 },
    });
    const gone = await api.call<LeadImport>('delete', `/lead-imports/${id}/file`, admin);
    expect(gone.json).toMatchObject({ state: 'cancelled', hasFile: false });
    expect((await act(id, 'import')).json).toMatchObject({ detail: expect.stringContaining('or deleted. Upload it') });
    expect((await api.call('delete', `/lead-imports/${id}/file`, admin)).status).toBe(404);
    expect((await api.call('delete', `/lead-imports/${id}`, admin)).status).toBe(204);
    expect(api.store.db.get('SELECT count(*) AS n FROM lead_import_before WHERE import = ?', id)).toEqual({ n: 0 });
  });

  it('stops with the reason where it cannot go on, and goes on once it can', async () => {
    await api.call('post', '/lead-lists', { ...admin, body: { slug: 'fair', name: 'Fair' } });
    const { id } = await checked('Phone,Name,Age\n3105550301,Ann,1\n', { list: 'fair' });
    api.store.db.run("DELETE FROM lead_list WHERE slug = 'fair'");
    await act(id, 'import');
    expect(await until(id, 'paused', 'done')).toMatchObject({ state: 'paused', says: 'Lead list: fair.', done: 0 });
    await api.call('post', '/lead-lists', { ...admin, body: { slug: 'fair', name: 'Fair' } });
    await act(id, 'import');
    expect(await until(id, 'paused', 'done')).toMatchObject({ state: 'done', counts: { created: 1 } });
  });
});

describe('what was exported', () => {
  // In columns everything is text.
  it.each([
    ['csv', 'lead', '30'],
    ['ndjson', 'lead.fields', 30],
  ])('as %s can be imported elsewhere, with its fields', async (as, where, age) => {
    const from = await imported('Phone,Name,Age\n3105550401,"=cmd",30\n', { onDuplicate: 'allow' });
    const answer = await fetch(`${api.url}/api/leads?import=${from.id}&as=${as}`, {
      headers: { authorization: `Bearer ${api.tokens.admin}` },
    });
    const fields = ['phone_number', 'first_name', 'age'].map((target) => ({ target, from: `${where}.${target}` }));
    const document = { leadflow: 1, name: 'Export', fields };
    await api.call('post', '/adaptors', { ...admin, body: { slug: `export-${as}`, document } });
    const back = await imported(await answer.text(), { adaptor: `export-${as}`, onDuplicate: 'allow' });
    const [lead] = await leadsOf(`import=${back.id}`);
    const { json } = await api.call<LeadDetail>('get', `/leads/${lead?.id}`, admin);
    expect(json.fields).toEqual({ phone_number: '3105550401', first_name: '=cmd', age });
  });
});

describe('the folder', () => {
  it('loses files of no import at the next start', async () => {
    const path = join(api.store.folder, 'lead-imports', 'nobody.part');
    writeFileSync(path, 'x');
    await api.leadImports.start();
    expect(() => rmSync(path)).toThrow(/ENOENT/);
  });
});
