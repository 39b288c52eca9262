// Validation lists over the API: rules, limit, look-ups, history, and a list that flows use.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FlowDetail, ListVersion, ValidationList } from '../../editor/api-types.ts';
import { type ApiServer, startApi } from '../support/api-server.ts';

let api: ApiServer;
beforeEach(async () => {
  api = await startApi();
});
afterEach(() => api.close());

const admin = { as: 'admin' } as const;
const viewer = { as: 'viewer' } as const;
const at = (version: number) => ({ ...admin, headers: { 'if-match': `"${version}"` } });
const make = (more: object = {}) =>
  api.call<ValidationList>('post', '/lists', { ...admin, body: { slug: 'keys', name: 'Keys', ...more } });

describe('the rules of a list', () => {
  const any = [{ operator: 'STARTSWITH', values: ['acme', 'globex'] }];
  const shown = { operator: 'starts-with', values: ['acme', 'globex'], negate: false };

  it('are set whole, read in either words, and refused where another version was meant', async () => {
    expect((await make({ values: ['Initech'] })).json).toMatchObject({ rules: { any: [], all: [] }, limitDays: 0 });
    const set = await api.call('put', '/lists/keys/rules', { ...at(1), body: { any } });
    expect(set.json).toMatchObject({ version: 2, rules: { any: [shown], all: [] } });
    const late = await api.call('put', '/lists/keys/rules', { ...at(1), body: {} });
    expect(late).toMatchObject({ status: 412, json: { code: 'CHANGED_MEANWHILE' } });
    const blind = await api.call('put', '/lists/keys/rules', { ...admin, body: {} });
    expect(blind).toMatchObject({ status: 422, json: { errors: [{ field: 'If-Match' }] } });
    expect((await api.call('get', '/lists/keys', viewer)).json).toMatchObject({ version: 2, rules: { any: [shown] } });
  });

  it('are made with the list, and their faults name the field', async () => {
    expect((await make({ rules: { any }, limitDays: 31 })).json).toMatchObject({
      version: 1,
      rules: { any: [shown] },
      limitDays: 31,
      stale: false,
    });
    const wrong = { all: [{ operator: 'exists' }, { operator: 'equals', values: [' '] }] };
    const set = await api.call('put', '/lists/keys/rules', { ...at(1), body: wrong });
    expect(set.json).toMatchObject({ errors: [{ field: 'all.1.values', says: 'Give at least one value.' }] });
    const made = await make({ slug: 'two', rules: wrong });
    expect(made.json).toMatchObject({ errors: [{ field: 'rules.all.1.values' }] });
  });

  it('are tried with a value, beside the values', async () => {
    await make({ values: ['Initech'], rules: { any } });
    const check = async (value: string) =>
      (await api.call('get', `/lists/keys/check?value=${encodeURIComponent(value)}`, viewer)).json;
    expect(await check(' INITECH ')).toEqual({ hit: true, entry: 'Initech', rule: '', version: 1, stale: false });
    expect(await check('Acme & Sons')).toMatchObject({ hit: true, entry: '', rule: 'starts with "acme"' });
    expect(await check('Umbrella')).toMatchObject({ hit: false, entry: '', rule: '' });
    expect((await api.call('get', '/lists/gone/check?value=x', viewer)).status).toBe(404);
  });
});

describe('the age of a list', () => {
  it('counts from its last change or confirmation, against its limit', async () => {
    await make({ values: ['a'], limitDays: 30 });
    api.store.db.run("UPDATE value_list SET checked_at = checked_at - 31 * 86400000 WHERE slug = 'keys'");
    expect((await api.call('get', '/lists/keys', viewer)).json).toMatchObject({ stale: true });
    const confirmed = await api.call('post', '/lists/keys/confirm', { ...admin, body: {} });
    expect(confirmed.json).toMatchObject({ stale: false, version: 1 });
    const limited = await api.call('put', '/lists/keys', { ...admin, body: { name: 'Keys', limitDays: 0 } });
    expect(limited.json).toMatchObject({ limitDays: 0, version: 2 });
    const kept = await api.call('put', '/lists/keys', { ...admin, body: { name: 'Keys 2' } });
    expect(kept.json).toMatchObject({ name: 'Keys 2', limitDays: 0, version: 3 });
  });
});

describe('the history of a list', () => {
  it('is read page by page, shows what a version changed and held, and brings one back', async () => {
    await make({ values: ['Acme', 'Globex'] });
    const replaced = await api.call('put', '/lists/keys/entries', {
      ...admin,
      body: { values: ['globex', 'Initech'] },
    });
    expect(replaced.json).toEqual({ added: 1, removed: 1 });
    const page = await api.call<{ items: ListVersion[]; next: string }>('get', '/lists/keys/versions?limit=1', viewer);
    expect(page.json.items).toMatchObject([{ version: 2, did: 'replace', who: 'token:test admin', kept: true }]);
    const next = await api.call('get', `/lists/keys/versions?limit=1&cursor=${page.json.next}`, viewer);
    expect(next.json).toMatchObject({ items: [{ version: 1, did: 'create', added: 2 }], next: null });
    const two = await api.call('get', '/lists/keys/versions/2', viewer);
    expect(two.json).toMatchObject({ came: ['Initech'], went: ['Acme'], entries: 2 });
    const held = await api.call('get', '/lists/keys/versions/1/entries?q=acm', viewer);
    expect(held.json).toEqual({ items: [{ entry: 'Acme' }], next: null });
    const restored = await api.call('post', '/lists/keys/restore', { ...admin, body: { version: 1 } });
    expect(restored.json).toMatchObject({ version: 3, entries: 2 });
    for (const wrong of ['9', '0', 'x', '-1', '1e9'])
      expect((await api.call('get', `/lists/keys/versions/${wrong}`, viewer)).status, wrong).toBe(404);
  });

  it('can be read of a list that is gone', async () => {
    await make({ values: ['Acme'] });
    await api.call('delete', '/lists/keys', admin);
    const all = await api.call<{ items: ListVersion[] }>('get', '/lists/keys/versions', viewer);
    expect(all.json.items.map(({ version, did }) => [version, did])).toEqual([
      [2, 'delete'],
      [1, 'create'],
    ]);
    expect((await api.call('get', '/lists/keys/versions/1/entries', viewer)).json).toMatchObject({
      items: [{ entry: 'Acme' }],
    });
    expect((await api.call('post', '/lists/keys/restore', { ...admin, body: { version: 1 } })).status).toBe(404);
  });
});

describe('a list that a flow uses', () => {
  it('is kept, naming the flow, unless its deletion is forced; that is written down', async () => {
    await make({ values: ['Acme'] });
    const nodes = {
      'lead-in': { type: 'webhook', config: { path: 'keys' } },
      look: { type: 'validation-list', config: { list: 'keys', value: 'lead.company' } },
      done: { type: 'stop', config: { outcome: 'accepted', reason: 'Taken.' } },
      off: { type: 'stop', config: { outcome: 'rejected', reason: 'Off the list.' } },
    };
    const edges = [
      { from: 'lead-in', port: 'lead', to: 'look' },
      { from: 'look', port: 'pass', to: 'done' },
      { from: 'look', port: 'fail', to: 'off' },
    ];
    const document = { leadflow: 1, name: 'Keys only', nodes, edges };
    const bundle = { document, files: {}, layout: { nodes: {} } };
    const at = ({ rev }: FlowDetail) => ({ ...admin, headers: { 'if-match': `"${rev}"` } });
    const made = await api.call<FlowDetail>('post', '/flows', { ...admin, body: { name: 'Keys only', bundle } });
    const live = await api.call<FlowDetail>('post', '/flows/keys-only/publish', { ...at(made.json), body: {} });
    expect(live.json.live).toMatchObject({ version: 1 });
    // The draft forgets the list; what serves does not.
    const { look: _look, off: _off, ...rest } = nodes;
    const shorter = { ...document, nodes: rest, edges: [{ from: 'lead-in', port: 'lead', to: 'done' }] };
    const draft = { ...at(live.json), body: { bundle: { ...bundle, document: shorter } } };
    expect((await api.call('put', '/flows/keys-only/draft', draft)).status).toBe(200);
    const refused = await api.call('delete', '/lists/keys', admin);
    expect(refused).toMatchObject({ status: 409, json: { code: 'IN_USE', errors: [{ field: 'keys-only' }] } });
    expect(refused.json).toMatchObject({ detail: 'Flows that use it: keys-only.' });
    expect((await api.call('delete', '/lists/keys?force=true', admin)).status).toBe(204);
    const audit = await api.call('get', '/audit?q=list.remove', admin);
    expect(audit.json).toMatchObject({ items: [{ what: 'keys', detail: '1 entries. Used by keys-only.' }] });
  });
});
