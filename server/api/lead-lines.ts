// A lead as the API answers it, and which leads a query means.
import { type Static, Type } from 'typebox';
import { ask as query } from '../store/admin-ops.ts';
import type { LeadDetailRow, LeadFilter, LeadRow } from '../store/admin-rows.ts';
import type { ApiDeps } from './deps.ts';
import { runLine, whyOfRun } from './routes-runs.ts';
import { time } from './schema-parts.ts';
import { iso } from './times.ts';

const filter = Type.Optional(Type.String({ maxLength: 200 }));
const mark = (description: string) => Type.Optional(Type.Boolean({ description }));

/** Conditions that all must hold; one left out does not count. */
export const leadFilterFields = {
  list: filter,
  status: filter,
  source: filter,
  flow: filter,
  flag: filter,
  owner: filter,
  campaign: filter,
  import: Type.Optional(Type.String({ maxLength: 64, description: 'Id of the import that made them.' })),
  success: mark('Whether their status is marked as success.'),
  final: mark('Whether their status is marked as final.'),
  after: Type.Optional(time),
  before: Type.Optional(time),
};

type Fields = Partial<Static<ReturnType<typeof asObject>>> & { q?: string; ids?: readonly string[] | string };

function asObject() {
  return Type.Object(leadFilterFields);
}

/** Letters, digits and signs that a number is written with. */
const LIKE_A_NUMBER = /^[+\d\s()./-]{5,40}$/;

/** The filter as the store takes it. A text that may be a number is read as one in every region that sources use. */
export async function leadFilterOf(
  fields: Fields,
  { store, phone }: Pick<ApiDeps, 'store' | 'phone'>,
): Promise<LeadFilter & { q: string | null }> {
  const { list = null, status = null, source = null, flow = null, flag = null, owner = null } = fields;
  const { campaign = null, success = null, final = null, after, before, ids, import: imported = null } = fields;
  const q = fields.q?.trim() || null;
  const regions = q !== null && LIKE_A_NUMBER.test(q) ? await query(store, 'lead.regions', {}) : undefined;
  const read = [...new Set(['US', ...(regions ?? [])])].map((region) => phone(q ?? '', region).e164);
  return {
    ...{ list, status, source, flow, flag, owner, campaign, success, final, q },
    import: imported,
    since: after === undefined ? null : Date.parse(after),
    before: before === undefined ? null : Date.parse(before),
    ids: ids === undefined ? null : typeof ids === 'string' ? ids.split(',') : [...ids],
    phones: regions === undefined ? [] : [...new Set(read.filter((number) => number !== ''))],
  };
}

/** A line of the list. */
export function leadLine(lead: LeadRow) {
  const { id, list, status, phone, phoneRaw, email, name, source, flow, run } = lead;
  const times = { createdAt: iso(lead.createdAt), updatedAt: iso(lead.updatedAt) };
  const fields = lead.fields === undefined ? {} : { fields: objectOf(lead.fields) };
  const { received, duplicateOf, owner, flags, reference, price, import: imported } = lead;
  const kept = { id, list, status, phone, phoneRaw, email, name, source, flow, run };
  return { ...kept, ...times, received, duplicateOf, owner, flags, reference, price, import: imported, ...fields };
}

/** One lead with everything that is known of it. */
export async function leadPage(lead: LeadDetailRow, deps: ApiDeps) {
  const { fields, raw, runs, contact, externalIds, history } = lead;
  const why = await whyOfRun(lead.run, deps);
  return {
    ...leadLine(lead),
    fields: objectOf(fields),
    raw: objectOf(raw),
    contact,
    externalIds,
    history: history.map((event) => ({ ...event, at: iso(event.at) })),
    runs: runs.map(runLine),
    why,
  };
}

/** The value as an object; an empty one where it is none. */
export function objectOf(value: unknown): Record<string, never> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, never>) : {};
}
