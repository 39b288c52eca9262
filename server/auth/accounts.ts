// Makes users, one-time links and tokens: what the pages, the command line and the first start have in common.
import { Failure } from '../../flows/language/failures.ts';
import { type AdminStore, ask, change } from '../store/admin-ops.ts';
import type { Role, TokenRow, UserRow } from '../store/admin-rows.ts';
import { hashOfKey, newKey } from './keys.ts';

/** A one-time link is good for this long. */
const LINK_LIFE_MS = 24 * 3_600_000;

/** Who does it, and when (milliseconds since 1970). */
export interface Doing {
  by: string;
  now: number;
}

/** Addresses are compared without case and outer blanks. */
export function emailOf(typed: string): string {
  return typed.trim().toLowerCase();
}

/** Makes a user without a password, and the path of the link that sets it. Fails with ALREADY_EXISTS. */
export async function createUser(
  store: AdminStore,
  user: { email: string; role: Role },
  doing: Doing,
): Promise<{ user: UserRow; link: string }> {
  const fields = { email: emailOf(user.email), role: user.role, password: null, by: doing.by };
  const created = await change(store, 'user.create', fields);
  return { user: created, link: await createLink(store, created.id, doing) };
}

/** The path of a fresh one-time link for a user, e.g. `/setup?link=...`. Earlier links of the user end. */
export async function createLink(store: AdminStore, user: string, { by, now }: Doing): Promise<string> {
  const key = newKey('');
  await change(store, 'setupLink.create', { user, hash: hashOfKey(key), expiresAt: now + LINK_LIFE_MS, by });
  return `/setup?link=${key}`;
}

/** A one-time link for a forgotten password; the old password works until it is used. Fails with NOT_FOUND. */
export async function resetUser(
  store: AdminStore,
  typed: string,
  doing: Doing,
): Promise<{ email: string; link: string }> {
  const email = emailOf(typed);
  const user = await ask(store, 'user.byEmail', { email });
  if (!user) throw new Failure('NOT_FOUND', { detail: `No user has the e-mail address ${email}.` });
  return { email, link: await createLink(store, user.id, doing) };
}

/** Makes a token; `key` is shown this once. */
export async function createToken(
  store: AdminStore,
  token: { name: string; role: Role },
  by: string,
): Promise<{ token: TokenRow; key: string }> {
  const key = newKey('lf_');
  return { token: await change(store, 'token.create', { ...token, hash: hashOfKey(key), by }), key };
}
