// What a lead changes is there for its own next steps; and what a person stops while it waits in line is not sent.
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../flows/language/document.ts';
import { change, rowsOf } from '../support/database-of.ts';
import { mustPublish, node, runIn, sender, stop } from '../support/drawn-flows.ts';
import { freshPhone, startTestServer, type TestServer } from '../support/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ LEADFLOW_SYNC_LIMIT_MS: '300' });
});
afterAll(() => server.stop());

const PHONE = { phone: 'lead.phone_number' };

describe('a number that a lead puts on the DNC list', () => {
  it('is found by a look of the same lead right after, and the look is recorded once', async () => {
    await mustPublish(server, 'adds', {
      nodes: {
        in: node('webhook', { path: 'adds' }),
        add: node('dnc-add', { ...PHONE, reason: 'Asked' }),
        check: node('dnc-check', PHONE),
        listed: stop('rejected', 'It is listed.'),
        clear: stop('accepted'),
      },
      edges: ['in.lead>add', 'add.added>check', 'check.listed>listed', 'check.clear>clear'],
    });
    const send = await sender(server, 'adds');
    const { run } = await send({ phone_number: freshPhone() });
    expect(await runIn(server, run, 'finished')).toMatchObject({ outcome: 'rejected', reason: 'It is listed.' });
    const db = new DatabaseSync(join(server.config.data, 'leadflow.db'), { readOnly: true });
    const rows = db.prepare('SELECT records FROM journal WHERE run = ?').all(run);
    db.close();
    expect(JSON.stringify(rows).split('dnc.check')).toHaveLength(2);
  });
});

describe('a lead that is kept with a status which is marked DNC', () => {
  it('is found, and its number listed, by a look of its own run and by a flow that is called right after', async () => {
    await mustPublish(server, 'looks', {
      nodes: {
        in: node('when-called'),
        check: node('dnc-check', PHONE),
        listed: stop('accepted'),
        clear: stop('rejected'),
      },
      edges: ['in.lead>check', 'check.listed>listed', 'check.clear>clear'],
    });
    await mustPublish(server, 'keeps', {
      nodes: {
        in: node('when-called'),
        keep: node('create-lead', { ...PHONE, fields: 'lead', status: 'DNC' }),
        calls: node('condition', { when: 'lead.calls' }),
        call: node('call-flow', { flow: 'looks' }),
        check: node('dnc-check', PHONE),
        find: node('find-lead', PHONE),
        seen: stop('accepted', 'It is seen.'),
        unseen: stop('rejected', 'It is not seen.'),
      },
      edges: [
        ...['in.lead>keep', 'keep.created>calls', 'keep.duplicate>unseen', 'calls.true>call', 'calls.false>check'],
        ...['call.accepted>seen', 'call.rejected>unseen', 'check.listed>find', 'check.clear>unseen'],
        ...['find.found>seen', 'find.not-found>unseen'],
      ],
    });
    await mustPublish(server, 'outer', {
      nodes: { in: node('webhook', { path: 'outer' }), call: node('call-flow', { flow: 'keeps' }) },
      edges: ['in.lead>call'],
    });
    const send = await sender(server, 'outer');
    for (const calls of [true, false]) {
      const { run } = await send({ phone_number: freshPhone(), calls });
      expect(await runIn(server, run, 'finished')).toMatchObject({ outcome: 'accepted' });
    }
  });
});

describe('a lead that is run again', () => {
  it.each(['looks-and-keeps', 'calls-it'])('does not find the lead that it was kept as before: %s', async (path) => {
    const nodes = {
      find: node('find-lead', PHONE),
      found: stop('rejected'),
      keep: node('create-lead', { ...PHONE, fields: 'lead' }),
      kept: stop('accepted'),
    };
    const edges = [
      'in.lead>find',
      'find.found>found',
      'find.not-found>keep',
      'keep.created>kept',
      'keep.duplicate>found',
    ];
    const isCalled = path === 'calls-it';
    if (isCalled) await mustPublish(server, 'called', { nodes: { in: node('when-called'), ...nodes }, edges });
    await mustPublish(server, path, {
      nodes: { in: node('webhook', { path }), ...(isCalled ? { call: node('call-flow', { flow: 'called' }) } : nodes) },
      edges: isCalled ? ['in.lead>call'] : edges,
    });
    const { run } = await (await sender(server, path))({ phone_number: freshPhone() });
    expect(await runIn(server, run, 'finished')).toMatchObject({ outcome: 'accepted' });
    const again = String((await server.api('POST', `/runs/${run}/replay`, {})).body.run);
    expect(await runIn(server, again, 'finished')).toMatchObject({ outcome: 'accepted' });
  });
});

describe('a lead that finds one of an import', () => {
  it('notes in its own commit that it came as a duplicate, or goes on without it where it is gone by then', async () => {
    const [ofImport = '', ofFlow = '', gone = ''] = ['i1', '', 'i1'].map((by, at) => {
      const phone = freshPhone();
      change(
        server,
        `INSERT INTO lead (id, list, status, phone, phone_raw, email, name, fields, raw, source, flow, run, created_at, updated_at, import)
          VALUES ('lead-${at}', 'default', 'NEW', '${phone}', '', '', '', '{}', '{}', '', '', '', 1, 1, nullif('${by}', ''))`,
      );
      return phone;
    });
    await mustPublish(server, 'finds', {
      nodes: {
        in: node('webhook', { path: 'finds', idempotency: 'lead.phone_number' }),
        find: node('find-lead', PHONE),
        found: stop('rejected'),
        none: stop('accepted'),
      },
      edges: ['in.lead>find', 'find.found>found', 'find.not-found>none'],
    });
    const send = await sender(server, 'finds');
    const outcomeOf = async (phone: string) => {
      const { run } = await send({ phone_number: phone });
      return (await runIn(server, run, 'finished')).outcome;
    };
    expect([await outcomeOf(ofImport), await outcomeOf(ofFlow)]).toEqual(['rejected', 'rejected']);
    expect(rowsOf(server, 'SELECT * FROM lead_met')).toEqual([{ lead: 'lead-0', who: '' }]);
    // The key is taken in the very transaction that notes it, before it, and after the look.
    const goes = "AFTER INSERT ON idempotency BEGIN DELETE FROM lead WHERE id = 'lead-2'; END";
    change(server, `CREATE TRIGGER goes ${goes}`);
    expect(await outcomeOf(gone)).toBe('accepted');
    change(server, 'DROP TRIGGER goes');
    expect(rowsOf(server, 'SELECT * FROM lead_met')).toHaveLength(1);
  });
});

describe('a lead that is cancelled while it waits for its place at a receiver', () => {
  it('ends when it gets the place, and sends nothing', async () => {
    const call = { connection: 'one-at-a-time', endpoint: 'insert-lead', body: 'lead' };
    const { body } = await server.api('GET', '/connections/acme-crm');
    const document = { ...(body.document as JsonObject), name: 'One at a time', concurrency: 1 };
    expect((await server.api('POST', '/connections', { slug: 'one-at-a-time', document })).status).toBe(201);
    await mustPublish(server, 'waits', {
      nodes: { in: node('webhook', { path: 'waits' }), post: node('http-request', call), end: stop('accepted') },
      edges: ['in.lead>post', 'post.answered>end'],
    });
    const send = await sender(server, 'waits');
    await server.simulator.control({ path: '/acme/leads/insert', behaviour: 'delay=800', times: 1 });
    const first = send({ phone_number: freshPhone() });
    const phone = freshPhone();
    await new Promise((resolve) => setTimeout(resolve, 100));
    const { run } = await send({ phone_number: phone });
    expect((await server.api('POST', `/runs/${run}/cancel`, {})).status).toBeLessThan(300);
    await first;
    expect(await runIn(server, run, 'finished')).toMatchObject({ outcome: 'cancelled' });
    const seen = await server.simulator.get(`/__journal?phone=${encodeURIComponent(phone)}`);
    expect(seen.items).toEqual([]);
  });
});
