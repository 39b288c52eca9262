// Leads as a person works on them over HTTP: looked at, changed, many at once, and the words that they are kept under.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {
  Campaign,
  LeadBulkReport,
  LeadDetail,
  LeadList,
  LeadStatus,
  LeadSummary,
} from '../../editor/api-types.ts';
import { newId } from '../../server/store/ids.ts';
import { engineCommands } from '../../server/store/sqlite/commands/engine.ts';
import { type ApiServer, startApi } from '../support/api-server.ts';

let api: ApiServer;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const admin = { as: 'admin' } as const;
const viewer = { as: 'viewer' } as const;
interface List<T> {
  items: T[];
  next: string | null;
}

let numbers = 0;
function addLead(more: object = {}): { id: string; number: string } {
  numbers += 1;
  const number = `+1310555${1000 + numbers}`;
  const phone = { raw: number, e164: number, national: number.slice(2), valid: true, country: 'US' };
  const fields = { phone_number: number, email: 'ann@example.com', first_name: 'ann', last_name: 'lee' };
  const lead = { list: 'default', status: 'NEW', phone, fields, onDuplicate: 'allow', source: 'web', raw: fields };
  const args = { ...lead, flow: 'f', run: '', region: 'US', ...more };
  const moment = { now: Date.now(), newId: () => newId(Date.now()) };
  const made = engineCommands['lead.create']?.(api.store.db, args, moment) as { leadId: string };
  return { id: made.leadId, number };
}
const detail = async (id: string) => (await api.call<LeadDetail>('get', `/leads/${id}`, viewer)).json;
const found = async (query: string) =>
  (await api.call<List<LeadSummary>>('get', `/leads?${query}`, viewer)).json.items.map(({ id }) => id);
const bulk = async (body: object) => (await api.call<LeadBulkReport>('post', '/leads/bulk', { ...admin, body })).json;

describe('one lead', () => {
  it('shows its contact data and is changed field by field, with who did what', async () => {
    const { id, number } = addLead();
    const body = {
      status: 'HOT',
      owner: 'bob@example.com',
      flags: ['vip'],
      externalIds: [{ system: 'crm', id: 'X-1' }],
      reference: 'R-1',
      price: { amount: 9.5, currency: 'EUR' },
      fields: { zip: '90210', last_name: null, phone_number: '(310) 555-0177' },
    };
    const changed = await api.call<LeadDetail>('patch', `/leads/${id}`, { ...admin, body });
    const { fields: _fields, ...kept } = body;
    expect(changed.json).toMatchObject({ ...kept, phone: '+13105550177', name: 'Ann' });
    expect(changed.json.fields).toEqual({
      phone_number: '(310) 555-0177',
      email: 'ann@example.com',
      first_name: 'ann',
      zip: '90210',
    });
    const parts = Object.fromEntries(changed.json.contact.map(({ part, normal, valid }) => [part, [normal, valid]]));
    expect(parts).toEqual({
      phone: ['+13105550177', true],
      email: ['ann@example.com', true],
      name: ['Ann', true],
      postalCode: ['90210', true],
    });
    const did = changed.json.history.map((event) => [event.did, event.who]);
    expect(did[0]).toEqual(['created', 'source:web']);
    expect(did.slice(1).map(([what]) => what)).toEqual([
      'fields',
      'status',
      'owner',
      'flags',
      'externalIds',
      'reference',
      'price',
    ]);
    expect(changed.json.history[1]).toMatchObject({ who: 'token:test admin', before: expect.stringContaining(number) });
    for (const q of ['R-1', 'X-1', '310.555.0177', 'flag=vip&q=ann@example.com']) {
      expect([q, await found(q.startsWith('flag') ? q : `q=${q}`)]).toEqual([q, [id]]);
    }
    const cleared = { price: null, flags: [], externalIds: [], owner: '' };
    await api.call('patch', `/leads/${id}`, { ...admin, body: cleared });
    expect(await detail(id)).toMatchObject(cleared);
    expect(await found('q=X-1')).toEqual([]);
  });

  it('refuses what there is not, and a change by who may only look', async () => {
    const { id } = addLead();
    const patch = (body: object, as: 'admin' | 'viewer' = 'admin') => api.call('patch', `/leads/${id}`, { as, body });
    for (const body of [
      { status: 'GONE' },
      { list: 'gone' },
      { price: { amount: 1, currency: 'euro' } },
      { colour: 1 },
    ])
      expect([body, (await patch(body)).status]).toEqual([body, 422]);
    expect((await patch({ owner: 'x' }, 'viewer')).status).toBe(403);
    expect((await api.call('patch', '/leads/gone', { ...admin, body: {} })).status).toBe(404);
    const received = addLead({ received: 'No.' });
    expect((await api.call('patch', `/leads/${received.id}`, { ...admin, body: { status: 'HOT' } })).status).toBe(422);
    const flagged = await api.call('patch', `/leads/${received.id}`, { ...admin, body: { flags: ['look'] } });
    expect(flagged.json).toMatchObject({ flags: ['look'], status: '' });
  });

  it('is not changed by who saw it before another change, and keeps a status that nobody made where it is not touched', async () => {
    const { id } = addLead({ status: 'ODD' });
    const seen = (await api.call<LeadDetail>('get', `/leads/${id}`, admin)).json.updatedAt;
    const patch = (body: object) => api.call<LeadDetail>('patch', `/leads/${id}`, { ...admin, body });
    expect((await patch({ owner: 'bob', status: 'ODD', updatedAt: seen })).json).toMatchObject({ owner: 'bob' });
    expect(await patch({ owner: 'eve', updatedAt: seen })).toMatchObject({
      status: 412,
      json: { code: 'CHANGED_MEANWHILE' },
    });
    expect((await patch({ owner: 'eve' })).json).toMatchObject({ owner: 'eve' });
  });

  it('is found by a number as it is written in the region of a source', async () => {
    const british = { raw: '020 7946 0018', e164: '+442079460018', national: '2079460018', valid: true, country: 'GB' };
    const { id } = addLead({ phone: british });
    expect(await found('q=020 7946 0018')).toEqual([]);
    const source = { name: 'London', flow: 'first-flow', auth: 'key', region: 'GB' };
    await api.call('post', '/sources', { ...admin, body: source });
    expect(await found('q=020 7946 0018')).toEqual([id]);
    expect(await found('q=%2B44 20 7946-0018')).toEqual([id]);
  });

  it('goes into a file with its columns, in which a spreadsheet finds no formula', async () => {
    const { id } = addLead({ owner: '=1+1', flags: ['vip'], price: { amount: 2, currency: 'USD' } });
    const headers = { authorization: `Bearer ${api.tokens.admin}` };
    const text = await (await fetch(`${api.url}/api/leads?as=csv&ids=${id}`, { headers })).text();
    expect(text.split('\r\n')[0]).toContain('owner,flags,reference,price');
    expect(text).toContain(`'=1+1,"[""vip""]",`);
    const line = await (await fetch(`${api.url}/api/leads?as=ndjson&ids=${id}`, { headers })).text();
    expect(JSON.parse(line)).toMatchObject({ id, owner: '=1+1', flags: ['vip'], price: { amount: 2 } });
  });
});

describe('many leads', () => {
  it('are meant by ids or by a filter, counted first, and changed in parts', async () => {
    const ids = Array.from({ length: 450 }, () => addLead({ owner: 'many' }).id);
    const filter = { owner: 'many' };
    const act = { kind: 'flags', add: ['spring'] };
    const looked = await bulk({ filter, act, dryRun: true });
    expect(looked).toMatchObject({ matched: 450, changed: 450, skipped: [] });
    expect(await found('flag=spring')).toEqual([]);
    // It came after the count was shown.
    const late = addLead({ owner: 'many', id: `${'f'.repeat(8)}-0000-7000-8000-000000000001` });
    expect(await bulk({ filter, act, through: looked.through })).toEqual(looked);
    expect(await bulk({ filter, act, through: looked.through })).toMatchObject({
      changed: 0,
      skipped: [{ count: 450 }],
    });
    expect(await found('flag=spring')).not.toContain(late.id);
    api.store.db.run('DELETE FROM lead WHERE id = ?', late.id);
    const some = ids.slice(0, 3);
    expect(await bulk({ ids: [...some, ...some], act: { kind: 'status', status: 'HOT' } })).toMatchObject({
      changed: 3,
    });
    expect((await found('owner=many&status=HOT')).sort()).toEqual([...some].sort());
    expect(await bulk({ ids: some, act: { kind: 'dnc', list: 'account', reason: 'asked' } })).toMatchObject({
      changed: 3,
    });
    expect(await bulk({ ids: some, act: { kind: 'rerun' }, dryRun: true })).toEqual({
      matched: 3,
      changed: 0,
      skipped: [{ says: 'No run brought them.', count: 3 }],
      through: expect.any(String),
    });
    const audit = await api.call<List<{ what: string; detail: string }>>('get', '/audit?q=lead.change', admin);
    expect(audit.json.items.filter(({ what }) => what === 'many')).toHaveLength(4);
  });

  it('are not run again where their run cannot be, and that is counted by why', async () => {
    const { id } = addLead({ run: 'gone' });
    const told = await bulk({ ids: [id], act: { kind: 'rerun' } });
    expect(told).toMatchObject({
      matched: 1,
      changed: 0,
      skipped: [{ count: 1, says: expect.stringContaining('gone') }],
    });
  });

  it('are refused where nothing, or too much, says which are meant', async () => {
    const act = { kind: 'owner', owner: 'x' };
    for (const body of [
      { act },
      { act, ids: [], filter: {} },
      { ids: [], act: { kind: 'status', status: 'GONE' } },
      { ids: [], act: { kind: 'eat' } },
    ])
      expect([body, (await api.call('post', '/leads/bulk', { ...admin, body })).status]).toEqual([body, 422]);
    expect((await api.call('post', '/leads/bulk', { ...viewer, body: { act, ids: [] } })).status).toBe(403);
  });
});

describe('statuses, lists and campaigns', () => {
  it('have pages of their own: made, marked, renamed, and kept while leads have them', async () => {
    const made = await api.call<LeadStatus>('post', '/statuses', { ...admin, body: { abbrev: 'WON', label: 'Won' } });
    expect(made.json).toEqual({ abbrev: 'WON', label: 'Won', final: false, success: false, dnc: false, leads: 0 });
    const marked = await api.call<LeadStatus>('patch', '/statuses/WON', {
      ...admin,
      body: { success: true, final: true },
    });
    expect(marked.json).toMatchObject({ label: 'Won', final: true, success: true, dnc: false });
    const { id } = addLead({ status: 'WON' });
    expect(await found('success=true')).toEqual([id]);
    expect(await found('final=false&status=WON')).toEqual([]);
    const kept = await api.call<{ detail: string }>('delete', '/statuses/WON', admin);
    expect([kept.status, kept.json.detail]).toEqual([409, '1 lead has it.']);
    await api.call('patch', `/leads/${id}`, { ...admin, body: { status: 'NEW' } });
    expect((await api.call('delete', '/statuses/WON', admin)).status).toBe(204);
    expect((await api.call('patch', '/statuses/WON', { ...admin, body: { label: 'x' } })).status).toBe(404);
  });

  it('are kept while the duplicate check gives them, or an import into them is not over', async () => {
    await api.call('post', '/statuses', { ...admin, body: { abbrev: 'TWICE', label: 'Twice' } });
    const { settings, version } = api.workspace.account();
    const gives = { ...settings, noMatch: { ...settings.noMatch, status: 'TWICE' } };
    const applied = await api.workspace.applyAccount(gives, { version, by: 'ann' });
    const kept = await api.call<{ detail: string }>('delete', '/statuses/TWICE', admin);
    expect([kept.status, kept.json.detail]).toEqual([409, 'The duplicate check gives it (Settings, Duplicate check).']);
    await api.workspace.applyAccount(settings, { version: applied.version, by: 'ann' });
    expect((await api.call('delete', '/statuses/TWICE', admin)).status).toBe(204);

    await api.call('post', '/lead-lists', { ...admin, body: { slug: 'fair', name: 'Fair' } });
    await api.store.write('leadImport.begin', { id: 'i1', name: 'fair.csv', size: 1, etag: '', by: 'ann' });
    const set = (state: string) =>
      api.store.write('leadImport.set', {
        ...{ id: 'i1', by: 'ann', from: ['receiving', 'paused'] },
        change: { state, settings: { list: 'fair' } },
      });
    await set('paused');
    const list = await api.call<{ detail: string }>('delete', '/lead-lists/fair', admin);
    expect(list.json.detail).toBe('Imports into it that are not over: fair.csv.');
    await set('done');
    expect((await api.call('delete', '/lead-lists/fair', admin)).status).toBe(204);
  });

  it('belong together: a list to its campaign, and leads are found by it', async () => {
    await api.call('post', '/campaigns', { ...admin, body: { slug: 'spring', name: 'Spring' } });
    await api.call('post', '/lead-lists', { ...admin, body: { slug: 'web', name: 'Web' } });
    const list = await api.call<LeadList>('patch', '/lead-lists/web', { ...admin, body: { campaign: 'spring' } });
    expect(list.json).toEqual({ slug: 'web', name: 'Web', campaign: 'spring', leads: 0 });
    const { id } = addLead({ list: 'web' });
    expect(await found('campaign=spring')).toEqual([id]);
    const campaigns = await api.call<List<Campaign>>('get', '/campaigns', viewer);
    expect(campaigns.json.items).toEqual([{ slug: 'spring', name: 'Spring', lists: ['web'], leads: 1 }]);
    for (const path of ['/campaigns/spring', '/lead-lists/web', '/lead-lists/default'])
      expect([path, (await api.call('delete', path, admin)).status]).toEqual([path, 409]);
    await bulk({ ids: [id], act: { kind: 'list', list: 'default' } });
    expect((await api.call('delete', '/lead-lists/web', admin)).status).toBe(204);
    const renamed = await api.call<Campaign>('patch', '/campaigns/spring', { ...admin, body: { name: 'Summer' } });
    expect(renamed.json).toMatchObject({ name: 'Summer', lists: [] });
    expect((await api.call('delete', '/campaigns/spring', admin)).status).toBe(204);
  });
});
