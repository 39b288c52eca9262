// Users, tokens and the audit: for admins alone.
import { Type } from 'typebox';
import { createUser } from '../auth/accounts.ts';
import { change, ask as query } from '../store/admin-ops.ts';
import { pageAnswer, pageArgs } from './paging.ts';
import { type Route, route } from './route.ts';
import { body, pageOf, plainList, role } from './schema-parts.ts';
import { AuditEntry, Token, User, UserWithLink } from './schemas-accounts.ts';
import { iso } from './times.ts';

/** Routes about users, tokens and the audit. */
export const accountRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/users',
    role: 'admin',
    summary: 'List users.',
    query: plainList,
    answer: pageOf(User),
    handle: async (ask, { store }) =>
      pageAnswer(await query(store, 'user.list', pageArgs(ask.query, ['text'])), withTime),
  }),
  route({
    method: 'post',
    path: '/users',
    role: 'admin',
    summary: 'Make a user. The link sets the password, once, within 24 hours.',
    status: 201,
    body: body({
      email: Type.String({ maxLength: 320, pattern: '^\\s*[^\\s@]+@[^\\s@]+\\s*$', description: 'an e-mail address' }),
      role,
    }),
    answer: UserWithLink,
    handle: async (ask, { store, now }) => {
      const { user, link } = await createUser(store, ask.body, { by: ask.by, now: now() });
      return { user: withTime(user), link };
    },
  }),
  route({
    method: 'delete',
    path: '/users/:id',
    role: 'admin',
    summary: 'Delete a user and end their sessions.',
    status: 204,
    handle: ({ params, by }, { store }) => change(store, 'user.remove', { id: params.id, by }),
  }),
  route({
    method: 'get',
    path: '/tokens',
    role: 'admin',
    summary: 'List tokens; never their text. `npx leadflow token create` makes one.',
    query: plainList,
    answer: pageOf(Token),
    handle: async (ask, { store }) =>
      pageAnswer(await query(store, 'token.list', pageArgs(ask.query, ['text'])), withTime),
  }),
  route({
    method: 'delete',
    path: '/tokens/:id',
    role: 'admin',
    summary: 'Revoke a token.',
    status: 204,
    handle: ({ params, by }, { store }) => change(store, 'token.remove', { id: params.id, by }),
  }),
  route({
    method: 'get',
    path: '/audit',
    role: 'admin',
    summary: 'Who did what, newest first.',
    query: plainList,
    answer: pageOf(AuditEntry),
    handle: async (ask, { store }) => {
      const page = await query(store, 'audit.list', pageArgs(ask.query, ['number']));
      return pageAnswer(page, (line) => ({ ...line, at: iso(line.at) }));
    },
  }),
];

function withTime<T extends { createdAt: number }>(row: T): Omit<T, 'createdAt'> & { createdAt: string } {
  return { ...row, createdAt: iso(row.createdAt) };
}
