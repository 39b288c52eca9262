// Imports of leads: announced, sent in pieces, described, checked as a whole, and then imported, paused or taken back.
import { type Static, Type } from 'typebox';
import { Failure } from '../../flows/language/failures.ts';
import { ask as query } from '../store/admin-ops.ts';
import type { LeadImportRow } from '../store/import-ops.ts';
import type { ApiDeps } from './deps.ts';
import { pageAnswer, pageArgs } from './paging.ts';
import { type FileAnswer, type Route, route } from './route.ts';
import { body, pageOf, plainList } from './schema-parts.ts';
import { encoding, LeadImport, LeadImportSettings, LeadImportSummary, separator } from './schemas-lead-imports.ts';
import { iso, isoOrNull } from './times.ts';

/** The largest file: 4 GB. */
const MOST_BYTES = 4 * 1024 ** 3;
const announced = body({
  name: Type.String({ minLength: 1, maxLength: 300, description: 'Name of the file.' }),
  size: Type.Integer({ minimum: 1, maximum: MOST_BYTES, description: 'Bytes of the whole file; 4 GB at most.' }),
  etag: Type.Optional(
    Type.String({ maxLength: 400, description: 'What the sender knows the file by, so that it can go on later.' }),
  ),
});
const reading = body({
  encoding: Type.Optional(encoding),
  separator: Type.Optional(separator),
  titled: Type.Optional(Type.Boolean({ description: 'Whether the first line names the columns.' })),
});
type Answer = Static<typeof LeadImport>;

/** Routes about imports of leads. */
export const leadImportRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/lead-imports',
    role: 'viewer',
    summary: 'List imports of leads, newest first.',
    query: plainList,
    answer: pageOf(LeadImportSummary),
    handle: async (ask, { store, leadImports }) => {
      const { after, limit } = pageArgs(ask.query, ['text']);
      const page = await query(store, 'leadImport.list', { after, limit });
      return pageAnswer(page, (row) => summaryOf(row, leadImports));
    },
  }),
  route({
    method: 'post',
    path: '/lead-imports',
    role: 'admin',
    summary: 'Announce a file, or find the import of the same file that was begun before.',
    status: 201,
    body: announced,
    answer: LeadImport,
    handle: async ({ body, by }, deps) => viewOf(await deps.leadImports.begin({ etag: '', ...body, by }), deps),
  }),
  route({
    method: 'get',
    path: '/lead-imports/:id',
    role: 'viewer',
    summary: 'How an import stands, and what it would do once its file was checked.',
    answer: LeadImport,
    handle: async ({ params }, deps) => viewOf(await deps.leadImports.get(params.id), deps),
  }),
  route({
    method: 'put',
    path: '/lead-imports/:id/bytes',
    role: 'admin',
    summary: 'Send the next bytes, at most 8 MB, from `offset` on: the `received` of the import.',
    query: Type.Object({ offset: Type.Integer({ minimum: 0 }) }),
    bytes: true,
    body: Type.Unsafe<Uint8Array>({ description: 'Bytes of the file.' }),
    answer: LeadImport,
    handle: async ({ params, query, body }, deps) => {
      if (!(body instanceof Uint8Array)) throw new Failure('BODY_EMPTY');
      return viewOf(await deps.leadImports.append(params.id, query.offset, body), deps);
    },
  }),
  route({
    method: 'post',
    path: '/lead-imports/:id/describe',
    role: 'admin',
    summary: 'Find out what the file holds: its columns and first rows. What is not given is found out.',
    body: reading,
    answer: LeadImport,
    handle: async ({ params, body, by }, deps) => viewOf(await deps.leadImports.describe(params.id, body, by), deps),
  }),
  route({
    method: 'post',
    path: '/lead-imports/:id/check',
    role: 'admin',
    summary: 'Check the whole file; the report says what it would do. Keeps no lead.',
    status: 202,
    body: LeadImportSettings,
    answer: LeadImport,
    handle: async ({ params, body, by }, deps) => viewOf(await deps.leadImports.check(params.id, body, by), deps),
  }),
  route({
    method: 'post',
    path: '/lead-imports/:id/stop-check',
    role: 'admin',
    summary: 'End a check that is under way. The file stays, to be checked otherwise.',
    answer: LeadImport,
    handle: async ({ params, by }, deps) => viewOf(await deps.leadImports.stopCheck(params.id, by), deps),
  }),
  route({
    method: 'get',
    path: '/lead-imports/:id/problems',
    role: 'admin',
    summary: 'Every row with a problem as CSV: its line, the column, the reason, and the row as it was sent.',
    file: 'text/csv; charset=utf-8',
    answer: Type.Unsafe<FileAnswer>({ type: 'string' }),
    handle: async ({ params }, { leadImports }) => {
      const { name } = await leadImports.get(params.id);
      return { name: `problems of ${name.replace(/\.\w+$/, '')}.csv`, body: leadImports.made.problems(params.id) };
    },
  }),
  route({
    method: 'get',
    path: '/lead-imports/:id/left',
    role: 'admin',
    summary: 'Every row that was not imported as CSV: its line, the column, the reason, and the row as it was sent.',
    file: 'text/csv; charset=utf-8',
    answer: Type.Unsafe<FileAnswer>({ type: 'string' }),
    handle: async ({ params }, { leadImports }) => {
      const { name } = await leadImports.get(params.id);
      return { name: `not imported of ${name.replace(/\.\w+$/, '')}.csv`, body: leadImports.made.left(params.id) };
    },
  }),
  route({
    method: 'delete',
    path: '/lead-imports/:id/left',
    role: 'admin',
    summary: 'Delete the rows that were not imported, with the list of problems. The leads stay.',
    answer: LeadImport,
    handle: async ({ params, by }, deps) => viewOf(await deps.leadImports.forget.left(params.id, by), deps),
  }),
  route({
    method: 'delete',
    path: '/lead-imports/:id/file',
    role: 'admin',
    summary: 'Delete the file that was sent, once the import is over: it cannot be imported again. The leads stay.',
    answer: LeadImport,
    handle: async ({ params, by }, deps) => viewOf(await deps.leadImports.forget.file(params.id, by), deps),
  }),
  route({
    method: 'post',
    path: '/lead-imports/:id/import',
    role: 'admin',
    summary: 'Import in the background, or go on after the last row that is kept.',
    status: 202,
    answer: LeadImport,
    handle: async ({ params, by }, deps) => viewOf(await deps.leadImports.import(params.id, by), deps),
  }),
  route({
    method: 'post',
    path: '/lead-imports/:id/pause',
    role: 'admin',
    summary: 'Stop for now. What is imported stays, and import goes on from there.',
    answer: LeadImport,
    handle: async ({ params, by }, deps) => viewOf(await deps.leadImports.pause(params.id, by), deps),
  }),
  route({
    method: 'post',
    path: '/lead-imports/:id/cancel',
    role: 'admin',
    summary:
      'Stop, and take back all that it did: leads that it made go, leads that it changed are as before. Again: what was left.',
    status: 202,
    answer: LeadImport,
    handle: async ({ params, by }, deps) => viewOf(await deps.leadImports.cancel(params.id, by), deps),
  }),
  route({
    method: 'delete',
    path: '/lead-imports/:id',
    role: 'admin',
    summary: 'Forget an import of which no lead is kept, with its file.',
    status: 204,
    handle: ({ params, by }, { leadImports }) => leadImports.remove(params.id, by),
  }),
];

function summaryOf(row: LeadImportRow, imports: ApiDeps['leadImports']): Static<typeof LeadImportSummary> {
  const { id, state, name, size, by, at, startedAt, endedAt, done, counts, says, report } = row;
  const { received, rows, waits } = imports.progressOf(row);
  const times = { at: iso(at), startedAt: isoOrNull(startedAt), endedAt: isoOrNull(endedAt) };
  return { id, state, name, size, received, by, ...times, rows: report?.rows ?? rows, done, counts, says, waits };
}

async function viewOf(row: LeadImportRow, { store, leadImports }: ApiDeps): Promise<Answer> {
  const same = await query(store, 'leadImport.same', row);
  return {
    ...summaryOf(row, leadImports),
    hasLeads: await query(store, 'leadImport.hasLeads', row),
    hasFile: leadImports.hasFile(row.id),
    hasLeft: leadImports.made.hasLeft(row.id),
    file: row.file,
    settings: row.settings,
    report: row.report,
    same: same.map(({ id, name, by, at, state }) => ({ id, name, by, at: iso(at), state })),
    keptLeads: row.counts.kept === 0 ? [] : await query(store, 'leadImport.kept', row),
  };
}
