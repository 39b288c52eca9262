// The account's duplicate check in drawn flows: it decides for a step that creates leads, says so in the history, and is asked once.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../flows/language/document.ts';
import { mustPublish, node, publish, runIn, sender, stop } from '../support/drawn-flows.ts';
import { letItBeAsked } from '../support/lead-api-client.ts';
import { eventually, freshPhone, startTestServer, type TestServer } from '../support/test-server.ts';

let server: TestServer;
let send: Awaited<ReturnType<typeof sender>>;

/** A flow whose caller is told what it is told, whatever the check says. */
const WEB = {
  nodes: {
    in: node('webhook', { path: 'web' }),
    create: node('create-lead', { phone: 'lead.phone', fields: 'lead', accountCheck: true }),
    told: node('respond', { body: '{"result": "ok", "lead": steps.create.leadId}' }),
    no: stop('rejected', 'We know it.'),
  },
  edges: ['in.lead>create', 'create.created>told', 'create.duplicate>no', 'create.skipped>no'],
};
/** A flow that can be asked: it knows numbers that end in 0149. */
const KNOWS = {
  nodes: {
    in: node('when-called'),
    told: node('respond', { body: '{"known": $contains(lead.phone_number, /0149$/) ? "yes" : "no"}' }),
  },
  edges: ['in.lead>told'],
};
const OFF = { on: false, connection: '', endpoint: '', rows: [], noMatch: { createLead: true, success: true } };
const ASKS = { ...OFF, on: true, connection: 'acme-crm', endpoint: 'find-lead', noAnswer: 'create' };
const BY_FLOW = { ...OFF, on: true, flow: 'knows', noAnswer: 'fail' };

beforeAll(async () => {
  server = await startTestServer({ LEADFLOW_SYNC_LIMIT_MS: '1500' });
  await letItBeAsked(server);
  await mustPublish(server, 'web', WEB);
  await mustPublish(server, 'knows', KNOWS);
  send = await sender(server, 'web');
}, 60_000);
afterAll(() => server.stop());

async function put(settings: JsonObject) {
  const { version } = (await server.api('GET', '/account-check')).body;
  const whole = { noAnswer: 'create', ...settings };
  return server.api('PUT', '/account-check', { settings: whole }, { 'if-match': `"${version}"` });
}
async function apply(settings: JsonObject): Promise<JsonObject> {
  const done = await put(settings);
  expect(done.status, JSON.stringify(done.body)).toBe(200);
  return done.body;
}
async function leadsOf(phone: string): Promise<JsonObject[]> {
  return (await server.api('GET', `/leads?q=${encodeURIComponent(phone)}`)).body.items as JsonObject[];
}
async function isOnDnc(phone: string): Promise<boolean> {
  const { hits } = (await server.api('GET', `/dnc/check?number=${encodeURIComponent(phone)}`)).body;
  return (hits as Json[]).length > 0;
}
async function timesAsked(): Promise<number> {
  return Number((await server.simulator.get('/__counts')).requests);
}

describe('a step that the account’s check decides for', () => {
  it.each([
    [true, true],
    [true, false],
    [false, true],
    [false, false],
  ])('with Create Lead %s and Success %s does what the row says', async (createLead, success) => {
    const addToDnc = !createLead;
    await apply({ ...ASKS, rows: [{ key: 'status', value: 'NEW', createLead, status: 'HOT', success, addToDnc }] });
    const phone = freshPhone();
    const { body, run } = await send({ phone, first_name: 'Ann' });
    const again = (await server.api('GET', `/runs/${run}/retry`)).body;
    expect(again.sends).toMatchObject([{ node: 'create', says: expect.stringContaining('duplicate check again') }]);
    const [lead] = await leadsOf(phone);
    expect(lead).toMatchObject(
      createLead
        ? { status: 'HOT', received: null }
        : { status: '', received: expect.stringContaining('duplicate check, row 1 of the table (status is "NEW")') },
    );
    const drawn = { result: 'ok', lead: lead?.id };
    if (createLead && success) expect(body).toEqual(drawn);
    else if (success) expect(body).toEqual({ success: true, leadId: lead?.id, run });
    else expect(body).toEqual({ success: false, message: 'Phone number already exists', run });
    expect(await isOnDnc(phone)).toBe(addToDnc);
    expect(await runIn(server, run, 'finished')).toMatchObject({ outcome: createLead ? 'accepted' : 'rejected' });
    const { why } = (await server.api('GET', `/runs/${run}`)).body;
    const did = createLead ? 'the lead was created with the status HOT' : 'the lead was not created';
    const { summary, decisions } = why as { summary: string; decisions: { node: string; says: string }[] };
    if (createLead && !success)
      expect(decisions.at(-1)?.says).toBe('“Respond” was not heard: the duplicate check had answered.');
    expect(summary).toContain('the account’s duplicate check found `status = NEW` (row 1)');
    expect(summary).toContain(did);
    expect(summary).toContain(`the caller was told ${success ? 'success' : 'failed'}.`);
    expect(summary.includes('was put on the account DNC list')).toBe(addToDnc);
  });

  it('says where the status of the lead put its number on the DNC list by itself', async () => {
    await apply({ ...ASKS, rows: [{ key: 'status', value: 'NEW', createLead: true, status: 'DNC', success: true }] });
    const phone = freshPhone();
    const { run } = await send({ phone });
    expect(await isOnDnc(phone)).toBe(true);
    await runIn(server, run, 'finished');
    const { why } = (await server.api('GET', `/runs/${run}`)).body as { why: { summary: string } };
    expect(why.summary).toMatch(/created with the status DNC, which put \+1 [\d ]+ on the account DNC list/);
  });

  it('is as if the switch were off while the check is', async () => {
    await apply(OFF);
    const before = await timesAsked();
    const phone = freshPhone();
    const { body } = await send({ phone });
    expect(body).toMatchObject({ result: 'ok' });
    expect(await leadsOf(phone)).toMatchObject([{ status: 'NEW', received: null }]);
    expect((await send({ phone })).body).toMatchObject({ success: false, reason: 'We know it.' });
    expect(await timesAsked()).toBe(before);
    const { problems } = (await server.api('GET', '/flows/web')).body as { problems: JsonObject[] };
    expect(problems).toMatchObject([{ code: 'ACCOUNT_CHECK_OFF', severity: 'warning' }]);
  });

  it('asks nobody about a lead that our own list knows', async () => {
    await apply({ ...ASKS, rows: [{ key: 'status', value: 'DUP', addToDnc: true }] });
    const phone = freshPhone();
    await send({ phone });
    const before = await timesAsked();
    const { body, run } = await send({ phone });
    expect(body).toMatchObject({ success: false, reason: 'We know it.' });
    expect(await timesAsked()).toBe(before);
    expect(await isOnDnc(phone)).toBe(false);
    const { why } = (await server.api('GET', `/runs/${run}`)).body;
    expect((why as JsonObject).summary).toContain('the list default already holds this lead');
  });

  it('keeps nothing of a test lead, and asks nobody', async () => {
    await apply({ ...ASKS, rows: [{ key: 'status', value: 'NEW', createLead: true, success: true, addToDnc: true }] });
    const before = await timesAsked();
    const phone = freshPhone();
    const { body, run } = await send({ phone }, { 'x-leadflow-test': 'true' });
    expect(body).toEqual({ result: 'ok', lead: 'test' });
    expect((await runIn(server, run, 'finished')).test).toBe(true);
    expect([await leadsOf(phone), await isOnDnc(phone), await timesAsked()]).toEqual([[], false, before]);
  });

  it.each([
    ['create', ['NEW'], 'accepted'],
    ['fail', [], 'error'],
  ])('does as the settings say, %s, where no answer can be read', async (noAnswer, statuses, outcome) => {
    await apply({ ...ASKS, noAnswer, rows: [{ key: 'status', value: 'DUP' }] });
    await server.simulator.control({ path: '/acme/leads/find', behaviour: 'html500', times: 1 });
    const phone = freshPhone();
    const { run } = await send({ phone });
    const ended = await runIn(server, run, 'finished');
    expect(ended.outcome).toBe(outcome);
    expect((await leadsOf(phone)).map(({ status }) => status)).toEqual(statuses);
    if (noAnswer === 'fail') expect(String(ended.reason)).toContain('duplicate check could not decide');
  });

  it('acts once where the server stops while the answer is awaited', async () => {
    await apply({ ...ASKS, rows: [{ key: 'status', value: 'NEW', createLead: true, status: 'HOT', addToDnc: true }] });
    await server.api('PUT', '/pauses/connection/acme-crm', { mode: 'queue', says: '' });
    const phone = freshPhone();
    const before = await timesAsked();
    const { run } = await send({ phone });
    await server.restart();
    await server.api('DELETE', '/pauses/connection/acme-crm');
    expect(await runIn(server, run, 'finished')).toMatchObject({ outcome: 'accepted' });
    expect(await leadsOf(phone)).toMatchObject([{ status: 'HOT' }]);
    expect(await isOnDnc(phone)).toBe(true);
    expect(await timesAsked()).toBe(before + 1);
    // Its caller was told by the clock; what the check answered is told to who asks later.
    const later = await (await fetch(`${server.address}/in-status/${run}`)).json();
    const answer = { success: false, message: 'Phone number already exists', run };
    expect(later).toEqual({ run, state: 'finished', outcome: 'accepted', success: false, answer });
    expect((await server.api('GET', '/flows/web')).body).toMatchObject({ problems: [] });
  });
});

describe('a change of the check', () => {
  it('is taken over by published flows in the same moment, and stands in their history and in the audit', async () => {
    const before = (await server.api('GET', '/flows/web')).body.live as JsonObject;
    const { version, usedBy } = await apply({ ...ASKS, rows: [{ key: 'status', value: 'DUP', success: true }] });
    expect(usedBy).toEqual([{ slug: 'web', name: 'web', liveVersion: before.version }]);
    const flow = (await server.api('GET', '/flows/web')).body;
    expect(flow.live).toMatchObject({
      version: before.version,
      release: expect.not.stringMatching(String(before.release)),
    });
    expect(flow).toMatchObject({ draftChanged: false });
    expect((await apply({ ...ASKS, rows: [{ key: 'status', value: 'DUP', success: true }] })).version).toBe(version);
    expect((await server.api('GET', '/flows/web')).body.live).toEqual(flow.live);
    const [latest] = (await server.api('GET', '/flows/web/publications')).body.items as JsonObject[];
    const note = `Takes over version ${version} of the duplicate check.`;
    expect(latest).toMatchObject({ version: before.version, note, by: server.admin.email });
    const audit = (await server.api('GET', '/audit?limit=5')).body.items as JsonObject[];
    const told = audit.map(({ did, detail }) => `${did}: ${detail}`);
    expect(told).toContainEqual(
      expect.stringContaining(`flow.publish: Version ${before.version} in development. ${note}`),
    );
    expect(told).toContainEqual(expect.stringContaining('Taken over by: web.'));
    const posting = (await server.api('GET', '/flows/web/posting')).body.answers as JsonObject[];
    expect(posting.map(({ when }) => when)).toContain('The lead is known already, or must not be told as taken.');
    const [same] = (await server.api('GET', '/flows?q=web')).body.items as JsonObject[];
    expect(same).toMatchObject({ state: 'live' });
  });

  it('leaves a draft, and what else was changed since, alone; going back keeps the check of now', async () => {
    const { rev, bundle } = (await server.api('GET', '/flows/web')).body as { rev: number; bundle: JsonObject };
    const { document } = bundle as unknown as { document: { nodes: JsonObject } };
    const nodes = { ...document.nodes, no: stop('rejected', 'We have it.') };
    const edited = { ...bundle, document: { ...document, nodes } } as unknown as Json;
    await server.api('PUT', '/flows/web/draft', { bundle: edited }, { 'if-match': `"${rev}"` });
    await apply({
      ...ASKS,
      rows: [{ key: 'status', value: 'NEW', createLead: true, status: 'CALLBK', success: true }],
    });
    const phone = freshPhone();
    await send({ phone });
    expect((await send({ phone })).body).toMatchObject({ reason: 'We know it.' });
    const draft = (await server.api('GET', '/flows/web')).body;
    expect(draft).toMatchObject({ draftChanged: true });
    await server.api('POST', '/flows/web/publish', {}, { 'if-match': `"${draft.rev}"` });
    expect((await send({ phone })).body).toMatchObject({ reason: 'We have it.' });
    await apply({ ...ASKS, rows: [{ key: 'status', value: 'NEW', createLead: true, status: 'SALE', success: true }] });
    const back = await server.api('POST', '/flows/web/go-back', { version: 1 });
    expect(back.status, JSON.stringify(back.body)).toBe(200);
    const other = freshPhone();
    await send({ phone: other });
    expect(await leadsOf(other)).toMatchObject([{ status: 'SALE' }]);
  });

  it('reaches a flow that is called by another', async () => {
    await mustPublish(server, 'inner', {
      nodes: {
        in: node('when-called'),
        create: node('create-lead', { phone: 'lead.phone', fields: 'lead', accountCheck: true }),
        yes: stop('accepted'),
        no: stop('rejected'),
      },
      edges: ['in.lead>create', 'create.created>yes', 'create.duplicate>no', 'create.skipped>no'],
    });
    await mustPublish(server, 'outer', {
      nodes: { in: node('webhook', { path: 'outer' }), call: node('call-flow', { flow: 'inner' }) },
      edges: ['in.lead>call'],
    });
    const post = await sender(server, 'outer');
    await apply({ ...ASKS, rows: [{ key: 'status', value: 'NEW', createLead: true, status: 'HOT', success: true }] });
    const phone = freshPhone();
    await post({ phone });
    expect(await leadsOf(phone)).toMatchObject([{ status: 'HOT' }]);
  });
});

describe('a flow that is asked', () => {
  const rows = [{ key: 'known', value: 'yes', createLead: false, success: false }];

  it('decides by what it answers, for the lead API and for a drawn flow', async () => {
    await apply({ ...BY_FLOW, rows });
    const made = await server.api('POST', '/sources', { name: 'Client', flow: 'account-leads', auth: 'key' });
    const insert = async (phone_number: string) => {
      const body = new URLSearchParams({ auth_token: String(made.body.key), list_id: 'default', phone_number });
      return (await fetch(`${server.address}/v1/leads/insert`, { method: 'POST', body })).json();
    };
    expect(await insert('3105550149')).toMatchObject({ success: false, code: 6009 });
    expect(await insert('3105550148')).toMatchObject({ success: true });
    expect((await send({ phone: '+13125550149' })).body).toMatchObject({ success: false });
    expect((await send({ phone: '+13125550148' })).body).toMatchObject({ result: 'ok' });
    expect(await leadsOf('+13125550149')).toMatchObject([{ received: expect.stringContaining('says No') }]);
  });

  it('stays as it was when it is published anew, says so, and is not withdrawn under the check', async () => {
    expect((await server.api('GET', '/account-check')).body).toMatchObject({ stale: false });
    const { rev, bundle } = (await server.api('GET', '/flows/knows')).body as { rev: number; bundle: JsonObject };
    const { document } = bundle as unknown as { document: { nodes: JsonObject } };
    const nodes = { ...document.nodes, told: node('respond', { body: '{"known": "yes"}' }) };
    const edited = { ...bundle, document: { ...document, nodes } } as unknown as Json;
    const put = await server.api('PUT', '/flows/knows/draft', { bundle: edited }, { 'if-match': `"${rev}"` });
    await server.api('POST', '/flows/knows/publish', {}, { 'if-match': `"${put.body.rev}"` });
    expect((await server.api('GET', '/account-check')).body).toMatchObject({ stale: true });
    expect((await send({ phone: '+13125550147' })).body).toMatchObject({ result: 'ok' });
    expect(await server.api('POST', '/flows/knows/withdraw', {})).toMatchObject({
      status: 409,
      body: { code: 'IN_USE' },
    });
    await apply({ ...BY_FLOW, rows });
    expect((await send({ phone: '+13125550146' })).body).toMatchObject({ success: false });
  });

  it('is one that other flows call, and none that uses the check itself', async () => {
    const refused = async (flow: string) => {
      const { status, body } = await put({ ...BY_FLOW, flow, rows });
      return [status, JSON.stringify(body.errors)];
    };
    expect(await refused('web')).toEqual([422, expect.stringContaining('begins otherwise')]);
    expect(await refused('gone')).toEqual([422, expect.stringContaining('not published')]);
    expect(await refused('inner')).toEqual([422, expect.stringContaining('circle')]);
    const { document } = (await server.api('GET', '/flows/knows')).body.bundle as { document: { nodes: JsonObject } };
    expect(Object.keys(document.nodes)).toContain('told');
    const round = await publish(server, 'round', {
      nodes: {
        in: node('when-called'),
        call: node('call-flow', { flow: 'inner' }),
        told: node('respond', { body: '{"known": "no"}' }),
      },
      edges: ['in.lead>call', 'call.accepted>told', 'call.rejected>told'],
    });
    expect(round.status).toBe(200);
    expect(await refused('round')).toEqual([422, expect.stringContaining('circle')]);
  });

  it('does not begin to use the check that asks it', async () => {
    const { rev, bundle } = (await server.api('GET', '/flows/knows')).body as { rev: number; bundle: JsonObject };
    const { document } = bundle as unknown as { document: { nodes: JsonObject; edges: Json[] } };
    const create = node('create-lead', { phone: 'lead.phone', fields: 'lead', accountCheck: true });
    const nodes = { ...document.nodes, create, no: stop('rejected') };
    const exits = ['duplicate', 'skipped'].map((port) => ({ from: 'create', port, to: 'no' }));
    const edges = [...document.edges, { from: 'told', port: 'answered', to: 'create' }, ...exits];
    const edited = { ...bundle, document: { ...document, nodes, edges } } as unknown as Json;
    const put = await server.api('PUT', '/flows/knows/draft', { bundle: edited }, { 'if-match': `"${rev}"` });
    const told = await server.api('POST', '/flows/knows/publish', {}, { 'if-match': `"${put.body.rev}"` });
    expect([told.status, JSON.stringify(told.body)]).toEqual([422, expect.stringContaining('go round in a circle')]);
  });

  it('ends with the lead that asked where it waits for a person, or leaves that lead undecided', async () => {
    await mustPublish(server, 'holds', {
      nodes: {
        in: node('when-called'),
        post: node('http-request', { connection: 'acme-crm', endpoint: 'insert-lead', body: 'lead' }),
        told: node('respond', { body: '{"known": "no"}' }),
      },
      edges: ['in.lead>post', 'post.answered>told'],
    });
    await apply({ ...BY_FLOW, flow: 'holds', rows });
    const cancelled = async (which: (asked: string) => string) => {
      await server.simulator.control({ path: '/acme/leads/insert', behaviour: 'reset', times: 1 });
      const phone = freshPhone();
      const sent = send({ phone });
      const held = await eventually(async () => {
        const { items } = (await server.api('GET', '/runs?flow=holds&state=held&children=true')).body;
        return (items as { id: string }[])[0]?.id;
      });
      const [run = ''] = held.split('.');
      expect((await server.api('GET', `/runs/${run}`)).body.outcome).toBe(null);
      expect((await server.api('POST', `/runs/${which(held)}/cancel`, {})).status).toBe(202);
      await runIn(server, held, 'finished');
      const { outcome, reason } = await runIn(server, run, 'finished');
      // A caller that was told by the clock meanwhile hears the same from the address that it was given.
      await sent;
      const later = await (await fetch(`${server.address}/in-status/${run}`)).json();
      expect(later).toMatchObject({ outcome, success: false });
      expect(await leadsOf(phone)).toEqual([]);
      return [outcome, reason];
    };
    expect(await cancelled((held) => held.split('.')[0] ?? '')).toEqual(['cancelled', expect.any(String)]);
    expect(await cancelled((held) => held)).toEqual(['error', expect.stringContaining('could not decide')]);
  });
});
