// DNC lists under stress: files in the wrong order or twice, lists that go while they are worked on, a full disk, a crash, odd numbers.
import { readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { warnOfDncLists } from '../../server/alerts/dnc-lists.ts';
import { messageOf } from '../../server/alerts/message.ts';
import { ask, change } from '../../server/store/admin-ops.ts';
import { addDnc } from '../../server/store/sqlite/dnc-rows.ts';
import { pointReads } from '../../server/store/sqlite/point-reads.ts';
import { type DncDesk, openDncDesk } from '../../server/tools/dnc/desk.ts';
import type { ImportOrder } from '../../server/tools/dnc/staging.ts';
import { type DirectStore, openDirectStore } from '../support/direct-store.ts';

const DAY = 86_400_000;
const NOON = Date.UTC(2026, 0, 31, 12);
const [ANN, BOB, CY] = ['+13105550123', '+12025550144', '+14155550100'];

let store: DirectStore;
let desk: DncDesk;
let now = NOON;
let ids = 0;
/** The list of a test: each has its own. */
let list = '';
beforeAll(async () => {
  store = openDirectStore();
  desk = await open();
});
afterAll(() => store.close());
beforeEach(async () => {
  now = NOON;
  list = `list-${++ids}`;
  await change(store, 'dncList.create', { slug: list, name: list, kept: 'by-file', by: 'ann' });
});

const open = () =>
  openDncDesk({
    data: store.folder,
    store: { ...store, reads: pointReads(store.db) },
    key: () => Buffer.alloc(32, 7),
    now: () => now,
    newId: () => `id${++ids}`,
  });
const files = () => readdirSync(join(store.folder, 'dnc'));
const isOn = (number: string) => {
  const found = desk.look.first([number], [list]);
  return found !== undefined && !('why' in found);
};
const stand = async () => (await ask(store, 'dncList.detail', { slug: list })) ?? expect.fail('There is no list.');

type More = Partial<ImportOrder>;

async function begun(text: string, more: More = {}): Promise<string> {
  const plain = { sha256: '', etag: '', region: 'US', reason: '', purpose: '', asOf: 0, by: 'ann', name: 'file.txt' };
  const order = { ...plain, list, mode: 'replace' as const, size: Buffer.byteLength(text), ...more };
  const { id } = await desk.imports.begin(order);
  await desk.imports.append(id, 0, Buffer.from(text));
  return id;
}

async function ready(text: string, more: More = {}): Promise<string> {
  const id = await begun(text, more);
  desk.imports.read(id);
  await desk.imports.settled(id);
  expect(desk.imports.get(id)).toMatchObject({ state: 'ready', fault: '' });
  return id;
}

const load = async (text: string, more?: More) => desk.imports.commit(await ready(text, more), 'ann');

describe('a file', () => {
  it('of changes is taken twice with the same end, and refused where a newer one came before it', async () => {
    await load('3105550123\n2025550144\n', { asOf: NOON - 3 * DAY });
    const second = { mode: 'changes' as const, asOf: NOON - 2 * DAY };
    const third = { mode: 'changes' as const, asOf: NOON - DAY };
    for (let twice = 0; twice < 2; twice += 1) await load('310,5550123,D\n415,5550100,A\n', second);
    await load('310,5550123,A\n', third);
    expect([isOn(ANN), isOn(BOB), isOn(CY)]).toEqual([true, true, true]);
    await expect(begun('310,5550123,D\n', second)).rejects.toMatchObject({ fields: [{ field: 'asOf' }] });
    expect(isOn(ANN)).toBe(true);
  });

  it('that was read before a newer one came is refused at its commit', async () => {
    await load('3105550123\n', { asOf: NOON - 3 * DAY });
    const late = await ready('310,5550123,D\n', { mode: 'changes', asOf: NOON - 2 * DAY });
    await load('415,5550100\n', { mode: 'add', asOf: NOON - DAY });
    desk.imports.read(late);
    await desk.imports.settled(late);
    await expect(desk.imports.commit(late, 'ann')).rejects.toMatchObject({ code: 'REQUEST_INVALID' });
    await desk.imports.cancel(late);
    expect(isOn(ANN)).toBe(true);
  });

  it('makes the list as old as it is where it is the whole list, also where that is older than before', async () => {
    await load('3105550123\n', { asOf: NOON - DAY });
    await load('3105550123\n', { asOf: NOON - 40 * DAY });
    expect(desk.look.first([BOB], [list])).toMatchObject({ why: 'old' });
  });

  it('of some numbers does not make an old list new, unless a person names its day', async () => {
    await load('3105550123\n', { asOf: NOON - 40 * DAY });
    await load('2025550144\n', { mode: 'add' });
    expect(desk.look.first([CY], [list])).toMatchObject({ why: 'old' });
    expect(isOn(BOB)).toBe(true);
    await load('2025550144\n', { mode: 'add', asOf: NOON });
    expect(desk.look.first([CY], [list])).toBeUndefined();
  });

  it('that adds and deletes the same numbers keeps those that it adds', async () => {
    await load('3105550123\n2025550144\n', { asOf: NOON - DAY });
    const both = '310,5550123,D\n310,5550123,A\n415,5550100,A\n415,5550100,D\n202,5550144,D\n';
    const report = await load(both, { mode: 'changes' });
    expect(report).toMatchObject({ both: 2, removed: 1, added: 1, before: 2, after: 2 });
    expect((await stand()).segment?.count).toBe(2);
  });
});

it('says that the disk is full, and goes on once there is room', async () => {
  const text = '3105550123\n';
  const id = await begun('', { size: text.length });
  const path = join(store.folder, 'dnc', `${id}.part`);
  rmSync(path);
  symlinkSync('/dev/full', path);
  await expect(desk.imports.append(id, 0, Buffer.from(text))).rejects.toMatchObject({ code: 'DISK_FULL' });
  rmSync(path);
  writeFileSync(path, '');
  await desk.imports.append(id, 0, Buffer.from(text));
  desk.imports.read(id);
  await desk.imports.settled(id);
  expect((await desk.imports.commit(id, 'ann')).after).toBe(1);
});

describe('a list that is deleted', () => {
  it('while a file is committed into it takes the file and its numbers along', async () => {
    const id = await ready('3105550123\n');
    const before = files().filter((name) => name.endsWith('.seg'));
    const committing = desk.imports.commit(id, 'ann').then(
      () => 'done',
      (error: { code: string }) => error.code,
    );
    await desk.removeList(list, 'ann');
    expect(['NOT_FOUND', 'CANCELLED', 'done']).toContain(await committing);
    expect(desk.imports.list().filter((each) => each.list === list)).toEqual([]);
    expect(files().filter((name) => name.endsWith('.seg'))).toEqual(before);
    expect(desk.look.first([BOB], [list])).toMatchObject({ why: 'gone' });
  });
});

describe('a crash', () => {
  it('in the middle of an import leaves the list as it was, and no file that nobody knows', async () => {
    await load('3105550123\n', { asOf: NOON });
    const folder = join(store.folder, 'dnc');
    const whole = files().toSorted();
    writeFileSync(join(folder, 'swapped.seg'), 'written, and never pointed at');
    writeFileSync(join(folder, 'gone.part'), 'bytes of no order');
    writeFileSync(join(folder, 'gone.part.adds-run.0'), 'half sorted');
    writeFileSync(join(folder, 'torn.order.json'), '{"id": "torn"');
    desk = await open();
    expect(files().toSorted()).toEqual(whole);
    expect(isOn(ANN)).toBe(true);
  });

  it('between the commit and its end keeps the numbers that the list points at', async () => {
    const id = await ready('3105550123\n');
    const other = await openDncDesk(endingWriter());
    other.imports.read(id);
    await other.imports.settled(id);
    await expect(other.imports.commit(id, 'ann')).rejects.toThrow('ended');
    desk = await open();
    expect((await stand()).segment?.count).toBe(1);
    expect(isOn(ANN)).toBe(true);
    await desk.imports.cancel(id);
  });
});

/** A store whose writer commits, and ends before it has said so. */
function endingWriter() {
  const write: DirectStore['write'] = async (op, args) => {
    await store.write(op, args);
    throw new Error('The database thread has ended.');
  };
  return {
    data: store.folder,
    store: { ...store, write, reads: pointReads(store.db) },
    key: () => Buffer.alloc(32, 7),
    now: () => now,
    newId: () => `id${++ids}`,
  };
}

describe('an entry', () => {
  const enter = (more: object) =>
    change(store, 'dnc.enter', { list, number: ANN, reason: 'asked', by: 'ann', ...more });
  const put = (expiresAt: number | null) =>
    addDnc(
      store.db,
      { list, number: ANN, reason: 'flow', origin: 'run:1', expiresAt },
      { now: Date.now(), newId: String },
    );
  const row = () => store.db.get('SELECT reason, expires_at FROM dnc WHERE list = ?', list);

  it('of some days becomes one for good where a run or a person says so, and never a shorter one', async () => {
    const soon = Date.now() + DAY;
    await enter({ expiresAt: soon });
    expect(put(soon + DAY)).toEqual({ added: false });
    expect(row()).toEqual({ reason: 'flow', expires_at: soon + DAY });
    expect(put(soon)).toEqual({ added: false });
    expect(row()).toEqual({ reason: 'flow', expires_at: soon + DAY });
    await enter({});
    expect(row()).toEqual({ reason: 'asked', expires_at: null });
    await expect(enter({ expiresAt: soon })).rejects.toMatchObject({ code: 'ALREADY_EXISTS' });
    expect(put(soon)).toEqual({ added: false });
    expect(row()).toEqual({ reason: 'asked', expires_at: null });
  });

  it('is found under the digits with the country code, and as it is dialled from abroad', async () => {
    await enter({});
    for (const sent of ['13105550123', '0013105550123']) {
      expect(desk.look.first([sent], [list]), sent).toMatchObject({ number: ANN });
      expect(desk.look.first([sent, '+4413105550123'], [list]), sent).toMatchObject({ number: ANN });
    }
    // The same digits are another number in another country.
    expect(desk.look.first(['3105550123', '+493105550123'], [list])).toMatchObject({ why: 'old' });
  });

  it('of a file that was erased goes on blocking in every form that blocked before', async () => {
    await load('030 123456\n', { region: 'DE', asOf: NOON });
    const forms = [['030123456'], ['+4930123456'], ['030123456', '+4430123456'], ['004930123456']];
    for (const form of forms) expect(desk.look.first(form, [list]), form.join()).toMatchObject({ list });
    expect(await desk.erase(['030123456'], 'ann')).toBe(1);
    expect((await stand()).segment?.count).toBe(0);
    for (const form of forms) expect(desk.look.first(form, [list]), form.join()).toMatchObject({ origin: 'erased' });
  });

  it('is taken off with others wherever it stands, and counted once', async () => {
    await load('3105550123\n2025550144\n', { asOf: NOON });
    await enter({});
    const entries = [ANN, BOB, CY].map((number) => ({ list, numbers: [number] }));
    expect(await desk.takeOffMany(entries, 'ann')).toBe(2);
    expect([isOn(ANN), isOn(BOB), (await stand()).segment?.count]).toEqual([false, false, 0]);
  });
});

it('a list of a campaign is looked in with the campaign, one of the account with all of them, and each is meant by its name', async () => {
  const own = '+12125550188';
  await load('2125550188\n', { asOf: NOON });
  await change(store, 'dncList.change', {
    slug: list,
    scope: 'campaign',
    campaign: list.replace('list', 'solar'),
    by: 'ann',
  });
  const campaign = list.replace('list', 'solar');
  expect(desk.look.first([own], [], { campaign })).toMatchObject({ list, number: own });
  expect(desk.look.first([own], [], { campaign: 'other', wholeAccount: true })).not.toHaveProperty('number');
  await change(store, 'dncList.change', { slug: list, scope: 'account', campaign: '', by: 'ann' });
  expect(desk.look.first([own], [], { wholeAccount: true })).toMatchObject({ list, number: own });
  expect(desk.look.first([own], ['account'])).toBeUndefined();
  await change(store, 'dncList.change', { slug: list, scope: 'campaign', campaign, by: 'ann' });
  expect([desk.look.meant(campaign.toUpperCase()), desk.look.meant(list), desk.look.meant('none')]).toEqual([
    list,
    list,
    'none',
  ]);
});

describe('a list that grows old', () => {
  const incidents = async () => (await ask(store, 'incident.list', { limit: 9 })).filter(({ about }) => about === list);
  const look = () =>
    warnOfDncLists({
      store,
      reads: { dncLists: () => [list], dncStand: pointReads(store.db).dncStand },
      look: desk.look,
      now: () => now,
      log: { warn: () => expect.fail('It could not look.') },
    });

  it('is told of once some days before its limit and once when it is over, and again for the next file', async () => {
    await look();
    expect(await incidents()).toEqual([]);
    await load('3105550123\n', { asOf: NOON });
    for (const days of [25, 26, 29, 31, 32, 40]) {
      now = NOON + days * DAY;
      expect(desk.look.first([BOB], [list]) === undefined, `day ${days}`).toBe(days <= 31);
      await look();
      await look();
    }
    const told = (await incidents()).toSorted((a, b) => b.code.localeCompare(a.code));
    expect(told).toMatchObject([
      {
        kind: 'list',
        code: 'soon',
        count: 1,
        says: expect.stringContaining('26 days ago. From 2026-03-04 12:00:00 UTC on'),
      },
      { kind: 'list', code: 'old', count: 1, says: expect.stringContaining('32 days ago; its limit is 31 days') },
    ]);
    await load('3105550123\n', { asOf: NOON + 10 * DAY });
    await look();
    expect((await incidents()).map(({ code, count }) => `${code} ${count}`).toSorted()).toEqual(['old 1', 'soon 2']);
    const words = { address: 'https://leads.example', nameOf: (flow: string, node: string) => ({ flow, node }) };
    const { subject, text } = messageOf(told, words);
    expect(subject).toBe('Leadflow: 1 DNC list needs a look');
    expect(text).toContain(`The DNC list ${list} is soon too old.`);
    expect(text).toContain('Import its newest file: https://leads.example/dnc');
  });

  it('is warned of in proportion where its limit is short, and not at all by hand or without a limit', async () => {
    await load('3105550123\n', { asOf: NOON });
    const warned = () => desk.look.warningOf(list) !== undefined;
    await change(store, 'dncList.change', { slug: list, limitDays: 4, by: 'ann' });
    const seen = [0, 2, 3, 4, 5].map((days) => {
      now = NOON + days * DAY;
      return warned();
    });
    expect(seen).toEqual([false, false, true, true, false]);
    now = NOON + 4 * DAY;
    await change(store, 'dncList.change', { slug: list, limitDays: 0, by: 'ann' });
    expect(warned()).toBe(false);
  });
});
