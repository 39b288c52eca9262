// Signs people in: by password, or by the one-time link that sets one.
import { Failure } from '../../flows/language/failures.ts';
import { type AdminStore, ask, change } from '../store/admin-ops.ts';
import type { Role } from '../store/admin-rows.ts';
import { emailOf } from './accounts.ts';
import { SESSION_LIFE_MS } from './callers.ts';
import { sessionCookie } from './cookies.ts';
import { hashOfKey, newKey } from './keys.ts';
import type { Passwords } from './passwords.ts';
import type { Throttle } from './throttle.ts';

/** What signing in needs. */
export interface SignInParts {
  store: AdminStore;
  passwords: Passwords;
  throttle: Throttle;
}
/** Where a try comes from. `cookie` is the Cookie header: an old session in it ends. */
export interface TryFrom {
  address: string;
  cookie: string | undefined;
  now: number;
}
/** A session just begun. `key` goes into the cookie and nowhere else. */
export interface SignedIn {
  key: string;
  user: { id: string; email: string; role: Role };
}

/** Told how long to wait, so that the answer can carry Retry-After. */
export class TooSoon extends Failure {
  readonly waitMs: number;
  constructor(waitMs: number) {
    super('TOO_MANY_TRIES', { detail: `Try again in ${Math.ceil(waitMs / 1000)} seconds.` });
    this.waitMs = waitMs;
  }
}

/** Begins a session by password. Fails with SIGN_IN_FAILED, TOO_MANY_TRIES (TooSoon). */
export async function signIn(
  parts: SignInParts,
  typed: { email: string; password: string },
  from: TryFrom,
): Promise<SignedIn> {
  const { store, passwords } = parts;
  const email = emailOf(typed.email);
  const key = `${email} ${from.address}`;
  checkWait(parts, key, from.now);
  // Counted before the slow hash: tries sent at the same moment must not all pass as the first.
  parts.throttle.failed(key, from.now);
  const user = await ask(store, 'user.credentials', { email });
  const right = await passwords.check(typed.password, user?.password ?? null);
  if (!user || !right) {
    // Only for accounts that exist: made-up addresses must not fill the audit.
    if (user) await auditLine(store, 'session.refused', { email, address: from.address });
    throw new Failure('SIGN_IN_FAILED');
  }
  parts.throttle.succeeded(key);
  return begin(store, { id: user.id, email: user.email, role: user.role }, from);
}

/** Sets the password of the link's user and begins a session. Fails with NOT_FOUND for a used or old link, TOO_MANY_TRIES. */
export async function useLink(
  parts: SignInParts,
  given: { link: string; password: string },
  from: TryFrom,
): Promise<SignedIn> {
  const { store, passwords } = parts;
  const key = `link ${from.address}`;
  checkWait(parts, key, from.now);
  const hash = hashOfKey(given.link);
  const link = await ask(store, 'setupLink.find', { hash });
  if (!link || link.expiresAt <= from.now) {
    parts.throttle.failed(key, from.now);
    throw new Failure('NOT_FOUND', {
      detail: 'The link was used already, or is older than 24 hours. Make another with: npx leadflow user reset.',
    });
  }
  const { id, email, role } = await change(store, 'setupLink.use', {
    hash,
    password: await passwords.hash(given.password),
  });
  parts.throttle.succeeded(key);
  return begin(store, { id, email, role }, from);
}

function checkWait({ throttle }: SignInParts, key: string, now: number): void {
  const waitMs = throttle.waitMs(key, now);
  if (waitMs > 0) throw new TooSoon(waitMs);
}

async function begin(store: AdminStore, user: SignedIn['user'], from: TryFrom): Promise<SignedIn> {
  const key = newKey('');
  const old = sessionCookie(from.cookie);
  await change(store, 'session.create', {
    hash: hashOfKey(key),
    user: user.id,
    expiresAt: from.now + SESSION_LIFE_MS,
    replaces: old === undefined ? null : hashOfKey(old),
  });
  await auditLine(store, 'session.begin', { email: user.email, address: from.address });
  return { key, user };
}

async function auditLine(store: AdminStore, did: string, at: { email: string; address: string }): Promise<void> {
  await change(store, 'audit.add', { who: at.email, did, what: at.email, detail: `From ${at.address}.` });
}
