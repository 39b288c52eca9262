// Runs: the list, one run drawn, its input.
import { type Static, Type } from 'typebox';
import { portsOf } from '../../flows/language/catalogue.ts';
import { CALLBACK_TYPE } from '../../flows/language/check-callbacks.ts';
import type { FlowBundle } from '../../flows/language/document.ts';
import { Failure } from '../../flows/language/failures.ts';
import { ask as query } from '../store/admin-ops.ts';
import type { RunDetailRow, RunRow } from '../store/admin-run-rows.ts';
import type { ReleaseContent } from '../workspace/workspace.ts';
import type { ApiDeps } from './deps.ts';
import { pageAnswer, pageArgs } from './paging.ts';
import { type Route, route } from './route.ts';
import { filterFields, filterOf } from './run-filter.ts';
import { acceptedOf, runView, stepsOf } from './run-view.ts';
import { idsField, listQuery, pageOf, sortField } from './schema-parts.ts';
import { RunDetail, RunInput, RunSummary, type RunSummaryView } from './schemas-runs.ts';
import { iso, isoOrNull } from './times.ts';
import { explain } from './why/explain.ts';
import type { WhyView } from './why/schemas-why.ts';

const runsQuery = Type.Object({
  ...listQuery,
  ...filterFields,
  ids: idsField,
  sort: sortField(['accepted']),
});

/** Routes about runs. */
export const runRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/runs',
    role: 'viewer',
    summary: 'List runs, newest first unless sorted by `accepted`. `q` looks in phone, id and reason.',
    query: runsQuery,
    answer: pageOf(RunSummary),
    handle: async (ask, { store }) => {
      const { q, ...page } = pageArgs(ask.query, ['text']);
      const turned = ask.query.sort === 'accepted';
      return pageAnswer(await query(store, 'run.list', { ...page, ...filterOf(ask.query), q, turned }), runLine);
    },
  }),
  route({
    method: 'get',
    path: '/runs/:id',
    role: 'viewer',
    summary: 'One run: the drawing it followed, each step with input, output and exchanges.',
    answer: RunDetail,
    handle: async ({ params, caller }, deps) => {
      const found = await query(deps.store, 'run.detail', { id: params.id });
      if (!found) throw new Failure('NOT_FOUND', { detail: `Run ${params.id}.` });
      return runDetail(found, deps, caller?.role === 'admin');
    },
  }),
  route({
    method: 'get',
    path: '/runs/:id/input',
    role: 'viewer',
    summary: 'The body of the request as it came.',
    answer: RunInput,
    handle: async ({ params }, { store }) => {
      const input = await query(store, 'run.input', { id: params.id });
      if (!input) throw new Failure('NOT_FOUND', { detail: `The input of run ${params.id}.` });
      return { type: input.type, body: decoded(input.type, Buffer.from(input.body, 'base64')) };
    },
  }),
];

/** A run as lists show it. */
export function runLine({ release: _release, ...run }: RunRow): RunSummaryView {
  const { acceptedAt, finishedAt, dueAt } = run;
  return { ...run, acceptedAt: iso(acceptedAt), finishedAt: isoOrNull(finishedAt), dueAt: isoOrNull(dueAt) };
}

async function runDetail(
  { run, records, content }: RunDetailRow,
  deps: ApiDeps,
  isAdmin: boolean,
): Promise<Static<typeof RunDetail>> {
  const now = deps.now();
  const bundle = (content as unknown as ReleaseContent | null)?.bundle ?? emptyBundle(run.flow);
  const accepted = acceptedOf(records);
  const steps = stepsOf(records);
  const inputs = accepted && content ? await inputsOf(run, { id: run.id, accepted, steps }, deps) : {};
  const [callbacks, relatives] = await Promise.all([
    query(deps.store, 'callback.list', { run: run.id }),
    query(deps.store, 'run.relatives', { id: run.id }),
  ]);
  const { state, queue } = run;
  const around = {
    held: state === 'held',
    finished: state === 'finished',
    queued: queue !== null,
    now,
    inputs,
    callbacks,
    // Whoever knows it can call: a viewer may not let a lead go on.
    callbackUrl: (node: string) =>
      isAdmin && bundle.document.nodes[node]?.type === CALLBACK_TYPE ? deps.callbackUrl(run.id, node) : null,
  };
  const view = runView(records, around);
  const ports = portsIn(bundle, deps);
  return {
    ...runLine(run),
    release: run.release,
    ...view,
    bundle,
    ports,
    made: relatives.made.map(runLine),
    onErrorRun: relatives.errorRun,
    now: iso(now),
    why: await explain({ ...run, ...view, document: bundle.document, ports, vars: accepted?.vars ?? {} }, deps),
  };
}

/** Why a run came out as it did; null where it is kept no more. */
export async function whyOfRun(id: string, deps: ApiDeps): Promise<WhyView | null> {
  const found = await query(deps.store, 'run.detail', { id });
  return found ? (await runDetail(found, deps, false)).why : null;
}

/** A release that this version can no longer compile still shows its run, without the inputs. */
async function inputsOf(run: RunRow, past: Parameters<ApiDeps['inputsOf']>[1], { workspace, inputsOf, log }: ApiDeps) {
  try {
    return await inputsOf(await workspace.release(run.release), past);
  } catch (error) {
    log.warn({ err: error, run: run.id, release: run.release }, 'the inputs of a run could not be computed');
    return {};
  }
}

function portsIn({ document }: FlowBundle, { catalogue }: ApiDeps): Static<typeof RunDetail>['ports'] {
  const nodes = Object.entries(document.nodes);
  return Object.fromEntries(nodes.map(([id, { type, config }]) => [id, portsOf(catalogue[type]?.ports ?? [], config)]));
}

function emptyBundle(flow: string): FlowBundle {
  return { document: { leadflow: 1, name: flow, nodes: {}, edges: [] }, files: {}, layout: { nodes: {} } };
}

function decoded(type: string, bytes: Buffer): string {
  const charset = /charset="?([\w-]+)/i.exec(type)?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    // A charset that nobody knows: intake refused it, or read it as UTF-8.
    return bytes.toString('utf8');
  }
}
