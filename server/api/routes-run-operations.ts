// What a person does to runs: cancel, retry, replay as new, one by one or all that a filter means.
import { type Static, Type } from 'typebox';
import { ACCOUNT_CHECK } from '../../flows/language/account-check-flow.ts';
import { Failure } from '../../flows/language/failures.ts';
import type { Retry } from '../run/rerun.ts';
import { change } from '../store/admin-ops.ts';
import type { ApiDeps } from './deps.ts';
import { type Route, route } from './route.ts';
import { filterFields, filterOf } from './run-filter.ts';
import { type Finished, finishedRun, inBulk, replay, retry } from './run-operations.ts';
import { body, choice, named, nothing, orNull } from './schema-parts.ts';
import { MaskedRequest } from './schemas-runs.ts';

const text = Type.String();
const started = Type.Object({ run: text });
const step = Type.Object({ node: text, title: text });

/** What a retry would keep, do again and send. */
export const RetryPreview = named(
  'RetryPreview',
  Type.Object({
    run: text,
    flow: text,
    version: Type.Integer({ description: 'The version that it would follow: the one that serves now.' }),
    from: orNull(text),
    kept: Type.Array(Type.Object({ node: text, title: text, port: text })),
    again: Type.Array(step, { description: 'Steps that may be done again, the first one surely.' }),
    sends: Type.Array(Type.Object({ node: text, title: text, says: text, request: orNull(MaskedRequest) })),
    refused: orNull(Type.String({ description: 'Why it cannot be retried so.' })),
  }),
);
type Preview = Static<typeof RetryPreview>;

/** What a bulk operation came to. */
export const BulkReport = named(
  'BulkReport',
  Type.Object({
    matched: Type.Integer(),
    done: Type.Integer(),
    failed: Type.Integer(),
    errors: Type.Array(Type.Object({ run: text, says: text })),
  }),
);

/** Routes that change runs. */
export const runOperationRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/runs/bulk',
    role: 'admin',
    summary: 'Cancel, retry or replay every run that the filter means, at most 10,000; a dry run only counts them.',
    body: body({
      do: choice(['cancel', 'retry', 'replay']),
      filter: body({
        ...filterFields,
        q: Type.Optional(text),
        ids: Type.Optional(Type.Array(text, { maxItems: 10_000, description: 'Only these.' })),
      }),
      dryRun: Type.Optional(Type.Boolean()),
    }),
    answer: BulkReport,
    handle: async ({ body, by }, deps) => {
      const verbs = {
        cancel: (run: string) => deps.engine.cancel(run, by),
        retry: (run: string) => retry(run, { from: null, by }, deps),
        replay: (run: string) => replay(run, by, deps),
      };
      // Those that have ended cannot be cancelled: they are no part of what is counted and confirmed.
      const filter = { ...filterOf(body.filter), open: body.do === 'cancel' };
      const report = await inBulk(filter, body.dryRun ? undefined : verbs[body.do], deps);
      const detail = `${report.done} of ${report.matched}, ${report.failed} failed. ${filterWords(body.filter)}`;
      if (!body.dryRun) await change(deps.store, 'audit.add', { who: by, did: `run.${body.do}`, what: 'many', detail });
      return report;
    },
  }),
  route({
    method: 'post',
    path: '/runs/:id/cancel',
    role: 'admin',
    summary: 'Cancel a run: at once where it waits or is held, else at its next step.',
    status: 202,
    body: nothing,
    answer: started,
    handle: async ({ params, by }, { engine, store }) => {
      await engine.cancel(params.id, by);
      await change(store, 'audit.add', { who: by, did: 'run.cancel', what: params.id, detail: '' });
      return { run: params.id };
    },
  }),
  route({
    method: 'get',
    path: '/runs/:id/retry',
    role: 'viewer',
    summary: 'What a retry would keep, do again and send; nothing is done.',
    query: Type.Object({ from: Type.Optional(text) }),
    answer: RetryPreview,
    handle: async ({ params, query }, deps) => preview(await finishedRun(params.id, deps), query.from ?? null, deps),
  }),
  route({
    method: 'post',
    path: '/runs/:id/retry',
    role: 'admin',
    summary: 'Retry a finished run as a new one with the release that serves now, from its start or from a step.',
    status: 202,
    body: body({ from: Type.Optional(orNull(text)) }),
    answer: started,
    handle: async ({ params, body, by }, deps) => {
      const { from = null } = body;
      const run = await retry(params.id, { from, by }, deps);
      await change(deps.store, 'audit.add', {
        who: by,
        did: 'run.retry',
        what: params.id,
        detail: `${run}, from ${from ?? 'the start'}`,
      });
      return { run };
    },
  }),
  route({
    method: 'post',
    path: '/runs/:id/replay',
    role: 'admin',
    summary: 'Send the body of a run through the door of its flow again, as a new lead.',
    status: 202,
    body: nothing,
    answer: started,
    handle: async ({ params, by }, deps) => {
      const run = await replay(params.id, by, deps);
      await change(deps.store, 'audit.add', { who: by, did: 'run.replay', what: params.id, detail: run });
      return { run };
    },
  }),
];

/** What was meant, for the audit: of runs that were chosen, how many. */
function filterWords({ ids, ...filter }: { ids?: readonly string[] }): string {
  return JSON.stringify(ids === undefined ? filter : { ...filter, chosen: ids.length });
}

async function preview(old: Finished, from: string | null, deps: ApiDeps): Promise<Preview> {
  const { run, release } = old;
  const shown = { run: run.id, flow: run.flow, version: release.version, from };
  try {
    const { kept } = deps.planRetry(old, release, from);
    const titled = (node: string) => ({ node, title: release.nodes.get(node)?.title ?? node });
    const again = nodesFrom(release, from ?? release.trigger.node).map(titled);
    const sends = await Promise.all(
      again
        .filter(({ node }) => needs(release, node, 'send') || needs(release, node, 'children') || mayAsk(release, node))
        .map(async (each) => ({ ...each, ...(await sending(old, { node: each.node, from, kept }, deps)) })),
    );
    return { ...shown, kept: kept.map(({ node, port }) => ({ ...titled(node), port })), again, sends, refused: null };
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'RETRY_REFUSED') throw error;
    return { ...shown, kept: [], again: [], sends: [], refused: error.detail ?? error.message };
  }
}

/** The request of the step that is done first is known; what later ones send depends on what comes before them. */
async function sending(
  { accepted, release }: Finished,
  { node, from, kept }: { node: string; from: string | null; kept: Retry['kept'] },
  { foresee }: ApiDeps,
): Promise<Pick<Preview['sends'][number], 'says' | 'request'>> {
  if (needs(release, node, 'children'))
    return { says: 'It calls other flows, which may send to receivers.', request: null };
  if (mayAsk(release, node))
    return { says: 'It may ask the account’s duplicate check again, which sends to a receiver.', request: null };
  if (node !== from) return { says: 'It depends on the steps before it.', request: null };
  try {
    const request = await foresee(release, node, { accepted, steps: kept });
    return request ? { says: 'This is sent.', request } : { says: 'It sends nothing.', request: null };
  } catch (error) {
    return { says: `It would fail: ${error instanceof Error ? error.message : String(error)}`, request: null };
  }
}

/** Of a step that creates leads, in a flow that the account's check decides for. */
function mayAsk(release: Finished['release'], node: string): boolean {
  return needs(release, node, 'accountCheck') && Object.hasOwn(release.flows, ACCOUNT_CHECK);
}

function needs(release: Finished['release'], node: string, tool: 'send' | 'children' | 'accountCheck'): boolean {
  return release.nodes.get(node)?.definition.needs.includes(tool) ?? false;
}

/** The node and everything that can follow it, nearest first. */
function nodesFrom(release: Finished['release'], from: string): string[] {
  const found = new Set([from]);
  for (const id of found) {
    for (const { next } of release.nodes.get(id)?.exits.values() ?? []) if (next !== undefined) found.add(next);
  }
  return [...found];
}
