// The words that leads are kept under: lead lists, campaigns and statuses.
import { Type } from 'typebox';
import { Failure } from '../../flows/language/failures.ts';
import { change, ask as query } from '../store/admin-ops.ts';
import type { ApiDeps } from './deps.ts';
import { pageAnswer, pageArgs } from './paging.ts';
import { type Route, route } from './route.ts';
import { body, pageOf, plainList, title } from './schema-parts.ts';
import { Campaign, LeadList, LeadStatus, statusMarks } from './schemas-leads.ts';
import { usedBy } from './used-by.ts';

/** Clients of the lead API name a list by its number. */
const listSlug = Type.String({
  pattern: '^[a-z0-9]+(-[a-z0-9]+)*$',
  maxLength: 64,
  description: 'lower-case words or numbers joined by hyphens',
});
const campaign = Type.String({ maxLength: 64, description: 'Lists of one campaign; empty: of none.' });
const abbrev = Type.String({
  pattern: '^[A-Z0-9_]{1,12}$',
  description: 'one to twelve capital letters, digits or underscores, such as CALLBK',
});
const marks = {
  final: Type.Optional(statusMarks.final),
  success: Type.Optional(statusMarks.success),
  dnc: Type.Optional(statusMarks.dnc),
};
/** The list of steps that name none. */
const USUAL_LIST = 'default';

const leadListRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/lead-lists',
    role: 'viewer',
    summary: 'List lead lists, with how many leads each holds.',
    query: plainList,
    answer: pageOf(LeadList),
    handle: async (ask, { store }) =>
      pageAnswer(await query(store, 'leadList.list', pageArgs(ask.query, ['text'])), same),
  }),
  route({
    method: 'post',
    path: '/lead-lists',
    role: 'admin',
    summary: 'Make a lead list. A campaign that there is not is made with it.',
    status: 201,
    body: body({ slug: listSlug, name: title, campaign: Type.Optional(campaign) }),
    answer: LeadList,
    handle: ({ body, by }, { store }) => change(store, 'leadList.create', { campaign: '', ...body, by }),
  }),
  route({
    method: 'patch',
    path: '/lead-lists/:slug',
    role: 'admin',
    summary: 'Change the name or the campaign of a lead list.',
    body: body({ name: Type.Optional(title), campaign: Type.Optional(campaign) }),
    answer: LeadList,
    handle: ({ params, body, by }, { store }) => change(store, 'leadList.change', { slug: params.slug, ...body, by }),
  }),
  route({
    method: 'delete',
    path: '/lead-lists/:slug',
    role: 'admin',
    summary: 'Delete a lead list that holds no lead and that no flow names.',
    status: 204,
    handle: async ({ params: { slug }, by }, deps) => {
      if (slug === USUAL_LIST) throw inUse('Steps that name no lead list keep their leads in it.');
      await assertUnnamed('lead-list', slug, deps);
      const open = await query(deps.store, 'leadImport.open', { states: ['importing', 'paused', 'taking-back'] });
      const into = open.filter(({ settings }) => settings?.list === slug).map(({ name }) => name);
      if (into.length > 0) throw inUse(`Imports into it that are not over: ${into.join(', ')}.`);
      return change(deps.store, 'leadList.remove', { slug, by });
    },
  }),
];

const campaignRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/campaigns',
    role: 'viewer',
    summary: 'List campaigns, with their lead lists and how many leads they hold.',
    query: plainList,
    answer: pageOf(Campaign),
    handle: async (ask, { store }) =>
      pageAnswer(await query(store, 'campaign.list', pageArgs(ask.query, ['text'])), same),
  }),
  route({
    method: 'post',
    path: '/campaigns',
    role: 'admin',
    summary: 'Make a campaign.',
    status: 201,
    body: body({ slug: listSlug, name: title }),
    answer: Campaign,
    handle: ({ body, by }, { store }) => change(store, 'campaign.create', { ...body, by }),
  }),
  route({
    method: 'patch',
    path: '/campaigns/:slug',
    role: 'admin',
    summary: 'Change the name of a campaign.',
    body: body({ name: title }),
    answer: Campaign,
    handle: ({ params, body, by }, { store }) => change(store, 'campaign.change', { slug: params.slug, ...body, by }),
  }),
  route({
    method: 'delete',
    path: '/campaigns/:slug',
    role: 'admin',
    summary: 'Delete a campaign that no list belongs to.',
    status: 204,
    handle: ({ params, by }, { store }) => change(store, 'campaign.remove', { slug: params.slug, by }),
  }),
];

const statusRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/statuses',
    role: 'viewer',
    summary: 'List lead statuses, with their marks and how many leads have each.',
    query: plainList,
    answer: pageOf(LeadStatus),
    handle: async (ask, { store }) =>
      pageAnswer(await query(store, 'status.list', pageArgs(ask.query, ['text'])), same),
  }),
  route({
    method: 'post',
    path: '/statuses',
    role: 'admin',
    summary: 'Make a lead status.',
    status: 201,
    body: body({ abbrev, label: title, ...marks }),
    answer: LeadStatus,
    handle: ({ body, by }, { store }) =>
      change(store, 'status.create', { final: false, success: false, dnc: false, ...body, by }),
  }),
  route({
    method: 'patch',
    path: '/statuses/:abbrev',
    role: 'admin',
    summary:
      'Change the label or the marks of a status. What a mark does counts for leads that get the status from then on.',
    body: body({ label: Type.Optional(title), ...marks }),
    answer: LeadStatus,
    handle: ({ params, body, by }, { store }) => change(store, 'status.change', { abbrev: params.abbrev, ...body, by }),
  }),
  route({
    method: 'delete',
    path: '/statuses/:abbrev',
    role: 'admin',
    summary: 'Delete a status that no lead has and that no flow, nor the duplicate check, names.',
    status: 204,
    handle: async ({ params, by }, deps) => {
      await assertUnnamed('status', params.abbrev, deps);
      const { rows, noMatch } = deps.workspace.account().settings;
      if ([...rows, noMatch].some(({ status }) => status === params.abbrev))
        throw inUse('The duplicate check gives it (Settings, Duplicate check).');
      return change(deps.store, 'status.remove', { abbrev: params.abbrev, by });
    },
  }),
];

/** Routes about lead lists, campaigns and statuses. */
export const leadWordRoutes: readonly Route[] = [...leadListRoutes, ...campaignRoutes, ...statusRoutes];

/** Fails with IN_USE where a draft, or the version that serves, names it. */
async function assertUnnamed(
  ref: 'lead-list' | 'status',
  name: string,
  { workspace, catalogue }: ApiDeps,
): Promise<void> {
  const drafts = workspace.list().map(({ slug }) => ({ slug, document: workspace.get(slug).bundle.document }));
  const serving = await Promise.all(
    workspace.list().flatMap(({ slug, liveVersion, savedVersion, draftChanged }) => {
      if (liveVersion === null || (liveVersion === savedVersion && !draftChanged)) return [];
      return [workspace.version(slug, liveVersion).then(({ document }) => ({ slug, document }))];
    }),
  );
  const users = new Set([drafts, serving].flatMap((flows) => usedBy(flows, ref, catalogue).get(name) ?? []));
  if (users.size > 0) throw inUse(`Flows that name it: ${[...users].sort().join(', ')}.`);
}

function inUse(detail: string): Failure {
  return new Failure('IN_USE', { detail });
}

function same<T>(row: T): T {
  return row;
}
