// What becomes of a lead after a command: its contact data, marks, history, and what it is found by, through an index.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../flows/language/document.ts';
import type { CreateLead, CreateLeadResult } from '../../nodes/tools.ts';
import { ask, change } from '../../server/store/admin-ops.ts';
import type { LeadDetailRow, LeadFilter } from '../../server/store/admin-rows.ts';
import type { LeadChange } from '../../server/store/lead-ops.ts';
import { engineCommands } from '../../server/store/sqlite/commands/engine.ts';
import { queries } from '../../server/store/sqlite/queries/registry.ts';
import { type DirectStore, openDirectStore } from '../support/direct-store.ts';

const NUMBER = '+13105550123';
const NOW = Date.UTC(2026, 5, 15);

let store: DirectStore;
let ids = 0;
beforeEach(() => {
  store = openDirectStore();
  ids = 0;
});
afterEach(() => store.close());

type Sent = Partial<CreateLead> & { run?: string; number?: string };

function create({ run = 'r1', number = NUMBER, ...more }: Sent = {}): CreateLeadResult {
  const phone = { raw: number, e164: number, national: '3105550123', valid: true, country: 'US' };
  const lead = { list: 'default', status: 'NEW', phone, fields: { email: 'Ann@Example.com' }, onDuplicate: 'skip' };
  const args = { ...lead, source: 's1', raw: {}, flow: 'f', region: 'US', run, ...more } as unknown as JsonObject;
  const moment = { now: NOW, newId: () => `00000000-0000-7000-8000-00000000000${++ids}` };
  return engineCommands['lead.create']?.(store.db, args, moment) as CreateLeadResult;
}

async function detail({ leadId }: CreateLeadResult): Promise<LeadDetailRow> {
  const lead = await ask(store, 'lead.detail', { id: leadId });
  if (!lead) throw new Error('There is no such lead.');
  return lead;
}

const all: LeadFilter & { q: null } = {
  ...{ list: null, status: null, source: null, flow: null, flag: null, owner: null, campaign: null, q: null },
  ...{ success: null, final: null, since: null, before: null, ids: null },
};
const numbersOnDnc = () => store.db.all('SELECT number, reason, origin FROM dnc ORDER BY number');
const rowsOf = (table: string) => Number(store.db.get(`SELECT count(*) AS n FROM ${table}`)?.n);

describe('a new lead', () => {
  it('has its contact data beside its fields, and a history that costs no row', async () => {
    const lead = await detail(create({ fields: { Email: 'ANN@example.com ', first_name: 'ann', zip: '9' } }));
    expect(lead).toMatchObject({ email: 'ann@example.com', name: 'Ann', region: 'US' });
    expect(lead.contact.map(({ part, valid }) => [part, valid])).toEqual([
      ['phone', true],
      ['email', true],
      ['name', true],
      ['postalCode', false],
    ]);
    expect(lead.contact[0]).toMatchObject({ normal: NUMBER, national: '3105550123', country: 'US' });
    expect(lead.history).toMatchObject([{ did: 'created', who: 'source:s1', run: 'r1', after: 'NEW', at: NOW }]);
    for (const table of ['lead_history', 'lead_run', 'lead_flag', 'lead_external', 'dnc'])
      expect(rowsOf(table)).toBe(0);
  });

  it('keeps owner, flags, reference, price and ids elsewhere, and is found by them', async () => {
    const price = { amount: 12.5, currency: 'USD' };
    const facts = { owner: 'bob', flags: ['vip', 'vip'], reference: 'A-17', price, externalIds: { crm: '99' } };
    const made = create(facts);
    expect(await detail(made)).toMatchObject({
      ...facts,
      flags: ['vip'],
      externalIds: [{ system: 'crm', id: '99' }],
    });
    for (const more of [{ flag: 'vip' }, { owner: 'bob' }, { q: 'A-17' }, { q: '99' }] as Partial<LeadFilter>[])
      expect(await found(more)).toEqual([made.leadId]);
    expect(await found({ flag: 'old' })).toEqual([]);
  });

  it('from before there was contact data has it read when it is looked at', async () => {
    const made = create({ fields: { email: 'none', state: 'ca' } });
    store.db.run('UPDATE lead SET contact = NULL');
    expect((await detail(made)).contact).toMatchObject([
      { part: 'phone', normal: NUMBER },
      { part: 'email', raw: 'none', valid: false },
      { part: 'state', normal: 'CA' },
    ]);
  });
});

describe('the marks of a status', () => {
  it('put the number on the account DNC list with the lead, whoever gives it, and only once', async () => {
    create({ status: 'DNC', run: 'r1' });
    expect(numbersOnDnc()).toEqual([{ number: NUMBER, reason: 'Status DNC: Do not call', origin: 'run:r1' }]);
    const other = create({ number: '+13105550124' });
    await change(store, 'lead.change', { id: other.leadId, status: 'DNC', by: 'ann@example.com' });
    const third = create({ number: '+13105550125' });
    await change(store, 'lead.change', { id: third.leadId, status: 'DNC', by: 'source:Web' });
    const unread = create({
      number: '',
      phone: { raw: '555-01', e164: '', national: '', valid: false },
      status: 'DNC',
    });
    expect((await detail(unread)).contact[0]).toMatchObject({ part: 'phone', valid: false });
    expect(numbersOnDnc().map(({ number, origin }) => [number, origin])).toEqual([
      [NUMBER, 'run:r1'],
      ['+13105550124', 'person:ann@example.com'],
      ['+13105550125', 'source:Web'],
      ['55501', 'run:r1'],
    ]);
    await change(store, 'lead.change', { id: third.leadId, phone: { raw: 'x', e164: '+13105550126' }, by: 'ann' });
    expect(numbersOnDnc()).toHaveLength(5);
  });

  it('keep a final status from a flow that updates or merges, and not from a person', async () => {
    const made = create({ status: 'SALE' });
    create({ status: 'HOT', onDuplicate: 'update', fields: { a: 1 }, run: 'r2' });
    expect(await detail(made)).toMatchObject({ status: 'SALE', fields: { a: 1 }, run: 'r2' });
    await change(store, 'lead.change', { id: made.leadId, status: 'CALLBK', by: 'ann' });
    create({ status: 'HOT', onDuplicate: 'update', run: 'r3' });
    expect((await detail(made)).status).toBe('HOT');
  });
});

describe('the history', () => {
  it('tells what each hand changed, and which runs touched the lead', async () => {
    const made = create({ fields: { city: 'Rome', zip: '1' }, flags: ['a'], externalIds: { crm: '1' } });
    const more = { flags: ['b'], externalIds: { erp: '2' }, price: { amount: 3, currency: '' } };
    create({ run: 'r2', onDuplicate: 'merge', fields: { city: 'Paris' }, status: 'HOT', ...more });
    create({ run: 'r3', onDuplicate: 'merge', fields: { city: 'Paris' } });
    await change(store, 'lead.change', {
      id: made.leadId,
      fields: { zip: null },
      owner: 'bob',
      list: 'default',
      by: 'ann',
    });
    await change(store, 'lead.change', { id: made.leadId, owner: 'bob', by: 'ann' });
    const lead = await detail(made);
    expect(lead).toMatchObject({ status: 'NEW', fields: { city: 'Paris' }, flags: ['a', 'b'], run: 'r3' });
    expect(lead.history.map(({ did, who, run, before, after }) => [did, who, run, before, after])).toEqual([
      ['created', 'source:s1', 'r1', '', 'NEW'],
      ['merged', 'flow:f', 'r2', 'city: Rome', 'city: Paris'],
      ['flags', 'flow:f', 'r2', 'a', 'a, b'],
      ['externalIds', 'flow:f', 'r2', 'crm: 1', 'crm: 1\nerp: 2'],
      ['price', 'flow:f', 'r2', '', '3'],
      ['merged', 'flow:f', 'r3', '', ''],
      ['fields', 'ann', null, 'zip: 1', ''],
      ['owner', 'ann', null, '', 'bob'],
    ]);
    expect(store.db.all('SELECT run FROM lead_run ORDER BY run').map(({ run }) => run)).toEqual(['r1', 'r2', 'r3']);
  });
});

describe('a change that reads like no change', () => {
  it.each([
    ['a number in the place of a text', { fields: { age: '1' } }, { fields: { age: 1 } }],
    ['an empty field that goes', { fields: { age: '' } }, { fields: { age: null } }],
    ['two flags in the place of one with a comma', { flags: ['a, b'] }, { flags: ['a', 'b'] }],
    [
      'another system with another id',
      { externalIds: [{ system: 'a: b', id: 'c' }] },
      { externalIds: [{ system: 'a', id: 'b: c' }] },
    ],
  ] as [string, Partial<LeadChange>, Partial<LeadChange>][])('is made and told: %s', async (_, first, then) => {
    const made = create();
    await change(store, 'lead.change', { id: made.leadId, ...first, by: 'ann' });
    await change(store, 'lead.change', { id: made.leadId, ...then, by: 'ann' });
    const after = await detail(made);
    const { fields = {}, ...others } = then;
    expect(after).toMatchObject(others);
    for (const [name, value] of Object.entries(fields))
      expect((after.fields as JsonObject)[name]).toBe(value ?? undefined);
    expect(after.history).toHaveLength(3);
  });

  it('is not made where nothing differs, and a number that cannot be read is put on DNC once it is another', async () => {
    const made = create({ flags: ['vip'] });
    const before = await detail(made);
    await change(store, 'lead.change', { id: made.leadId, flags: ['vip'], fields: {}, by: 'ann' });
    expect((await detail(made)).history).toEqual(before.history);
    await change(store, 'lead.change', {
      id: made.leadId,
      status: 'DNC',
      phone: { e164: '', raw: '12345' },
      by: 'ann',
    });
    for (const raw of ['67890', '@SUM(1)', '+1 ('])
      await change(store, 'lead.change', { id: made.leadId, phone: { e164: '', raw }, by: 'ann' });
    expect(numbersOnDnc().map(({ number }) => number)).toEqual(['12345', '67890']);
  });

  it('of which there were very many is told from its end', async () => {
    const made = create();
    for (let at = 0; at < 510; at += 1)
      await change(store, 'lead.change', { id: made.leadId, owner: `o${at}`, by: 'ann' });
    await change(store, 'lead.change', { id: made.leadId, status: 'HOT', by: 'ann' });
    const { history } = await detail(made);
    expect(history).toHaveLength(501);
    expect([history[0]?.after, history.at(-1)?.after]).toEqual(['NEW', 'HOT']);
  });
});

describe('many leads', () => {
  it('of a filter are left as they are where they changed meanwhile', async () => {
    const [one, two] = [create(), create({ number: '+12125550144' })];
    await change(store, 'lead.change', { id: two.leadId, status: 'SALE', by: 'flow' });
    const act = { kind: 'status' as const, status: 'DEAD' };
    const filter = { ...all, status: 'NEW' };
    const report = await change(store, 'lead.act', { ids: [one.leadId, two.leadId], act, filter, by: 'ann' });
    expect(report).toMatchObject({ changed: 1, skipped: [{ says: expect.stringContaining('meanwhile'), count: 1 }] });
    expect([(await detail(one)).status, (await detail(two)).status]).toEqual(['DEAD', 'SALE']);
  });

  it('are weighed and changed alike, and what is left out says why', async () => {
    const [one, two] = [create(), create({ number: '+13105550124', status: 'HOT' })];
    const received = create({ number: '+13105550125', received: 'No.' });
    const nobody = create({ number: '', phone: { raw: '', e164: '', national: '', valid: false }, flags: ['old'] });
    const sum = { raw: '@SUM(1)', e164: '', national: '', valid: false };
    const formula = create({ number: '', phone: sum, status: 'HOT' });
    const ids = [one, two, received, nobody].map(({ leadId }) => leadId);
    const both = async (act: Parameters<typeof change<'lead.act'>>[2]['act'], on = ids) => {
      const weighed = await ask(store, 'lead.weigh', { ids: on, act });
      expect(await change(store, 'lead.act', { ids: on, act, by: 'ann' })).toEqual(weighed);
      return weighed;
    };
    expect(await both({ kind: 'status', status: 'HOT' }, [...ids, 'gone'])).toEqual({
      changed: 2,
      skipped: [
        { says: 'They have this status already.', count: 1 },
        { says: expect.stringContaining('received and not created'), count: 1 },
        { says: 'They are there no more.', count: 1 },
      ],
    });
    expect(await both({ kind: 'flags', add: ['new'], remove: ['old'] })).toMatchObject({ changed: 4 });
    expect(await both({ kind: 'flags', add: ['new'] })).toMatchObject({ changed: 0 });
    expect(await found({ flag: 'old' })).toEqual([]);
    expect(await both({ kind: 'dnc', list: 'account', reason: 'asked' }, [...ids, formula.leadId])).toEqual({
      changed: 3,
      skipped: [
        { says: 'They have no number.', count: 1 },
        { says: 'Their number cannot be read as a phone number.', count: 1 },
      ],
    });
    expect(numbersOnDnc()).toHaveLength(3);
    await expect(both({ kind: 'status', status: 'GONE' })).rejects.toMatchObject({ code: 'REQUEST_INVALID' });
    expect((await detail(one)).history.map(({ did, who }) => `${did} ${who}`)).toContain('status ann');
  });
});

describe('the words of leads', () => {
  it('are changed, counted, and kept while they are used', async () => {
    const made = create({ status: 'HOT' });
    const by = 'ann';
    await expect(change(store, 'status.remove', { abbrev: 'HOT', by })).rejects.toMatchObject({
      detail: '1 lead has it.',
    });
    await expect(change(store, 'leadList.remove', { slug: 'default', by })).rejects.toMatchObject({ code: 'IN_USE' });
    expect(await change(store, 'status.change', { abbrev: 'HOT', success: true, by })).toMatchObject({ leads: 1 });
    expect([await found({ success: true }), await found({ success: false })]).toEqual([[made.leadId], []]);
    const list = await change(store, 'leadList.create', { slug: 'web', name: 'Web', campaign: 'spring', by });
    expect(list).toMatchObject({ campaign: 'spring', leads: 0 });
    await change(store, 'lead.change', { id: made.leadId, list: 'web', by });
    const campaigns = await ask(store, 'campaign.list', { q: null, after: null, limit: 9 });
    expect(campaigns.items).toEqual([{ slug: 'spring', name: 'spring', lists: ['web'], leads: 1 }]);
    expect(await found({ campaign: 'spring' })).toEqual([made.leadId]);
    await expect(change(store, 'campaign.remove', { slug: 'spring', by })).rejects.toMatchObject({ code: 'IN_USE' });
    await change(store, 'leadList.change', { slug: 'web', campaign: '', by });
    await change(store, 'campaign.remove', { slug: 'spring', by });
  });
});

async function found(more: Partial<LeadFilter & { q: string }>): Promise<string[]> {
  const page = await ask(store, 'lead.list', { ...all, ...more, after: null, limit: 50 });
  const counted = await ask(store, 'lead.ids', { filter: { ...all, ...more }, after: '', limit: 50 });
  expect(counted.ids.toReversed()).toEqual(page.items.map(({ id }) => id));
  return page.items.map(({ id }) => id);
}

describe('a search', () => {
  it('finds by the whole number in any form, by e-mail, id and part of a name', async () => {
    const made = create({ fields: { name: 'Ann Lee', email: 'ann@example.com' } });
    create({ number: '+12125550144', fields: {} });
    for (const q of ['(310) 555-0123', '+1 310 555 0123', 'ANN@example.com', 'ann@ex', made.leadId, 'n le', '5550123'])
      expect([q, await found({ q })]).toEqual([q, [made.leadId]]);
    for (const q of ['310 555 0199', 'bob@example.com', 'nobody']) expect([q, await found({ q })]).toEqual([q, []]);
  });

  it.each([
    ['a number', { q: '(310) 555-0123', phones: [NUMBER] }],
    ['an e-mail address', { q: 'ann@example.com' }],
    ['an id', { q: '00000000-0000-7000-8000-000000000001' }],
    ['a status that was given', { status: 'HOT' }],
    ['a status of an owner', { status: 'HOT', owner: 'bob' }],
    ['an owner', { owner: 'bob' }],
    ['a flag', { flag: 'vip' }],
  ] as [string, Partial<LeadFilter & { q: string }>][])(
    'for %s goes by an index, and never over all leads',
    (_, more) => {
      create({ fields: { email: 'ann@example.com' }, flags: ['vip'], owner: 'bob', status: 'HOT' });
      const asked: string[] = [];
      const watched = Object.assign(Object.create(store.db) as typeof store.db, {
        all: (sql: string, ...values: (string | number)[]) => {
          // A slice of a subquery is read as `lead` once more.
          const steps = store.db.all(`EXPLAIN QUERY PLAN ${sql}`, ...values).map((row) => String(row.detail));
          asked.push(...(steps[0] === 'CO-ROUTINE lead' ? steps.slice(0, 2) : steps));
          return store.db.all(sql, ...values);
        },
        get: (sql: string, ...values: (string | number)[]) => store.db.get(sql, ...values),
      });
      const page = queries['lead.list']?.(watched, {
        ...all,
        ...more,
        after: null,
        limit: 50,
      } as unknown as JsonObject);
      expect(page).toMatchObject({ items: [{ owner: 'bob' }] });
      expect(asked.filter((step) => /\bSCAN lead\b|TEMP B-TREE/.test(step))).toEqual([]);
    },
  );

  it('holds what no index answers to what one does: all that is named counts', async () => {
    const made = create({ flags: ['vip'], owner: 'bob', status: 'HOT' });
    const words = { list: 'default', source: 's1', status: 'HOT', owner: 'bob', flag: 'vip' };
    expect(await found(words)).toEqual([made.leadId]);
    for (const name of Object.keys(words))
      expect([name, await found({ ...words, [name]: 'other' })]).toEqual([name, []]);
  });

  it.each([{ phones: [NUMBER] }, { email: 'ann@example.com' }, { status: 'HOT' }, { id: 'r1' }])(
    'of the lead API for %j goes by an index',
    (asked) => {
      create({ fields: { email: 'ann@example.com' }, status: 'HOT' });
      const steps: string[] = [];
      const watched = Object.assign(Object.create(store.db) as typeof store.db, {
        get: (sql: string, ...values: string[]) => {
          steps.push(...store.db.all(`EXPLAIN QUERY PLAN ${sql}`, ...values).map((row) => String(row.detail)));
          return store.db.get(sql, ...values);
        },
        all: (sql: string, ...values: string[]) => {
          steps.push(...store.db.all(`EXPLAIN QUERY PLAN ${sql}`, ...values).map((row) => String(row.detail)));
          return store.db.all(sql, ...values);
        },
      });
      const args = { fields: {}, offset: 0, limit: 10, ...asked } as unknown as JsonObject;
      expect(queries['lead.find']?.(watched, args)).toMatchObject({ total: asked.id ? 0 : 1 });
      expect(steps.filter((step) => /\bSCAN lead\b/.test(step))).toEqual([]);
    },
  );
});

describe('how many leads stand where', () => {
  it('is kept as they come, are changed and go, and is what a list and a status say', async () => {
    const by = 'ann';
    await change(store, 'leadList.create', { slug: 'auto', name: 'Auto', campaign: 'spring', by });
    const one = create({ list: 'auto' });
    create({ list: 'auto', number: '+12125550144' });
    create({ list: 'auto', received: 'A duplicate.' });
    await change(store, 'lead.change', { id: one.leadId, status: 'HOT', by });
    await change(store, 'lead.change', { id: one.leadId, list: 'default', by });
    const counted = () => store.db.all('SELECT list, status, leads AS n FROM lead_count WHERE leads <> 0');
    const rows = () => store.db.all('SELECT list, status, count(*) AS n FROM lead GROUP BY list, status');
    expect(counted()).toEqual(rows());
    const page = { q: null, after: null, limit: 50 };
    const { items } = await ask(store, 'campaign.list', page);
    expect(items).toMatchObject([{ slug: 'spring', leads: 2 }]);
    expect((await ask(store, 'status.list', page)).items.find(({ abbrev }) => abbrev === 'HOT')?.leads).toBe(1);
    expect(await ask(store, 'lead.find', { list: 'auto', fields: {}, offset: 0, limit: 1 })).toMatchObject({
      total: 2,
    });
    store.db.run('DELETE FROM lead');
    expect(counted()).toEqual([]);
    await change(store, 'leadList.remove', { slug: 'auto', by });
  });
});
