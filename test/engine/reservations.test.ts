// What a run has reserved, whatever becomes of it: accepted, rejected, failed, held, cancelled, retried, replayed.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../flows/language/document.ts';
import { mustPublish, node, runIn, sender, stop } from '../support/drawn-flows.ts';
import { freshPhone, startTestServer, type TestServer } from '../support/test-server.ts';

const POST = { connection: 'acme-crm', endpoint: 'insert-lead', body: '{"phone_number": lead.phone}' };
const once = (scope: string) =>
  node('reserve', { keys: [{ value: 'lead.phone', as: 'phone' }], window: 'forever', scope });

let server: TestServer;
let send: Awaited<ReturnType<typeof sender>>;
beforeAll(async () => {
  server = await startTestServer({ LEADFLOW_SYNC_LIMIT_MS: '3000' });
  await mustPublish(server, 'once', {
    nodes: {
      in: node('webhook', { path: 'once' }),
      once: once('flow'),
      taken: stop('rejected', '=steps.once.met.state & " " & steps.once.met.run & " " & steps.once.met.leadId'),
      blank: stop('rejected', 'There is no key.'),
      bad: node('condition', { when: 'lead.end = "rejected"' }),
      no: stop('rejected', 'It is bad.'),
      broken: node('condition', { when: 'lead.end = "error"' }),
      failed: stop('error', 'It is broken.'),
      far: node('condition', { when: 'lead.end = "held"' }),
      post: node('http-request', POST),
      yes: stop('accepted'),
      create: node('create-lead', { phone: 'lead.phone', fields: 'lead', onDuplicate: 'allow' }),
    },
    edges: [
      'in.lead>once',
      ...['once.free>bad', 'once.taken>taken', 'once.unkeyed>blank'],
      ...['bad.true>no', 'bad.false>broken', 'broken.true>failed', 'broken.false>far'],
      ...['far.true>post', 'far.false>create', 'post.answered>create', 'create.created>yes', 'create.duplicate>no'],
    ],
  });
  send = await sender(server, 'once');
});
afterAll(() => server.stop());

/** What became of a lead: its run, its outcome and the reason of that. */
async function came(lead: JsonObject, headers?: Record<string, string>) {
  const { run, body } = await send(lead, headers);
  return { run, outcome: body.outcome, reason: body.reason };
}

async function reservedBy(run: string): Promise<JsonObject> {
  const { steps } = await runIn(server, run, 'finished');
  return (steps as JsonObject[]).find((step) => step.node === 'once')?.out as JsonObject;
}

describe('a lead that has reserved its number', () => {
  it('and is accepted keeps equal ones out, who are told of its run and its lead', async () => {
    const phone = freshPhone();
    const first = await came({ phone });
    expect(first.outcome).toBe('accepted');
    const { body } = await server.api('GET', `/leads?q=${encodeURIComponent(phone)}`);
    const [lead] = body.items as JsonObject[];
    const written = `(${phone.slice(2, 5)}) ${phone.slice(5, 8)}-${phone.slice(8)}`;
    expect(await came({ phone: written })).toMatchObject({
      outcome: 'rejected',
      reason: `accepted ${first.run} ${lead?.id}`,
    });
    expect(await reservedBy(first.run)).toMatchObject({ reserved: true, keys: [phone], scope: 'flow:once', met: null });
  });

  it.each(['rejected', 'error'])('and ends %s makes way for the next', async (end) => {
    const phone = freshPhone();
    expect((await came({ phone, end })).outcome).toBe(end);
    expect((await came({ phone })).outcome).toBe('accepted');
  });

  it('and is held is under way until a person decides, and makes way when it is cancelled', async () => {
    const phone = freshPhone();
    await server.simulator.control({ path: '/acme/leads/insert', behaviour: 'reset', times: 1 });
    const { run } = await send({ phone, end: 'held' });
    await runIn(server, run, 'held');
    await server.restart();
    expect((await came({ phone })).reason).toBe(`in-flight ${run} `);
    expect((await server.api('POST', `/runs/${run}/cancel`, {})).status).toBe(202);
    expect((await came({ phone })).outcome).toBe('accepted');
  });

  it('a hundred times at once passes once; without a number nothing is compared', async () => {
    const phone = freshPhone();
    const all = await Promise.all(Array.from({ length: 100 }, () => came({ phone })));
    expect(all.filter(({ outcome }) => outcome === 'accepted')).toHaveLength(1);
    const blanks = await Promise.all(['', ' ', null, 'n/a', []].map((none) => came({ phone: none })));
    expect(blanks.map(({ reason }) => reason)).toEqual(blanks.map(() => 'There is no key.'));
  });

  it('as a test has reserved nothing, and meets no other', async () => {
    const phone = freshPhone();
    const test = { 'x-leadflow-test': 'true' };
    const first = await came({ phone }, test);
    expect(await reservedBy(first.run)).toMatchObject({ reserved: false, until: '', met: null });
    expect((await came({ phone })).outcome).toBe('accepted');
    expect((await came({ phone }, test)).outcome).toBe('accepted');
  });
});

describe('a run that is made from another', () => {
  it('and keeps the step reserves anew with its first commit, and is refused where an equal lead came between', async () => {
    const phone = freshPhone();
    const { run } = await came({ phone, end: 'error' });
    const retried = await server.api('POST', `/runs/${run}/retry`, { from: 'broken' });
    expect(retried.status).toBe(202);
    await runIn(server, String(retried.body.run), 'finished');
    const between = await came({ phone });
    expect(between.outcome).toBe('accepted');
    const refused = await server.api('POST', `/runs/${run}/retry`, { from: 'broken' });
    expect(refused).toMatchObject({ status: 409, body: { code: 'RETRY_REFUSED' } });
    expect(refused.body.detail).toContain(
      'An equal lead, or another retry of this one, has meanwhile what it had reserved.',
    );
    const anew = await server.api('POST', `/runs/${run}/retry`, { from: 'once' });
    const ended = await runIn(server, String(anew.body.run), 'finished');
    expect(ended.reason).toContain(`accepted ${between.run}`);
  });

  it('that was accepted is not met by its retries and replays, and keeps one lead; others meet the newest of them', async () => {
    const phone = freshPhone();
    const { run } = await came({ phone });
    const later = await again(run, { from: 'create' });
    const whole = await again(run, { from: null });
    const replayed = await server.api('POST', `/runs/${later.id}/replay`, {});
    const last = await runIn(server, String(replayed.body.run), 'finished');
    expect([later, whole, last].map(({ outcome }) => outcome)).toEqual(['accepted', 'accepted', 'accepted']);
    const [lead, ...others] = (await server.api('GET', `/leads?q=${encodeURIComponent(phone)}`)).body
      .items as JsonObject[];
    expect(others).toEqual([]);
    expect((last.steps as JsonObject[]).find(({ node }) => node === 'create')).toMatchObject({
      port: 'created',
      out: { did: 'created', leadId: lead?.id, again: true },
      reason: expect.stringContaining('was created when it first came'),
    });
    expect(await came({ phone })).toMatchObject({
      outcome: 'rejected',
      reason: `accepted ${String(last.id)} ${String(lead?.id)}`,
    });
  });

  it('meets another retry that is under way; what the accepted one holds stays when neither comes to anything', async () => {
    const phone = freshPhone();
    const { run } = await came({ phone, end: 'held' });
    await server.simulator.control({ path: '/acme/leads/insert', behaviour: 'reset', times: 1 });
    const { body } = await server.api('POST', `/runs/${run}/retry`, { from: null });
    const held = String(body.run);
    await runIn(server, held, 'held');
    expect(await again(run, { from: null })).toMatchObject({ outcome: 'rejected', reason: `in-flight ${held} ` });
    expect((await server.api('POST', `/runs/${run}/retry`, { from: 'create' })).status).toBe(409);
    await server.api('POST', `/runs/${held}/cancel`, {});
    await runIn(server, held, 'finished');
    expect((await came({ phone })).reason).toContain(`accepted ${run}`);
  });
});

describe('a run that looks for its duplicates first', () => {
  it('does not find what it created when it came first, before it is on disk itself, nor where its flow is called', async () => {
    const nodes = {
      find: node('find-lead', { phone: 'lead.phone' }),
      create: node('create-lead', { phone: 'lead.phone', fields: 'lead', onDuplicate: 'skip' }),
      yes: stop('accepted'),
      no: stop('rejected'),
    };
    const edges = [
      'in.lead>find',
      'find.found>no',
      'find.not-found>create',
      'create.created>yes',
      'create.duplicate>no',
    ];
    await mustPublish(server, 'sought', { nodes: { in: node('when-called'), ...nodes }, edges });
    await mustPublish(server, 'seeks', { nodes: { in: node('webhook', { path: 'seeks' }), ...nodes }, edges });
    await mustPublish(server, 'lets-seek', {
      nodes: {
        in: node('webhook', { path: 'lets-seek' }),
        call: node('call-flow', { flow: 'sought' }),
        yes: stop('accepted'),
        no: stop('rejected'),
      },
      edges: ['in.lead>call', 'call.accepted>yes', 'call.rejected>no'],
    });
    for (const flow of ['seeks', 'lets-seek']) {
      const seek = await sender(server, flow);
      const phone = freshPhone();
      const first = await seek({ phone });
      expect(first.body.outcome).toBe('accepted');
      expect((await again(first.run, { from: null })).outcome).toBe('accepted');
      const replayed = await server.api('POST', `/runs/${first.run}/replay`, {});
      expect((await runIn(server, String(replayed.body.run), 'finished')).outcome).toBe('accepted');
      expect((await seek({ phone })).body.outcome).toBe('rejected');
    }
  });
});

/** Retries a run to its end. */
async function again(run: string, how: JsonObject): Promise<JsonObject> {
  const { body, status } = await server.api('POST', `/runs/${run}/retry`, how);
  expect(status, JSON.stringify(body)).toBe(202);
  return runIn(server, String(body.run), 'finished');
}

describe('a called flow', () => {
  it('does not meet the run that called it', async () => {
    await mustPublish(server, 'called', {
      nodes: { in: node('when-called'), once: once('account'), yes: stop('accepted'), no: stop('rejected') },
      edges: ['in.lead>once', 'once.free>yes', 'once.taken>no'],
    });
    await mustPublish(server, 'calls', {
      nodes: {
        in: node('webhook', { path: 'calls' }),
        once: once('account'),
        call: node('call-flow', { flow: 'called' }),
        yes: stop('accepted'),
        no: stop('rejected'),
      },
      edges: ['in.lead>once', 'once.free>call', 'once.taken>no', 'call.accepted>yes', 'call.rejected>no'],
    });
    const call = await sender(server, 'calls');
    const phone = freshPhone();
    const first = await call({ phone });
    expect(first.body.outcome).toBe('accepted');
    expect((await call({ phone })).body.outcome).toBe('rejected');
    // Its number is its own also where it is called once more, from a retry.
    expect((await again(first.run, { from: 'call' })).outcome).toBe('accepted');
    expect((await again(first.run, { from: null })).outcome).toBe('accepted');
  });
});
