// DNC lists as their users meet them: imports in pieces, checks with why, lists that grow old, erasure, export.
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DncCheck, DncImport, DncList, DncReport } from '../../editor/api-types.ts';
import { pointReads } from '../../server/store/sqlite/point-reads.ts';
import { openDncDesk } from '../../server/tools/dnc/desk.ts';
import { type ApiServer, startApi } from '../support/api-server.ts';

let api: ApiServer;
beforeEach(async () => {
  api = await startApi();
  await api.call('post', '/dnc-lists', { ...admin, body: { slug: 'national', name: 'National', kept: 'by-file' } });
});
afterEach(() => api.close());

const admin = { as: 'admin' } as const;
const ANN = '+13105550123';
const DAY_MS = 86_400_000;

async function announce(text: string, more: object = {}): Promise<DncImport> {
  const body = { list: 'national', mode: 'replace', name: 'file.txt', size: Buffer.byteLength(text), ...more };
  const { status, json } = await api.call<DncImport>('post', '/dnc-imports', { ...admin, body });
  expect(status, JSON.stringify(json)).toBe(201);
  return json;
}

const BYTES = { 'content-type': 'application/octet-stream' };
const send = (id: string, offset: number, raw: string) =>
  api.call<DncImport>('put', `/dnc-imports/${id}/bytes?offset=${offset}`, { ...admin, raw, headers: BYTES });

/** Reads what came, and waits until that is over. */
async function read(id: string): Promise<DncImport> {
  await api.call('post', `/dnc-imports/${id}/read`, admin);
  for (;;) {
    const { json } = await api.call<DncImport>('get', `/dnc-imports/${id}`, admin);
    if (json.state !== 'reading') return json;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function importFile(text: string, more: object = {}): Promise<DncReport> {
  const { id } = await announce(text, more);
  await send(id, 0, text);
  expect(await read(id)).toMatchObject({ state: 'ready', fault: '' });
  const { status, json } = await api.call<DncReport>('post', `/dnc-imports/${id}/commit`, admin);
  expect(status, JSON.stringify(json)).toBe(200);
  return json;
}

const check = async (number: string) =>
  (await api.call<DncCheck>('get', `/dnc/check?number=${encodeURIComponent(number)}`, admin)).json;
const list = async (slug = 'national') => (await api.call<DncList>('get', `/dnc-lists/${slug}`, admin)).json;
const files = () => readdirSync(join(api.store.folder, 'dnc'));

describe('an import', () => {
  it('counts from its commit on, and not before', async () => {
    const { id } = await announce('310,5550123\n');
    await send(id, 0, '310,5550123\n');
    expect((await read(id)).report).toMatchObject({ read: 1, added: 1, before: 0, after: 1 });
    expect((await check(ANN)).hits).toEqual([]);
    await api.call('post', `/dnc-imports/${id}/commit`, admin);
    expect(await check('(310) 555-0123')).toMatchObject({
      hits: [{ list: 'national', reason: 'Imported from file.txt' }],
    });
    expect(await list()).toMatchObject({ imported: 1, file: 'file.txt', doubt: null, kept: 'by-file' });
    expect(files()).toHaveLength(1);
  });

  it('goes on where it stopped, also for a new process', async () => {
    const text = '3105550123\n2025550144\n';
    const begun = await announce(text, { etag: 'a' });
    await send(begun.id, 0, text.slice(0, 7));
    expect((await send(begun.id, 3, 'x')).json).toMatchObject({
      code: 'CHANGED_MEANWHILE',
      detail: expect.stringContaining('7 bytes'),
    });
    const again = await openDncDesk({
      data: api.store.folder,
      store: { ...api.store, reads: pointReads(api.store.db) },
      key: () => Buffer.alloc(32),
      now: Date.now,
      newId: String,
    });
    expect(again.imports.get(begun.id)).toMatchObject({ received: 7, state: 'receiving' });
    expect(await announce(text, { etag: 'a' })).toMatchObject({ id: begun.id, received: 7 });
    expect((await send(begun.id, 7, text.slice(7))).json.state).toBe('received');
    expect((await send(begun.id, text.length, 'more')).status).toBe(422);
    expect((await read(begun.id)).report?.added).toBe(2);
  });

  it('that is cancelled leaves nothing, half sent, while it is read, or ready', async () => {
    const text = '3105550123\n'.repeat(50_000); // enough for a thread of its own
    for (const part of [text.slice(0, 1000), text, text]) {
      const { id } = await announce(text);
      await send(id, 0, part);
      if (part === text) await api.call('post', `/dnc-imports/${id}/read`, admin);
      expect((await api.call('delete', `/dnc-imports/${id}`, admin)).status).toBe(204);
      expect((await api.call('get', `/dnc-imports/${id}`, admin)).status).toBe(404);
    }
    expect(files()).toEqual([]);
    expect(await list()).toMatchObject({ imported: 0 });
  });

  it('is not read before all of it came, and not committed before it was read', async () => {
    const { id } = await announce('3105550123\n');
    expect((await api.call('post', `/dnc-imports/${id}/read`, admin)).status).toBe(412);
    expect((await api.call('post', `/dnc-imports/${id}/commit`, admin)).status).toBe(412);
  });

  it('says why a file cannot be taken', async () => {
    const zip = await announce('PK\u0003\u0004');
    await send(zip.id, 0, 'PK\u0003\u0004');
    expect(await read(zip.id)).toMatchObject({ state: 'received', fault: expect.stringContaining('ZIP') });
    const other = await announce('3105550123', { sha256: '0'.repeat(64) });
    await send(other.id, 0, '3105550123');
    expect((await read(other.id)).fault).toContain('SHA-256');
  });

  it('of changes is refused where the list was changed since it was read', async () => {
    await importFile('3105550123\n2025550144\n');
    const { id } = await announce('310,5550123,D\n', { mode: 'changes' });
    await send(id, 0, '310,5550123,D\n');
    await read(id);
    await importFile('2025550144\n4155550100\n', { mode: 'add' });
    expect((await api.call('post', `/dnc-imports/${id}/commit`, admin)).status).toBe(412);
    expect((await read(id)).report).toMatchObject({ removed: 1, before: 3, after: 2 });
    await api.call('post', `/dnc-imports/${id}/commit`, admin);
    expect((await check(ANN)).hits).toEqual([]);
    expect((await list()).imported).toBe(2);
  });
});

describe('a list', () => {
  it('that is older than its limit cannot tell, and still knows its numbers', async () => {
    const day = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString();
    expect((await check(ANN)).doubts).toMatchObject([
      { list: 'national', why: 'old', says: expect.stringContaining('No file') },
    ]);
    await importFile('3105550123\n', { asOf: day(30) });
    expect((await check('2025550144')).doubts).toEqual([]);
    api.store.ahead = 2 * DAY_MS;
    const says = 'The DNC list national was last brought up to date 32 days ago; its limit is 31 days.';
    expect((await check('2025550144')).doubts).toMatchObject([{ why: 'old', says }]);
    expect(await check(ANN)).toMatchObject({ hits: [{ list: 'national' }], doubts: [] });
    await api.call('patch', '/dnc-lists/national', { ...admin, body: { limitDays: 60, campaign: 'Solar Spring' } });
    expect((await check('2025550144')).doubts).toEqual([]);
    expect(await list()).toMatchObject({ campaign: 'solar-spring', doubt: null, warning: null });
    await api.call('patch', '/dnc-lists/national', { ...admin, body: { limitDays: 34 } });
    expect(await list()).toMatchObject({ doubt: null, warning: expect.stringContaining('32 days ago. From') });
  });

  it('whose file is damaged cannot tell after a start, and takes a whole file alone', async () => {
    await importFile('3105550123\n');
    writeFileSync(join(api.store.folder, 'dnc', files()[0] ?? ''), 'broken');
    const desk = await openDncDesk({
      data: api.store.folder,
      store: { ...api.store, reads: pointReads(api.store.db) },
      key: () => Buffer.alloc(32),
      now: Date.now,
      newId: String,
    });
    expect(desk.look.first(['+12025550144'], ['account', 'national'])).toMatchObject({
      list: 'national',
      why: 'damaged',
    });
    const order = {
      list: 'national',
      name: 'x',
      size: 1,
      sha256: '',
      etag: '',
      region: 'US',
      reason: '',
      purpose: '',
      asOf: 0,
      by: '',
    };
    const { id } = await desk.imports.begin({ ...order, mode: 'add' });
    await desk.imports.append(id, 0, Buffer.from('1'));
    desk.imports.read(id);
    await desk.imports.settled(id);
    expect(desk.imports.get(id).fault).toContain('replace');
    expect(desk.look.first(['+12025550144'], ['nowhere'])).toMatchObject({ why: 'gone' });
  });

  it('finds a number however it was sent, in whatever region it was read', async () => {
    await importFile('3105550123\n');
    for (const number of ['3105550123', '1-310-555-0123', '+1 (310) 555 0123']) {
      expect((await check(number)).hits, number).toHaveLength(1);
    }
  });

  it('is not deleted while it is the account list, and goes with its numbers else', async () => {
    await importFile('3105550123\n');
    expect((await api.call('delete', '/dnc-lists/account', admin)).json).toMatchObject({ code: 'IN_USE' });
    await announce('3105550123\n');
    expect((await api.call('delete', '/dnc-lists/national', admin)).status).toBe(204);
    expect([files(), (await check(ANN)).hits]).toEqual([[], []]);
  });

  it('is read in pages and as a file, rows before imported numbers', async () => {
    await importFile('3105550123\n2025550144\n4155550100\n', { reason: 'Registry' });
    await api.call('post', '/dnc', { ...admin, body: { number: '7185550111', list: 'national', reason: '=asked' } });
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const path = `/dnc-lists/national/numbers?limit=1&cursor=${cursor}`;
      const got: { json: { items: { number: string }[]; next: string | null } } = await api.call('get', path, admin);
      seen.push(...got.json.items.map(({ number }) => number));
      cursor = got.json.next;
    }
    expect(seen).toEqual(['+17185550111', '+12025550144', ANN, '+14155550100']);
    const found = await api.call('get', '/dnc-lists/national/numbers?q=1310', admin);
    expect(found.json).toMatchObject({ items: [{ number: ANN, reason: 'Registry' }], next: null });
    const { authorization } = { authorization: `Bearer ${api.tokens.admin}` };
    const sheet = await fetch(`${api.url}/api/dnc-lists/national/numbers?as=csv`, { headers: { authorization } });
    expect((await sheet.text()).split('\r\n')[1]).toMatch(/^national,'\+17185550111,'=asked,/);
  });
});

describe('an entry', () => {
  const enter = (more: object) =>
    api.call('post', '/dnc', { ...admin, body: { number: ANN, list: 'account', reason: 'asked', ...more } });

  it('ends when it says, and can be made anew then', async () => {
    expect((await enter({ expiresAt: '2020-01-01T00:00:00Z' })).json).toMatchObject({
      errors: [{ field: 'expiresAt' }],
    });
    await enter({ expiresAt: new Date(Date.now() + DAY_MS).toISOString(), purpose: 'sales' });
    expect((await check(ANN)).hits).toMatchObject([{ purpose: 'sales', origin: 'person:token:test admin' }]);
    api.store.ahead = 2 * DAY_MS;
    expect((await check(ANN)).hits).toEqual([]);
    expect((await enter({})).status).toBe(201);
  });

  it('is changed by hand, and taken off with others wherever it stands', async () => {
    await importFile('2025550144\n');
    await enter({ expiresAt: new Date(Date.now() + DAY_MS).toISOString() });
    const path = `/dnc/account/${encodeURIComponent(ANN)}`;
    const change = (body: object) => api.call('patch', path, { ...admin, body });
    expect((await change({ expiresAt: '2020-01-01T00:00:00Z' })).json).toMatchObject({
      errors: [{ field: 'expiresAt' }],
    });
    expect((await change({ expiresAt: null, reason: 'asked twice' })).json).toMatchObject({
      number: ANN,
      reason: 'asked twice',
      expiresAt: null,
    });
    expect((await api.call('patch', '/dnc/national/%2B12025550144', { ...admin, body: {} })).status).toBe(404);
    const entries = [
      { list: 'account', number: ANN },
      { list: 'national', number: '+12025550144' },
      { list: 'account', number: '+14155550100' },
    ];
    expect((await api.call('post', '/dnc/remove', { ...admin, body: { entries } })).json).toEqual({ removed: 2 });
    expect([(await check(ANN)).hits, (await check('2025550144')).hits]).toEqual([[], []]);
  });

  it('is refused where no lead can come with such a number', async () => {
    for (const [number, says] of [
      ['310-555-0123 / 202-555-0144', /20 digits/],
      ['1-800-FLOWERS', /letters/],
      ['none', /no digits/],
    ] as const)
      expect((await enter({ number })).json).toMatchObject({
        errors: [{ field: 'number', says: expect.stringMatching(says) }],
      });
    expect((await enter({ number: '555-01' })).json).toMatchObject({ number: '55501' });
  });

  it('that was erased goes on blocking, and is nowhere to be read', async () => {
    await importFile('3105550123\n2025550144\n');
    await enter({ reason: 'Ann, 310 555 0123, asked' });
    const { json } = await api.call('post', '/dnc/erase', { ...admin, body: { number: '310-555-0123' } });
    expect(json).toEqual({ erased: 2 });
    const { hits } = await check('310-555-0123');
    expect(hits.map(({ list, origin }) => [list, origin])).toEqual([
      ['account', 'erased'],
      ['national', 'erased'],
    ]);
    expect(hits[0]?.reason).toBe('');
    expect((await list()).imported).toBe(1);
    const rows = ['dnc', 'dnc_erased', 'audit'].flatMap((table) => api.store.db.all(`SELECT * FROM ${table}`));
    expect(JSON.stringify(rows)).not.toContain('3105550123');
    await api.call('delete', `/dnc/account/${encodeURIComponent(ANN)}`, admin);
    expect((await check(ANN)).hits).toMatchObject([{ list: 'national' }]);
  });

  it('that was erased is not told from others without its key', async () => {
    await enter({});
    await api.call('post', '/dnc/erase', { ...admin, body: { number: ANN } });
    api.store.db.run("UPDATE meta SET value = 'another' WHERE key = 'dnc-erased-key'");
    expect((await check(ANN)).hits).toEqual([]);
    expect((await check(ANN)).doubts[0]).toMatchObject({ list: 'account', why: 'locked' });
  });

  it('is taken off out of imported numbers too', async () => {
    await importFile('3105550123\n2025550144\n');
    expect((await api.call('delete', `/dnc/national/${encodeURIComponent(ANN)}`, admin)).status).toBe(204);
    expect([(await check(ANN)).hits, (await check('2025550144')).hits.length]).toEqual([[], 1]);
    expect((await api.call('delete', `/dnc/national/${encodeURIComponent(ANN)}`, admin)).status).toBe(404);
  });
});
