// Sees to it that somebody can sign in: makes the first admin, or a fresh link for one who has no password yet.
import { type Config, SettingError } from '../config.ts';
import { type AdminStore, ask, change } from '../store/admin-ops.ts';
import type { UserRow } from '../store/admin-rows.ts';
import { createLink, createUser, emailOf } from './accounts.ts';
import { type Passwords, SHORTEST_PASSWORD } from './passwords.ts';

const SYSTEM = 'system';

/**
 * While no admin has a password: makes the account of LEADFLOW_ADMIN_EMAIL (else admin@localhost) with
 * LEADFLOW_ADMIN_PASSWORD, or answers the path of a one-time link, e.g. `/setup?link=...`. After that it does nothing, so a
 * password changed on the pages is never set back. Fails with SettingError for a password that is too short.
 */
export async function ensureAdmin(
  store: AdminStore,
  config: Pick<Config, 'adminEmail' | 'adminPassword'>,
  passwords: Passwords,
): Promise<{ link?: string }> {
  const admins = await allAdmins(store);
  if (admins.some((admin) => admin.passwordSet)) return {};
  const email = emailOf(config.adminEmail ?? admins[0]?.email ?? 'admin@localhost');
  const known = admins.find((admin) => admin.email === email);
  const doing = { by: SYSTEM, now: Date.now() };
  if (config.adminPassword === undefined) {
    if (known) return { link: await createLink(store, known.id, doing) };
    return { link: (await createUser(store, { email, role: 'admin' }, doing)).link };
  }
  const password = await hashed(config.adminPassword, passwords);
  if (known) await change(store, 'user.setPassword', { id: known.id, password, by: SYSTEM });
  else await change(store, 'user.create', { email, role: 'admin', password, by: SYSTEM });
  return {};
}

async function hashed(password: string, passwords: Passwords): Promise<string> {
  if (password.length < SHORTEST_PASSWORD) {
    throw new SettingError(
      `LEADFLOW_ADMIN_PASSWORD has ${password.length} characters; it takes at least ${SHORTEST_PASSWORD}.`,
    );
  }
  return passwords.hash(password);
}

async function allAdmins(store: AdminStore): Promise<UserRow[]> {
  const { items } = await ask(store, 'user.list', { q: null, after: null, limit: 1000 });
  return items.filter((user) => user.role === 'admin');
}
