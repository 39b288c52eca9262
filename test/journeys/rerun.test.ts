// Runs done again: retried from the start or from a step, replayed as new, one by one and in bulk; and what leads tell of it.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunDetail, RunSummary } from '../../editor/api-types.ts';
import type { JsonObject } from '../../flows/language/document.ts';
import { eventually, freshPhone, startTestServer, type TestServer } from '../support/test-server.ts';

const FIND = '/acme/leads/find';
let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
}, 60_000);
afterAll(() => server.stop());

describe('a run that the receiver answered with nonsense', () => {
  it('is retried from the step that asks, and keeps what came before', async () => {
    const { run, phone } = await failed();
    const preview = (await server.api('GET', `/runs/${run.id}/retry?from=ask`)).body;
    expect(preview).toMatchObject({
      refused: null,
      kept: [{ node: 'lead-in' }, { node: 'map', title: "Map to Acme's fields" }],
    });
    expect((preview.again as { node: string }[]).map(({ node }) => node).slice(0, 2)).toEqual(['ask', 'read']);
    const [sent] = preview.sends as { node: string; request: { body: string; url: string } }[];
    expect(sent?.node).toBe('ask');
    expect(sent?.request.url).toContain(FIND);
    expect(sent?.request.body).toContain(phone);

    const again = await retry(run.id, 'ask');
    expect(again).toMatchObject({ outcome: 'accepted', from: run.id });
    expect(again.steps.map(({ node, kept }) => [node, kept]).slice(0, 4)).toEqual([
      ['lead-in', true],
      ['map', true],
      ['ask', false],
      ['read', false],
    ]);
    expect((await detail(run.id)).made.map(({ id }) => id)).toEqual([again.id]);
    expect(await detail(run.id)).toMatchObject({ outcome: run.outcome, finishedAt: run.finishedAt });
  });

  it('is retried from its start with all steps done anew', async () => {
    const { run } = await failed();
    const again = await retry(run.id, null);
    expect(again.outcome).toBe('accepted');
    expect(again.steps.every(({ kept }) => !kept)).toBe(true);
    expect(again.lead).toEqual(run.lead);
  });

  it('is replayed as a new lead, with the body as it came', async () => {
    const { run } = await failed();
    const { body, status } = await server.api('POST', `/runs/${run.id}/replay`, {});
    expect(status).toBe(202);
    const again = await finished(String(body.run));
    expect(again).toMatchObject({ outcome: 'accepted', from: run.id });
    const inputs = await Promise.all([run.id, again.id].map((id) => server.api('GET', `/runs/${id}/input`)));
    expect(inputs[1]?.body).toEqual(inputs[0]?.body);
  });

  it('cannot be retried from a step that it never came to, and the preview says so', async () => {
    const { run } = await failed();
    const preview = await server.api('GET', `/runs/${run.id}/retry?from=create`);
    expect(preview.body.refused).toContain('never came to the step');
    const refused = await server.api('POST', `/runs/${run.id}/retry`, { from: 'create' });
    expect(refused).toMatchObject({ status: 409, body: { code: 'RETRY_REFUSED' } });
  });

  it('is among those that a filter means: counted first, then all retried', async () => {
    const since = new Date().toISOString();
    const runs = [await failed(), await failed(), await failed()];
    const filter = { outcome: 'error', flow: 'duplicate-lead-check', after: since };
    const dry = await server.api('POST', '/runs/bulk', { do: 'retry', filter, dryRun: true });
    expect(dry.body).toEqual({ matched: 3, done: 0, failed: 0, errors: [] });
    const done = await server.api('POST', '/runs/bulk', { do: 'retry', filter });
    expect(done.body).toEqual({ matched: 3, done: 3, failed: 0, errors: [] });
    for (const { run } of runs) {
      const [made] = (await detail(run.id)).made as RunSummary[];
      expect((await finished(String(made?.id))).outcome).toBe('accepted');
    }
  });
});

describe('a run that goes on', () => {
  it('is not retried: it may still end by itself', async () => {
    await server.simulator.control({ path: FIND, behaviour: 'delay=1500', times: 1 });
    const sending = server.send('acme/leads', { phone_number: freshPhone(), first_name: 'Ann' });
    const open = await eventually(async () => {
      const { items } = (await server.api('GET', '/runs?state=running')).body as unknown as { items: RunSummary[] };
      return items[0];
    });
    const refused = await server.api('POST', `/runs/${open.id}/retry`, {});
    expect(refused).toMatchObject({ status: 409, body: { code: 'RETRY_REFUSED' } });
    const filter = { flow: 'duplicate-lead-check' };
    const dry = await server.api('POST', '/runs/bulk', { do: 'cancel', filter, dryRun: true });
    expect(dry.body.matched).toBe(1);
    await sending;
  });
});

describe('leads of the lead API', () => {
  let token = '';
  const told = async (call: string, params: Record<string, string>): Promise<JsonObject> => {
    const body = new URLSearchParams({ auth_token: token, ...params });
    return (await (await fetch(`${server.address}/v1/${call}`, { method: 'POST', body })).json()) as JsonObject;
  };
  const idOf = (answer: JsonObject) => String((answer.data as JsonObject).lead_id);
  const number = () => freshPhone().slice(2);
  beforeAll(async () => {
    const source = { name: 'Client of account-leads', flow: 'account-leads', auth: 'key' };
    token = String((await server.api('POST', '/sources', source)).body.key);
    await server.api('POST', '/lead-lists', { slug: '1001', name: 'Web' });
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
    expect(again.body).toMatchObject({ matched: 2, changed: 2, skipped: [] });
  });
});

/** A run that ends in error, since the receiver answers with HTML. The simulator behaves again after it. */
async function failed(): Promise<{ run: RunDetail; phone: string }> {
  const phone = freshPhone();
  await server.simulator.control({ path: FIND, behaviour: 'html500', times: 1 });
  const told = await server.send('acme/leads', { phone_number: phone, first_name: 'Ann' });
  const run = await finished(String(told.headers.get('x-leadflow-run')));
  expect(run.outcome).toBe('error');
  return { run, phone };
}

async function retry(id: string, from: string | null): Promise<RunDetail> {
  const { body, status } = await server.api('POST', `/runs/${id}/retry`, { from });
  expect(status).toBe(202);
  return finished(String(body.run));
}

async function detail(id: string): Promise<RunDetail> {
  return (await server.api('GET', `/runs/${id}`)).body as unknown as RunDetail;
}

function finished(id: string): Promise<RunDetail> {
  return eventually(async () => {
    const run = await detail(id);
    return run.state === 'finished' ? run : undefined;
  });
}
