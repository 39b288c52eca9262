// Needs a person: the runs that wait for a decision, and the decisions, one by one or all that a filter means.
import { type Static, Type } from 'typebox';
import { Failure } from '../../flows/language/failures.ts';
import type { RemoteAnswer } from '../../nodes/tools.ts';
import type { Settlement } from '../engine/engine.ts';
import { change, ask as query } from '../store/admin-ops.ts';
import type { HeldFilter } from '../store/admin-run-rows.ts';
import type { ApiDeps } from './deps.ts';
import { heldGroups, heldRuns } from './held-view.ts';
import { pageAnswer, pageArgs } from './paging.ts';
import { type Route, route } from './route.ts';
import { workOn } from './run-operations.ts';
import { listQuery, pageOf } from './schema-parts.ts';
import { HeldGroup, HeldRun, Settle, SettleMany, SettleReport } from './schemas-held.ts';

const text = Type.String();
const heldQuery = Type.Object({
  ...listQuery,
  flow: Type.Optional(text),
  node: Type.Optional(text),
  code: Type.Optional(text),
});
const PAGE = 1000;
/** Runs taken in one request at most: the rest is there for the next. */
const MOST = 10_000;
/** Decisions that share a commit. */
const AT_ONCE = 64;

/** Routes about runs that wait for a person. */
export const heldRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/held',
    role: 'viewer',
    summary: 'List the runs that wait for a person, those that wait longest first. `q` looks in phone, id and reason.',
    query: heldQuery,
    answer: pageOf(HeldRun),
    handle: async (ask, deps) => {
      const args = { ...filterOf(ask.query), ...pageArgs(ask.query, ['text']) };
      const page = await query(deps.store, 'held.list', args);
      const shown = await heldRuns(page.items, deps);
      return pageAnswer({ items: shown, next: page.next }, (run) => run);
    },
  }),
  route({
    method: 'get',
    path: '/held/groups',
    role: 'viewer',
    summary: 'The runs that wait for a person, counted by flow, step and reason, the largest group first.',
    answer: Type.Object({ items: Type.Array(HeldGroup) }),
    handle: async (_ask, deps) => ({ items: await heldGroups(await query(deps.store, 'held.groups', {}), deps) }),
  }),
  route({
    method: 'post',
    path: '/runs/:id/settle',
    role: 'admin',
    summary: 'Decide about the call that a run waits with: it was accepted, it was rejected, or it is sent again.',
    status: 202,
    body: Settle,
    answer: Type.Object({ run: text }),
    handle: async ({ params, body, by }, { engine, store }) => {
      await engine.settle(params.id, settlementOf(body, by));
      await change(store, 'audit.add', { who: by, did: 'run.settle', what: params.id, detail: detailOf(body) });
      return { run: params.id };
    },
  }),
  route({
    method: 'post',
    path: '/held/settle',
    role: 'admin',
    summary:
      'Decide the same about every run that the filter means and that has a call to decide about, at most 10,000.',
    body: SettleMany,
    answer: SettleReport,
    handle: async ({ body, by }, deps) => {
      const { filter, as, note = '' } = body;
      const ids = await idsOf(filterOf(filter), deps);
      const settleOne = (run: string) => deps.engine.settle(run, { as, by, note });
      const { done: settled, failed, errors } = await workOn(ids, settleOne, AT_ONCE);
      const detail = `${detailOf(body)} ${settled} of ${ids.length}, ${failed} failed. ${JSON.stringify(filter)}`;
      await change(deps.store, 'audit.add', { who: by, did: 'run.settle', what: 'many', detail });
      return { settled, failed, errors };
    },
  }),
];

function filterOf(fields: Partial<Static<typeof SettleMany>['filter']>): HeldFilter {
  const { flow = null, node = null, code = null, before } = fields;
  return { flow, node, code, q: null, before: before === undefined ? null : Date.parse(before) };
}

async function idsOf(filter: HeldFilter, { store }: Pick<ApiDeps, 'store'>): Promise<string[]> {
  const ids: string[] = [];
  for (let after = ''; ids.length < MOST; after = ids.at(-1) ?? '') {
    const page = await query(store, 'held.ids', { filter, after, limit: PAGE });
    ids.push(...page);
    if (page.length < PAGE) break;
  }
  return ids;
}

function settlementOf({ as, note = '', answer }: Static<typeof Settle>, by: string): Settlement {
  if (!answer) return { as, by, note };
  if (as === 'again') {
    const says = 'A call that is sent again has no answer yet; leave it out, or say what the receiver did.';
    throw new Failure('REQUEST_INVALID', { fields: [{ field: 'answer', says }] });
  }
  return { as, by, note, answer: pasted(answer) };
}

/** What a person was told by the receiver, as if it had come. */
function pasted({ status, type, body }: NonNullable<Static<typeof Settle>['answer']>): RemoteAnswer {
  const likely = /^\s*[[{]/.test(body) ? 'application/json' : '';
  const media = (type?.split(';')[0] ?? likely).trim().toLowerCase();
  return { status, type: media, headers: {}, body, ms: 0, simulated: false };
}

function detailOf({ as, note = '' }: { as: Settlement['as']; note?: string }): string {
  return note === '' ? `${as}.` : `${as}: ${note}`;
}
