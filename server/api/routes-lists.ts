// Validation lists and their entries.
import { Type } from 'typebox';
import { Failure } from '../../flows/language/failures.ts';
import { change, ask as query } from '../store/admin-ops.ts';
import type { ListRow } from '../store/admin-rows.ts';
import type { ApiDeps } from './deps.ts';
import { newSlug } from './new-slug.ts';
import { pageAnswer, pageArgs } from './paging.ts';
import { type Route, route } from './route.ts';
import { body, pageOf, plainList, slug, title } from './schema-parts.ts';
import { ListEntry, ValidationList } from './schemas-leads.ts';
import { iso } from './times.ts';
import { usedBy } from './used-by.ts';

const description = Type.String({ maxLength: 2000 });
const values = Type.Array(Type.String({ maxLength: 1000 }), { maxItems: 200_000 });

/** Routes about validation lists. */
export const listRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/lists',
    role: 'viewer',
    summary: 'List validation lists.',
    query: plainList,
    answer: pageOf(ValidationList),
    handle: async (ask, deps) => {
      const page = await query(deps.store, 'list.list', pageArgs(ask.query, ['text']));
      const users = listUsers(deps);
      return pageAnswer(page, (row) => listLine(row, users));
    },
  }),
  route({
    method: 'post',
    path: '/lists',
    role: 'admin',
    summary: 'Make a validation list.',
    status: 201,
    body: body({
      slug: Type.Optional(slug),
      name: title,
      description: Type.Optional(description),
      values: Type.Optional(values),
    }),
    answer: ValidationList,
    handle: async ({ body, by }, deps) => {
      const { name, description = '', values = [] } = body;
      const row = await change(deps.store, 'list.create', { slug: newSlug(body), name, description, values, by });
      return listLine(row, listUsers(deps));
    },
  }),
  route({
    method: 'get',
    path: '/lists/:slug',
    role: 'viewer',
    summary: 'One validation list.',
    answer: ValidationList,
    handle: async ({ params }, deps) => listLine(await existingList(deps, params.slug), listUsers(deps)),
  }),
  route({
    method: 'put',
    path: '/lists/:slug',
    role: 'admin',
    summary: 'Rename a validation list.',
    body: body({ name: title, description: Type.Optional(description) }),
    answer: ValidationList,
    handle: async ({ params, body, by }, deps) => {
      const { name, description = '' } = body;
      const row = await change(deps.store, 'list.change', { slug: params.slug, name, description, by });
      return listLine(row, listUsers(deps));
    },
  }),
  route({
    method: 'delete',
    path: '/lists/:slug',
    role: 'admin',
    summary: 'Delete a validation list. Flows that name it do what their node says of a list that is gone.',
    status: 204,
    handle: ({ params, by }, { store }) => change(store, 'list.remove', { slug: params.slug, by }),
  }),
  route({
    method: 'get',
    path: '/lists/:slug/entries',
    role: 'viewer',
    summary: 'The entries of a validation list.',
    query: plainList,
    answer: pageOf(ListEntry),
    handle: async (ask, deps) => {
      const { slug } = await existingList(deps, ask.params.slug);
      const page = await query(deps.store, 'list.entries', { ...pageArgs(ask.query, ['text']), slug });
      return pageAnswer(page, (row) => row);
    },
  }),
  route({
    method: 'post',
    path: '/lists/:slug/entries',
    role: 'admin',
    summary: 'Add values. Blank ones and those that are there already are left out.',
    body: body({ values }),
    answer: Type.Object({ added: Type.Integer() }),
    handle: ({ params, body, by }, { store }) =>
      change(store, 'list.addEntries', { slug: params.slug, values: body.values, by }),
  }),
  route({
    method: 'post',
    path: '/lists/:slug/remove',
    role: 'admin',
    summary: 'Remove values.',
    body: body({ values }),
    answer: Type.Object({ removed: Type.Integer() }),
    handle: ({ params, body, by }, { store }) =>
      change(store, 'list.removeEntries', { slug: params.slug, values: body.values, by }),
  }),
];

async function existingList({ store }: ApiDeps, slug: string): Promise<ListRow> {
  const list = await query(store, 'list.detail', { slug });
  if (!list) throw new Failure('NOT_FOUND', { detail: `Validation list ${slug}.` });
  return list;
}

function listUsers({ workspace, catalogue }: ApiDeps): Map<string, string[]> {
  const flows = workspace.list().map(({ slug }) => ({ slug, document: workspace.get(slug).bundle.document }));
  return usedBy(flows, 'list', catalogue);
}

function listLine(row: ListRow, users: Map<string, string[]>) {
  return { ...row, updatedAt: iso(row.updatedAt), usedBy: users.get(row.slug) ?? [] };
}
