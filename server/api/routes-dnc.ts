// The numbers that must not be called: those kept one by one, and whether and why a number is on a list.
import { Type } from 'typebox';
import { Failure } from '../../flows/language/failures.ts';
import { change, ask as query } from '../store/admin-ops.ts';
import type { DncRow } from '../store/dnc-ops.ts';
import type { Hit } from '../tools/dnc/look.ts';
import type { ApiDeps } from './deps.ts';
import { pageAnswer, pageArgs } from './paging.ts';
import { type Route, route } from './route.ts';
import { body, idsField, listQuery, orNull, pageOf, slug, sortField, time } from './schema-parts.ts';
import { DncCheck, DncEntry } from './schemas-dnc.ts';
import { iso } from './times.ts';

/** Numbers typed by an admin without a country code are read here. */
const REGION = 'US';
/** Of E.164. */
const MOST_DIGITS = 15;
const typedNumber = Type.String({ minLength: 1, maxLength: 40 });

/** Routes about DNC numbers. */
export const dncRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/dnc',
    role: 'viewer',
    summary: 'List numbers that must not be called, newest first unless sorted. `q` looks in number and reason.',
    query: Type.Object({
      ...listQuery,
      list: Type.Optional(Type.String({ maxLength: 200 })),
      sort: sortField(['at', 'number']),
      ids: idsField,
    }),
    answer: pageOf(DncEntry),
    handle: async (ask, { store }) => {
      const { list = null, sort = '-at', ids } = ask.query;
      const args = {
        ...pageArgs(ask.query, ['number', 'text', 'text']),
        list,
        byNumber: sort.endsWith('number'),
        // The newest stand first, and the lowest number.
        turned: sort === 'at' || sort === '-number',
        ...(ids === undefined ? {} : { entries: ids.split(',').map(entryOf) }),
      };
      return pageAnswer(await query(store, 'dnc.list', args), dncLine);
    },
  }),
  route({
    method: 'post',
    path: '/dnc',
    role: 'admin',
    summary: 'Put a number on a DNC list.',
    status: 201,
    body: body({
      number: typedNumber,
      list: slug,
      reason: Type.String({ maxLength: 500 }),
      purpose: Type.Optional(Type.String({ maxLength: 200, description: 'What it is listed for; empty: everything.' })),
      expiresAt: Type.Optional(orNull(time)),
    }),
    answer: DncEntry,
    handle: async ({ body, by }, deps) => {
      const number = numberToKeep(body.number, deps);
      const { list, reason, purpose = '', expiresAt: expires = null } = body;
      const expiresAt = endOf(expires, deps);
      return dncLine(await change(deps.store, 'dnc.enter', { number, list, reason, purpose, expiresAt, by }));
    },
  }),
  route({
    method: 'patch',
    path: '/dnc/:list/:number',
    role: 'admin',
    summary:
      'Change until when a number kept one by one is on a list, and why. `number` as the list of numbers says it.',
    body: body({
      reason: Type.Optional(Type.String({ maxLength: 500 })),
      purpose: Type.Optional(Type.String({ maxLength: 200 })),
      expiresAt: Type.Optional(orNull(time)),
    }),
    answer: DncEntry,
    handle: async ({ params, body, by }, deps) => {
      const { expiresAt: expires, ...why } = body;
      const end = expires === undefined ? {} : { expiresAt: endOf(expires, deps) };
      const { list, number } = params;
      return dncLine(await change(deps.store, 'dnc.change', { list, number, ...why, ...end, by }));
    },
  }),
  route({
    method: 'get',
    path: '/dnc/check',
    role: 'viewer',
    summary:
      'Look a number up on every DNC list, as typed and in E.164: each hit with why, and each list that cannot tell.',
    query: Type.Object({ number: typedNumber }),
    answer: DncCheck,
    handle: (ask, deps) => {
      const { e164, valid } = deps.phone(ask.query.number, REGION);
      const { hits, doubts } = deps.dnc.look.everywhere(keysOf(ask.query.number, deps));
      return { e164, valid, hits: hits.map(hitLine), doubts };
    },
  }),
  route({
    method: 'post',
    path: '/dnc/erase',
    role: 'admin',
    summary: 'Forget a number and go on blocking it: its entries on every list are kept as keyed hashes.',
    body: body({ number: typedNumber }),
    answer: Type.Object({ erased: Type.Integer({ description: 'Entries that are hashes now.' }) }),
    handle: async ({ body, by }, deps) => ({ erased: await deps.dnc.erase(keysOf(body.number, deps), by) }),
  }),
  route({
    method: 'delete',
    path: '/dnc/:list/:number',
    role: 'admin',
    summary: 'Take a number off a DNC list, also out of its imported numbers.',
    status: 204,
    handle: ({ params, by }, deps) => deps.dnc.takeOff(params.list, listedAs(params.number, deps), by),
  }),
  route({
    method: 'post',
    path: '/dnc/remove',
    role: 'admin',
    summary: 'Take numbers off their DNC lists. Those that are not there are left out.',
    body: body({ entries: Type.Array(body({ list: slug, number: typedNumber }), { maxItems: 10_000 }) }),
    answer: Type.Object({ removed: Type.Integer() }),
    handle: async ({ body, by }, deps) => {
      // One that is kept as it was sent may be somebody else's number in full: that one stays.
      const entries = body.entries.map(({ list, number }) => ({
        list,
        numbers: number.startsWith('+') ? listedAs(number, deps) : [number],
      }));
      return { removed: await deps.dnc.takeOffMany(entries, by) };
    },
  }),
];

/** The number as it is kept: E.164, or the digits of a short one. Fails with REQUEST_INVALID for what no lead can come with. */
function numberToKeep(typed: string, deps: ApiDeps): string {
  const { e164 } = deps.phone(typed, REGION);
  const digits = typed.normalize('NFKC').replace(/[^0-9]/g, '');
  if (e164 !== '') return e164;
  if (digits !== '' && digits.length <= MOST_DIGITS && !/\p{L}/u.test(typed)) return digits;
  const says =
    digits.length > MOST_DIGITS
      ? `${digits.length} digits are more than a phone number has. Type one number at a time.`
      : `${digits === '' ? 'There are no digits in it' : 'There are letters in it'}. Type the number with its country code, such as +1 310 555 0123.`;
  throw new Failure('REQUEST_INVALID', { fields: [{ field: 'number', says }] });
}

/** When an entry ends; null for never. Fails with REQUEST_INVALID for a time that is over. */
function endOf(expires: string | null, { now }: ApiDeps): number | null {
  const expiresAt = expires === null ? null : Date.parse(expires);
  if (expiresAt === null || expiresAt > now()) return expiresAt;
  const says = 'This time is over: the number would not be on the list at all.';
  throw new Failure('REQUEST_INVALID', { fields: [{ field: 'expiresAt', says }] });
}

/** `<list> <number>`: what a line of the list is known by. */
function entryOf(id: string): { list: string; number: string } {
  const [list = '', ...number] = id.split(' ');
  return { list, number: number.join(' ') };
}

/** The same of a number that a list names: what cannot be read as one may have come there long ago. */
function listedAs(number: string, deps: ApiDeps): string[] {
  return [...new Set([number, ...keysOf(number, deps)])];
}

/** What the number may be kept under: E.164 first where it can be read, then its bare digits. */
function keysOf(typed: string, { phone }: ApiDeps): string[] {
  const { e164 } = phone(typed, REGION);
  const digits = typed.replace(/\D/g, '');
  return [...new Set([e164, digits])].filter(Boolean);
}

/** A row as the API answers it. */
export function dncLine(row: DncRow) {
  return { ...row, at: iso(row.at), expiresAt: row.expiresAt === null ? null : iso(row.expiresAt) };
}

function hitLine(hit: Hit) {
  return dncLine(hit);
}
