// A connection breaks off in the middle of a post: the run waits for a person, and goes on as the person says, one by one or all.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../flows/language/document.ts';
import { eventually, freshPhone, startTestServer, type TestServer, type Told } from '../support/test-server.ts';

const PATH = '/acme/leads/insert';
const COMPANY = 'Acme Key Account';
const MANY = 300;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ LEADFLOW_SYNC_LIMIT_MS: '2000', LEADFLOW_BROKEN_CALLS: '1000' });
  const added = await server.api('POST', '/lists/key-accounts/entries', { values: [COMPANY] });
  expect(added.status, JSON.stringify(added.body)).toBeLessThan(300);
}, 60_000);
afterAll(() => server.stop());

describe('a run that waits for a person', () => {
  it('is listed with the request that may have arrived, what is unknown, and where each decision leads', async () => {
    const { id } = await heldLead();
    const { body } = await server.api('GET', '/held?flow=validation-list-check');
    const item = (body.items as JsonObject[]).find((each) => each.id === id);
    expect(item).toMatchObject({
      state: 'held',
      held: { node: 'deliver', code: 'REMOTE_BROKEN_OFF', call: 'deliver.1' },
      exchange: { call: 'deliver.1', attempt: 1, answer: null, failure: { sent: 'unknown' }, settled: null },
      goesOn: { accepted: 'Keep the lead', rejected: null },
    });
    expect(item?.exchange).toMatchObject({ request: { method: 'POST' } });
    const { body: groups } = await server.api('GET', '/held/groups');
    expect((groups.items as JsonObject[])[0]).toMatchObject({
      flow: 'validation-list-check',
      flowName: 'Validation list check',
      node: 'deliver',
      title: 'Deliver to the client',
      code: 'REMOTE_BROKEN_OFF',
      canSettle: true,
    });
    expect((await settle(id, { as: 'accepted' })).status).toBe(202);
    await ended(id);
  });

  it('goes on as accepted where the receiver has the lead, and says who said so', async () => {
    const { id, phone } = await heldLead();
    expect((await settle(id, { as: 'accepted', note: 'Seen in their portal.' })).status).toBe(202);
    const run = await ended(id);
    expect(run.outcome).toBe('accepted');
    expect(path(run)).toEqual(['lead-in', 'accounts', 'work-address', 'map', 'deliver', 'keep', 'taken']);
    const deliver = step(run, 'deliver');
    expect(deliver).toMatchObject({
      port: 'was-accepted',
      out: { verdict: 'accepted', by: server.admin.email, note: 'Seen in their portal.' },
      reason: `${server.admin.email} says that the receiver took the lead. Seen in their portal.`,
    });
    expect((deliver.exchanges as JsonObject[])[0]?.settled).toMatchObject({ as: 'accepted', by: server.admin.email });
    expect(await callsFor(phone)).toHaveLength(1);
  });

  it('ends as rejected where the receiver refused the lead', async () => {
    const { id, phone } = await heldLead();
    await settle(id, { as: 'rejected' });
    const run = await ended(id);
    expect(run).toMatchObject({ outcome: 'rejected', held: null });
    expect(run.reason).toBe(`${server.admin.email} says that the receiver refused the lead.`);
    expect(await callsFor(phone)).toHaveLength(1);
  });

  it('is sent once more with the same key where nobody has it, and goes on with the answer', async () => {
    const { id, phone } = await heldLead();
    await settle(id, { as: 'again' });
    const run = await ended(id);
    expect(run.outcome).toBe('accepted');
    const calls = await callsFor(phone);
    expect(calls.map(({ key }) => key)).toEqual([`${id}/deliver.1`, `${id}/deliver.1`]);
    const exchanges = step(run, 'deliver').exchanges as JsonObject[];
    expect(exchanges.map(({ attempt, answer }) => [attempt, answer !== null])).toEqual([
      [1, false],
      [2, true],
    ]);
  });

  it('is held again where it breaks off again: sending again is allowed once a decision', async () => {
    const { id, phone } = await heldLead();
    await breakOff(1);
    await settle(id, { as: 'again' });
    await eventually(async () => ((await callsFor(phone)).length === 2 ? true : undefined));
    await inState(id, 'held');
    await server.restart();
    expect((await run(id)).state).toBe('held');
    expect(await callsFor(phone)).toHaveLength(2);
    await settle(id, { as: 'accepted' });
    await ended(id);
  });

  it('goes on with the answer that a person got from the receiver, as if it had come', async () => {
    const { id } = await heldLead();
    const answer = { status: 200, body: '{"success":false,"text":"Duplicate lead"}' };
    expect((await settle(id, { as: 'rejected', answer })).status).toBe(202);
    const run = await ended(id);
    expect(run).toMatchObject({ outcome: 'rejected', reason: 'Duplicate lead' });
    expect(step(run, 'deliver').port).toBe('answered');
  });

  it('is decided about once: of several people at a time, the first one counts', async () => {
    const { id, phone } = await heldLead();
    const verdicts = ['again', 'rejected', 'again', 'accepted'];
    const told = await Promise.all(verdicts.map((as) => settle(id, { as })));
    expect(told.map(({ status }) => status).sort()).toEqual([202, 409, 409, 409]);
    await ended(id);
    expect((await callsFor(phone)).length).toBeLessThanOrEqual(2);
    expect((await settle(id, { as: 'again' })).body.code).toBe('RUN_NOT_HELD');
    expect((await settle('no-such-run', { as: 'again' })).status).toBe(404);
  });
});

describe('an outage that leaves many of them', () => {
  it('is decided about in one request, and each lead is sent once more with its own key', async () => {
    await breakOff(MANY);
    const leads = await Promise.all(Array.from({ length: MANY }, () => post()));
    // On a busy machine a caller may be told *pending* before its lead has left.
    await eventually(async () => {
      const { body: groups } = await server.api('GET', '/held/groups');
      const [first] = groups.items as JsonObject[];
      return first?.node === 'deliver' && first.count === MANY ? true : undefined;
    }, 20_000);
    await breakOff(0);
    const told = await server.api('POST', '/held/settle', {
      filter: { flow: 'validation-list-check', node: 'deliver', code: 'REMOTE_BROKEN_OFF' },
      as: 'again',
      note: 'The client was down.',
    });
    expect(told.body).toEqual({ settled: MANY, failed: 0, errors: [] });
    // Asked about all at once: three hundred who each ask about their own would take the time that their runs need.
    const own = await eventually(async () => {
      const counts = await server.simulator.get('/__counts');
      const repeated = (counts.repeated as { key: string; times: number }[]).filter(({ key }) =>
        leads.includes(key.split('/')[0] ?? ''),
      );
      return repeated.length === MANY ? repeated : undefined;
    }, 20_000);
    await Promise.all(leads.map((id) => ended(id)));
    expect(own.every(({ times }) => times === 2)).toBe(true);
    expect((await server.api('GET', '/held')).body.items).toEqual([]);
  }, 60_000);
});

async function heldLead(): Promise<{ id: string; phone: string }> {
  await breakOff(1);
  const phone = freshPhone();
  const id = await post(phone);
  await inState(id, 'held');
  return { id, phone };
}

async function breakOff(times: number): Promise<void> {
  await server.simulator.control({ path: PATH, behaviour: times === 0 ? 'none' : 'reset', times });
}

async function post(phone = freshPhone()): Promise<string> {
  const told = await server.send('convertr/leads', {
    phone_number: phone,
    company: COMPANY,
    email: 'ann@acme.example',
  });
  return told.headers.get('x-leadflow-run') ?? '';
}

function settle(id: string, body: JsonObject): Promise<Told> {
  return server.api('POST', `/runs/${id}/settle`, body);
}

async function run(id: string): Promise<JsonObject> {
  return (await server.api('GET', `/runs/${id}`)).body;
}

function inState(id: string, state: string): Promise<JsonObject> {
  return eventually(async () => {
    const now = await run(id);
    return now.state === state ? now : undefined;
  }, 20_000);
}

function ended(id: string): Promise<JsonObject> {
  return inState(id, 'finished');
}

function path({ steps }: JsonObject): unknown[] {
  return (steps as JsonObject[]).map(({ node }) => node);
}

function step({ steps }: JsonObject, node: string): JsonObject {
  return (steps as JsonObject[]).find((each) => each.node === node) ?? {};
}

async function callsFor(phone: string): Promise<JsonObject[]> {
  const query = `path=${PATH}&phone=${encodeURIComponent(phone)}`;
  return (await server.simulator.get(`/__journal?${query}`)).items as JsonObject[];
}
