// Create lead: keeps the lead in a lead list.
import { Type } from 'typebox';
import type { Decision } from '../flows/language/decision.ts';
import type { Json, JsonObject } from '../flows/language/document.ts';
import { Failure } from '../flows/language/failures.ts';
import { ACCOUNT_CHECK_FIELD, CHECKED_SCHEMA, createChecked } from './account-check.ts';
import { defineNode, ERROR_PORT, expression, fixedOrExpression, nameRef } from './contract.ts';
import { DUPLICATE_FIELDS, duplicatesOf, textOf } from './duplicates.ts';
import { create, type Kept, skip } from './kept-lead.ts';
import { FACT_FIELDS, factsOf } from './lead-facts.ts';
import { decidedBy, decisionField, decisionOf } from './table.ts';

const config = Type.Object(
  {
    phone: expression<Json | undefined>({
      title: 'Phone',
      description: 'The phone number of the lead. Duplicates are found by it.',
      examples: ['lead.phone_number'],
      'x-number': true,
    }),
    fields: expression<Json | undefined>({
      title: 'Fields',
      description: 'The object that is kept as the lead: all of it, or what an adaptor made of it.',
      examples: ['lead', 'steps.map'],
    }),
    list: Type.Optional(
      fixedOrExpression<Json | undefined>(
        nameRef('lead-list', {
          title: 'Lead list',
          description: 'Where the lead is kept: fixed, or an expression after =.',
          examples: ['default'],
          default: 'default',
        }),
      ),
    ),
    status: Type.Optional(
      fixedOrExpression<Json | undefined>(
        nameRef('status', {
          title: 'Status',
          description:
            'The status of the new lead: fixed, or an expression after =. The status of a decision goes first. One that is marked final is not changed again by a step; one that is marked DNC puts the number on the account DNC list.',
          examples: ['NEW'],
          default: 'NEW',
        }),
      ),
    ),
    ...DUPLICATE_FIELDS,
    ...FACT_FIELDS,
    leaveOut: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 200 }), {
        title: 'Leave out',
        description: 'Fields that are not kept with the lead: what steers the check rather than tells of a person.',
        examples: [['check_dup']],
        maxItems: 100,
        uniqueItems: true,
      }),
    ),
    keepSkipped: Type.Optional(
      Type.Boolean({
        title: 'Keep what is not created',
        description:
          'Yes: what the table does not create is kept as "Received, not created (duplicate)", so that a search by phone finds it.',
        examples: [true],
        default: false,
      }),
    ),
    ...ACCOUNT_CHECK_FIELD,
    decision: decisionField(
      'The value of a key/value table: the lead is created only where the row that matched says so, with the status of that row. Left empty: always.',
    ),
  },
  { additionalProperties: false },
);

/** Keeps the lead: its value is {did, leadId, duplicateOf, again, checked}. Fails with CONFIG_INVALID, LIST_MISSING, CHILD_FAILED. */
export const createLead = defineNode({
  type: 'create-lead',
  title: 'Create lead',
  aka: [
    'Insert lead',
    'Save lead',
    'Store lead',
    'Create Lead (Convoso)',
    'leads/insert (Convoso)',
    'Hopper (Convoso)',
    'check_dup, update_if_found (Convoso)',
    'Save prospect (InTouch Connector)',
    'SmartMatch (InTouch Connector)',
    'Create contact (Gcalls)',
    'Lead (Convertr)',
    'Duplicate check',
    'Dedupe',
    'Upsert',
  ],
  about: 'Keeps the lead in a lead list, once, and says what it did about a duplicate.',
  category: 'lead',
  effect: 'local',
  ports: [
    {
      always: {
        name: 'created',
        title: 'Created',
        about: 'A new lead is kept, or, where its run is made again, the one that was.',
        outcome: 'accepted',
        required: true,
      },
    },
    {
      always: {
        name: 'updated',
        title: 'Updated',
        about: 'A lead that was there has been updated.',
        outcome: 'accepted',
        required: false,
      },
    },
    {
      always: {
        name: 'duplicate',
        title: 'Duplicate',
        about: 'The list already holds this lead, and it was left as it is.',
        outcome: 'rejected',
        required: true,
      },
    },
    {
      ifSet: ['decision', 'accountCheck'],
      port: {
        name: 'skipped',
        title: 'Skipped',
        about: 'The table, or the account’s duplicate check, said not to create it.',
        outcome: 'rejected',
        required: true,
      },
    },
    ERROR_PORT,
  ],
  needs: ['phone', 'createLead', 'knownLead', 'accountCheck'],
  config,
  output: () => ({
    type: 'object',
    title: 'What was done',
    properties: {
      did: { enum: ['created', 'updated', 'duplicate', 'skipped'], title: 'What was done' },
      leadId: { type: 'string', title: 'The lead created, updated or found; empty where skipped and not kept' },
      duplicateOf: {
        type: 'string',
        title: 'Of one that was received and not created: the lead that it is a duplicate of',
      },
      again: {
        type: 'boolean',
        title: 'It was created in an earlier run of the lead, and changed by this one unless skipped',
      },
      checked: CHECKED_SCHEMA,
    },
    required: ['did', 'leadId'],
  }),
  acts: 'createLead',
  run: async (given, view, tools) => {
    const decision = decisionOf(given);
    const list = textOf(given.list) || 'default';
    const fields = fieldsOf(given.fields);
    const lead: Kept = {
      list,
      status: statusOf(given.status, decision),
      // A number that cannot be read does not stop a lead: it is kept as it was sent.
      phone: tools.phone(given.phone ?? null, view.trigger.region),
      fields: without(fields, given.leaveOut ?? []),
      source: view.trigger.source,
      raw: view.lead,
      region: view.trigger.region,
      ...factsOf(given),
      ...duplicatesOf(given),
    };
    if (decision?.createLead === false) return skip(lead, { by: decidedBy(decision), kept: given.keepSkipped }, tools);
    if (given.accountCheck !== true) return create(lead, tools);
    return createChecked(lead, { fields, phone: given.phone, view }, tools);
  },
});

function without(fields: JsonObject, names: readonly string[]): JsonObject {
  if (names.length === 0) return fields;
  const left: JsonObject = {};
  for (const [name, value] of Object.entries(fields)) if (!names.includes(name)) left[name] = value;
  return left;
}

function statusOf(status: Json | undefined, decision: Decision | undefined): string {
  return decision?.status.trim() || textOf(status) || 'NEW';
}

function fieldsOf(fields: Json | undefined): JsonObject {
  if (typeof fields === 'object' && fields !== null && !Array.isArray(fields)) return fields;
  const says = 'The fields of a lead must be an object, such as lead or steps.map.';
  throw new Failure('CONFIG_INVALID', { detail: says, fields: [{ field: 'fields', says }] });
}
