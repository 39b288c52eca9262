// Signing in and out.
import { Type } from 'typebox';
import { Failure } from '../../flows/language/failures.ts';
import { SESSION_LIFE_MS } from '../auth/callers.ts';
import { clearSession, sessionCookie, setSession } from '../auth/cookies.ts';
import { hashOfKey } from '../auth/keys.ts';
import { SHORTEST_PASSWORD } from '../auth/passwords.ts';
import { type SignedIn, signIn, useLink } from '../auth/sign-in.ts';
import { change } from '../store/admin-ops.ts';
import type { ApiDeps } from './deps.ts';
import { type Ask, type Route, route } from './route.ts';
import { body } from './schema-parts.ts';
import { SessionInfo } from './schemas-accounts.ts';

const password = Type.String({ maxLength: 200 });

/** Routes about signing in and out. */
export const sessionRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/session',
    role: 'open',
    summary: 'Sign in. Sets the session cookie.',
    body: body({ email: Type.String({ maxLength: 320 }), password }),
    answer: SessionInfo,
    handle: async (ask, deps) => begun(ask, deps, await signIn(deps, ask.body, from(ask, deps))),
  }),
  route({
    method: 'get',
    path: '/session',
    role: 'viewer',
    summary: 'Who is signed in.',
    answer: SessionInfo,
    handle: ({ caller }, deps) => {
      if (!caller) throw new Failure('NOT_SIGNED_IN');
      return info({ id: caller.id, email: caller.name, role: caller.role }, deps);
    },
  }),
  route({
    method: 'delete',
    path: '/session',
    role: 'viewer',
    summary: 'Sign out.',
    status: 204,
    handle: async (ask, { store }) => {
      const key = sessionCookie(ask.header('cookie'));
      if (key !== undefined) await change(store, 'session.remove', { hash: hashOfKey(key) });
      ask.setHeader('Set-Cookie', clearSession());
    },
  }),
  route({
    method: 'post',
    path: '/setup',
    role: 'open',
    summary: 'Set the password of the user of a one-time link, and sign in.',
    body: body({
      link: Type.String({ minLength: 1, maxLength: 200 }),
      password: Type.String({ minLength: SHORTEST_PASSWORD, maxLength: 200 }),
    }),
    answer: SessionInfo,
    handle: async (ask, deps) => begun(ask, deps, await useLink(deps, ask.body, from(ask, deps))),
  }),
];

type AnyAsk = Ask<unknown, unknown, unknown>;

function from(ask: AnyAsk, { now }: ApiDeps) {
  return { address: ask.address, cookie: ask.header('cookie'), now: now() };
}

function begun(ask: AnyAsk, deps: ApiDeps, { key, user }: SignedIn) {
  ask.setHeader('Set-Cookie', setSession(key, { maxAgeMs: SESSION_LIFE_MS, secure: ask.secure }));
  return info(user, deps);
}

function info(user: SignedIn['user'], { config, version }: ApiDeps) {
  return { user, environment: config.environment, version };
}
