// The lead API as an existing Convoso client calls it: parameters in every form, answers and codes per call.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../flows/language/document.ts';
import { idOf, type LeadApi, number, type Params, startLeadApi } from '../support/lead-api-client.ts';
import { eventually, type TestServer } from '../support/test-server.ts';

let api: LeadApi;
let server: TestServer;
let token: string;
let form: LeadApi['form'];
let told: LeadApi['told'];
let leadsOf: LeadApi['leadsOf'];

beforeAll(async () => {
  api = await startLeadApi();
  ({ server, token, form, told, leadsOf } = api);
}, 60_000);
afterAll(() => server?.stop());

describe('a client of Convoso', () => {
  it('inserts by form, by query, by JSON, by multipart and by a raw post, each the same', async () => {
    const address = `${server.address}/v1/leads/insert`;
    const lead = () => ({ auth_token: token, list_id: '1001', phone_number: number(), first_name: 'Ann' });
    const query = () => new URLSearchParams(lead()).toString();
    const multipart = new FormData();
    for (const [name, value] of Object.entries(lead())) multipart.set(name, value);
    const json = { 'content-type': 'application/json' };
    const sent = [
      fetch(address, { method: 'POST', body: new URLSearchParams(lead()) }),
      fetch(`${address}?${query()}`),
      fetch(`${address}?${query()}`, { method: 'POST' }),
      fetch(address, { method: 'POST', headers: json, body: JSON.stringify(lead()) }),
      fetch(address, {
        method: 'POST',
        headers: json,
        body: JSON.stringify({ ...lead(), list_id: 1001, phone_code: 1 }),
      }),
      fetch(address, { method: 'POST', body: multipart }),
      fetch(address, { method: 'POST', headers: { 'content-type': 'text/plain' }, body: JSON.stringify(lead()) }),
      fetch(address, { method: 'POST', headers: { 'content-type': 'text/plain' }, body: query() }),
    ];
    for (const response of await Promise.all(sent)) {
      const answer = (await response.json()) as JsonObject;
      expect([response.status, answer]).toEqual([200, { success: true, data: { lead_id: expect.any(String) } }]);
      const lead = (await server.api('GET', `/leads/${idOf(answer)}`)).body;
      expect(lead).toMatchObject({ list: '1001', status: 'NEW', received: null, fields: { first_name: 'Ann' } });
      expect(JSON.stringify(lead)).not.toContain(token);
    }
  });

  it('is told each fault with the code of its call', async () => {
    const good = { list_id: '1001', phone_number: number() };
    const faults: [string, Params, number][] = [
      ['leads/insert', { list_id: '1001' }, 6007],
      ['leads/insert', { phone_number: good.phone_number }, 6007],
      ['leads/insert', { ...good, list_id: '4040' }, 6002],
      ['leads/insert', { ...good, phone_number: '310555' }, 6008],
      ['leads/insert', { ...good, phone_code: '1', phone_number: '13105550100' }, 6008],
      ['leads/insert', { ...good, email: 'ann' }, 6079],
      ['leads/insert', { ...good, phone_number: ' ' }, 6007],
      ['leads/insert', { ...good, phone_number: 'none' }, 6008],
      ['leads/insert', { ...good, check_dup: 'sometimes' }, 9008],
      ['leads/insert', { ...good, check_dnc: '2' }, 9008],
      ['leads/insert', { ...good, update_if_found: '1', search_list_id: '4040' }, 6002],
      ['leads/insert', { ...good, hopper_priority: '100' }, 9002],
      ['leads/insert', { ...good, hopper_expires_in: '301' }, 9003],
      ['leads/update', { lead_id: '17' }, 6070],
      ['leads/update', { lead_id: '0190a0a0-0000-7000-8000-000000000000' }, 6071],
      ['leads/update', { lead_id: '0190a0a0-0000-7000-8000-000000000000', email: 'ann' }, 6079],
      ['leads/search', { limit: '2001' }, 9006],
      ['leads/search', { ref: 'A', stopped_at: 'here' }, 9008],
      ['leads/search', { created_at_start_date: '2026-01-01' }, 9009],
      ['dnc/insert', { phone_number: 'ann' }, 6007],
      ['dnc/insert', { phone_number: good.phone_number, phone_code: 'x' }, 6026],
      ['dnc/insert', { phone_number: good.phone_number, phone_code: '999' }, 6026],
      ['dnc/insert', { phone_number: good.phone_number, campaign_id: '77' }, 6006],
      ['dnc/insert', { phone_number: good.phone_number, reason: 'x'.repeat(501) }, 6058],
      ['dnc/delete', { phone_number: good.phone_number }, 6056],
      ['dnc/search', { limit: '1001' }, 9006],
    ];
    for (const [call, params, code] of faults) {
      const answer = await told(call, params);
      expect([call, answer]).toEqual([call, { success: false, code, text: expect.any(String) }]);
    }
    expect(await leadsOf(good.phone_number)).toEqual([]);
  });

  it('is told 5001 without a token and with a wrong one, 403 with one of another flow, and 9004 for nested parameters', async () => {
    const wrong = await form('leads/insert', {}, 'lfs_wrong');
    expect([wrong.status, await wrong.json()]).toEqual([
      200,
      { success: false, code: 5001, text: 'Auth token is invalid' },
    ]);
    expect(await (await form('leads/search', {}, '')).json()).toMatchObject({ code: 5001 });
    expect((await form('leads/insert', {}, server.key('duplicate-lead-check'))).status).toBe(403);
    const nested = { method: 'POST', headers: { 'content-type': 'application/json' } };
    for (const phone_number of [{ lead: number() }, [number()]]) {
      const body = JSON.stringify({ auth_token: token, list_id: '1001', phone_number });
      expect(await (await fetch(`${server.address}/v1/leads/insert`, { ...nested, body })).json()).toMatchObject({
        code: 9004,
      });
    }
    expect((await form('leads/everything', {})).status).toBe(404);
  });

  it('may send every parameter that Convoso knows, blank or not, and its number with a country code', async () => {
    const phone = number();
    const all =
      'adaptor_id=&check_dup=0&check_dup_archive=0&check_dnc=0&check_wireless=0&hopper=1&hopper_priority=99&hopper_expires_in=0' +
      '&update_if_found=&update_order_by_last_called_time=DESC&blueinkdigital_token=&reject_by_carrier_type=&filter_phone_code=1' +
      `&lead_id=0&phone_code=1&created_by=&email=ann%40example.com&last_modified_by=&owner_id=77&first_name=Ann&phone_number=1${phone}`;
    const answer = await fetch(`${server.address}/v1/leads/insert?auth_token=${token}&list_id=1001&${all}`);
    const lead = (await server.api('GET', `/leads/${idOf((await answer.json()) as JsonObject)}`)).body;
    expect(lead).toMatchObject({
      phone: `+1${phone}`,
      fields: { owner_id: '77', phone_number: phone, first_name: 'Ann' },
    });
    expect(Object.keys(lead.fields as JsonObject)).not.toContain('hopper');
  });

  it('gets the first answer again for a key that it sends again', async () => {
    const body = () => new URLSearchParams({ auth_token: token, list_id: '1001', phone_number: phone });
    const phone = number();
    const post = () =>
      fetch(`${server.address}/v1/leads/insert`, {
        method: 'POST',
        body: body(),
        headers: { 'idempotency-key': phone },
      });
    const [first, again] = [await (await post()).json(), await (await post()).json()];
    expect(again).toEqual(first);
    expect(await leadsOf(phone)).toHaveLength(1);
  });
});

describe('a lead that takes longer', () => {
  it('is answered as its source says, and is found by the id that was told', async () => {
    const made = await server.api('POST', '/sources', { name: 'Slow', flow: 'account-leads', auth: 'key' });
    const { source, key } = made.body as { source: { id: string }; key: string };
    const paused = await server.api('PUT', `/pauses/source/${source.id}`, { mode: 'queue', says: '' });
    expect(paused.status, JSON.stringify(paused.body)).toBe(200);
    const post = async () => (await form('leads/insert', { list_id: '1001', phone_number: number() }, key)).json();
    await server.api('PATCH', `/sources/${source.id}`, { pending: 'failed' });
    expect(await post()).toMatchObject({ success: false, code: 9100 });
    await server.api('PATCH', `/sources/${source.id}`, { pending: 'success' });
    const answer = (await post()) as JsonObject;
    expect(answer).toMatchObject({ success: true, data: { lead_id: expect.any(String) } });
    await server.api('DELETE', `/pauses/source/${source.id}`);
    const found = await eventually(async () => {
      const data = (await told('leads/search', { lead_id: idOf(answer) })).data as JsonObject;
      return data.total === 1 ? data : undefined;
    });
    expect(found.total).toBe(1);
  });
});

describe('duplicates', () => {
  it('are looked for nowhere, in the list, in its campaign or in the account, as check_dup says', async () => {
    const phone = number();
    const insert = (list: string, dup: string) =>
      told('leads/insert', { list_id: list, phone_number: phone, check_dup: dup });
    expect(await insert('1001', '1')).toMatchObject({ success: true });
    expect(await insert('1002', '2')).toMatchObject({ success: true });
    expect(await insert('1003', '3')).toMatchObject({ success: true });
    expect(await insert('1003', '0')).toMatchObject({ success: true });
    for (const [list, dup] of [
      ['1001', '2'],
      ['1002', '3'],
      ['default', '1'],
      ['default', 'true'],
    ] as const)
      expect(await insert(list, dup)).toEqual({ success: false, code: 6009, text: 'Phone number already exists' });
    expect(await leadsOf(phone)).toHaveLength(4);
  });

  it('let one of a hundred equal leads through, however the number is written', async () => {
    const phone = number();
    const written = [phone, `+1${phone}`, ` ${phone} `, `(${phone.slice(0, 3)}) ${phone.slice(3)}`];
    const params = (i: number) => ({ list_id: '1001', phone_number: written[i % 4] ?? phone, check_dup: '1' });
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, i) =>
        told('leads/insert', { ...params(i), ...(i % 8 ? {} : { phone_code: '1' }) }),
      ),
    );
    expect(answers.filter(({ success }) => success)).toHaveLength(1);
    expect(new Set(answers.map(({ code }) => code))).toEqual(new Set([undefined, 6009]));
    expect(await leadsOf(phone)).toHaveLength(1);
  });

  it('come before the DNC list, as they do at Convoso', async () => {
    const phone = number();
    const both = { list_id: '1001', phone_number: phone, check_dup: '1', check_dnc: '1' };
    await told('leads/insert', { list_id: '1001', phone_number: phone });
    await told('dnc/insert', { phone_number: phone, reason: 'asked' });
    expect(await told('leads/insert', both)).toMatchObject({ success: false, code: 6009 });
    expect(await told('leads/insert', { ...both, check_dup: '0' })).toMatchObject({ success: false, code: 9001 });
    await told('dnc/delete', { phone_number: phone });
  });

  it('are updated with what was sent where update_if_found says so, within the list or campaign that is named', async () => {
    const phone = number();
    const first = await told('leads/insert', { list_id: '1001', phone_number: phone, first_name: 'Ann', state: 'CA' });
    const upsert = { phone_number: phone, first_name: 'Bea', update_if_found: 'true' };
    const elsewhere = await told('leads/insert', { ...upsert, list_id: '1003', search_list_id: '1003' });
    expect(idOf(elsewhere)).not.toBe(idOf(first));
    const again = await told('leads/insert', { ...upsert, list_id: '1003', search_campaign_id: 'spring' });
    expect(again).toEqual(first);
    const lead = (await server.api('GET', `/leads/${idOf(first)}`)).body;
    expect(lead).toMatchObject({ list: '1001', fields: { first_name: 'Bea', state: 'CA' } });
  });
});

describe('records', () => {
  it('are found by number, id and field, in parts, and changed by what was sent alone', async () => {
    const phone = number();
    const lead = { list_id: '1001', phone_number: phone, first_name: 'Ann', email: 'Ann@Example.com', ref: phone };
    const id = idOf(await told('leads/insert', lead));
    expect(await told('leads/update', { lead_id: id, first_name: 'Bea', status: 'HOT', list_id: '1002' })).toEqual({
      success: true,
      data: { lead_id: id },
    });
    await told('leads/insert', { ...lead, list_id: '1003' });
    const wanted = { id, lead_id: id, first_name: 'Bea', email: 'ann@example.com', status: 'HOT', list_id: '1002' };
    for (const by of [
      { lead_id: id },
      { phone_number: phone, list_id: '1002' },
      { ref: phone, status: 'HOT' },
    ] as Params[])
      expect((await told('leads/search', by)).data).toMatchObject({
        offset: 0,
        limit: 10,
        total: 1,
        entries: [wanted],
      });
    const part = (await told('leads/search', { phone_number: phone, limit: '1', offset: '1' })).data as JsonObject;
    expect(part).toMatchObject({ offset: 1, limit: 1, total: 2, entries: [{ id }] });
    const audit = (await server.api('GET', '/audit?q=lead.change')).body.items as JsonObject[];
    expect(audit[0]).toMatchObject({ who: 'source:Client of account-leads', what: id });
  });

  it('are not changed by a source in test mode, which hears what another would', async () => {
    const source = { name: 'Tries', flow: 'account-leads', auth: 'key', test: true };
    const { key } = await api.made('/sources', source);
    const tries = async (call: string, params: Params) => (await form(call, params, String(key))).json();
    const [phone_number, other] = [number(), number()];
    const id = idOf(await told('leads/insert', { list_id: '1001', phone_number, status: 'NEW' }));
    expect(await told('dnc/insert', { phone_number: other })).toMatchObject({ success: true });
    const made = (await tries('leads/insert', { list_id: '1001', phone_number: other })) as JsonObject;
    for (const lead_id of [id, idOf(made)])
      expect(await tries('leads/update', { lead_id, status: 'SALE' })).toEqual({ success: true, data: { lead_id } });
    expect(await tries('leads/update', { lead_id: id.replace(/./g, (c) => (c === '-' ? c : '0')) })).toMatchObject({
      code: 6071,
    });
    expect(await tries('dnc/insert', { phone_number })).toMatchObject({ success: true });
    expect(await tries('dnc/insert', { phone_number: other })).toMatchObject({ code: 6008 });
    expect(await tries('dnc/insert', { phone_number, campaign_id: 'gone' })).toMatchObject({ code: 6006 });
    expect(await tries('dnc/delete', { phone_number: other })).toMatchObject({ success: true });
    expect(await tries('dnc/delete', { phone_number })).toMatchObject({ code: 6056 });
    expect([await leadsOf(phone_number), await leadsOf(other)]).toMatchObject([[{ id, status: 'NEW' }], []]);
    for (const [number, total] of Object.entries({ [phone_number]: 0, [other]: 1 }))
      expect((await told('dnc/search', { phone_number: number })).data).toMatchObject({ total });
    await told('dnc/delete', { phone_number: other });
  });

  it('of the DNC list are added, found by number and reason, met by check_dnc, and removed', async () => {
    const phone = number();
    const added = await told('dnc/insert', { phone_number: phone, phone_code: '1', reason: 'asked' });
    expect(added).toEqual({ success: true, id: `+1${phone}` });
    expect(await told('dnc/insert', { phone_number: phone })).toMatchObject({ success: false, code: 6008 });
    const entry = { phone_number: `1${phone}`, reason: 'asked', campaign_id: '0' };
    expect((await told('dnc/search', { phone_number: phone })).data).toMatchObject({
      total: 1,
      limit: 100,
      entries: [entry],
    });
    expect((await told('dnc/search', { reason: '-NOTBLANK-' })).data).toMatchObject({ entries: [entry] });
    expect((await told('dnc/search', { reason: '-BLANK-' })).data).toMatchObject({ total: 0, entries: [] });
    const lead = { list_id: '1001', phone_number: phone };
    expect(await told('leads/insert', { ...lead, check_dnc: '1' })).toMatchObject({ success: false, code: 9001 });
    expect(await told('leads/insert', { ...lead, check_dnc: '0' })).toMatchObject({ success: true });
    expect(await told('dnc/delete', { phone_number: phone })).toMatchObject({ success: true });
    expect((await told('dnc/search', { phone_number: phone })).data).toMatchObject({ total: 0 });
  });

  it('are met on every list of the whole account, and on that of a campaign only by its own checks', async () => {
    const [listed, campaigned] = [number(), number()];
    await api.made('/dnc-lists', { slug: 'registry', name: 'Registry' });
    await api.made('/dnc-lists', { slug: 'autumn', name: 'Autumn', scope: 'campaign', campaign: 'autumn' });
    await api.made('/dnc', { list: 'registry', number: `+1${listed}`, reason: '' });
    await api.made('/dnc', { list: 'autumn', number: `+1${campaigned}`, reason: '' });
    const lead = { list_id: '1001', check_dnc: '1' };
    expect(await told('leads/insert', { ...lead, phone_number: listed })).toMatchObject({ code: 9001 });
    expect(await told('leads/insert', { ...lead, phone_number: campaigned })).toMatchObject({ success: true });
  });
});
