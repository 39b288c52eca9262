// Flows: the list, drafts, saving, publishing.
import { Type } from 'typebox';
import { ACCOUNT_FLOW } from '../../flows/language/account-flow.ts';
import { Failure } from '../../flows/language/failures.ts';
import type { ApiDeps } from './deps.ts';
import { flowPulse, flowsQuery, listFlows } from './flow-list.ts';
import { flowView, revOf } from './flow-views.ts';
import { type Ask, type Route, route } from './route.ts';
import { body, nothing, pageOf, slug, title } from './schema-parts.ts';
import { FlowBundle, FlowDetail, FlowPulse, FlowSummary } from './schemas-flows.ts';

/** Routes about flows and their drafts. */
export const flowRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/flows',
    role: 'viewer',
    summary: 'List flows, each with its newest run.',
    query: flowsQuery,
    answer: pageOf(FlowSummary),
    handle: (ask, deps) => listFlows(ask.query, deps),
  }),
  route({
    method: 'get',
    path: '/flow-pulse',
    role: 'viewer',
    summary: 'What the runs of flows came to in each of the last 24 hours. Tests are left out.',
    query: Type.Object({
      flows: Type.String({ minLength: 1, maxLength: 14_000, description: 'Slugs joined by commas.' }),
    }),
    answer: FlowPulse,
    handle: (ask, deps) => flowPulse(ask.query.flows.split(','), deps),
  }),
  route({
    method: 'post',
    path: '/flows',
    role: 'admin',
    summary: 'Make a flow as a draft: empty, a copy of another, or as given.',
    status: 201,
    body: body({
      name: title,
      slug: Type.Optional(slug),
      from: Type.Optional(slug),
      bundle: Type.Optional(FlowBundle),
    }),
    answer: FlowDetail,
    handle: async ({ body, by }, { workspace }) => flowView(await workspace.create(body, by)),
  }),
  route({
    method: 'get',
    path: '/flows/:slug',
    role: 'viewer',
    summary: 'Open a flow: its draft, problems and ports.',
    answer: FlowDetail,
    handle: ({ params }, { workspace }) => flowView(workspace.get(params.slug)),
  }),
  route({
    method: 'put',
    path: '/flows/:slug/draft',
    role: 'admin',
    summary: 'Keep the draft.',
    ifMatch: true,
    body: body({ bundle: FlowBundle }),
    answer: FlowDetail,
    handle: async (ask, { workspace }) =>
      flowView(await workspace.putDraft(ask.params.slug, ask.body.bundle, atRev(ask))),
  }),
  route({
    method: 'post',
    path: '/flows/:slug/save',
    role: 'admin',
    summary: "Write the draft to the workspace's files, as a new version.",
    ifMatch: true,
    body: body({ message: Type.Optional(Type.String({ maxLength: 2000 })) }),
    answer: FlowDetail,
    handle: async (ask, { workspace }) =>
      flowView(await workspace.save(ask.params.slug, { ...atRev(ask), message: ask.body.message ?? '' })),
  }),
  route({
    method: 'post',
    path: '/flows/:slug/publish',
    role: 'admin',
    summary: 'Save the draft and let it serve. Refused while the flow has problems, which are then listed.',
    ifMatch: true,
    body: nothing,
    answer: FlowDetail,
    handle: async (ask, { workspace }) => flowView(await workspace.publish(ask.params.slug, atRev(ask))),
    explain: problemsOfFlow,
  }),
  route({
    method: 'post',
    path: '/flows/:slug/go-back',
    role: 'admin',
    summary: 'Let an earlier version serve again, as it served then. The draft stays as it is.',
    body: body({ version: Type.Integer({ minimum: 1 }) }),
    answer: FlowDetail,
    handle: async ({ params, body, by }, { workspace }) =>
      flowView(await workspace.goBack(params.slug, body.version, by)),
  }),
  route({
    method: 'post',
    path: '/flows/:slug/withdraw',
    role: 'admin',
    summary: 'Let the flow serve no more. Runs that began go on.',
    body: nothing,
    answer: FlowDetail,
    handle: async ({ params, by }, { workspace }) => flowView(await workspace.withdraw(params.slug, by)),
  }),
  route({
    method: 'delete',
    path: '/flows/:slug',
    role: 'admin',
    summary: 'Delete a flow and its files.',
    status: 204,
    handle: async ({ params, by }, { workspace, pauses }) => {
      const { slug } = params;
      await workspace.remove(slug, by);
      // Its runs that wait go on, and a flow that is made anew under this slug is not paused.
      const of = (key: string) => key === slug || key.startsWith(`${slug}/`);
      for (const { kind, key } of pauses.list())
        if ((kind === 'flow' || kind === 'node') && of(key)) await pauses.clear({ kind, key, by });
    },
  }),
];

function atRev(ask: Ask<unknown, unknown, unknown>): { rev: number; by: string } {
  return { rev: revOf(ask.header('if-match')), by: ask.by };
}

/** Adds the flow's problems to the refusal of a flow that has some. */
export function problemsOfFlow(
  failure: Failure,
  { params: { slug } }: { params: { slug: string } },
  { workspace }: ApiDeps,
): object {
  return failure.code === 'FLOW_HAS_PROBLEMS' ? { problems: workspace.get(slug).problems } : {};
}

/** The flow's slug, if there is such a flow. Fails with REQUEST_INVALID naming the field `flow`. */
export function existingFlow({ workspace }: ApiDeps, flow: string): string {
  // No folder has the flow of the lead API, and sources send to it all the same.
  if (flow === ACCOUNT_FLOW || workspace.list().some((each) => each.slug === flow)) return flow;
  throw new Failure('REQUEST_INVALID', { fields: [{ field: 'flow', says: `There is no flow ${flow}.` }] });
}
