// Add to DNC: puts a number on a do-not-call list.
import { Type } from 'typebox';
import type { Json } from '../flows/language/document.ts';
import { Failure } from '../flows/language/failures.ts';
import { defineNode, ERROR_PORT, expression, fixedOrExpression, nameRef } from './contract.ts';
import { decidedBy, decisionField, decisionOf } from './table.ts';

const config = Type.Object(
  {
    phone: expression<Json | undefined>({
      title: 'Phone',
      description: 'The number to add. It is stored in its international form.',
      examples: ['lead.phone_number'],
    }),
    list: Type.Optional(
      nameRef('dnc-list', {
        title: 'DNC list',
        description: 'The list that the number is put on.',
        examples: ['account'],
        default: 'account',
      }),
    ),
    reason: Type.Optional(
      fixedOrExpression<Json | undefined>(
        Type.String({
          title: 'Reason',
          description: 'Why, kept with the number. Left empty: the name of this flow.',
          examples: ['The CRM says do not call', '="CRM status " & steps.read.data.status'],
        }),
      ),
    ),
    purpose: Type.Optional(
      fixedOrExpression<Json | undefined>(
        Type.String({
          title: 'Purpose',
          description: 'What must not be done with the number, kept with it. Left empty: no call at all.',
          examples: ['Sales calls'],
        }),
      ),
    ),
    expireDays: Type.Optional(
      Type.Integer({
        title: 'Ends after days',
        description: 'The number leaves the list by itself so many days after the lead came. Left empty: never.',
        examples: [90],
        minimum: 1,
        maximum: 36_500,
      }),
    ),
    decision: decisionField(
      'The value of a key/value table: the number is added only where the row that matched says so. Left empty: always.',
    ),
  },
  { additionalProperties: false },
);

/** Puts a number on a DNC list: its value is {added, list, number}. Fails with PHONE_INVALID, LIST_MISSING, CONFIG_INVALID. */
export const dncAdd = defineNode({
  type: 'dnc-add',
  title: 'Add to DNC',
  aka: [
    'Do not call',
    'Suppress',
    'Opt out',
    'Add to DNC (Convoso)',
    'dnc/insert (Convoso)',
    'DNC action (Convoso Workflow)',
    'Suppression list (Convertr)',
    'Add item (SuppressionList, LeadConduit)',
  ],
  about: 'Puts the number on a do-not-call list, where the table says so or always.',
  category: 'guard',
  effect: 'local',
  ports: [
    {
      always: {
        name: 'added',
        title: 'Added',
        about: 'The number is on the list, now or since before.',
        required: true,
      },
    },
    {
      ifSet: 'decision',
      port: { name: 'skipped', title: 'Skipped', about: 'The table said not to add it.', required: true },
    },
    ERROR_PORT,
  ],
  needs: ['phone', 'dncAdd'],
  config,
  output: () => ({
    type: 'object',
    title: 'What was done',
    properties: {
      added: { type: 'boolean', title: 'Newly added' },
      list: { type: 'string', title: 'DNC list' },
      number: { type: 'string', title: 'Number in its international form; empty where skipped' },
    },
    required: ['added', 'list', 'number'],
  }),
  acts: 'addToDnc',
  run: async (given, view, tools) => {
    const list = given.list ?? 'account';
    const decision = decisionOf(given);
    if (decision?.addToDnc === false) {
      const reason = `Not added: ${decidedBy(decision)} says No.`;
      return { port: 'skipped', value: { added: false, list, number: '' }, reason };
    }
    const { e164, raw } = tools.phone(given.phone ?? null, view.trigger.region);
    if (e164 === '') {
      const says = raw === '' ? 'There is no phone number.' : `"${raw.slice(0, 40)}" is not a phone number.`;
      throw new Failure('PHONE_INVALID', { detail: says, fields: [{ field: 'phone', says }] });
    }
    const why = reasonOf(given.reason, view.flow.name);
    const { added } = await tools.dncAdd({ list, number: e164, reason: why, ...limitsOf(given) });
    const reason = added ? `${e164} was put on the DNC list ${list}.` : `${e164} was on the DNC list ${list} already.`;
    return { port: 'added', value: { added, list, number: e164 }, reason };
  },
});

function limitsOf({ purpose, expireDays }: { purpose?: Json | undefined; expireDays?: number }) {
  const text = typeof purpose === 'string' ? purpose.trim() : '';
  return { ...(text === '' ? {} : { purpose: text }), ...(expireDays === undefined ? {} : { expireDays }) };
}

function reasonOf(reason: Json | undefined, flow: string): string {
  const text = typeof reason === 'string' ? reason.trim() : JSON.stringify(reason ?? '');
  return reason === undefined || reason === null || text === '' ? `Flow: ${flow}` : text;
}
