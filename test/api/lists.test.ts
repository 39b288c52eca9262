// What admins keep: sources, DNC numbers, validation lists, lead lists, statuses, users, tokens, secrets.
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SourceWithKey, Token, User } from '../../editor/api-types.ts';
import { type ApiServer, startApi } from '../support/api-server.ts';

let api: ApiServer;
beforeEach(async () => {
  api = await startApi();
});
afterEach(() => api.close());

const admin = { as: 'admin' } as const;
interface List<T> {
  items: T[];
  next: string | null;
}

describe('sources', () => {
  const source = { name: 'Web form', flow: 'first-flow', auth: 'key' };

  it('show their key once and keep only its hash', async () => {
    const made = await api.call<SourceWithKey>('post', '/sources', { ...admin, body: source });
    expect(made.status).toBe(201);
    const { key, source: shown } = made.json;
    expect(shown).toMatchObject({ ...source, region: 'US', paused: null, test: false, lastRunAt: null });
    expect(shown).toMatchObject({ pending: 'pending', ratePerMinute: null });
    expect(shown.keyHint).toBe(key.slice(-4));
    const [row] = api.store.db.all('SELECT * FROM source');
    expect(row?.key_hash).toBe(createHash('sha256').update(key).digest('hex'));
    expect(JSON.stringify(row)).not.toContain(key);
  });

  it('keep an HMAC secret sealed', async () => {
    const made = await api.call<SourceWithKey>('post', '/sources', { ...admin, body: { ...source, auth: 'hmac' } });
    const [row] = api.store.db.all('SELECT * FROM source');
    expect(row).toMatchObject({ auth: 'hmac', key_hash: null });
    expect(row?.secret).toMatch(/^v1\./);
    expect(JSON.stringify(row)).not.toContain(made.json.key);
  });

  it('are changed field by field, get a new key, and go', async () => {
    const made = await api.call<SourceWithKey>('post', '/sources', { ...admin, body: source });
    const path = `/sources/${made.json.source.id}`;
    const body = { pending: 'success', ratePerMinute: 30 };
    const changed = await api.call('patch', path, { ...admin, body });
    expect(changed.json).toMatchObject({ name: 'Web form', ...body, test: false });
    const unlimited = await api.call('patch', path, { ...admin, body: { ratePerMinute: null } });
    expect(unlimited.json).toMatchObject({ pending: 'success', ratePerMinute: null });
    const rekeyed = await api.call<SourceWithKey>('post', `${path}/key`, { ...admin, body: {} });
    expect(rekeyed.json.key).not.toBe(made.json.key);
    expect((await api.call('delete', path, admin)).status).toBe(204);
    expect((await api.call('delete', path, admin)).status).toBe(404);
    const audit = await api.call<List<{ who: string; did: string; detail: string }>>('get', '/audit?q=source', admin);
    expect(audit.json.items.map((line) => line.did)).toEqual([
      'source.remove',
      'source.rekey',
      'source.change',
      'source.change',
      'source.create',
    ]);
    expect(audit.json.items[2]).toMatchObject({ who: 'token:test admin', detail: 'ratePerMinute: none' });
  });

  it('need a flow that there is', async () => {
    const byHmac = { ...source, flow: 'account-leads', auth: 'hmac' };
    const unfit = await api.call('post', '/sources', { ...admin, body: byHmac });
    expect(unfit).toMatchObject({ status: 422, json: { errors: [{ field: 'auth', says: expect.any(String) }] } });
    const got = await api.call('post', '/sources', { ...admin, body: { ...source, flow: 'no-flow' } });
    expect(got.json).toMatchObject({ errors: [{ field: 'flow', says: 'There is no flow no-flow.' }] });
  });
});

describe('DNC numbers', () => {
  const entry = { number: '(310) 555-0123', list: 'account', reason: 'asked by mail' };

  it('are kept in E.164, found as typed, listed and taken off', async () => {
    const made = await api.call('post', '/dnc', { ...admin, body: entry });
    expect(made.json).toMatchObject({ number: '+13105550123', list: 'account', origin: 'person:token:test admin' });
    const check = await api.call('get', '/dnc/check?number=310.555.0123', { as: 'viewer' });
    expect(check.json).toMatchObject({ e164: '+13105550123', hits: [{ list: 'account', reason: 'asked by mail' }] });
    const found = await api.call<List<unknown>>('get', '/dnc?q=5550123&list=account', admin);
    expect(found.json.items).toHaveLength(1);
    expect((await api.call('delete', '/dnc/account/%2B13105550123', admin)).status).toBe(204);
    expect((await api.call('get', '/dnc/check?number=3105550123', admin)).json).toMatchObject({ hits: [] });
  });

  it('are kept as bare digits where they cannot be read', async () => {
    const made = await api.call('post', '/dnc', { ...admin, body: { ...entry, number: '47 11' } });
    expect(made.json).toMatchObject({ number: '4711' });
    expect((await api.call('get', '/dnc/check?number=47-11', admin)).json).toMatchObject({ valid: false, hits: [{}] });
  });

  it('are refused twice on one list, on a list that is not there, and without digits', async () => {
    await api.call('post', '/dnc', { ...admin, body: entry });
    expect((await api.call('post', '/dnc', { ...admin, body: entry })).status).toBe(409);
    const elsewhere = await api.call('post', '/dnc', { ...admin, body: { ...entry, list: 'nowhere' } });
    expect(elsewhere.json).toMatchObject({ errors: [{ field: 'list' }] });
    const words = await api.call('post', '/dnc', { ...admin, body: { ...entry, number: 'call me' } });
    expect(words.json).toMatchObject({ errors: [{ field: 'number' }] });
  });

  it('page newest first without a gap or a repeat, also within one millisecond', async () => {
    for (let i = 0; i < 7; i += 1) {
      api.store.db.run(
        'INSERT INTO dnc (list, number, reason, origin, at) VALUES (?, ?, ?, ?, ?)',
        'account',
        `+1${i}`,
        '',
        'import',
        i < 5 ? 1000 : 2000,
      );
    }
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const part: { json: List<{ number: string }> } = await api.call('get', `/dnc?limit=2&cursor=${cursor}`, admin);
      seen.push(...part.json.items.map((each) => each.number));
      cursor = part.json.next;
    }
    expect(seen).toEqual(['+15', '+16', '+10', '+11', '+12', '+13', '+14']);
  });
});

describe('validation lists', () => {
  it('take values once each, whatever their case and blanks, and give them back as typed', async () => {
    const values = ['Acme Ltd', ' acme ltd ', 'Globex', '   '];
    const made = await api.call('post', '/lists', { ...admin, body: { name: 'Key accounts (É)', values } });
    expect(made.status).toBe(201);
    expect(made.json).toMatchObject({ slug: 'key-accounts-e', entries: 2, version: 1, usedBy: [] });
    const entries = await api.call('get', '/lists/key-accounts-e/entries', { as: 'viewer' });
    expect(entries.json).toEqual({ items: [{ entry: 'Acme Ltd' }, { entry: 'Globex' }], next: null });
    const added = await api.call('post', '/lists/key-accounts-e/entries', {
      ...admin,
      body: { values: ['GLOBEX', 'Initech'] },
    });
    expect(added.json).toEqual({ added: 1 });
    const removed = await api.call('post', '/lists/key-accounts-e/remove', {
      ...admin,
      body: { values: ['globex', 'none'] },
    });
    expect(removed.json).toEqual({ removed: 1 });
    expect((await api.call('get', '/lists/key-accounts-e', admin)).json).toMatchObject({ entries: 2, version: 3 });
  });

  it('are renamed and deleted', async () => {
    await api.call('post', '/lists', { ...admin, body: { slug: 'keys', name: 'Keys', values: ['a'] } });
    const renamed = await api.call('put', '/lists/keys', { ...admin, body: { name: 'Keys 2', description: 'new' } });
    expect(renamed.json).toMatchObject({ name: 'Keys 2', description: 'new' });
    expect((await api.call('delete', '/lists/keys', admin)).status).toBe(204);
    expect((await api.call('get', '/lists/keys/entries', admin)).status).toBe(404);
    expect(api.store.db.all('SELECT * FROM value_list_entry')).toEqual([]);
  });

  it('refuse a name that is taken, and one that no slug can be made of', async () => {
    await api.call('post', '/lists', { ...admin, body: { name: 'Keys' } });
    expect((await api.call('post', '/lists', { ...admin, body: { name: 'KEYS!' } })).status).toBe(409);
    const got = await api.call('post', '/lists', { ...admin, body: { name: '清單' } });
    expect(got.json).toMatchObject({ errors: [{ field: 'slug' }] });
  });

  it('are searched for the text itself: signs of the database mean nothing', async () => {
    await api.call('post', '/lists', { ...admin, body: { name: 'Keys', values: ['100%', '100', 'a_b', 'aXb'] } });
    const found = async (q: string) =>
      (await api.call('get', `/lists/keys/entries?q=${encodeURIComponent(q)}`, admin)).json;
    expect(await found('%')).toMatchObject({ items: [{ entry: '100%' }] });
    expect(await found('A_B')).toMatchObject({ items: [{ entry: 'a_b' }] });
  });
});

describe('lead lists and statuses', () => {
  it('begin with those that are shipped and take more', async () => {
    await api.call('post', '/lead-lists', { ...admin, body: { slug: 'warm', name: 'Warm' } });
    await api.call('post', '/statuses', { ...admin, body: { abbrev: 'WARM', label: 'Warm' } });
    const names = await api.call('get', '/names', { as: 'viewer' });
    expect(names.json).toMatchObject({
      leadLists: [{ slug: 'default' }, { slug: 'warm' }],
      dncLists: [{ slug: 'account' }],
      lists: [],
    });
    expect((await api.call('post', '/statuses', { ...admin, body: { abbrev: 'WARM', label: 'x' } })).status).toBe(409);
  });
});

describe('users and tokens', () => {
  it('show no password, hash or key', async () => {
    await api.call('post', '/users', { ...admin, body: { email: 'bob@example.com', role: 'viewer' } });
    const users = await api.call<List<User>>('get', '/users', admin);
    expect(users.json.items).toMatchObject([{ email: 'bob@example.com', role: 'viewer', passwordSet: false }]);
    const tokens = await api.call<List<Token>>('get', '/tokens', admin);
    expect(tokens.json.items.map((each) => each.name)).toEqual(expect.arrayContaining(['test admin', 'test viewer']));
  });

  it('refuse the same address twice, in whatever case', async () => {
    const body = { email: 'bob@example.com', role: 'viewer' };
    await api.call('post', '/users', { ...admin, body });
    const again = await api.call('post', '/users', { ...admin, body: { ...body, email: 'BOB@example.com ' } });
    expect(again.status).toBe(409);
  });

  it('keep the last admin who can sign in', async () => {
    const made = await api.call<{ user: User }>('post', '/users', {
      ...admin,
      body: { email: 'a@b.c', role: 'admin' },
    });
    const got = await api.call('delete', `/users/${made.json.user.id}`, admin);
    expect(got.status).toBe(422);
    expect(got.json).toMatchObject({ detail: expect.stringContaining('last admin') });
  });

  it('end with their deletion', async () => {
    const tokens = await api.call<List<Token>>('get', '/tokens?q=viewer', admin);
    await api.call('delete', `/tokens/${tokens.json.items[0]?.id}`, admin);
    expect((await api.call('get', '/runs', { as: 'viewer' })).status).toBe(401);
  });
});

describe('secrets', () => {
  it('come in and never go out', async () => {
    const value = 'a very secret token';
    expect((await api.call('put', '/secrets/acme-token', { ...admin, body: { value } })).status).toBe(204);
    const got = await api.call('get', '/secrets', admin);
    expect(got.json).toMatchObject({ items: [{ name: 'acme-token', setBy: 'token:test admin' }] });
    expect(JSON.stringify(api.store.db.all('SELECT * FROM secret'))).not.toContain(value);
    expect((await api.call('delete', '/secrets/acme-token', admin)).status).toBe(204);
    expect((await api.call('delete', '/secrets/acme-token', admin)).status).toBe(404);
  });
});
