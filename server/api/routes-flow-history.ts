// What belongs to a flow beside its draft: versions, publications, export and import, test runs, checks.
import { Type } from 'typebox';
import { Failure } from '../../flows/language/failures.ts';
import { ask as query } from '../store/admin-ops.ts';
import { versionViews } from './flow-views.ts';
import { pageAnswer, pageArgs, pageOfItems } from './paging.ts';
import { type Route, route } from './route.ts';
import { problemsOfFlow } from './routes-flows.ts';
import { body, choice, pageOf, plainList } from './schema-parts.ts';
import {
  CheckAnswer,
  FlowBundle,
  FlowExport,
  FlowPublication,
  FlowVersion,
  ImportReport,
  lead,
} from './schemas-flows.ts';
import { startTestRun } from './test-run.ts';
import { iso } from './times.ts';

/** Routes about a flow's versions, publications, exports, tests and checks. */
export const flowHistoryRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/flows/:slug/versions',
    role: 'viewer',
    summary: 'List the saved versions, newest first.',
    query: plainList,
    answer: pageOf(FlowVersion),
    handle: async ({ params, query: asked }, { workspace }) => {
      const versions = versionViews(await workspace.versions(params.slug));
      // Counted down, so that the text order of the keys is newest first.
      return pageOfItems(versions, asked, ({ version }) => String(1e9 - version).padStart(10, '0'));
    },
  }),
  route({
    method: 'get',
    path: '/flows/:slug/versions/:version',
    role: 'viewer',
    summary: 'Read one saved version.',
    answer: Type.Object({ bundle: FlowBundle }),
    handle: async ({ params }, { workspace }) => {
      const version = Number(params.version);
      if (!Number.isSafeInteger(version)) throw new Failure('NOT_FOUND', { detail: `Version ${params.version}.` });
      return { bundle: await workspace.version(params.slug, version) };
    },
  }),
  route({
    method: 'get',
    path: '/flows/:slug/publications',
    role: 'viewer',
    summary: 'Who published what, and when, newest first.',
    query: plainList,
    answer: pageOf(FlowPublication),
    handle: async ({ params, query: asked }, { store, workspace }) => {
      // Fails where there is no such flow.
      workspace.get(params.slug);
      const { after, limit } = pageArgs(asked, ['number']);
      const page = await query(store, 'publication.list', { flow: params.slug, after, limit });
      return pageAnswer(page, (line) => ({ ...line, at: iso(line.at) }));
    },
  }),
  route({
    method: 'get',
    path: '/flows/:slug/export',
    role: 'viewer',
    summary: 'The flow with what it names, as one document without secrets.',
    answer: FlowExport,
    handle: ({ params }, { workspace }) => workspace.export(params.slug),
  }),
  route({
    method: 'post',
    path: '/flows/import',
    role: 'admin',
    summary: 'Import an exported flow, or report what that would do.',
    query: Type.Object({ dryRun: Type.Optional(choice(['true', 'false'])) }),
    body: FlowExport,
    answer: ImportReport,
    handle: ({ body, query: asked, by }, { workspace }) =>
      workspace.import(body, { by, dryRun: asked.dryRun === 'true' }),
  }),
  route({
    method: 'post',
    path: '/flows/:slug/test',
    role: 'admin',
    summary: 'Send a lead through the draft as a test: nothing leaves, nothing is kept but the run.',
    status: 202,
    body: body({ lead }),
    answer: Type.Object({ run: Type.String() }),
    handle: async ({ params, body }, deps) => ({ run: await startTestRun(params.slug, body.lead, deps) }),
    explain: problemsOfFlow,
  }),
  route({
    method: 'post',
    path: '/check',
    role: 'admin',
    summary: 'Check a flow as drawn, without keeping it.',
    body: body({ slug: Type.Optional(Type.String({ maxLength: 200 })), bundle: FlowBundle }),
    answer: CheckAnswer,
    handle: ({ body }, { workspace }) => workspace.check(body.bundle, body.slug),
  }),
];
