// The lead API as an existing Convoso client calls it: parameters in every form, answers and codes per call, and the duplicate check.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../flows/language/document.ts';
import { eventually, freshPhone, startTestServer, type TestServer } from '../support/test-server.ts';

let server: TestServer;
let token: string;

beforeAll(async () => {
  server = await startTestServer();
  token = await tokenFor('account-leads');
  await made('/lead-lists', { slug: '1001', name: 'Web', campaign: 'spring' });
  await made('/lead-lists', { slug: '1002', name: 'Print', campaign: 'spring' });
  await made('/lead-lists', { slug: '1003', name: 'Radio' });
  const { body } = await server.api('GET', '/connections/acme-crm');
  const document = body.document as JsonObject;
  const endpoints = document.endpoints as Record<string, JsonObject>;
  const asks = {
    ...document,
    endpoints: { ...endpoints, 'find-lead': { ...endpoints['find-lead'], adaptor: 'acme-crm' } },
  };
  const put = await server.api('PUT', '/connections/acme-crm', { document: asks }, { 'if-match': `"${body.hash}"` });
  expect(put.status, JSON.stringify(put.body)).toBe(200);
}, 60_000);
afterAll(() => server.stop());

async function made(path: string, body: Json): Promise<JsonObject> {
  const told = await server.api('POST', path, body);
  expect(told.status, JSON.stringify(told.body)).toBe(201);
  return told.body;
}

async function tokenFor(flow: string): Promise<string> {
  return String((await made('/sources', { name: `Client of ${flow}`, flow, auth: 'key' })).key);
}

/** A number as a client sends it: ten digits. */
function number(): string {
  return freshPhone().slice(2);
}

type Params = Record<string, string>;

function form(call: string, params: Params, auth: string = token): Promise<Response> {
  const body = new URLSearchParams({ auth_token: auth, ...params });
  return fetch(`${server.address}/v1/${call}`, { method: 'POST', body });
}
async function told(call: string, params: Params): Promise<JsonObject> {
  const response = await form(call, params);
  expect(response.status).toBe(200);
  return (await response.json()) as JsonObject;
}
function idOf(answer: JsonObject): string {
  return String((answer.data as JsonObject).lead_id);
}
async function leadsOf(phone: string): Promise<JsonObject[]> {
  return (await server.api('GET', `/leads?q=${phone}`)).body.items as JsonObject[];
}
async function outcomeOf(response: Response): Promise<Json | undefined> {
  const run = response.headers.get('x-leadflow-run');
  return (await server.api('GET', `/runs/${run}`)).body.outcome;
}

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
      ['leads/insert', { ...good, hopper_priority: '100' }, 9002],
      ['leads/insert', { ...good, hopper_expires_in: '301' }, 9003],
      ['leads/update', { lead_id: '17' }, 6070],
      ['leads/update', { lead_id: '0190a0a0-0000-7000-8000-000000000000' }, 6071],
      ['leads/search', { limit: '2001' }, 9006],
      ['dnc/insert', { phone_number: 'ann' }, 6007],
      ['dnc/insert', { phone_number: good.phone_number, phone_code: 'x' }, 6026],
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
    const body = JSON.stringify({ auth_token: token, lead: { phone_number: number() } });
    expect(await (await fetch(`${server.address}/v1/leads/insert`, { ...nested, body })).json()).toMatchObject({
      code: 9004,
    });
    expect((await form('leads/everything', {})).status).toBe(404);
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

  it('let one of many equal leads through', async () => {
    const params = { list_id: '1001', phone_number: number(), check_dup: '1' };
    const answers = await Promise.all(Array.from({ length: 30 }, () => told('leads/insert', params)));
    expect(answers.filter(({ success }) => success)).toHaveLength(1);
    expect(new Set(answers.map(({ code }) => code))).toEqual(new Set([undefined, 6009]));
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

  it('keep what each call did in their history, and a status marked DNC puts the number on the list', async () => {
    const phone = number();
    const id = idOf(await told('leads/insert', { list_id: '1001', phone_number: phone, city: 'Rome' }));
    const upsert = { list_id: '1001', phone_number: phone, city: 'Paris', update_if_found: '1' };
    expect(await told('leads/insert', { ...upsert, email: 'ann@example.com' })).toMatchObject({ success: true });
    await told('leads/update', { lead_id: id, status: 'DNC' });
    expect((await told('dnc/search', { phone_number: phone })).data).toMatchObject({
      entries: [{ reason: 'Status DNC: Do not call' }],
    });
    await told('leads/insert', { ...upsert, status: 'NEW' });
    await told('dnc/delete', { phone_number: phone });
    const lead = (await server.api('GET', `/leads/${id}`)).body;
    expect(lead).toMatchObject({ status: 'DNC', email: 'ann@example.com' });
    const history = lead.history as JsonObject[];
    expect(history.map(({ did, who, run }) => [did, who, typeof run])).toEqual([
      ['created', 'source:Client of account-leads', 'string'],
      ['merged', 'flow:account-leads', 'string'],
      ['status', 'source:Client of account-leads', 'object'],
      ['merged', 'flow:account-leads', 'string'],
    ]);
    expect((lead.runs as JsonObject[]).map((run) => run.id)).toEqual(
      expect.arrayContaining(history.flatMap(({ run }) => (run === null ? [] : [run as string]))),
    );
    // Found by the id of the run that made it, also once another has touched it.
    const first = String(history[0]?.run);
    expect((await told('leads/search', { lead_id: first })).data).toMatchObject({ total: 1, entries: [{ id }] });
  });

  it('are run again from the start, many at once', async () => {
    const sent = () => told('leads/insert', { list_id: '1001', phone_number: number() });
    const ids = [idOf(await sent()), idOf(await sent())];
    const again = await server.api('POST', '/leads/bulk', { ids, act: { kind: 'rerun' } });
    expect(again.body).toEqual({ matched: 2, changed: 2, skipped: [] });
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
});

describe('the duplicate check', () => {
  const NO_CHECK = {
    on: false,
    connection: '',
    endpoint: '',
    rows: [],
    noMatch: { createLead: true, success: true },
    noAnswer: 'create',
  };
  const asks = { ...NO_CHECK, on: true, connection: 'acme-crm', endpoint: 'find-lead' };

  async function put(settings: JsonObject, version?: number) {
    const now = version ?? (await server.api('GET', '/account-check')).body.version;
    return server.api('PUT', '/account-check', { settings }, { 'if-match': `"${now}"` });
  }
  async function apply(settings: JsonObject): Promise<void> {
    const done = await put(settings);
    expect(done.status, JSON.stringify(done.body)).toBe(200);
  }
  /** A number that Acme knows. */
  async function knownNumber(): Promise<string> {
    const phone = number();
    await fetch(`http://127.0.0.1:${server.simulator.port}/acme/leads/find`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ phone_number: `+1${phone}` }),
    });
    return phone;
  }

  it.each([
    [true, true],
    [true, false],
    [false, true],
    [false, false],
  ])(
    'with Create Lead %s and Success %s does what the row says, and colours no run red',
    async (createLead, success) => {
      await apply({ ...asks, rows: [{ key: 'status', value: 'DUP', createLead, status: 'HOT', success }] });
      const phone = await knownNumber();
      await apply({ ...asks, on: false });
      const first = idOf(await told('leads/insert', { list_id: '1001', phone_number: phone }));
      await apply({ ...asks, rows: [{ key: 'status', value: 'DUP', createLead, status: 'HOT', success }] });
      const response = await form('leads/insert', { list_id: '1001', phone_number: phone });
      const answer = (await response.json()) as JsonObject;
      expect(response.status).toBe(200);
      const [newest] = await leadsOf(phone);
      if (success) expect(answer).toEqual({ success: true, data: { lead_id: newest?.id } });
      else expect(answer).toEqual({ success: false, code: 6009, text: 'Phone number already exists' });
      expect(await leadsOf(phone)).toHaveLength(2);
      expect(newest).toMatchObject(
        createLead
          ? { status: 'HOT', received: null, duplicateOf: null }
          : { status: '', received: 'row 1 of the table (status is "DUP") says No.', duplicateOf: first },
      );
      expect(await outcomeOf(response)).toBe(createLead ? 'accepted' : 'rejected');
    },
  );

  it('counts what was received for nothing: the next lead with that number is no duplicate of it', async () => {
    await apply({ ...asks, rows: [{ key: 'status', value: 'DUP', createLead: false }] });
    const phone = await knownNumber();
    await told('leads/insert', { list_id: '1001', phone_number: phone });
    expect(await leadsOf(phone)).toMatchObject([{ duplicateOf: '', received: expect.any(String) }]);
    await apply({ ...asks, on: false });
    expect(await told('leads/insert', { list_id: '1001', phone_number: phone, check_dup: '1' })).toMatchObject({
      success: true,
    });
  });

  it('takes the first row that matches, and the last one where none does', async () => {
    const rows = [
      { key: 'status', value: 'DNC', addToDnc: true },
      { key: 'status', comparison: 'exists', createLead: true, status: 'CALLBK', success: true },
      { key: 'status', value: 'NEW', createLead: false },
    ];
    await apply({ ...asks, rows });
    const phone = number();
    await told('leads/insert', { list_id: '1001', phone_number: phone });
    expect(await leadsOf(phone)).toMatchObject([{ status: 'CALLBK' }]);
    const listed = '3105550190';
    expect(await told('leads/insert', { list_id: '1001', phone_number: listed })).toMatchObject({ code: 6009 });
    expect((await told('dnc/search', { phone_number: listed })).data).toMatchObject({ total: 1 });
    await apply({ ...asks, rows: rows.slice(0, 1), noMatch: { createLead: true, status: 'SALE', success: true } });
    const other = number();
    await told('leads/insert', { list_id: '1001', phone_number: other });
    expect(await leadsOf(other)).toMatchObject([{ status: 'SALE' }]);
  });

  it.each([
    ['create', { success: true, data: { lead_id: expect.any(String) } }, ['NEW']],
    ['fail', { success: false, code: 9000, text: expect.any(String) }, []],
  ])('does as its last choice says, %s, where the answer cannot be read', async (noAnswer, says, statuses) => {
    await apply({ ...asks, noAnswer, rows: [{ key: 'status', value: 'DUP' }] });
    await server.simulator.control({ path: '/acme/leads/find', behaviour: 'html500', times: 1 });
    const phone = number();
    expect(await told('leads/insert', { list_id: '1001', phone_number: phone })).toEqual(says);
    expect((await leadsOf(phone)).map(({ status }) => status)).toEqual(statuses);
  });

  it('refuses what is not whole, and the second of two admins', async () => {
    const bad = await put({ ...asks, rows: [] });
    expect([bad.status, bad.body.code]).toEqual([422, 'REQUEST_INVALID']);
    const gone = await put({ ...asks, endpoint: 'gone', rows: [{ key: 'status', value: 'DUP' }] });
    expect([gone.status, gone.body.code]).toEqual([422, 'FLOW_HAS_PROBLEMS']);
    const { version } = (await server.api('GET', '/account-check')).body;
    const both = await Promise.all([
      put(NO_CHECK, Number(version)),
      put({ ...NO_CHECK, noAnswer: 'fail' }, Number(version)),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
    expect(both.find(({ status }) => status === 412)?.body.code).toBe('CHANGED_MEANWHILE');
  });

  it('is a flow that can be opened as a copy, and names its connection as used', async () => {
    await apply({ ...asks, rows: [{ key: 'status', value: 'DUP' }] });
    const { slug } = await made('/account-check/flow', {});
    const flow = (await server.api('GET', `/flows/${slug}`)).body;
    expect(flow.live).toBeNull();
    expect((flow.problems as JsonObject[]).filter(({ severity }) => severity === 'error')).toEqual([]);
    const { nodes } = (flow.bundle as { document: { nodes: JsonObject } }).document;
    expect(Object.keys(nodes)).toContain('table');
    expect((await server.api('DELETE', '/adaptors/acme-crm')).body.code).toBe('IN_USE');
    expect((await server.api('GET', '/account-check')).body).toMatchObject({ stale: false });
  });

  it('serves on after a restart as it was applied', async () => {
    await apply({ ...asks, rows: [{ key: 'status', value: 'DUP', createLead: true, status: 'HOT', success: false }] });
    const phone = await knownNumber();
    await server.restart();
    expect(await told('leads/insert', { list_id: '1001', phone_number: phone })).toMatchObject({ code: 6009 });
    expect(await leadsOf(phone)).toMatchObject([{ status: 'HOT' }]);
  });
});
