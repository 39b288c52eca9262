// Imports of files into DNC lists: announced, sent in pieces, read, looked at, and committed or cancelled.
import { Type } from 'typebox';
import { Failure } from '../../flows/language/failures.ts';
import type { ImportStand } from '../tools/dnc/import-stand.ts';
import { type Route, route } from './route.ts';
import { body, pageOf, slug, time } from './schema-parts.ts';
import { DncImport, DncReport, importMode } from './schemas-dnc.ts';
import { iso } from './times.ts';

/** The largest file: 4 GB. */
const MOST_BYTES = 4 * 1024 ** 3;
const shortText = Type.Optional(Type.String({ maxLength: 500 }));
const order = body({
  list: slug,
  mode: importMode,
  name: Type.String({ minLength: 1, maxLength: 300, description: 'Name of the file.' }),
  size: Type.Integer({ minimum: 1, maximum: MOST_BYTES, description: 'Bytes of the whole file.' }),
  sha256: Type.Optional(
    Type.String({ pattern: '^[0-9a-f]{64}$', description: 'Of the whole file; it is held to it.' }),
  ),
  etag: Type.Optional(
    Type.String({ maxLength: 200, description: 'What the sender knows the file by, so that it can go on later.' }),
  ),
  region: Type.Optional(
    Type.String({ pattern: '^[A-Z]{2}$', description: 'Country of numbers without a country code; US where absent.' }),
  ),
  reason: shortText,
  purpose: shortText,
  asOf: Type.Optional({
    ...time,
    description:
      'The day that the file is of. Absent: for the whole file or a file of changes today; numbers added or taken off then leave the list as old as it was.',
  }),
});

/** Routes about imports into DNC lists. */
export const dncImportRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/dnc-imports',
    role: 'admin',
    summary: 'Imports that have not come to their end.',
    answer: pageOf(DncImport),
    handle: (_ask, { dnc }) => ({ items: dnc.imports.list().map(importLine), next: null }),
  }),
  route({
    method: 'post',
    path: '/dnc-imports',
    role: 'admin',
    summary:
      'Announce a file, or find the import of the same file that was begun before. Nothing counts before its commit.',
    status: 201,
    body: order,
    answer: DncImport,
    handle: async ({ body, by }, deps) => {
      const { asOf, sha256 = '', etag = '', region = 'US', reason = '', purpose = '', ...rest } = body;
      const day = asOf === undefined ? 0 : Date.parse(asOf);
      if (day > deps.now()) {
        const says = 'The day of the file is in the future; the list would grow old too late.';
        throw new Failure('REQUEST_INVALID', { fields: [{ field: 'asOf', says }] });
      }
      const given = { ...rest, sha256, etag, region, reason, purpose, asOf: day, by };
      return importLine(await deps.dnc.imports.begin(given));
    },
  }),
  route({
    method: 'get',
    path: '/dnc-imports/:id',
    role: 'admin',
    summary: 'How an import stands, and what it would do once it was read.',
    answer: DncImport,
    handle: ({ params }, { dnc }) => importLine(dnc.imports.get(params.id)),
  }),
  route({
    method: 'put',
    path: '/dnc-imports/:id/bytes',
    role: 'admin',
    summary: 'Send the next bytes, at most 8 MB, from `offset` on: the `received` of the import.',
    query: Type.Object({ offset: Type.Integer({ minimum: 0 }) }),
    bytes: true,
    body: Type.Unsafe<Uint8Array>({ description: 'Bytes of the file.' }),
    answer: DncImport,
    handle: async ({ params, query, body }, { dnc }) => {
      if (!(body instanceof Uint8Array)) throw new Failure('BODY_EMPTY');
      return importLine(await dnc.imports.append(params.id, query.offset, body));
    },
  }),
  route({
    method: 'post',
    path: '/dnc-imports/:id/read',
    role: 'admin',
    summary: 'Read the whole file; the import then says what it would do. Changes nothing on the list.',
    status: 202,
    answer: DncImport,
    handle: ({ params }, { dnc }) => importLine(dnc.imports.read(params.id)),
  }),
  route({
    method: 'post',
    path: '/dnc-imports/:id/commit',
    role: 'admin',
    summary: 'Make the file count: all of it from one moment on.',
    answer: DncReport,
    handle: async ({ params, by }, { dnc }) => await dnc.imports.commit(params.id, by),
  }),
  route({
    method: 'delete',
    path: '/dnc-imports/:id',
    role: 'admin',
    summary: 'Cancel an import. Nothing of it stays.',
    status: 204,
    handle: ({ params }, { dnc }) => dnc.imports.cancel(params.id),
  }),
];

function importLine({ sha256: _sha256, etag: _etag, asOf, at, ...stand }: ImportStand) {
  return { ...stand, asOf: asOf === 0 ? null : iso(asOf), at: iso(at) };
}
