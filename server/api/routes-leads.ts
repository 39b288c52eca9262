// Leads: the list, one lead, and what a person changes of it.
import { Type } from 'typebox';
import { changedPhone } from '../../flows/language/contact.ts';
import { Failure } from '../../flows/language/failures.ts';
import { change, ask as query } from '../store/admin-ops.ts';
import type { LeadDetailRow } from '../store/admin-rows.ts';
import type { ApiDeps } from './deps.ts';
import { leadFilterFields, leadFilterOf, leadLine, leadPage, objectOf } from './lead-lines.ts';
import { pageAnswer, pageArgs } from './paging.ts';
import { type Route, route } from './route.ts';
import { body, idsField, jsonObject, listQuery, orNull, pageOf, sortField, time } from './schema-parts.ts';
import { externalId, flagList, LeadDetail, LeadSummary, leadOwner, leadPrice, leadWord } from './schemas-leads.ts';

/** Routes about leads. */
export const leadRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/leads',
    role: 'viewer',
    summary:
      'List leads, newest first unless sorted by `created`. `q` is a number in any form, an e-mail address, an id, here or elsewhere, a reference, or part of a name.',
    query: Type.Object({ ...listQuery, ...leadFilterFields, ids: idsField, sort: sortField(['created']) }),
    answer: pageOf(LeadSummary),
    sheetSpread: 'fields',
    handle: async (ask, deps) => {
      const { sort, as } = ask.query;
      const filter = await leadFilterOf(ask.query, deps);
      const args = {
        ...pageArgs(ask.query, ['text']),
        ...filter,
        turned: sort === 'created',
        withFields: as !== undefined,
      };
      return pageAnswer(await query(deps.store, 'lead.list', args), leadLine);
    },
  }),
  route({
    method: 'get',
    path: '/leads/:id',
    role: 'viewer',
    summary:
      'One lead: its contact data, fields, history, the body as sent, and the runs that touched it or met its number.',
    answer: LeadDetail,
    handle: async ({ params }, deps) => leadPage(await existingLead(params.id, deps), deps),
  }),
  route({
    method: 'patch',
    path: '/leads/:id',
    role: 'admin',
    summary:
      'Change a lead. What is not named stays; a field that is null goes; flags and external ids are replaced. With `updatedAt`, 412 where it was changed since.',
    body: body({
      status: Type.Optional(leadWord),
      list: Type.Optional(leadWord),
      phone: Type.Optional(Type.String({ maxLength: 64 })),
      owner: Type.Optional(leadOwner),
      flags: Type.Optional(flagList),
      externalIds: Type.Optional(Type.Array(externalId, { maxItems: 50 })),
      reference: Type.Optional(Type.String({ maxLength: 200 })),
      price: Type.Optional(orNull(leadPrice)),
      fields: Type.Optional(jsonObject),
      updatedAt: Type.Optional(time),
    }),
    answer: LeadDetail,
    handle: async ({ params, body: { phone, updatedAt, ...changes }, by }, deps) => {
      const { id, region, phoneRaw, fields } = await existingLead(params.id, deps);
      const ofFields = { before: objectOf(fields), changes: changes.fields ?? {} };
      const sent = phone ?? changedPhone(phoneRaw, ofFields);
      const number = sent === undefined ? {} : { phone: { ...deps.phone(sent, region) } };
      const seen = updatedAt === undefined ? {} : { seenAt: Date.parse(updatedAt) };
      const changed = await change(deps.store, 'lead.change', {
        id,
        ...changes,
        ...number,
        ...seen,
        knownOnly: true,
        by,
      });
      if (!changed) throw noLead(params.id);
      return leadPage(await existingLead(id, deps), deps);
    },
  }),
];

async function existingLead(id: string, { store }: ApiDeps): Promise<LeadDetailRow> {
  const lead = await query(store, 'lead.detail', { id });
  if (!lead) throw noLead(id);
  return lead;
}

function noLead(id: string): Failure {
  return new Failure('NOT_FOUND', { detail: `Lead ${id}.` });
}
