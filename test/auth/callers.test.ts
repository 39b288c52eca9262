// Sessions and tokens: who they let in, and when they end.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createToken } from '../../server/auth/accounts.ts';
import { findCaller, SESSION_IDLE_MS, SESSION_LIFE_MS } from '../../server/auth/callers.ts';
import { ensureAdmin } from '../../server/auth/first-admin.ts';
import { signIn } from '../../server/auth/sign-in.ts';
import { createThrottle } from '../../server/auth/throttle.ts';
import { change } from '../../server/store/admin-ops.ts';
import { cheapPasswords } from '../support/cheap-passwords.ts';
import { type DirectStore, openDirectStore } from '../support/direct-store.ts';

const passwords = cheapPasswords();
const typed = { email: 'ann@example.com', password: 'a good password' };
let store: DirectStore;
beforeEach(async () => {
  store = openDirectStore();
  await ensureAdmin(store, { adminEmail: typed.email, adminPassword: typed.password }, passwords);
});
afterEach(() => store.close());

async function session(cookie?: string): Promise<string> {
  const parts = { store, passwords, throttle: createThrottle() };
  const { key } = await signIn(parts, typed, { address: '::1', cookie, now: Date.now() });
  return `leadflow_session=${key}`;
}
function callerOf(cookie: string, now = Date.now()) {
  return findCaller(store, { cookie, authorization: undefined }, now);
}

describe('a session', () => {
  it('lets its user in, among other cookies too', async () => {
    const cookie = await session();
    expect(await callerOf(`theme=dark; ${cookie}`)).toMatchObject({ by: 'session', name: typed.email, role: 'admin' });
  });

  it('is kept only as a hash', async () => {
    const cookie = await session();
    const rows = JSON.stringify(store.db.all('SELECT * FROM session'));
    expect(rows).not.toContain(cookie.split('=')[1]);
  });

  it('ends twelve hours after its last use', async () => {
    const cookie = await session();
    const now = Date.now();
    expect(await callerOf(cookie, now + SESSION_IDLE_MS - 60_000)).toBeDefined();
    store.db.run('UPDATE session SET seen_at = ?', now);
    expect(await callerOf(cookie, now + SESSION_IDLE_MS)).toBeUndefined();
  });

  it('ends seven days after the sign-in however much it is used', async () => {
    const cookie = await session();
    store.db.run('UPDATE session SET seen_at = ?', Date.now() + SESSION_LIFE_MS);
    expect(await callerOf(cookie, Date.now() + SESSION_LIFE_MS + 1)).toBeUndefined();
  });

  it('ends when its browser signs in anew', async () => {
    const first = await session();
    await session(first);
    expect(await callerOf(first)).toBeUndefined();
  });

  it('ends with a new password, and with its user', async () => {
    const first = await session();
    const caller = await callerOf(first);
    await change(store, 'user.setPassword', { id: caller?.id ?? '', password: 'x', by: 'test' });
    expect(await callerOf(first)).toBeUndefined();
  });
});

describe('a token', () => {
  const bearer = (authorization: string) => findCaller(store, { authorization, cookie: undefined }, Date.now());

  it('lets in with its role until it is revoked', async () => {
    const { key, token } = await createToken(store, { name: 'loader', role: 'viewer' }, 'test');
    expect(key).toMatch(/^lf_[\w-]{43}$/);
    expect(await bearer(`Bearer ${key}`)).toMatchObject({ by: 'token', name: 'token:loader', role: 'viewer' });
    await change(store, 'token.remove', { id: token.id, by: 'test' });
    expect(await bearer(`Bearer ${key}`)).toBeUndefined();
  });

  it('is worth nothing with a letter missing, as a session, or as another key', async () => {
    const { key } = await createToken(store, { name: 'loader', role: 'admin' }, 'test');
    expect(await bearer(`Bearer ${key.slice(0, -1)}`)).toBeUndefined();
    expect(await callerOf(`leadflow_session=${key}`)).toBeUndefined();
    const cookie = await session();
    expect(await bearer(`Bearer ${cookie.split('=')[1]}`)).toBeUndefined();
  });

  it('that is wrong is not made up for by a good cookie', async () => {
    const cookie = await session();
    expect(await findCaller(store, { authorization: 'Bearer lf_wrong', cookie }, Date.now())).toBeUndefined();
  });
});
