// Versions of validation lists: what each held can be told and brought back, and a number never means two contents.
import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ListRules } from '../../flows/language/list-rules-read.ts';
import { ask, change } from '../../server/store/admin-ops.ts';
import { Database } from '../../server/store/sqlite/database.ts';
import { listLooks } from '../../server/store/sqlite/list-reads.ts';
import { migrate } from '../../server/store/sqlite/migrate.ts';
import { type DirectStore, openDirectStore } from '../support/direct-store.ts';

const DAY = 86_400_000;
const by = 'ann@example.com';
const none: ListRules = { any: [], all: [] };
const rules: ListRules = { any: [{ operator: 'ends-with', values: ['.example'], negate: false }], all: [] };

let store: DirectStore;
beforeEach(() => {
  store = openDirectStore();
});
afterEach(() => store.close());

const make = (values: string[], given = none) =>
  change(store, 'list.create', {
    slug: 'keys',
    name: 'Keys',
    description: '',
    values,
    rules: given,
    limitDays: 0,
    by,
  });
const add = (...values: string[]) => change(store, 'list.addEntries', { slug: 'keys', values, by });
const remove = (...values: string[]) => change(store, 'list.removeEntries', { slug: 'keys', values, by });
const detail = () => ask(store, 'list.detail', { slug: 'keys' });
const versions = async () => (await ask(store, 'list.versions', { slug: 'keys', after: null, limit: 200 })).items;
async function heldBy(version: number): Promise<string[]> {
  const page = await ask(store, 'list.entriesAt', { slug: 'keys', version, q: null, after: null, limit: 100 });
  return page.items.map(({ entry }) => entry);
}

describe('a version of a list', () => {
  it('is made by each change, and says who made it and what came and went', async () => {
    await make(['Acme', 'Globex']);
    await add('Initech');
    await remove('ACME', 'none');
    await change(store, 'list.setRules', { slug: 'keys', rules, version: 3, by });
    await change(store, 'list.replaceEntries', { slug: 'keys', values: ['Initech', 'Umbrella', ' '], by });
    expect(await versions()).toMatchObject([
      { version: 5, did: 'replace', added: 1, removed: 1, entries: 2, rules },
      { version: 4, did: 'rules', added: 0, removed: 0, entries: 2, rules },
      { version: 3, did: 'remove', added: 0, removed: 1, entries: 2, rules: none },
      { version: 2, did: 'add', added: 1, removed: 0, entries: 3, who: by },
      { version: 1, did: 'create', added: 2, removed: 0, entries: 2, kept: true },
    ]);
    expect(await Promise.all([1, 2, 3, 4, 5].map(heldBy))).toEqual([
      ['Acme', 'Globex'],
      ['Acme', 'Globex', 'Initech'],
      ['Globex', 'Initech'],
      ['Globex', 'Initech'],
      ['Initech', 'Umbrella'],
    ]);
    expect(await ask(store, 'list.version', { slug: 'keys', version: 5 })).toMatchObject({
      came: ['Umbrella'],
      went: ['Globex'],
    });
  });

  it('is not made by a change that changes nothing; the list is up to date all the same', async () => {
    const { checkedAt } = await make(['Acme'], rules);
    store.ahead = DAY;
    await add('ACME');
    await remove('none');
    await change(store, 'list.setRules', { slug: 'keys', rules, version: 1, by });
    await change(store, 'list.change', { slug: 'keys', name: 'Keys', description: '', limitDays: 0, by });
    const now = await detail();
    expect(now?.version).toBe(1);
    expect(now?.checkedAt).toBeGreaterThanOrEqual(checkedAt + DAY);
  });

  it('keeps the age of the list where only its name or limit changed; a confirmation begins it anew', async () => {
    const { checkedAt } = await make(['Acme']);
    store.ahead = DAY;
    await change(store, 'list.change', { slug: 'keys', name: 'Keys 2', description: '', limitDays: 30, by });
    expect(await detail()).toMatchObject({ version: 2, limitDays: 30, checkedAt });
    await change(store, 'list.confirm', { slug: 'keys', by });
    const now = await detail();
    expect(now?.version).toBe(2);
    expect(now?.checkedAt).toBeGreaterThan(checkedAt);
  });

  it('is brought back with its values and rules, as a version of its own', async () => {
    await make(['Acme', 'Globex'], rules);
    await change(store, 'list.replaceEntries', { slug: 'keys', values: ['Initech'], by });
    await change(store, 'list.setRules', { slug: 'keys', rules: none, version: 2, by });
    const back = await change(store, 'list.restore', { slug: 'keys', version: 1, by });
    expect(back).toMatchObject({ version: 4, entries: 2, rules });
    expect(await heldBy(4)).toEqual(['Acme', 'Globex']);
    expect(await heldBy(3)).toEqual(['Initech']);
    expect((await versions())[0]).toMatchObject({ did: 'restore', detail: 'Version 1.', added: 2, removed: 1 });
    const wrong = change(store, 'list.restore', { slug: 'keys', version: 9, by });
    await expect(wrong).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('stays when the list is deleted, and a new list of the name goes on from its number', async () => {
    await make(['Acme']);
    await change(store, 'list.remove', { slug: 'keys', by });
    expect(await detail()).toBeNull();
    expect(await heldBy(1)).toEqual(['Acme']);
    expect(await heldBy(2)).toEqual([]);
    expect(await make(['Globex'])).toMatchObject({ version: 3, entries: 1 });
    await change(store, 'list.restore', { slug: 'keys', version: 1, by });
    expect(await heldBy(4)).toEqual(['Acme']);
    expect((await versions()).map(({ did }) => did)).toEqual(['restore', 'create', 'delete', 'create']);
  });

  it('holds its values for 50 versions more, and its line for ever', async () => {
    await make(['0']);
    for (let i = 1; i <= 60; i += 1) {
      await change(store, 'list.replaceEntries', { slug: 'keys', values: [String(i)], by });
    }
    const all = await versions();
    expect(all).toHaveLength(61);
    expect(all.filter(({ kept }) => kept).map(({ version }) => version)).toEqual(
      Array.from({ length: 51 }, (_, i) => 61 - i),
    );
    expect(await heldBy(11)).toEqual(['10']);
    expect(store.db.all('SELECT * FROM value_list_past')).toHaveLength(50);
    await expect(change(store, 'list.restore', { slug: 'keys', version: 10, by })).rejects.toThrow('is not kept');
  });

  it('refuses rules that were made on another version', async () => {
    await make(['Acme']);
    await add('Globex');
    const set = (given: ListRules, version: number) =>
      change(store, 'list.setRules', { slug: 'keys', rules: given, version, by });
    // Values that came meanwhile are no clash with rules.
    expect(await set(rules, 1)).toMatchObject({ version: 3, rules });
    const other: ListRules = { any: [], all: [{ operator: 'exists', values: [], negate: false }] };
    for (const version of [1, 2, 9])
      await expect(set(other, version)).rejects.toMatchObject({ code: 'CHANGED_MEANWHILE' });
    expect(await detail()).toMatchObject({ version: 3, rules });
  });
});

describe('a look into a list', () => {
  it('sees value, rules and version of one moment, and new rules at once', async () => {
    const look = listLooks(store.db);
    expect(look('keys', 'acme')).toBeUndefined();
    await make(['Acme'], rules);
    expect(look('keys', ' ACME ')).toMatchObject({ entry: 'Acme', version: 1, rules });
    expect(look('keys', 'x')).toMatchObject({ entry: undefined, rules });
    expect(look('keys', 'Ac\u00adme\u200b')).toMatchObject({ entry: 'Acme' });
    await change(store, 'list.setRules', { slug: 'keys', rules: none, version: 1, by });
    expect(look('keys', 'x')).toMatchObject({ version: 2, rules: none });
  });

  it('that the database fails says so', () => {
    const broken = {
      get: () => {
        throw Object.assign(new Error('disk I/O error'), { errcode: 10 });
      },
    };
    expect(() => listLooks(broken as unknown as Database)('keys', 'x')).toThrow(
      expect.objectContaining({ code: 'LIST_UNREADABLE' }),
    );
  });
});

describe('a database of before versions were kept', () => {
  it('keeps its lists, their numbers and what they hold now', () => {
    const db = new Database(':memory:', { readOnly: false });
    const folder = new URL('../../server/store/migrations/', import.meta.url);
    const before = readdirSync(folder)
      .filter((name) => name < '0007')
      .sort();
    for (const name of before) db.raw.exec(readFileSync(new URL(name, folder), 'utf8'));
    db.raw.exec(`PRAGMA user_version=${before.length};
      INSERT INTO value_list VALUES ('keys', 'Keys', '', 7, 1000);
      INSERT INTO value_list_entry VALUES ('keys', 'acme', 'Acme'), ('keys', 'cafe\u0301', 'Cafe\u0301'),
        ('keys', 'caf\u00e9', 'Caf\u00e9'), ('keys', '\u200bx', '\u200bX');`);
    migrate(db);
    // What was written in other ways is found by the one that is compared now, and is there once.
    for (const value of ['CAFE\u0301', 'café']) expect(listLooks(db)('keys', value)?.entry?.normalize()).toBe('Café');
    expect(listLooks(db)('keys', 'x')?.entry).toBe('\u200bX');
    expect(db.all('SELECT folded FROM value_list_entry')).toHaveLength(3);
    expect(listLooks(db)('keys', 'acme')).toEqual({
      entry: 'Acme',
      rules: none,
      version: 7,
      checkedAt: 1000,
      limitDays: 0,
    });
    expect(db.all('SELECT version, did, entries FROM value_list_version')).toMatchObject([
      { version: 7, did: 'known', entries: 4 },
    ]);
    db.close();
  });
});
