// DNC lists as things: settings, how old they are, everything on them, and who uses them.
import { Type } from 'typebox';
import { campaignSlug } from '../../flows/language/campaign.ts';
import { Failure } from '../../flows/language/failures.ts';
import { change, ask as query } from '../store/admin-ops.ts';
import type { DncListRow } from '../store/dnc-ops.ts';
import type { ApiDeps } from './deps.ts';
import { newSlug } from './new-slug.ts';
import { decodeKey, encodeKey, pageAnswer, pageArgs } from './paging.ts';
import { type Route, route } from './route.ts';
import { dncLine } from './routes-dnc.ts';
import { body, choice, type ListQuery, pageOf, plainList, slug, title } from './schema-parts.ts';
import { DncEntry, DncList } from './schemas-dnc.ts';
import { iso } from './times.ts';
import { usedBy } from './used-by.ts';

const settings = {
  scope: Type.Optional(choice(['account', 'campaign'])),
  campaign: Type.Optional(Type.String({ maxLength: 200 })),
  kept: Type.Optional(choice(['by-hand', 'by-file'])),
  limitDays: Type.Optional(Type.Integer({ minimum: 0, maximum: 3650 })),
};
/** The list that steps use where they name none. */
const ACCOUNT = 'account';
/** Lines of a list as a file. */
const MOST_LINES = 100_000_000;

/** Routes about DNC lists. */
export const dncListRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/dnc-lists',
    role: 'viewer',
    summary: 'List DNC lists, with what they hold and whether they can be relied on.',
    query: plainList,
    answer: pageOf(DncList),
    handle: async (ask, deps) => {
      const users = listUsers(deps);
      const page = await query(deps.store, 'dncList.list', pageArgs(ask.query, ['text']));
      return pageAnswer(page, (row) => listLine(row, users, deps));
    },
  }),
  route({
    method: 'post',
    path: '/dnc-lists',
    role: 'admin',
    summary: 'Make a DNC list.',
    status: 201,
    body: body({ slug: Type.Optional(slug), name: title, ...settings }),
    answer: DncList,
    handle: async ({ body, by }, deps) => {
      const { slug } = await change(deps.store, 'dncList.create', { ...shortCampaign(body), slug: newSlug(body), by });
      return await oneList(slug, deps);
    },
  }),
  route({
    method: 'get',
    path: '/dnc-lists/:slug',
    role: 'viewer',
    summary: 'One DNC list.',
    answer: DncList,
    handle: ({ params }, deps) => oneList(params.slug, deps),
  }),
  route({
    method: 'patch',
    path: '/dnc-lists/:slug',
    role: 'admin',
    summary: 'Change the name of a DNC list, who it counts for, and how old it may be.',
    body: body({ name: Type.Optional(title), ...settings }),
    answer: DncList,
    handle: async ({ params, body, by }, deps) => {
      await change(deps.store, 'dncList.change', { ...shortCampaign(body), slug: params.slug, by });
      return await oneList(params.slug, deps);
    },
  }),
  route({
    method: 'delete',
    path: '/dnc-lists/:slug',
    role: 'admin',
    summary:
      'Delete a DNC list with its numbers. Refused while flows name it; a run that asks for it all the same leaves its check by *Cannot tell*.',
    status: 204,
    handle: async ({ params, by }, deps) => {
      const users = listUsers(deps).get(params.slug) ?? [];
      if (params.slug === ACCOUNT) throw new Failure('IN_USE', { detail: 'Steps that name no list use this one.' });
      if (users.length > 0) throw new Failure('IN_USE', { detail: `Flows that name it: ${users.join(', ')}.` });
      await deps.dnc.removeList(params.slug, by);
    },
  }),
  route({
    method: 'get',
    path: '/dnc-lists/:slug/numbers',
    role: 'viewer',
    summary:
      'Everything on a DNC list: numbers kept one by one, then the imported ones. `q` is a number in any form, its first digits with the country code, or part of a reason.',
    query: plainList,
    answer: pageOf(DncEntry),
    sheetLines: MOST_LINES,
    handle: async (ask, deps) => await numbersOf(await existing(ask.params.slug, deps), ask.query, deps),
  }),
];

/** Rows first, by number; behind the last of them the imported numbers, whose cursor is the number alone. */
async function numbersOf(list: DncListRow, asked: ListQuery, deps: ApiDeps) {
  const { cursor = '', limit = 50, q = '' } = asked;
  const inSegment = cursor.startsWith(IMPORTED) ? decodeKey(cursor.slice(IMPORTED.length), ['number']) : undefined;
  if (inSegment) return importedOf(list, { after: Number(inSegment[0]), limit, q }, deps);
  const args = { ...pageArgs(asked, ['number', 'text', 'text']), list: list.slug, byNumber: true };
  const page = pageAnswer(await query(deps.store, 'dnc.list', args), dncLine);
  const room = limit - page.items.length;
  if (page.next !== null || !list.segment) return page;
  if (room === 0) return { items: page.items, next: IMPORTED + encodeKey([0]) };
  const imported = importedOf(list, { after: 0, limit: room, q }, deps);
  return { items: [...page.items, ...imported.items], next: imported.next };
}

/** What the cursor of an imported number begins with. */
const IMPORTED = 'imported.';

function importedOf({ slug, segment }: DncListRow, at: { after: number; limit: number; q: string }, deps: ApiDeps) {
  const { after, limit, q } = at;
  const prefix = q.trim() === '' ? '' : prefixOf(q, deps);
  if (!segment || prefix === undefined) return { items: [], next: null };
  const found = deps.dnc.page(segment.id, { after, limit: limit + 1, prefix });
  const { reason, purpose, origin, file } = segment;
  const why = {
    list: slug,
    reason: reason || `Imported from ${file}`,
    purpose,
    origin,
    at: segment.at,
    expiresAt: null,
  };
  const numbers = found.slice(0, limit);
  const last = numbers.at(-1);
  return {
    items: numbers.map((number) => dncLine({ ...why, number: `+${number}` })),
    next: found.length > limit && last !== undefined ? IMPORTED + encodeKey([last]) : null,
  };
}

/** The digits that numbers begin with; undefined for a text that is no number. */
function prefixOf(q: string, { phone }: ApiDeps): string | undefined {
  const { e164 } = phone(q, 'US');
  if (e164 !== '') return e164.slice(1);
  const digits = /^[\d\s().+/-]+$/.test(q) ? q.replace(/\D/g, '') : '';
  return /^[1-9]\d{0,14}$/.test(digits) ? digits : undefined;
}

/** A campaign is kept by its short name, however it was written. */
function shortCampaign<B extends { campaign?: string }>(body: B): B {
  const { campaign = '' } = body;
  return campaign === '' ? body : { ...body, campaign: campaignSlug(campaign) };
}

async function existing(slug: string, { store }: ApiDeps): Promise<DncListRow> {
  const list = await query(store, 'dncList.detail', { slug });
  if (!list) throw new Failure('NOT_FOUND', { detail: `DNC list ${slug}.` });
  return list;
}

async function oneList(slug: string, deps: ApiDeps) {
  return listLine(await existing(slug, deps), listUsers(deps), deps);
}

function listUsers({ workspace, catalogue }: ApiDeps): Map<string, string[]> {
  const flows = workspace.list().map(({ slug }) => ({ slug, document: workspace.get(slug).bundle.document }));
  return usedBy(flows, 'dnc-list', catalogue);
}

function listLine(row: DncListRow, users: Map<string, string[]>, { dnc }: ApiDeps) {
  const { segment, freshAt, createdAt, ...rest } = row;
  return {
    ...rest,
    freshAt: freshAt === null ? null : iso(freshAt),
    createdAt: iso(createdAt),
    imported: segment?.count ?? 0,
    file: segment?.file ?? '',
    reason: segment?.reason ?? '',
    doubt: dnc.look.doubtOf(row.slug)?.says ?? null,
    warning: dnc.look.warningOf(row.slug)?.says ?? null,
    usedBy: users.get(row.slug) ?? [],
  };
}
