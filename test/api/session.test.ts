// Signing in over HTTP: the cookie, its rules, and what a stranger learns.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ensureAdmin } from '../../server/auth/first-admin.ts';
import { type ApiServer, type Got, startApi } from '../support/api-server.ts';
import { cheapPasswords } from '../support/cheap-passwords.ts';

const ann = { email: 'ann@example.com', password: 'a good password' };
let api: ApiServer;
beforeEach(async () => {
  api = await startApi();
  await ensureAdmin(api.store, { adminEmail: ann.email, adminPassword: ann.password }, cheapPasswords());
});
afterEach(() => api.close());

function cookieOf(got: Got<unknown>): string {
  return String(got.headers['set-cookie']).split(';')[0] ?? '';
}
async function signedIn(): Promise<Record<string, string>> {
  const got = await api.call('post', '/session', { body: ann });
  return { cookie: cookieOf(got), 'sec-fetch-site': 'same-origin' };
}

describe('signing in', () => {
  it('answers who it is and sets a cookie that no script can read', async () => {
    const got = await api.call('post', '/session', { body: ann });
    expect(got.status).toBe(200);
    expect(got.json).toMatchObject({
      user: { email: ann.email, role: 'admin' },
      environment: 'test',
      version: '0.0.0',
    });
    expect(got.headers['set-cookie']).toMatch(
      /^leadflow_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=604800$/,
    );
    const session = await api.call('get', '/session', { headers: { cookie: cookieOf(got) } });
    expect(session.json).toEqual(got.json);
  });

  it('says the same of a wrong password and of an address that nobody has', async () => {
    const wrong = await api.call('post', '/session', { body: { ...ann, password: 'not that one' } });
    const nobody = await api.call('post', '/session', { body: { ...ann, email: 'bob@example.com' } });
    expect([wrong.status, nobody.status]).toEqual([401, 401]);
    expect(wrong.json).toEqual(nobody.json);
    expect(wrong.headers['set-cookie']).toBeUndefined();
  });

  it('slows down after some wrong tries, names the wait, and is not locked for others', async () => {
    const tries = [];
    for (let i = 0; i < 5; i += 1) tries.push(await api.call('post', '/session', { body: { ...ann, password: 'no' } }));
    expect(tries.map((each) => each.status)).toEqual([401, 401, 401, 401, 429]);
    expect(Number(tries[4]?.headers['retry-after'])).toBe(1);
    const other = await api.call('post', '/session', { body: { email: 'bob@example.com', password: 'x' } });
    expect(other.status).toBe(401);
  });

  it('is in the audit, whether it went well or not, without the password', async () => {
    await api.call('post', '/session', { body: { ...ann, password: 'not that one' } });
    await api.call('post', '/session', { body: ann });
    const { json } = await api.call<{ items: { did: string }[] }>('get', '/audit?q=session', { as: 'admin' });
    expect(json.items.map((line) => line.did)).toEqual(['session.begin', 'session.refused']);
    expect(JSON.stringify(json)).not.toContain('not that one');
  });

  it('names the fields that are missing', async () => {
    const { status, json } = await api.call('post', '/session', { body: { email: 5 } });
    expect(status).toBe(422);
    expect(json).toMatchObject({
      code: 'REQUEST_INVALID',
      errors: [
        { field: 'password', says: 'It is missing.' },
        { field: 'email', says: 'It must be a text.' },
      ],
    });
  });
});

describe('a signed-in browser', () => {
  it('may change things from our own pages', async () => {
    const got = await api.call('post', '/lead-lists', {
      headers: await signedIn(),
      body: { slug: 'warm', name: 'Warm' },
    });
    expect(got.status).toBe(201);
  });

  it.each([
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['nowhere it would name', { 'sec-fetch-site': undefined }],
  ])('may not from %s', async (_from, headers) => {
    const sent = Object.fromEntries(
      Object.entries({ ...(await signedIn()), ...headers }).filter(([, value]) => value !== undefined),
    ) as Record<string, string>;
    const got = await api.call('post', '/lead-lists', { headers: sent, body: { slug: 'warm', name: 'Warm' } });
    expect(got.status).toBe(403);
    expect(got.json).toMatchObject({ code: 'CROSS_SITE' });
  });

  it('may not send a form or plain text for JSON', async () => {
    for (const type of ['application/x-www-form-urlencoded', 'text/plain']) {
      const headers = { ...(await signedIn()), 'content-type': type };
      const got = await api.call('post', '/lead-lists', { headers, raw: '{"slug":"warm","name":"Warm"}' });
      expect(got.status).toBe(415);
    }
  });

  it('is out once it signed out', async () => {
    const headers = await signedIn();
    const out = await api.call('delete', '/session', { headers });
    expect(out.status).toBe(204);
    expect(out.headers['set-cookie']).toMatch(/^leadflow_session=; .*Max-Age=0$/);
    expect((await api.call('get', '/session', { headers })).status).toBe(401);
  });
});

describe('a one-time link', () => {
  it('of a new user sets the password once and signs in', async () => {
    const made = await api.call<{ link: string }>('post', '/users', {
      as: 'admin',
      body: { email: 'Bob@Example.com', role: 'viewer' },
    });
    expect(made.status).toBe(201);
    const link = new URLSearchParams(made.json.link.split('?')[1]).get('link');
    const short = await api.call('post', '/setup', { body: { link, password: 'short' } });
    expect(short.json).toMatchObject({ errors: [{ field: 'password', says: 'It must have at least 10 characters.' }] });
    const got = await api.call('post', '/setup', { body: { link, password: 'long enough' } });
    expect(got.json).toMatchObject({ user: { email: 'bob@example.com', role: 'viewer' } });
    expect((await api.call('get', '/session', { headers: { cookie: cookieOf(got) } })).status).toBe(200);
    const again = await api.call('post', '/setup', { body: { link, password: 'long enough' } });
    expect(again.status).toBe(404);
  });
});
