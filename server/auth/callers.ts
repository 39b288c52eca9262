// Finds out who asks, from the session cookie or a token, and what they may do.
import { Failure } from '../../flows/language/failures.ts';
import { type AdminStore, ask, change } from '../store/admin-ops.ts';
import type { Role, SessionRow } from '../store/admin-rows.ts';
import { sessionCookie } from './cookies.ts';
import { hashOfKey } from './keys.ts';

/** Who asks. `name` goes into the audit: an e-mail address, or `token:<name>`. */
export interface Caller {
  by: 'session' | 'token';
  id: string;
  name: string;
  role: Role;
}

/** A session ends this long after its last use: admins draw flows for a working day. */
export const SESSION_IDLE_MS = 12 * 3_600_000;
/** A session ends this long after the sign-in, used or not. */
export const SESSION_LIFE_MS = 7 * 24 * 3_600_000;
/** `seen_at` is written at most this often, so that reading a page writes nothing. */
const TOUCH_MS = 5 * 60_000;

/** The headers that say who asks. */
export interface Credentials {
  authorization: string | undefined;
  cookie: string | undefined;
}

/** The caller, or undefined where nobody valid is named. A token, where one is sent, counts alone. */
export async function findCaller(
  store: AdminStore,
  { authorization, cookie }: Credentials,
  now: number,
): Promise<Caller | undefined> {
  if (authorization !== undefined) return tokenCaller(store, authorization);
  const key = sessionCookie(cookie);
  if (key === undefined) return undefined;
  const hash = hashOfKey(key);
  const session = await ask(store, 'session.find', { hash });
  if (!session || isOver(session, now)) return undefined;
  if (now - session.seenAt >= TOUCH_MS) await change(store, 'session.touch', { hash });
  return { by: 'session', id: session.user.id, name: session.user.email, role: session.user.role };
}

function isOver(session: SessionRow, now: number): boolean {
  return now >= session.expiresAt || now - session.seenAt >= SESSION_IDLE_MS;
}

async function tokenCaller(store: AdminStore, authorization: string): Promise<Caller | undefined> {
  const [, key] = /^Bearer +(lf_[\w-]{43})$/i.exec(authorization) ?? [];
  if (key === undefined) return undefined;
  const token = await ask(store, 'token.find', { hash: hashOfKey(key) });
  return token ? { by: 'token', id: token.id, name: `token:${token.name}`, role: token.role } : undefined;
}

/** The caller, if the role is enough. Fails with NOT_SIGNED_IN, NOT_ALLOWED. */
export function allowed(caller: Caller | undefined, needs: Role): Caller {
  if (!caller) throw new Failure('NOT_SIGNED_IN');
  if (needs === 'admin' && caller.role !== 'admin') throw new Failure('NOT_ALLOWED');
  return caller;
}
