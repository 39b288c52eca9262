// Leads, lead lists and statuses.
import { Type } from 'typebox';
import { Failure } from '../../flows/language/failures.ts';
import { change, ask as query } from '../store/admin-ops.ts';
import type { LeadRow } from '../store/admin-rows.ts';
import { pageAnswer, pageArgs } from './paging.ts';
import { type Route, route } from './route.ts';
import { runLine, whyOfRun } from './routes-runs.ts';
import { body, idsField, listQuery, pageOf, plainList, sortField, time, title } from './schema-parts.ts';
import { Status } from './schemas-connections.ts';
import { LeadDetail, LeadList, LeadSummary } from './schemas-leads.ts';
import { iso } from './times.ts';

/** Clients of the lead API name a list by its number. */
const listSlug = Type.String({
  pattern: '^[a-z0-9]+(-[a-z0-9]+)*$',
  maxLength: 64,
  description: 'lower-case words or numbers joined by hyphens',
});
const campaign = Type.String({ maxLength: 64, description: 'Lists of one campaign; empty: of none.' });
const filter = Type.Optional(Type.String({ maxLength: 200 }));

/** Routes about leads, lead lists and statuses. */
export const leadRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/leads',
    role: 'viewer',
    summary: 'List leads, newest first unless sorted by `created`. `q` looks in phone, e-mail, name and id.',
    query: Type.Object({
      ...listQuery,
      list: filter,
      status: filter,
      source: filter,
      flow: filter,
      after: Type.Optional(time),
      before: Type.Optional(time),
      ids: idsField,
      sort: sortField(['created']),
    }),
    answer: pageOf(LeadSummary),
    handle: async (ask, { store }) => {
      const { list = null, status = null, source = null, flow = null, after, before, ids, sort, as } = ask.query;
      const args = {
        ...pageArgs(ask.query, ['text']),
        ...{ list, status, source, flow },
        since: after === undefined ? null : Date.parse(after),
        before: before === undefined ? null : Date.parse(before),
        ids: ids?.split(',') ?? null,
        turned: sort === 'created',
        withFields: as !== undefined,
      };
      return pageAnswer(await query(store, 'lead.list', args), leadLine);
    },
  }),
  route({
    method: 'get',
    path: '/leads/:id',
    role: 'viewer',
    summary: 'One lead: its fields, the body as sent, and the runs that met its number.',
    answer: LeadDetail,
    handle: async ({ params }, deps) => {
      const lead = await query(deps.store, 'lead.detail', { id: params.id });
      if (!lead) throw new Failure('NOT_FOUND', { detail: `Lead ${params.id}.` });
      const { fields, raw, runs } = lead;
      const why = await whyOfRun(lead.run, deps);
      return { ...leadLine(lead), fields: objectOf(fields), raw: objectOf(raw), runs: runs.map(runLine), why };
    },
  }),
  route({
    method: 'get',
    path: '/lead-lists',
    role: 'viewer',
    summary: 'List lead lists.',
    query: plainList,
    answer: pageOf(LeadList),
    handle: async (ask, { store }) =>
      pageAnswer(await query(store, 'leadList.list', pageArgs(ask.query, ['text'])), same),
  }),
  route({
    method: 'post',
    path: '/lead-lists',
    role: 'admin',
    summary: 'Make a lead list.',
    status: 201,
    body: body({ slug: listSlug, name: title, campaign: Type.Optional(campaign) }),
    answer: LeadList,
    handle: ({ body, by }, { store }) => change(store, 'leadList.create', { campaign: '', ...body, by }),
  }),
  route({
    method: 'get',
    path: '/statuses',
    role: 'viewer',
    summary: 'List lead statuses.',
    query: plainList,
    answer: pageOf(Status),
    handle: async (ask, { store }) =>
      pageAnswer(await query(store, 'status.list', pageArgs(ask.query, ['text'])), same),
  }),
  route({
    method: 'post',
    path: '/statuses',
    role: 'admin',
    summary: 'Make a lead status.',
    status: 201,
    body: body({
      abbrev: Type.String({
        pattern: '^[A-Z0-9_]{1,12}$',
        description: 'one to twelve capital letters, digits or underscores, such as CALLBK',
      }),
      label: title,
    }),
    answer: Status,
    handle: ({ body, by }, { store }) => change(store, 'status.create', { ...body, by }),
  }),
];

function leadLine(lead: LeadRow) {
  const { id, list, status, phone, phoneRaw, email, name, source, flow, run } = lead;
  const times = { createdAt: iso(lead.createdAt), updatedAt: iso(lead.updatedAt) };
  const fields = lead.fields === undefined ? {} : { fields: objectOf(lead.fields) };
  const { received, duplicateOf } = lead;
  const kept = { id, list, status, phone, phoneRaw, email, name, source, flow, run };
  return { ...kept, ...times, received, duplicateOf, ...fields };
}

function objectOf(value: unknown): Record<string, never> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, never>) : {};
}

function same<T>(row: T): T {
  return row;
}
