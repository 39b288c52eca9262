// Validation lists: their values, rules and limit.
import { Type } from 'typebox';
import { lookOf } from '../../flows/language/list-look.ts';
import { change, ask as query } from '../store/admin-ops.ts';
import { revOf } from './flow-views.ts';
import { assertUnused, existingList, flowsUsing, listLine, listUsers, rulesFrom } from './list-views.ts';
import { newSlug } from './new-slug.ts';
import { pageAnswer, pageArgs } from './paging.ts';
import { type Route, route } from './route.ts';
import { body, nothing, pageOf, plainList, slug, title } from './schema-parts.ts';
import { givenLimit, givenRules, givenValues, ListCheck, ListEntry, ValidationList } from './schemas-lists.ts';

const description = Type.String({ maxLength: 2000 });

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
      return pageAnswer(page, (row) => listLine(row, users, deps));
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
      values: Type.Optional(givenValues),
      rules: Type.Optional(body(givenRules)),
      limitDays: Type.Optional(givenLimit),
    }),
    answer: ValidationList,
    handle: async ({ body, by }, deps) => {
      const { name, description = '', values = [], limitDays = 0 } = body;
      const rules = rulesFrom(body.rules ?? {}, 'rules.');
      const made = { slug: newSlug(body), name, description, values, rules, limitDays, by };
      return listLine(await change(deps.store, 'list.create', made), listUsers(deps), deps);
    },
  }),
  route({
    method: 'get',
    path: '/lists/:slug',
    role: 'viewer',
    summary: 'One validation list.',
    answer: ValidationList,
    handle: async ({ params }, deps) => {
      const list = await existingList(deps, params.slug);
      return listLine(list, new Map([[list.slug, await flowsUsing(list.slug, deps)]]), deps);
    },
  }),
  route({
    method: 'put',
    path: '/lists/:slug',
    role: 'admin',
    summary: 'Change name, purpose and limit of a validation list. A limit that is not named stays.',
    body: body({ name: title, description: Type.Optional(description), limitDays: Type.Optional(givenLimit) }),
    answer: ValidationList,
    handle: async ({ params, body, by }, deps) => {
      const { name, description = '' } = body;
      const { limitDays = (await existingList(deps, params.slug)).limitDays } = body;
      const row = await change(deps.store, 'list.change', { slug: params.slug, name, description, limitDays, by });
      return listLine(row, listUsers(deps), deps);
    },
  }),
  route({
    method: 'put',
    path: '/lists/:slug/rules',
    role: 'admin',
    summary: 'Set the rules of a validation list. Refused where its rules were changed since the version in If-Match.',
    ifMatch: true,
    body: body(givenRules),
    answer: ValidationList,
    handle: async ({ params: { slug }, body, by, header }, deps) => {
      const made = { slug, rules: rulesFrom(body), version: revOf(header('if-match')), by };
      return listLine(await change(deps.store, 'list.setRules', made), listUsers(deps), deps);
    },
  }),
  route({
    method: 'get',
    path: '/lists/:slug/check',
    role: 'viewer',
    summary: 'Look a value up as a step does: by the values, then by the rules.',
    query: Type.Object({ value: Type.String({ maxLength: 2000 }) }),
    answer: ListCheck,
    handle: async ({ params, query: { value } }, deps) => {
      const { slug } = await existingList(deps, params.slug);
      const found = (await query(deps.store, 'list.look', { slug, value })) ?? undefined;
      const { found: hit, entry, rule, version, stale } = lookOf(found, { list: slug, value }, deps.now());
      return { hit, entry, rule, version, stale };
    },
  }),
  route({
    method: 'post',
    path: '/lists/:slug/confirm',
    role: 'admin',
    summary: 'Say that a validation list is up to date: its age begins anew, its version stays.',
    body: nothing,
    answer: ValidationList,
    handle: async ({ params, by }, deps) => {
      const row = await change(deps.store, 'list.confirm', { slug: params.slug, by });
      return listLine(row, listUsers(deps), deps);
    },
  }),
  route({
    method: 'delete',
    path: '/lists/:slug',
    role: 'admin',
    summary:
      'Delete a validation list. One that flows use is kept, unless forced: their steps then go by what they say of a list that is gone.',
    query: Type.Object({ force: Type.Optional(Type.Boolean()) }),
    status: 204,
    handle: async ({ params, query: { force = false }, by }, deps) => {
      const { slug } = await existingList(deps, params.slug);
      const usedBy = await flowsUsing(slug, deps);
      if (!force) assertUnused(usedBy);
      return change(deps.store, 'list.remove', { slug, usedBy, by });
    },
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
    body: body({ values: givenValues }),
    answer: Type.Object({ added: Type.Integer() }),
    handle: ({ params, body, by }, { store }) =>
      change(store, 'list.addEntries', { slug: params.slug, values: body.values, by }),
  }),
  route({
    method: 'post',
    path: '/lists/:slug/remove',
    role: 'admin',
    summary: 'Remove values.',
    body: body({ values: givenValues }),
    answer: Type.Object({ removed: Type.Integer() }),
    handle: ({ params, body, by }, { store }) =>
      change(store, 'list.removeEntries', { slug: params.slug, values: body.values, by }),
  }),
  route({
    method: 'put',
    path: '/lists/:slug/entries',
    role: 'admin',
    summary: 'Replace the values: the list then holds these and no other.',
    body: body({ values: givenValues }),
    answer: Type.Object({ added: Type.Integer(), removed: Type.Integer() }),
    handle: ({ params, body, by }, { store }) =>
      change(store, 'list.replaceEntries', { slug: params.slug, values: body.values, by }),
  }),
];
