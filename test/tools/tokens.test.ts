// Access tokens: fetched once for all, renewed in time, and what becomes of a call whose token cannot be had.
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Failure } from '../../flows/language/failures.ts';
import type { ConnectionAuth, ConnectionDocument, EndpointDocument } from '../../flows/language/receivers.ts';
import { secretReferences } from '../../flows/language/secret-references.ts';
import type { OutboundCall } from '../../nodes/tools.ts';
import { readBody } from '../../server/reading/read-body.ts';
import { readEgressPolicy } from '../../server/tools/egress.ts';
import { createOutbound, type Outbound } from '../../server/tools/outbound.ts';
import { createSecrets, type Secrets } from '../../server/tools/secrets.ts';
import { createToolbox, type Toolbox } from '../../server/tools/toolbox.ts';
import { type DirectStore, openDirectStore } from '../support/direct-store.ts';
import { startTokenReceiver, type TokenReceiver } from './token-receiver.ts';

const CALL: OutboundCall = {
  connection: 'acme',
  endpoint: { name: 'Insert', method: 'POST', path: '/leads' },
  body: { phone: '1' },
};
const CLIENT: ConnectionAuth = {
  type: 'oauth2',
  grant: 'client-credentials',
  tokenUrl: '/oauth/token',
  clientId: 'we:us',
  secret: 'secret:client',
};
const REFRESH: ConnectionAuth = { ...CLIENT, grant: 'refresh-token', refresh: 'secret:refresh' };
const LOGIN: ConnectionAuth = { type: 'token', endpoint: 'login', token: 'data.token', expiresPath: 'data.life' };

let store: DirectStore;
let secrets: Secrets;
let receiver: TokenReceiver;
let outbound: Outbound;
let now: number;

beforeEach(async () => {
  store = openDirectStore();
  secrets = await createSecrets({ store, keyFile: join(store.folder, 'leadflow.key') });
  for (const [name, value] of [
    ['client', 'client canary+1'],
    ['refresh', 'ref-canary-0'],
    ['password', 'pass-canary'],
  ] as const)
    await secrets.set(name, value, 'ann@example.com');
  receiver = await startTokenReceiver();
  outbound = createOutbound({ policy: readEgressPolicy([`127.0.0.1:${receiver.port}`]) });
  now = 1_000_000_000_000;
});
afterEach(async () => {
  await outbound.close();
  await receiver.close();
  store.close();
});

async function tools(auth: ConnectionAuth, version = 'v1'): Promise<Toolbox> {
  const document: ConnectionDocument = {
    leadflow: 1,
    name: 'Acme',
    scheme: 'http',
    host: `127.0.0.1:${receiver.port}`,
    fields: { password: 'secret:password' },
    auth,
    endpoints: {
      login: {
        name: 'Log in',
        type: 'auth',
        method: 'POST',
        path: '/login',
        parameters: [
          { name: 'password', in: 'body', value: '{field.password}' },
          { name: 'X-Token', in: 'header', value: '{token}' },
        ],
      },
    },
  };
  await secrets.bind(secretReferences(document), 'ann@example.com');
  return createToolbox({
    outbound,
    secrets,
    connection: () => ({ document, version }),
    reads: { listEntry: () => undefined, knownLead: () => undefined },
    dnc: { first: () => undefined },
    parse: (body, as, wish = {}) => readBody(body, as, wish),
    now: () => now,
  });
}

const statusOf = async (tool: Toolbox) => (await tool.exchange(CALL, 'k')).answer.status;

describe('an access token', () => {
  it('is got with client credentials, for all who need one at once', async () => {
    const tool = await tools(CLIENT);
    const answers = await Promise.all([statusOf(tool), statusOf(tool), statusOf(tool)]);
    expect(answers).toEqual([200, 200, 200]);
    expect(receiver.asked()).toHaveLength(1);
    const [asked] = receiver.asked();
    expect(asked?.body).toBe('grant_type=client_credentials');
    // RFC 6749 2.3.1: both halves as forms write text, so that a colon in the name is none between them.
    expect(asked?.headers.authorization).toBe(`Basic ${Buffer.from('we%3Aus:client+canary%2B1').toString('base64')}`);
    expect(asked?.headers['idempotency-key']).toBeUndefined();
    expect(receiver.called().map(({ headers }) => headers.authorization)).toEqual(Array(3).fill('Bearer tok-canary-1'));
    expect(tool.ready(CALL)).toBeUndefined();
  });

  it('is got with the client in the form, and a scope', async () => {
    await statusOf(await tools({ ...CLIENT, clientAuth: 'body', scope: 'leads dnc' }));
    const [asked] = receiver.asked();
    expect(Object.fromEntries(new URLSearchParams(asked?.body))).toEqual({
      grant_type: 'client_credentials',
      scope: 'leads dnc',
      client_id: 'we:us',
      client_secret: 'client canary+1',
    });
    expect(asked?.headers.authorization).toBeUndefined();
  });

  it('is taken by path from the answer of an Auth endpoint, and put where the connection says', async () => {
    const tool = await tools({ ...LOGIN, in: 'header', name: 'X-Token' });
    expect(await statusOf(tool)).toBe(200);
    expect(receiver.asked()[0]).toMatchObject({ path: '/login', body: '{"password":"pass-canary"}' });
    expect(receiver.asked()[0]?.headers['x-token']).toBeUndefined();
    expect(receiver.called()[0]?.headers).toMatchObject({ 'x-token': 'tok-canary-1' });
    expect(receiver.called()[0]?.headers.authorization).toBeUndefined();
  });

  it('is renewed a little before it expires, and nobody waits for that', async () => {
    const tool = await tools(LOGIN);
    await statusOf(tool);
    now += 107_000;
    expect(tool.ready(CALL)).toBeUndefined();
    expect(receiver.asked()).toHaveLength(1);
    now += 2000;
    // In the last tenth of its two minutes: the old one is used once more while the next is fetched.
    const prepared = tool.prepare(CALL, 'k');
    expect(prepared.headers).toContain('Bearer tok-canary-1');
    await expect.poll(() => tool.prepare(CALL, 'k').headers.includes('Bearer tok-canary-2')).toBe(true);
    now += 121_000;
    expect(tool.ready(CALL)).toBeDefined();
    expect(receiver.asked()).toHaveLength(2);
  });

  it('is fetched anew with another secret or definition', async () => {
    const tool = await tools(CLIENT);
    await statusOf(tool);
    await secrets.set('client', 'another', 'ann@example.com', secrets.list()[0]?.origins);
    expect(tool.ready(CALL)).toBeDefined();
    await statusOf(tool);
    expect(receiver.asked()).toHaveLength(2);
  });

  it('is fetched once more where the receiver takes it no longer, and only once', async () => {
    const tool = await tools(CLIENT);
    await statusOf(tool);
    receiver.takes = (token) => token === 'tok-canary-2';
    expect(await statusOf(tool)).toBe(200);
    expect(receiver.asked()).toHaveLength(2);
    receiver.takes = () => false;
    expect(await statusOf(tool)).toBe(401);
    expect([receiver.asked().length, receiver.called().length]).toEqual([3, 5]);
  });

  it('stays where another run has renewed it meanwhile', async () => {
    const tool = await tools(CLIENT);
    await statusOf(tool);
    const old = tool.prepare(CALL, 'k');
    expect(tool.renew(old)).toBe(true);
    await statusOf(tool);
    expect(tool.renew(old)).toBe(true);
    expect(tool.ready(CALL)).toBeUndefined();
  });

  it('shows nowhere: not in the record, and not in what the receiver echoes', async () => {
    const { prepared, answer } = await (await tools(CLIENT)).exchange(CALL, 'k');
    expect(JSON.stringify([prepared.masked, answer])).not.toMatch(/canary/);
    expect(prepared.masked.headers.Authorization).toBe('Bearer ••••');
    const preview = (await tools(CLIENT)).preview(CALL, 'k');
    expect(preview.masked.headers.Authorization).toBe('Bearer ••••');
  });
});

describe('a refresh token', () => {
  it('that comes back takes the place of the one that was shown, on disk before the token is used', async () => {
    receiver.takes = () => store.db.all("SELECT did FROM audit WHERE did = 'secret.renew'").length > 0;
    const tool = await tools(REFRESH);
    expect(await statusOf(tool)).toBe(200);
    expect(receiver.asked()[0]?.body).toContain('refresh_token=ref-canary-0');
    const again = await createSecrets({ store, keyFile: join(store.folder, 'leadflow.key') });
    expect(again.get('refresh')).toBe('ref-canary-1');
    expect(again.list().find(({ name }) => name === 'refresh')?.origins).toHaveLength(1);
    now += 3_600_001;
    expect(await statusOf(tool)).toBe(200);
    expect(receiver.asked()[1]?.body).toContain('refresh_token=ref-canary-1');
  });

  it('that an admin has set meanwhile is not written over', async () => {
    receiver.answer = () => ({
      status: 200,
      body: '{"access_token":"tok-canary-1","refresh_token":"late"}',
      afterMs: 50,
    });
    const tool = await tools(REFRESH);
    const asked = statusOf(tool);
    await expect.poll(() => receiver.asked().length).toBe(1);
    await secrets.set('refresh', 'by-ann', 'ann@example.com', [`http://127.0.0.1:${receiver.port}`]);
    expect(await asked).toBe(200);
    expect(secrets.get('refresh')).toBe('by-ann');
    expect(tool.ready(CALL)).toBeDefined();
  });
});

describe('a refresh token that comes back', () => {
  it('is not lost where all secrets are sealed anew before it is written, and the access token counts on', async () => {
    const give = { status: 200, body: '{"access_token":"tok-canary-1","refresh_token":"ref-canary-1"}', afterMs: 60 };
    receiver.answer = () => give;
    const tool = await tools(REFRESH);
    const asked = statusOf(tool);
    await expect.poll(() => receiver.asked().length).toBe(1);
    await secrets.rotate('ann@example.com');
    expect(await asked).toBe(200);
    expect(tool.ready(CALL)).toBeUndefined();
    const again = await createSecrets({ store, keyFile: join(store.folder, 'leadflow.key') });
    expect(again.get('refresh')).toBe('ref-canary-1');
    // A rotation gives no secret another value: what was got with them stays.
    await secrets.rotate('ann@example.com');
    expect(tool.ready(CALL)).toBeUndefined();
  });

  it('that was sealed anew under the hands of who writes it is written all the same', async () => {
    let cut = true;
    const sealing: typeof store.write = async (op, args) => {
      if (op === 'secret.renew' && cut) {
        cut = false;
        await (await createSecrets({ store, keyFile: join(store.folder, 'leadflow.key') })).rotate('bob@example.com');
      }
      return store.write(op, args);
    };
    secrets = await createSecrets({
      store: { query: store.query, write: sealing },
      keyFile: join(store.folder, 'leadflow.key'),
    });
    expect(await statusOf(await tools(REFRESH))).toBe(200);
    expect(secrets.get('refresh')).toBe('ref-canary-1');
    const again = await createSecrets({ store, keyFile: join(store.folder, 'leadflow.key') });
    expect(again.get('refresh')).toBe('ref-canary-1');
  });

  it('counts from when it was asked for, also where it could be written down only later', async () => {
    const write = store.write;
    let full = true;
    const failing: typeof store.write = async (op, args) => {
      if (op === 'secret.renew' && full) throw new Failure('STORE_UNAVAILABLE');
      return write(op, args);
    };
    secrets = await createSecrets({
      store: { query: store.query, write: failing },
      keyFile: join(store.folder, 'leadflow.key'),
    });
    const tool = await tools(REFRESH);
    await expect(statusOf(tool)).rejects.toMatchObject({ code: 'TOKEN_UNAVAILABLE' });
    full = false;
    now += 3_000_000;
    expect(await statusOf(tool)).toBe(200);
    expect(receiver.asked()).toHaveLength(1);
    now += 600_001;
    expect(tool.ready(CALL)).toBeDefined();
  });
});

describe('a token that runs out', () => {
  it('between two looks at it leaves the call unsent, to be tried again', async () => {
    const tool = await tools(CLIENT);
    await statusOf(tool);
    now += 3_600_000;
    expect(() => tool.prepare(CALL, 'k')).toThrow(expect.objectContaining({ code: 'TOKEN_UNAVAILABLE' }));
  });

  it('is not renewed for a request that is only shown', async () => {
    const tool = await tools(CLIENT);
    await statusOf(tool);
    now += 3_590_000;
    expect(tool.preview(CALL, 'k').masked.headers.Authorization).toBe('Bearer ••••');
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(receiver.asked()).toHaveLength(1);
  });

  it('shows in no test of its Auth endpoint, unless later calls read what it answered', async () => {
    const tool = await tools(LOGIN);
    const login: EndpointDocument = { name: 'Log in', type: 'auth', method: 'POST', path: '/login' };
    const { answer } = await tool.exchange({ ...CALL, endpoint: login }, 'k');
    expect(answer.body).not.toMatch(/canary/);
    expect(JSON.parse(answer.body)).toMatchObject({ access_token: '••••', data: { token: '••••', life: '120' } });
    const kept = await tool.exchange({ ...CALL, endpoint: { ...login, result: 'login' } }, 'k');
    expect(kept.answer.body).toMatch(/tok-canary/);
  });
});

describe('a token that cannot be had', () => {
  it.each([
    ['the client is refused', { status: 400, body: '{"error":"invalid_client"}' }, 'TOKEN_REFUSED', 'invalid_client'],
    ['nobody is let in', { status: 401, body: 'no' }, 'TOKEN_REFUSED', '401'],
    ['the answer holds none', { status: 200, body: '{"success":false}' }, 'TOKEN_REFUSED', 'fields success'],
    ['the answer is a page', { status: 200, body: '<html>busy</html>' }, 'TOKEN_REFUSED', 'access_token'],
    ['the address is busy', { status: 503, body: '' }, 'TOKEN_UNAVAILABLE', '503'],
  ])('says so where %s, and the call has not left', async (_, answer, code, says) => {
    receiver.answer = () => answer;
    const tool = await tools(CLIENT);
    const failure = await tool.exchange(CALL, 'k').catch((error: unknown) => error);
    expect(failure).toMatchObject({ code, message: expect.stringContaining(says) });
    expect(tool.sentOf(failure as never)).toBe('no');
    expect(receiver.called()).toEqual([]);
    // The next lead is told the same without knocking again; a little later the door is tried.
    await expect(tool.exchange(CALL, 'k')).rejects.toMatchObject({ code });
    expect(receiver.asked()).toHaveLength(1);
    receiver.answer = undefined;
    now += 5001;
    expect(await statusOf(tool)).toBe(200);
  });

  it('is not asked for where the address of the token is not bound to the secret', async () => {
    const tool = await tools(CLIENT);
    await secrets.set('client', 'x-canary', 'ann@example.com', ['https://elsewhere.example']);
    await expect(tool.exchange(CALL, 'k')).rejects.toMatchObject({ code: 'SECRET_ELSEWHERE' });
    expect(receiver.reached).toEqual([]);
  });

  it('is not asked for where the connection names no such endpoint, or no safe address', async () => {
    await expect((await tools({ ...LOGIN, endpoint: 'gone' })).exchange(CALL, 'k')).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
    });
    const ftp = await tools({ ...CLIENT, tokenUrl: 'ftp://login.example/token' });
    await expect(ftp.exchange(CALL, 'k')).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  });
});
