// Secrets by name. Their values come in and never go out.
import { Type } from 'typebox';
import { matches, pageOfItems } from './paging.ts';
import { type Route, route } from './route.ts';
import { body, pageOf, plainList } from './schema-parts.ts';
import { Secret, SecretsState } from './schemas-connections.ts';
import { originsOf } from './secret-origins.ts';
import { iso } from './times.ts';

/** Routes about secrets. */
export const secretRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/secrets',
    role: 'admin',
    summary: 'List the names of secrets.',
    query: plainList,
    answer: pageOf(Secret),
    handle: (ask, { secrets }) => {
      const found = secrets.list().filter((each) => matches(ask.query.q, each.name));
      const page = pageOfItems(found, ask.query, (each) => each.name);
      return {
        items: page.items.map(({ setAt, ...entry }) => ({ ...entry, setAt: iso(setAt) })),
        next: page.next,
      };
    },
  }),
  route({
    method: 'put',
    path: '/secrets/:name',
    role: 'admin',
    summary: 'Set a secret, or put another in its place.',
    status: 204,
    body: body({ value: Type.String({ minLength: 1, maxLength: 20_000 }) }),
    handle: ({ params, body, by }, { secrets, workspace }) =>
      secrets.set(params.name, body.value, by, originsOf(params.name, workspace)),
  }),
  route({
    method: 'get',
    path: '/secrets-state',
    role: 'viewer',
    summary: 'Whether the secrets can be opened. While they cannot, leads are taken and wait, and nothing is sent.',
    answer: SecretsState,
    handle: (_ask, { secrets }) => ({ locked: secrets.locked() ?? null }),
  }),
  route({
    method: 'delete',
    path: '/secrets/:name',
    role: 'admin',
    summary: 'Delete a secret. Calls that need it fail until it is set again.',
    status: 204,
    handle: ({ params, by }, { secrets }) => secrets.remove(params.name, by),
  }),
];
