// DNC lists that are deleted with very many numbers, numbers that were erased and come again in a file, and the day of a file.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ask, change } from '../../server/store/admin-ops.ts';
import { pointReads } from '../../server/store/sqlite/point-reads.ts';
import { StoreFault } from '../../server/store/store-fault.ts';
import { type DncDesk, openDncDesk } from '../../server/tools/dnc/desk.ts';
import type { ImportOrder } from '../../server/tools/dnc/staging.ts';
import { type DirectStore, openDirectStore } from '../support/direct-store.ts';

const DAY = 86_400_000;
const NOON = Date.UTC(2026, 0, 31, 12);
const [ANN, BOB] = ['+13105550123', '+12025550144'];

let store: DirectStore;
let desk: DncDesk;
let key = Buffer.alloc(32, 7);
let ids = 0;
let list = '';
beforeAll(async () => {
  store = openDirectStore();
  desk = await open();
});
afterAll(() => store.close());
beforeEach(async () => {
  list = `list-${++ids}`;
  await change(store, 'dncList.create', { slug: list, name: list, by: 'ann' });
});

const open = (over: Partial<DirectStore> = {}) =>
  openDncDesk({
    data: store.folder,
    store: { ...store, reads: pointReads(store.db), ...over },
    key: () => key,
    now: () => NOON,
    newId: () => `id${++ids}`,
    againMs: 1,
  });
const count = (table: string) => store.db.get(`SELECT count(*) AS n FROM ${table} WHERE list = ?`, list)?.n;
const seen = (number: string) => desk.look.first([number], [list]);

function orderOf(text: string, more: Partial<ImportOrder> = {}) {
  const plain = { sha256: '', etag: '', region: 'US', reason: '', purpose: '', asOf: NOON, by: 'ann', name: 'f.txt' };
  return { ...plain, list, mode: 'replace' as const, size: Buffer.byteLength(text), ...more };
}

async function ready(text: string, more: Partial<ImportOrder> = {}): Promise<string> {
  const { id } = await desk.imports.begin(orderOf(text, more));
  await desk.imports.append(id, 0, Buffer.from(text));
  desk.imports.read(id);
  await desk.imports.settled(id);
  return id;
}
const load = async (text: string, more?: Partial<ImportOrder>) => desk.imports.commit(await ready(text, more), 'ann');

describe('a list with very many numbers', () => {
  const fill = (rows: number) => {
    const insert =
      "INSERT INTO dnc (list, number, reason, origin, at) SELECT ?, '+1' || (3e9 + value), '', 'run:1', value";
    const numbers = 'WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < ?)';
    store.db.run(`${numbers} ${insert} FROM n`, rows, list);
  };

  it('is gone at once and as a whole, while its entries go a few at a time, also where a crash or a full disk is in between', async () => {
    fill(2500);
    await change(store, 'dnc.enter', { list, number: ANN, reason: 'asked', by: 'ann' });
    await desk.erase([BOB], 'ann');
    const { id } = await desk.imports.begin(orderOf('3105550123\n'));
    // The process ends after the list is gone; the next one finds no room at first.
    await change(store, 'dncList.remove', { slug: list, by: 'ann' });
    expect(seen(ANN)).toMatchObject({ why: 'gone' });
    expect(count('dnc')).toBe(1501);
    const page = await ask(store, 'dnc.list', { q: null, after: null, limit: 9, list });
    expect(page.items).toEqual([]);
    // It would begin with what is left of the old one.
    const again = change(store, 'dncList.create', { slug: list, name: list, by: 'ann' });
    await expect(again).rejects.toMatchObject({ code: 'ALREADY_EXISTS' });
    const parts: number[] = [];
    let isFull = true;
    const next = await open({
      async write(op, args) {
        if (isFull) {
          isFull = false;
          throw new StoreFault('database or disk is full');
        }
        const result = await store.write(op, args);
        if (op === 'dncList.clear') parts.push(Number(count('dnc')));
        return result;
      },
    });
    await next.cleared();
    expect(parts).toEqual([501, 0]);
    // A file on its way into the old one would come into the new one.
    expect(() => next.imports.get(id)).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }));
    expect(readdirSync(join(store.folder, 'dnc')).filter((name) => name.startsWith(id))).toEqual([]);
    await change(store, 'dncList.create', { slug: list, name: list, by: 'ann' });
    expect(seen(ANN)).toBeUndefined();
    const said = store.db.all("SELECT detail FROM audit WHERE did = 'dnc-list.remove' AND what = ? ORDER BY id", list);
    expect(said.map(({ detail }) => detail)).toEqual(['Its entries are being deleted.', '2501 entries are deleted.']);
  });

  it('goes by the desk of the process that deletes it, and by an index', async () => {
    fill(1200);
    await desk.removeList(list, 'ann');
    await desk.cleared();
    expect([count('dnc'), count('dnc_gone')]).toEqual([0, 0]);
    const steps = store.db.all(`EXPLAIN QUERY PLAN DELETE FROM dnc WHERE list = ?1 AND number IN (
      SELECT number FROM dnc WHERE list = ?1 LIMIT 9)`);
    expect(steps.filter(({ detail }) => String(detail).startsWith('SCAN'))).toEqual([]);
  });
});

it('erasing a number looks for what the audit says of it by an index', async () => {
  await change(store, 'dnc.enter', { list, number: '+13105550177', reason: 'asked', by: 'ann' });
  const steps: string[] = [];
  const run = store.db.run.bind(store.db);
  store.db.run = (sql, ...values) => {
    if (sql.startsWith('UPDATE audit'))
      steps.push(...store.db.all(`EXPLAIN QUERY PLAN ${sql}`, ...values).map(({ detail }) => String(detail)));
    return run(sql, ...values);
  };
  await desk.erase(['+13105550177'], 'ann');
  store.db.run = run;
  expect(steps).toEqual([expect.stringMatching(/SEARCH audit USING .*INDEX audit_dnc \(what=\?\)/)]);
  expect(store.db.get('SELECT 1 FROM audit WHERE what = ?', '+13105550177')).toBeUndefined();
});

describe('a number that was erased', () => {
  const readable = () =>
    desk.page(pointReads(store.db).dncStand(list)?.segment?.id ?? '', { after: 0, limit: 9, prefix: '' });

  it('stays a hash where its file is imported again, into whichever list, and goes on blocking', async () => {
    await load('3105550123\n2025550144\n');
    await desk.erase([ANN], 'ann');
    for (const mode of ['replace', 'add', 'changes'] as const) {
      const text = mode === 'changes' ? '310,5550123,A\n202,5550144,A\n' : '3105550123\n2025550144\n';
      await load(text, { mode });
      expect(readable(), mode).toEqual([Number(BOB.slice(1))]);
      expect(seen(ANN), mode).toMatchObject({ number: ANN, origin: 'erased', reason: 'Imported from f.txt' });
      expect(seen(BOB), mode).toMatchObject({ reason: 'Imported from f.txt' });
    }
    const detail = store.db.get(
      "SELECT detail FROM audit WHERE did = 'dnc-list.import' ORDER BY id DESC LIMIT 1",
    )?.detail;
    expect(detail).toContain('1 of its numbers stay erased.');
    list = `list-${++ids}`;
    await change(store, 'dncList.create', { slug: list, name: list, by: 'ann' });
    await load('3105550123\n');
    expect(readable()).toEqual([]);
    expect(seen(ANN)).toMatchObject({ list, origin: 'erased' });
  });

  it('and would have left the list some day stays for good where a file holds it', async () => {
    await change(store, 'dnc.enter', { list, number: ANN, reason: 'asked', by: 'ann', expiresAt: Date.now() + DAY });
    await desk.erase([ANN], 'ann');
    await load('3105550123\n');
    expect(store.db.get('SELECT expires_at FROM dnc_erased WHERE list = ?', list)).toEqual({ expires_at: null });
  });

  it('between the reading of a file and its commit is a hash as well; without the key nothing is imported', async () => {
    await load('3105550123\n');
    const id = await ready('3105550123\n2025550144\n', { mode: 'add' });
    const meanwhile = await open({
      async query(name, args) {
        const result = await store.query(name, args);
        // Just after it was asked what is erased.
        if (name === 'dnc.erased') await desk.erase([BOB], 'ann');
        return result;
      },
    });
    meanwhile.imports.read(id);
    await meanwhile.imports.settled(id);
    await expect(meanwhile.imports.commit(id, 'ann')).rejects.toMatchObject({ code: 'CHANGED_MEANWHILE' });
    key = Buffer.alloc(32, 8);
    await expect(desk.imports.commit(id, 'ann')).rejects.toMatchObject({ code: 'SECRETS_LOCKED' });
    key = Buffer.alloc(32, 7);
    await desk.imports.commit(id, 'ann');
  });
});

it('the one reason of a file is the reason of its hits, unless the import names another', async () => {
  const text = 'Phone,Reason\n3105550188,Litigator\n';
  await load(text);
  expect(seen('+13105550188')).toMatchObject({ reason: 'Litigator' });
  await load(text, { reason: 'Bought list' });
  expect(seen('+13105550188')).toMatchObject({ reason: 'Bought list' });
});

describe('a file that is announced again', () => {
  it('is of the day that was named last, also for the next process', async () => {
    await change(store, 'dncList.change', { slug: list, kept: 'by-file', by: 'ann' });
    const id = await ready('3105550123\n', { etag: 'same', asOf: NOON - 40 * DAY });
    const order = orderOf('3105550123\n', { etag: 'same', asOf: NOON - DAY });
    expect(await desk.imports.begin(order)).toMatchObject({ id, asOf: NOON - DAY, state: 'ready' });
    expect(JSON.parse(readFileSync(join(store.folder, 'dnc', `${id}.order.json`), 'utf8'))).toMatchObject({
      id,
      asOf: NOON - DAY,
    });
    await desk.imports.commit(id, 'ann');
    expect(seen(BOB)).toBeUndefined();
  });
});
