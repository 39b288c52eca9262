// Flows that call flows: buyers tried in order, several at a time, an error flow, cancelling, and a restart in between.
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../flows/language/document.ts';
import { mustPublish, node, publish, runIn, sender, stop } from '../support/drawn-flows.ts';
import { eventually, startTestServer, type TestServer } from '../support/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ LEADFLOW_SYNC_LIMIT_MS: '1300' });
  await mustPublish(server, 'buyer', {
    nodes: {
      in: node('when-called'),
      wants: node('condition', { when: 'lead.buyer in lead.wants' }),
      broken: node('condition', { when: 'lead.buyer in lead.broken' }),
      told: node('respond', { success: true, body: '{"paid": 7, "to": lead.buyer}' }),
      no: stop('rejected', '=lead.buyer & " does not want it"'),
      down: stop('error', 'It is down.'),
    },
    edges: ['in.lead>broken', 'broken.true>down', 'broken.false>wants', 'wants.true>told', 'wants.false>no'],
  });
  await mustPublish(server, 'slow-buyer', {
    nodes: { in: node('when-called'), ask: node('http-request', ASK), yes: stop('accepted') },
    edges: ['in.lead>ask', 'ask.answered>yes'],
  });
  await server.simulator.control({ path: '/acme/leads/find', behaviour: 'none' });
});
afterAll(() => server.stop());

const ASK = { connection: 'acme-crm', endpoint: 'find-lead', body: '{"phone_number": lead.phone}' };
const BUYERS = ['north', 'south', 'west', 'east'];

describe('buyers that are tried in order', () => {
  let send: Awaited<ReturnType<typeof sender>>;
  beforeAll(async () => {
    await mustPublish(server, 'tree', {
      more: { vars: { buyers: BUYERS } },
      nodes: {
        in: node('webhook', { path: 'tree' }),
        buyers: node('for-each', { items: 'vars.buyers', as: 'buyer', flow: 'buyer', until: 'first-accepted' }),
        sold: node('respond', { success: true, body: 'steps.buyers.first' }),
        unsold: stop('rejected', '=$string(steps.buyers.rejected) & " said no"'),
      },
      edges: ['in.lead>buyers', 'buyers.accepted>sold', 'buyers.none>unsold'],
    });
    send = await sender(server, 'tree');
  });

  it('stops at the first that is accepted, and knows what it answered', async () => {
    const told = await send({ wants: ['west', 'east'], broken: ['south'] });
    expect(told.body).toMatchObject({
      index: 3,
      outcome: 'accepted',
      answer: { success: true, body: { paid: 7, to: 'west' } },
    });
    const run = await runIn(server, told.run, 'finished');
    expect(run.outcome).toBe('accepted');
    expect(stepOf(run, 'buyers')).toMatchObject({
      port: 'accepted',
      reason: 'Buyer 3 of 4 was accepted.',
      out: { accepted: 1, rejected: 1, errors: 1, total: 4 },
    });
    expect(childrenOf(told.run)).toEqual([
      [`${told.run}.buyers.1`, 'rejected'],
      [`${told.run}.buyers.2`, 'error'],
      [`${told.run}.buyers.3`, 'accepted'],
    ]);
    const child = await runIn(server, `${told.run}.buyers.3`, 'finished');
    expect(child.lead).toMatchObject({ buyer: 'west', wants: ['west', 'east'] });
    expect(child.flow).toBe('buyer');
    const { body } = await server.api('GET', `/runs/${told.run}/retry`);
    expect(body.sends).toMatchObject([{ node: 'buyers', says: expect.stringContaining('calls other flows') }]);
  });

  it('comes out as none where nobody wants the lead, and as an error where everybody is broken', async () => {
    const none = await send({ wants: [], broken: [] });
    expect(none.body).toMatchObject({ outcome: 'rejected', reason: '4 said no' });
    const broken = await send({ wants: [], broken: BUYERS });
    expect(broken.body.outcome).toBe('error');
    const run = await runIn(server, broken.run, 'finished');
    expect(stepOf(run, 'buyers').failure).toMatchObject({ code: 'CHILD_FAILED' });
    expect(String(run.reason)).toContain('Buyer 1 of 4 ended with an error: It is down.');
  });

  it('keeps nothing of a test lead, in any of its runs', async () => {
    const told = await send({ wants: ['north'], broken: [] }, { 'x-leadflow-test': 'true' });
    await runIn(server, told.run, 'finished');
    const child = await runIn(server, `${told.run}.buyers.1`, 'finished');
    expect(child.test).toBe(true);
  });

  it('is not told anything twice by a second request with the same key', async () => {
    const headers = { 'idempotency-key': 'tree-1' };
    const [one, two] = await Promise.all([send({ wants: ['west'] }, headers), send({ wants: ['west'] }, headers)]);
    expect(two.body).toEqual(one.body);
    expect(childrenOf(one.run).map(([id]) => id)).toHaveLength(3);
  });
});

describe('several flows at a time', () => {
  let send: Awaited<ReturnType<typeof sender>>;
  beforeAll(async () => {
    const lead = (buyer: string) => `$merge([lead, {"buyer": "${buyer}"}])`;
    const branch = (name: string) => ({ name, flow: 'buyer', lead: lead(name) });
    await mustPublish(server, 'race', {
      nodes: {
        in: node('webhook', { path: 'race' }),
        ask: node('parallel', {
          branches: [{ name: 'slow', flow: 'slow-buyer' }, branch('north'), branch('south')] as unknown as Json,
          until: 'first-accepted',
        }),
        yes: stop('accepted', '=steps.ask.first.branch'),
        no: stop('rejected'),
      },
      edges: ['in.lead>ask', 'ask.accepted>yes', 'ask.refused>no'],
    });
    send = await sender(server, 'race');
  });

  it('goes on at the first that is accepted and lets the others go', async () => {
    await server.simulator.control({ path: '/acme/leads/find', behaviour: 'delay=1500', times: 1 });
    const began = Date.now();
    const told = await send({ phone: '+13105550111', wants: ['south'] });
    expect(told.body).toMatchObject({ outcome: 'accepted', reason: 'south' });
    expect(Date.now() - began).toBeLessThan(1200);
    const run = await runIn(server, told.run, 'finished');
    expect((stepOf(run, 'ask').out as JsonObject).results).toMatchObject([
      { outcome: 'open' },
      { outcome: 'rejected' },
      { outcome: 'accepted' },
    ]);
    // Its call was not broken off; it ends at its next step.
    const slow = await runIn(server, `${told.run}.ask.1`, 'finished');
    expect(slow).toMatchObject({ outcome: 'cancelled', reason: expect.stringContaining('another was accepted first') });
  });
});

describe('a run that is cancelled while its children are under way', () => {
  it('cancels them, and then ends', async () => {
    await mustPublish(server, 'caller', {
      nodes: {
        in: node('webhook', { path: 'caller' }),
        call: node('call-flow', { flow: 'slow-buyer' }),
      },
      edges: ['in.lead>call'],
    });
    const send = await sender(server, 'caller');
    await server.simulator.control({ path: '/acme/leads/find', behaviour: 'delay=2500', times: 1 });
    const answer = send({ phone: '+13105550112' }, { 'idempotency-key': 'cancelled' });
    const id = await eventually(async () => {
      const { body } = await server.api('GET', '/runs?flow=caller');
      return ((body.items as JsonObject[])[0]?.id as string) || undefined;
    });
    await runIn(server, `${id}.call.1`, 'running');
    expect((await server.api('POST', `/runs/${id}/cancel`, {})).status).toBe(202);
    expect(await runIn(server, id, 'finished')).toMatchObject({ outcome: 'cancelled' });
    expect(await runIn(server, `${id}.call.1`, 'finished')).toMatchObject({ outcome: 'cancelled' });
    await answer;
  });
});

describe('a server that stops while children are under way', () => {
  it('goes on afterwards: each child once, and the parent with what they came to', async () => {
    await server.simulator.control({ path: '/acme/leads/find', behaviour: '503', times: 3 });
    const retry = { attempts: 5, backoff: '1s..1s' };
    await mustPublish(server, 'patient', {
      nodes: { in: node('when-called'), ask: node('http-request', ASK, { retry }), yes: stop('accepted') },
      edges: ['in.lead>ask', 'ask.answered>yes'],
    });
    await mustPublish(server, 'patient-caller', {
      nodes: { in: node('webhook', { path: 'patient-caller' }), call: node('call-flow', { flow: 'patient' }) },
      edges: ['in.lead>call'],
    });
    const send = await sender(server, 'patient-caller');
    const told = await send({ phone: '+13105550113' });
    expect(told.status).toBe(202);
    await runIn(server, told.run, 'waiting');
    expect(childrenOf(told.run)).toEqual([[`${told.run}.call.1`, 'null']]);
    await server.restart();
    expect(await runIn(server, told.run, 'finished', 8000)).toMatchObject({ outcome: 'accepted' });
    expect(childrenOf(told.run)).toEqual([[`${told.run}.call.1`, 'accepted']]);
  });
});

describe('the flow that follows a failed run', () => {
  it('is given the lead and what happened, once; its own errors start nothing', async () => {
    await mustPublish(server, 'desk', {
      nodes: { in: node('when-called'), bad: stop('error', '="Desk: " & lead.error.says') },
      edges: ['in.lead>bad'],
    });
    await mustPublish(server, 'failing', {
      more: { onError: 'desk' },
      nodes: {
        in: node('webhook', { path: 'failing' }),
        bad: node('stop', { outcome: 'error', reason: 'Broken.' }, { title: 'The end' }),
      },
      edges: ['in.lead>bad'],
    });
    const send = await sender(server, 'failing');
    const told = await send({ phone: '+13105550114' });
    expect(told.body.outcome).toBe('error');
    const desk = await runIn(server, `${told.run}._error.0`, 'finished');
    expect(desk).toMatchObject({
      flow: 'desk',
      outcome: 'error',
      reason: 'Desk: Broken.',
      lead: {
        lead: { phone: '+13105550114' },
        error: { run: told.run, flow: 'failing', node: 'bad', title: 'The end', code: null, says: 'Broken.' },
      },
    });
    expect(childrenOf(`${told.run}._error.0`)).toEqual([]);
  });
});

describe('what a flow calls', () => {
  it('is not withdrawn or deleted while a published flow calls it', async () => {
    const withdrawn = await server.api('POST', '/flows/buyer/withdraw', {});
    expect(withdrawn.status).toBe(409);
    expect(withdrawn.body.detail).toBe('Flows that call it: race, tree.');
    expect((await server.api('DELETE', '/flows/desk')).status).toBe(409);
  });

  it('must be published, and must not come round to the flow itself', async () => {
    const call = (flow: string) => ({
      nodes: { in: node('webhook', { path: 'round' }), call: node('call-flow', { flow }) },
      edges: ['in.lead>call'],
    });
    const unknown = await publish(server, 'calls-nothing', call('nobody'));
    expect(problems(unknown.body)).toEqual(['FLOW_UNKNOWN']);
    const itself = await publish(server, 'calls-itself', call('calls-itself'));
    expect(problems(itself.body)).toEqual(['FLOW_CALLS_ITSELF']);
  });

  it('is the release that was published when the caller was', async () => {
    await mustPublish(server, 'inner', {
      nodes: { in: node('when-called'), end: stop('accepted', 'First.') },
      edges: ['in.lead>end'],
    });
    await mustPublish(server, 'outer', {
      nodes: { in: node('webhook', { path: 'outer' }), call: node('call-flow', { flow: 'inner' }) },
      edges: ['in.lead>call'],
    });
    const send = await sender(server, 'outer');
    expect((await send({})).body.reason).toBe('First.');
    const { body } = await server.api('GET', '/flows/inner');
    const bundle = body.bundle as { document: { nodes: Record<string, JsonObject> } };
    bundle.document.nodes.end = { type: 'stop', config: { outcome: 'accepted', reason: 'Second.' } };
    const put = await server.api(
      'PUT',
      '/flows/inner/draft',
      { bundle: bundle as unknown as Json },
      { 'if-match': `"${body.rev}"` },
    );
    await server.api('POST', '/flows/inner/publish', {}, { 'if-match': `"${put.body.rev}"` });
    expect((await send({})).body.reason).toBe('First.');
    const outer = await server.api('GET', '/flows/outer');
    await server.api('POST', '/flows/outer/publish', {}, { 'if-match': `"${outer.body.rev}"` });
    expect((await send({})).body.reason).toBe('Second.');
  });
});

function stepOf(run: JsonObject, id: string): JsonObject {
  return (run.steps as JsonObject[]).find((step) => step.node === id) ?? {};
}

function problems(body: JsonObject): unknown[] {
  return ((body.problems ?? []) as JsonObject[]).map(({ code }) => code);
}

/** Id and outcome of the runs that a run called, by id. */
function childrenOf(id: string): [string, string][] {
  const db = new DatabaseSync(join(server.config.data, 'leadflow.db'), { readOnly: true });
  try {
    const rows = db.prepare('SELECT id, outcome FROM run WHERE parent = ? ORDER BY id').all(id);
    return rows.map((row) => [String(row.id), String(row.outcome)]);
  } finally {
    db.close();
  }
}
