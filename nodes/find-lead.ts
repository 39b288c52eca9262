// Find lead: is there a lead with this number already?
import { Type } from 'typebox';
import type { Json } from '../flows/language/document.ts';
import { defineNode, ERROR_PORT, expression, fixedOrExpression, nameRef, type Result } from './contract.ts';
import { DUPLICATE_FIELDS, duplicatesOf, textOf } from './duplicates.ts';

const config = Type.Object(
  {
    phone: expression<Json | undefined>({
      title: 'Phone',
      description: 'The number to look for, however it is written.',
      examples: ['lead.phone_number'],
    }),
    list: Type.Optional(
      fixedOrExpression<Json | undefined>(
        nameRef('lead-list', {
          title: 'Lead list',
          description: 'The list that the lead would go to: fixed, or an expression after =.',
          examples: ['default'],
          default: 'default',
        }),
      ),
    ),
    scope: DUPLICATE_FIELDS.scope,
    scopeOf: DUPLICATE_FIELDS.scopeOf,
  },
  { additionalProperties: false },
);

/** Looks for a lead: its value is {leadId}, blank where there is none. Fails with CONFIG_INVALID. */
export const findLead = defineNode({
  type: 'find-lead',
  title: 'Find lead',
  aka: [
    'Duplicate check',
    'Look up lead',
    'Is it a duplicate?',
    'check_dup (Convoso)',
    'leads/search (Convoso)',
    'Find contact (Gcalls)',
    'SmartMatch (InTouch Connector)',
    'Dupe check (LeadConduit)',
  ],
  about: 'Looks whether a lead with this number is there already, in its list, its campaign or all lists.',
  category: 'guard',
  effect: 'read',
  ports: [
    {
      always: {
        name: 'found',
        title: 'Found',
        about: 'A lead with this number is there.',
        outcome: 'rejected',
        required: true,
      },
    },
    {
      always: {
        name: 'not-found',
        title: 'Not found',
        about: 'There is none. Of leads that come at the same time, creating decides.',
        required: true,
      },
    },
    ERROR_PORT,
  ],
  needs: ['phone', 'knownLead'],
  config,
  output: () => ({
    type: 'object',
    title: 'What was found',
    properties: { leadId: { type: 'string', title: 'The oldest lead with this number; empty where there is none' } },
    required: ['leadId'],
  }),
  run: (given, view, { phone, knownLead }) => {
    const list = textOf(given.list) || 'default';
    const { onDuplicate, scope = 'list', scopeOf = '' } = duplicatesOf(given);
    const none = (reason: string) => ({ port: 'not-found', value: { leadId: '' }, reason });
    if (onDuplicate === 'allow') return none('No duplicate was looked for.');
    const number = phone(given.phone ?? null, view.trigger.region);
    if (number.e164 === '') return none('There is no phone number that can be read, so it is nobody’s duplicate.');
    const end = (leadId: string | null): Result =>
      leadId === null
        ? none(`No lead has the number ${number.e164} ${WHERE[scope]}.`)
        : { port: 'found', value: { leadId }, reason: `A lead has the number ${number.e164} already.` };
    const found = knownLead({ list, phone: number.e164, scope, scopeOf });
    return found instanceof Promise ? found.then(end) : end(found);
  },
});

const WHERE = { list: 'in this list', campaign: 'in this campaign', account: 'in any list' } as const;
