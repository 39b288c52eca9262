// The duplicate check of the lead API: whom it asks, what each answer comes to, and what the client, the lists and the run say of it.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../flows/language/document.ts';
import { idOf, type LeadApi, number, startLeadApi } from '../support/lead-api-client.ts';
import type { TestServer } from '../support/test-server.ts';

let api: LeadApi;
let server: TestServer;
let form: LeadApi['form'];
let told: LeadApi['told'];
let leadsOf: LeadApi['leadsOf'];

beforeAll(async () => {
  api = await startLeadApi();
  ({ server, form, told, leadsOf } = api);
}, 60_000);
afterAll(() => server?.stop());

async function outcomeOf(response: Response): Promise<Json | undefined> {
  const run = response.headers.get('x-leadflow-run');
  return (await server.api('GET', `/runs/${run}`)).body.outcome;
}

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

  it('refuses what the settings require and what they do not know', async () => {
    await apply({ ...NO_CHECK, required: ['state', 'email'], users: ['77', 'ann@example.com'] });
    const lead = { list_id: '1001', phone_number: number(), email: 'ann@example.com' };
    expect(await told('leads/insert', lead)).toEqual({
      success: false,
      code: 6023,
      text: 'Required fields are missed: state',
    });
    const whole = { ...lead, state: 'CA' };
    expect(await told('leads/insert', { ...whole, owner_id: '78' })).toMatchObject({ success: false, code: 6006 });
    const made = await told('leads/insert', { ...whole, owner_id: '77' });
    expect(made).toMatchObject({ success: true });
    const owner = async () => (await server.api('GET', `/leads/${idOf(made)}`)).body.owner;
    expect(await owner()).toBe('77');
    expect(await told('leads/update', { lead_id: idOf(made), owner_id: '78' })).toMatchObject({ code: 6006 });
    for (const owner_id of ['ann@example.com', ' '])
      expect(await told('leads/update', { lead_id: idOf(made), owner_id })).toMatchObject({ success: true });
    expect(await owner()).toBe('ann@example.com');
    expect(
      await told('leads/insert', { ...whole, update_if_found: '1', search_list_id: '1001', owner_id: '77' }),
    ).toMatchObject({ success: true, data: { lead_id: idOf(made) } });
    expect(await owner()).toBe('77');
    await apply(NO_CHECK);
    expect(await told('leads/insert', { ...lead, owner_id: '78' })).toMatchObject({ success: true });
  });

  it('is not asked about a duplicate of our own, and one of a hundred equal leads passes it', async () => {
    await apply({ ...asks, rows: [{ key: 'status', comparison: 'exists', createLead: true, success: true }] });
    const asked = async () => Number((await server.simulator.get('/__counts')).requests);
    const params = { list_id: '1001', phone_number: number(), check_dup: '1' };
    const answers = await Promise.all(Array.from({ length: 100 }, () => told('leads/insert', params)));
    expect(answers.filter(({ success }) => success)).toHaveLength(1);
    const before = await asked();
    await apply({ ...asks, rows: [{ key: 'status', comparison: 'exists', addToDnc: true }] });
    expect(await told('leads/insert', params)).toMatchObject({ code: 6009 });
    expect(await asked()).toBe(before);
    expect((await told('dnc/search', { phone_number: params.phone_number })).data).toMatchObject({ total: 0 });
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
    expect(gone.body).toMatchObject({ status: 422, code: 'FLOW_HAS_PROBLEMS', errors: [{ field: 'endpoint' }] });
    const mute = await put({ ...asks, endpoint: 'insert-lead', rows: [{ key: 'status', value: 'DUP' }] });
    const errors = [{ field: 'endpoint', says: expect.stringContaining('This call has no adaptor') }];
    expect([mute.status, mute.body.errors]).toEqual([422, errors]);
    const { version } = (await server.api('GET', '/account-check')).body;
    const both = await Promise.all([
      put(NO_CHECK, Number(version)),
      put({ ...NO_CHECK, noAnswer: 'fail' }, Number(version)),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    const words = { create: 'Create the lead', fail: 'Tell failed, keep the run' };
    const [first, second] = both[0].status === 200 ? (['create', 'fail'] as const) : (['fail', 'create'] as const);
    expect(both.find(({ status }) => status === 409)?.body).toMatchObject({
      code: 'APPLIED_MEANWHILE',
      theirs: { version: Number(version) + 1, by: 'admin@example.com', settings: { noAnswer: first } },
      differences: [{ place: 'No answer', theirs: words[first], mine: words[second] }],
    });
    const late = await put({ ...NO_CHECK, noAnswer: second }, Number(version));
    expect([late.status, late.body.code]).toEqual([409, 'APPLIED_MEANWHILE']);
    const sameAgain = await put({ ...NO_CHECK, noAnswer: first }, Number(version));
    expect([sameAgain.status, sameAgain.body.version]).toEqual([200, Number(version) + 1]);
  });

  it('is a flow that can be opened as a copy, and names its connection as used', async () => {
    await apply({ ...asks, rows: [{ key: 'status', value: 'DUP' }] });
    const { slug } = await api.made('/account-check/flow', {});
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
