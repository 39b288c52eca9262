// The history of validation lists: what each version changed and held, and the way back to one.
import { Type } from 'typebox';
import { Failure } from '../../flows/language/failures.ts';
import { change, ask as query } from '../store/admin-ops.ts';
import type { ListVersionDetailRow } from '../store/list-ops.ts';
import type { ApiDeps } from './deps.ts';
import { listLine, listUsers, versionLine } from './list-views.ts';
import { pageAnswer, pageArgs } from './paging.ts';
import { type Route, route } from './route.ts';
import { body, pageOf, plainList } from './schema-parts.ts';
import { ListEntry, ListVersion, ListVersionDetail, ValidationList } from './schemas-lists.ts';

/** Routes about versions of validation lists. Those of a list that is gone can still be read. */
export const listVersionRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/lists/:slug/versions',
    role: 'viewer',
    summary: 'The versions of a validation list, the newest first; also of one that is gone.',
    query: plainList,
    answer: pageOf(ListVersion),
    handle: async (ask, deps) => {
      const args = { ...pageArgs(ask.query, ['number']), slug: ask.params.slug };
      return pageAnswer(await query(deps.store, 'list.versions', args), versionLine);
    },
  }),
  route({
    method: 'get',
    path: '/lists/:slug/versions/:version',
    role: 'viewer',
    summary: 'One version of a validation list, with what it changed.',
    answer: ListVersionDetail,
    handle: async ({ params }, deps) => versionLine(await existingVersion(deps, params)),
  }),
  route({
    method: 'get',
    path: '/lists/:slug/versions/:version/entries',
    role: 'viewer',
    summary: 'The values of a version. Those of the newest 50 before the present one are kept.',
    query: plainList,
    answer: pageOf(ListEntry),
    handle: async (ask, deps) => {
      const { version, kept } = await existingVersion(deps, ask.params);
      if (!kept) throw new Failure('NOT_FOUND', { detail: `What version ${version} held is not kept.` });
      const args = { ...pageArgs(ask.query, ['text']), slug: ask.params.slug, version };
      return pageAnswer(await query(deps.store, 'list.entriesAt', args), (row) => row);
    },
  }),
  route({
    method: 'post',
    path: '/lists/:slug/restore',
    role: 'admin',
    summary: 'Give a validation list the values and rules of one of its versions again, as a new version.',
    body: body({ version: Type.Integer({ minimum: 1 }) }),
    answer: ValidationList,
    handle: async ({ params, body, by }, deps) => {
      const row = await change(deps.store, 'list.restore', { slug: params.slug, version: body.version, by });
      return listLine(row, listUsers(deps), deps);
    },
  }),
];

/** Fails with NOT_FOUND. */
async function existingVersion(
  { store }: ApiDeps,
  { slug, version }: { slug: string; version: string },
): Promise<ListVersionDetailRow> {
  const number = /^\d{1,9}$/.test(version) ? Number(version) : 0;
  const found = await query(store, 'list.version', { slug, version: number });
  if (!found)
    throw new Failure('NOT_FOUND', { detail: `Version ${version.slice(0, 20)} of the validation list ${slug}.` });
  return found;
}
