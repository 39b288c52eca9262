// Alerts: one message for a burst, nothing forgotten over a crash or a failing channel, and nobody told twice for nothing.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../flows/language/document.ts';
import { type Alerter, type AlerterParts, createAlerter } from '../../server/alerts/alerter.ts';
import { mailer } from '../../server/alerts/email.ts';
import { ask, change } from '../../server/store/admin-ops.ts';
import type { AlertChannelRow } from '../../server/store/admin-rows.ts';
import type { Incident } from '../../server/store/ports.ts';
import { countIncident } from '../../server/store/sqlite/run-rows.ts';
import { readEgressPolicy } from '../../server/tools/egress.ts';
import { createOutbound, type Outbound } from '../../server/tools/outbound.ts';
import { postJson } from '../../server/tools/post-json.ts';
import { type Hook, startHook } from '../simulators/hook.ts';
import { type MailServer, startMailServer } from '../simulators/mail-server.ts';
import { type DirectStore, openDirectStore } from '../support/direct-store.ts';
import { eventually } from '../support/test-server.ts';

const HELD: Incident = {
  kind: 'unknown',
  flow: 'faults',
  node: 'ask',
  code: 'REMOTE_BROKEN_OFF',
  about: '',
  says: 'The receiver broke the connection off; nobody knows whether it took the lead.',
};
const TIMES = { lookMs: 20, quietMs: 30, longestMs: 300, repeatMs: 600_000, retryMs: 60, longestRetryMs: 1000 };

let store: DirectStore;
let hook: Hook;
let mail: MailServer;
let outbound: Outbound;
let warnings: string[];
let alerters: Alerter[];

beforeEach(async () => {
  store = openDirectStore();
  [hook, mail] = await Promise.all([startHook(), startMailServer()]);
  outbound = createOutbound({ policy: readEgressPolicy([`127.0.0.1:${hook.port}`]) });
  warnings = [];
  alerters = [];
});
afterEach(async () => {
  await Promise.all(alerters.map((alerter) => alerter.stop(1000)));
  await Promise.all([hook.close(), mail.close(), outbound.close()]);
  store.close();
});

describe('a burst', () => {
  it('is one message to each channel, with the number, the place and links', async () => {
    await channel('webhook', hook.url);
    await channel('email', 'ann@example.com');
    start();
    for (let n = 0; n < 300; n += 1) meets(HELD, `run-${n}`);
    await eventually(async () => hook.posted[0] && mail.mails[0]);
    await quiet();
    expect(hook.posted).toHaveLength(1);
    expect(mail.mails).toHaveLength(1);
    const text = String(hook.posted[0]?.text);
    expect(text).toContain('300 runs wait for a person');
    expect(text).toContain('at “The faults ask” in “Faults”');
    expect(text).toContain('https://leads.example.com/runs/run-299');
    expect(text).toContain('https://leads.example.com/held?flow=faults&node=ask');
    expect(hook.posted[0]?.items).toMatchObject([
      { kind: 'unknown', flow: 'faults', node: 'ask', new: 300, count: 300 },
    ]);
    expect(mail.mails[0]).toMatchObject({ to: ['ann@example.com'], from: 'leadflow@example.com' });
    expect(mail.mails[0]?.subject).toContain('Leadflow: 300 runs wait for a person');
    expect(mail.mails[0]?.text.replaceAll('\r\n', '\n').trim()).toBe(text);
  });

  it('that does not end is told after a while all the same', async () => {
    await channel('webhook', hook.url);
    start({ quietMs: 60_000 });
    meets(HELD);
    await eventually(async () => hook.posted[0]);
    expect(String(hook.posted[0]?.text)).toContain('1 run waits for a person');
  });

  it('at several places is one message that tells each', async () => {
    await channel('webhook', hook.url);
    await channel('email', 'ann@example.com');
    for (const node of ['ask', 'tell']) for (let n = 0; n < 2; n += 1) meets({ ...HELD, node });
    meets({ ...HELD, kind: 'receiver', node: '', about: 'https://crm.example.com', flow: 'other\nflow' });
    // The first look is when all of them are quiet, however long it took to note them.
    start({ lookMs: 3 * TIMES.quietMs });
    const mailed = await eventually(async () => mail.mails[0]);
    expect(mailed.subject).toBe('Leadflow: 5 leads need a look, at 3 places in 2 flows');
    expect(mailed.text).toContain('1 lead met a receiver that fails (https://crm.example.com), in');
    await eventually(async () => hook.posted[0]);
    expect(hook.posted).toHaveLength(1);
  });
});

describe('what goes on', () => {
  it('is told again after ten minutes and not before, with the number since', async () => {
    await channel('webhook', hook.url);
    start();
    meets(HELD);
    await eventually(async () => hook.posted[0]);
    for (let n = 0; n < 7; n += 1) meets(HELD);
    await quiet();
    expect(hook.posted).toHaveLength(1);
    store.ahead += TIMES.repeatMs + 1000;
    await eventually(async () => hook.posted[1]);
    expect(String(hook.posted[1]?.text)).toMatch(/^7 more runs wait .*\n.*\nSince .*, 8 in all\./);
  });

  it('is told once more at most after a crash between sending and noting it', async () => {
    await channel('webhook', hook.url);
    // The process ends after the message has left: nothing that it would have done next is done.
    const crashing = start(
      {},
      {
        post: async (url, body) => {
          await postJson(outbound, url, body);
          await new Promise(() => undefined);
        },
      },
    );
    meets(HELD);
    await eventually(async () => hook.posted[0]);
    await crashing.stop(0);
    start();
    await eventually(async () => hook.posted[1]);
    await quiet();
    expect(hook.posted).toHaveLength(2);
    expect(hook.posted[1]).toEqual(hook.posted[0]);
  });
});

describe('a channel that fails', () => {
  it('is shown, tried again, and misses nothing; the others are told meanwhile', async () => {
    const failing = await channel('email', 'ann@example.com');
    await channel('webhook', hook.url);
    mail.refusing = true;
    start();
    meets(HELD);
    await eventually(async () => hook.posted[0]);
    const shown = await eventually(async () => (await channelNow(failing)).failed ?? undefined);
    expect(shown).toContain('No room for mail today');
    expect(warnings.filter((line) => line.includes('tried again'))).toHaveLength(1);
    meets(HELD);
    mail.refusing = false;
    const mailed = await eventually(async () => mail.mails[0]);
    expect(mailed.subject).toContain('2 runs wait for a person');
    await eventually(async () => ((await channelNow(failing)).failed === null ? true : undefined));
    expect((await channelNow(failing)).toldAt).toBeGreaterThan(0);
    expect(hook.posted).toHaveLength(1);
  });

  it('says the status that a webhook answered, and never its address', async () => {
    const secret = await channel('webhook', `${hook.url}/T0000/very-secret-key`);
    hook.status = 404;
    const { ok, says } = await start().test(secret);
    expect({ ok, says }).toEqual({ ok: false, says: 'The address answered with status 404.' });
    const unreachable = await channel('webhook', 'http://127.0.0.1:1/very-secret-key');
    const refused = await start().test(unreachable);
    expect(refused.ok).toBe(false);
    expect(refused.says).toContain('private');
    expect(refused.says).not.toContain('very-secret-key');
  });

  it('works again once a test arrives', async () => {
    const made = await channel('webhook', hook.url);
    hook.status = 500;
    const alerter = start();
    await alerter.test(made);
    expect((await channelNow(made)).failed).toContain('status 500');
    hook.status = 204;
    expect(await alerter.test(made)).toEqual({ ok: true, says: 'The test was sent and taken.' });
    expect((await channelNow(made)).failed).toBeNull();
    expect(String(hook.posted[1]?.text)).toContain('This is a test');
  });
});

describe('a channel that is new', () => {
  it('is told what nobody was told of, after one warning that nobody is', async () => {
    start();
    meets(HELD);
    await eventually(async () => warnings[0]);
    await quiet();
    expect(warnings).toEqual(['Leads need a person, and no alert channel is set: see Settings, Alerts']);
    await channel('webhook', hook.url);
    await eventually(async () => hook.posted[0]);
  });

  it('is not told what others were told before, nor after it was off', async () => {
    const first = await channel('webhook', hook.url);
    start();
    meets(HELD);
    await eventually(async () => (await channelNow(first)).toldAt ?? undefined);
    const second = await channel('email', 'ann@example.com');
    await change(store, 'alert.changeChannel', { id: second.id, enabled: false, by: 'ann' });
    meets({ ...HELD, node: 'tell' });
    await eventually(async () => hook.posted[1]);
    await quiet();
    await change(store, 'alert.changeChannel', { id: second.id, enabled: true, by: 'ann' });
    await quiet();
    expect(mail.mails).toEqual([]);
    meets({ ...HELD, node: 'third' });
    await eventually(async () => mail.mails[0]);
    expect(mail.mails[0]?.text).toContain('third');
  });
});

function start(times: object = {}, parts: Partial<AlerterParts> = {}): Alerter {
  const alerter = createAlerter({
    store,
    post: (url, body) => postJson(outbound, url, body),
    email: mailer({ url: mail.url, from: 'leadflow@example.com' }),
    words: () => ({
      address: 'https://leads.example.com',
      nameOf: (flow, node) => ({ flow: titled(flow), node: `The ${flow} ${node}` }),
    }),
    now: () => Date.now() + store.ahead,
    log: { warn: (_fields, message) => void warnings.push(message) },
    times: { ...TIMES, ...times },
    ...parts,
  });
  alerters.push(alerter);
  alerter.start();
  return alerter;
}

function titled(flow: string): string {
  return flow.slice(0, 1).toUpperCase() + flow.slice(1);
}

function meets(incident: Incident, run = 'some-run'): void {
  countIncident(store.db, { run, incident }, Date.now() + store.ahead);
}

function channel(kind: AlertChannelRow['kind'], target: string): Promise<AlertChannelRow> {
  return change(store, 'alert.addChannel', { kind, target, by: 'ann' });
}

async function channelNow({ id }: AlertChannelRow): Promise<AlertChannelRow> {
  const found = (await ask(store, 'alert.channels', {})).find((each) => each.id === id);
  if (!found) throw new Error('The channel is gone.');
  return found;
}

/** Long enough for several looks. */
function quiet(): Promise<JsonObject | undefined> {
  return new Promise((resolve) => setTimeout(resolve, 250));
}
