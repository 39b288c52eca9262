// The first admin: made from the settings, or by a one-time link that a restart prints anew.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ensureAdmin } from '../../server/auth/first-admin.ts';
import { signIn, useLink } from '../../server/auth/sign-in.ts';
import { createThrottle } from '../../server/auth/throttle.ts';
import { ask } from '../../server/store/admin-ops.ts';
import { cheapPasswords } from '../support/cheap-passwords.ts';
import { type DirectStore, openDirectStore } from '../support/direct-store.ts';

const unset = { adminEmail: undefined, adminPassword: undefined };
const from = { address: '127.0.0.1', cookie: undefined, now: Date.now() };
const passwords = cheapPasswords();
let store: DirectStore;
beforeEach(() => {
  store = openDirectStore();
});
afterEach(() => store.close());

function parts() {
  return { store, passwords, throttle: createThrottle() };
}
function linkOf(path: string | undefined): string {
  return new URLSearchParams(path?.split('?')[1]).get('link') ?? '';
}

describe('the first start', () => {
  it('makes admin@localhost with a one-time link that sets the password', async () => {
    const { link } = await ensureAdmin(store, unset, passwords);
    expect(link).toMatch(/^\/setup\?link=[\w-]{43}$/);
    const given = { link: linkOf(link), password: 'a good password' };
    const { user } = await useLink(parts(), given, from);
    expect(user).toMatchObject({ email: 'admin@localhost', role: 'admin' });
    await expect(useLink(parts(), given, from)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await signIn(parts(), { email: ' Admin@LOCALHOST', password: given.password }, from);
  });

  it('makes the account of the settings, ready to sign in', async () => {
    const settings = { adminEmail: 'Ann@Example.com', adminPassword: 'a good password' };
    expect(await ensureAdmin(store, settings, passwords)).toEqual({});
    const { user } = await signIn(parts(), { email: 'ann@example.com', password: 'a good password' }, from);
    expect(user.role).toBe('admin');
  });

  it('refuses a password that is too short, and says how long it must be', async () => {
    await expect(ensureAdmin(store, { adminEmail: 'a@b.c', adminPassword: 'short' }, passwords)).rejects.toThrow(
      'LEADFLOW_ADMIN_PASSWORD has 5 characters; it takes at least 10.',
    );
  });
});

describe('a restart', () => {
  it('prints a fresh link while nobody has a password, and ends the one before', async () => {
    const first = await ensureAdmin(store, unset, passwords);
    const second = await ensureAdmin(store, unset, passwords);
    expect(second.link).toBeDefined();
    expect(second.link).not.toBe(first.link);
    const old = { link: linkOf(first.link), password: 'a good password' };
    await expect(useLink(parts(), old, from)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await ask(store, 'user.list', { q: null, after: null, limit: 9 })).items).toHaveLength(1);
  });

  it('prints none once there is a password, and never sets one back', async () => {
    await ensureAdmin(store, { adminEmail: 'ann@example.com', adminPassword: 'the first one' }, passwords);
    expect(await ensureAdmin(store, unset, passwords)).toEqual({});
    expect(
      await ensureAdmin(store, { adminEmail: 'ann@example.com', adminPassword: 'another one' }, passwords),
    ).toEqual({});
    const typed = { email: 'ann@example.com', password: 'another one' };
    await expect(signIn(parts(), typed, from)).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' });
  });

  it('after a day refuses the link of the day before', async () => {
    const { link } = await ensureAdmin(store, unset, passwords);
    const later = { ...from, now: Date.now() + 24 * 3_600_000 + 1 };
    const given = { link: linkOf(link), password: 'a good password' };
    await expect(useLink(parts(), given, later)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
