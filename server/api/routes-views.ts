// Views: names that people give to the address of a list, with its filters and its order.
import { Type } from 'typebox';
import { Failure } from '../../flows/language/failures.ts';
import { change, ask as query } from '../store/admin-ops.ts';
import { type Route, route } from './route.ts';
import { body, title } from './schema-parts.ts';
import { View } from './schemas-leads.ts';

const place = Type.String({
  pattern: '^[a-z][a-z-]{0,31}$',
  description: 'the last word of the address, such as runs',
});

/** Routes about saved views. A viewer may keep some too: they change nothing but what its owner sees. */
export const viewRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/views',
    role: 'viewer',
    summary: 'Your views of a list, and those that others share, by name.',
    query: Type.Object({ place }),
    answer: Type.Object({ items: Type.Array(View) }),
    handle: async (ask, { store }) => ({
      items: await query(store, 'view.list', { owner: ask.by, place: ask.query.place }),
    }),
  }),
  route({
    method: 'post',
    path: '/views',
    role: 'viewer',
    summary: 'Save a view; one of yours with that name is replaced. Only an admin may share it.',
    status: 201,
    body: body({
      place,
      name: title,
      query: Type.String({ maxLength: 4000 }),
      shared: Type.Optional(Type.Boolean()),
    }),
    answer: View,
    handle: ({ body, by, caller }, { store }) => {
      const { shared = false, name } = body;
      if (shared && caller?.role !== 'admin')
        throw new Failure('NOT_ALLOWED', { detail: 'Only an admin may share a view.' });
      return change(store, 'view.save', { ...body, name: name.trim(), shared, owner: by });
    },
  }),
  route({
    method: 'delete',
    path: '/views/:id',
    role: 'viewer',
    summary: 'Delete a view of yours; an admin may delete every shared one.',
    status: 204,
    handle: ({ params, by, caller }, { store }) =>
      change(store, 'view.remove', { id: params.id, by, anyone: caller?.role === 'admin' }),
  }),
];
