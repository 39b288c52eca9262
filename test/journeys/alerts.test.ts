// A lead that waits for a person is told of: by webhook and by e-mail, from the setting of both to the link in the message.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FlowBundle, JsonObject } from '../../flows/language/document.ts';
import { type Hook, startHook } from '../simulators/hook.ts';
import { type MailServer, startMailServer } from '../simulators/mail-server.ts';
import { eventually, freshPhone, startTestServer, type TestServer } from '../support/test-server.ts';

/** A minute is promised. */
const PROMISE_MS = 60_000;

let server: TestServer;
let hook: Hook;
let mail: MailServer;
let key = '';
beforeAll(async () => {
  [hook, mail] = await Promise.all([startHook(), startMailServer()]);
  server = await startTestServer({
    LEADFLOW_SMTP_URL: mail.url,
    LEADFLOW_ALERT_FROM: 'Leadflow <leadflow@example.com>',
    LEADFLOW_PUBLIC_URL: 'https://leads.example.com/',
    LEADFLOW_EGRESS_ALLOW: `127.0.0.1:${hook.port}`,
  });
  key = await publish();
}, 60_000);
afterAll(async () => {
  await server.stop();
  await Promise.all([hook.close(), mail.close()]);
});

describe('alerts', () => {
  it('go where an admin says, and the test button says that they arrive', async () => {
    const made = await server.api('POST', '/alerts/channels', { kind: 'webhook', target: hook.url });
    expect(made.status).toBe(201);
    const mailed = await server.api('POST', '/alerts/channels', { kind: 'email', target: 'ann@example.com' });
    expect(mailed.status).toBe(201);
    for (const { body } of [made, mailed]) {
      const tested = await server.api('POST', `/alerts/channels/${body.id}/test`, {});
      expect(tested.body).toEqual({ ok: true, says: 'The test was sent and taken.' });
    }
    expect(hook.posted).toHaveLength(1);
    expect(mail.mails[0]).toMatchObject({ subject: 'Leadflow: a test of alerts', from: 'leadflow@example.com' });
    const settings = await server.api('GET', '/alerts/settings');
    expect(settings.body).toMatchObject({
      smtp: { set: true, from: expect.any(String) },
      publicUrl: 'https://leads.example.com',
    });
    const audit = await server.api('GET', '/audit');
    expect(JSON.stringify(audit.body.items)).toContain('alert.add');
  });

  it(
    'tell of a held run, and of an answer that no rule reads, with links',
    async () => {
      await server.simulator.control({ path: '/acme/leads/insert', behaviour: 'reset' });
      const held = await send();
      await server.simulator.control({ path: '/acme/leads/insert', behaviour: 'unknown-shape' });
      const unread = await send();
      const told = async () => {
        const texts = [hook.posted.map(({ text }) => String(text)).join(), mail.mails.map(({ text }) => text).join()];
        return texts.every((text) => text.includes(held) && text.includes(unread)) ? texts : undefined;
      };
      for (const text of await eventually(told, PROMISE_MS)) {
        expect(text).toContain('1 run waits for a person, since nobody knows whether the receiver took the lead');
        expect(text).toContain(`https://leads.example.com/runs/${held}`);
        expect(text).toContain('https://leads.example.com/held?flow=faults&node=ask');
        expect(text).toContain('1 answer of a receiver could not be read, at “Response” in “faults”');
        expect(text).toContain(`https://leads.example.com/runs/${unread}`);
      }
      const { items } = (await server.api('GET', '/incidents')).body as { items: JsonObject[] };
      expect(items.map(({ kind, node, count, told }) => ({ kind, node, count, told }))).toEqual(
        expect.arrayContaining([
          { kind: 'unknown', node: 'ask', count: 1, told: 1 },
          { kind: 'unrecognised', node: 'read', count: 1, told: 1 },
        ]),
      );
    },
    PROMISE_MS + 10_000,
  );

  it('are turned off and on, taken out, and refused where they could not arrive', async () => {
    const { items } = (await server.api('GET', '/alerts/channels')).body as { items: JsonObject[] };
    const [first] = items;
    const off = await server.api('PATCH', `/alerts/channels/${first?.id}`, { enabled: false });
    expect(off.body).toMatchObject({ enabled: false, failed: null, toldAt: expect.any(String) });
    expect((await server.api('DELETE', `/alerts/channels/${first?.id}`)).status).toBe(204);
    expect((await server.api('POST', `/alerts/channels/${first?.id}/test`, {})).status).toBe(404);
    const wrong = [
      { kind: 'webhook', target: 'ftp://example.com' },
      { kind: 'webhook', target: 'https://ann:pass@example.com/' },
      { kind: 'email', target: 'ann@example.com, bob@example.com' },
    ];
    for (const body of wrong) expect((await server.api('POST', '/alerts/channels', body)).status).toBe(422);
    const twice = await server.api('POST', '/alerts/channels', { kind: 'email', target: 'ann@example.com' });
    expect(twice.body).toMatchObject({ code: 'ALREADY_EXISTS' });
    const target = 'https://chat.example.com/services/T000/B000/not-for-everybody';
    const long = await server.api('POST', '/alerts/channels', { kind: 'webhook', target });
    expect(long.body.target).toBe('https://chat.example.com/…body');
    expect(JSON.stringify((await server.api('GET', '/audit')).body)).not.toContain('not-for-everybody');
  });
});

async function send(): Promise<string> {
  const told = await server.send('faults', { phone_number: freshPhone() }, { 'x-leadflow-key': key });
  return String(told.headers.get('x-leadflow-run'));
}

/** Draws webhook -> request -> read, publishes it, and makes a source: answers its key. */
async function publish(): Promise<string> {
  const bundle: FlowBundle = {
    document: {
      leadflow: 1,
      name: 'faults',
      nodes: {
        in: { type: 'webhook', config: { path: 'faults' } },
        ask: { type: 'http-request', config: { connection: 'acme-crm', endpoint: 'insert-lead', body: 'lead' } },
        read: {
          type: 'response-parse',
          config: {
            from: 'steps.ask',
            as: 'json',
            rules: [{ path: 'success', comparison: 'equals', value: 'true', outcome: 'accepted' }],
          },
        },
        no: { type: 'respond', config: { success: false } },
      },
      edges: [
        { from: 'in', port: 'lead', to: 'ask' },
        { from: 'ask', port: 'answered', to: 'read' },
        ...['accepted', 'rejected', 'unrecognised', 'unreadable'].map((port) => ({ from: 'read', port, to: 'no' })),
      ],
    },
    files: {},
    layout: { nodes: {} },
  };
  const made = await server.api('POST', '/flows', {
    name: 'faults',
    slug: 'faults',
    bundle: bundle as unknown as JsonObject,
  });
  const published = await server.api('POST', '/flows/faults/publish', {}, { 'if-match': `"${made.body.rev}"` });
  expect(published.status, JSON.stringify(published.body)).toBe(200);
  return String((await server.api('POST', '/sources', { name: 'Faults', flow: 'faults', auth: 'key' })).body.key);
}
