// DNC check: is the number on a do-not-call list?
import { Type } from 'typebox';
import type { Json } from '../flows/language/document.ts';
import { defineNode, ERROR_PORT, expression, nameRef } from './contract.ts';

const ACCOUNT = ['account'];

const config = Type.Object(
  {
    phone: expression<Json | undefined>({
      title: 'Phone',
      description: 'The number to look up. It is looked up as it was sent and in its international form.',
      examples: ['lead.phone_number'],
    }),
    lists: Type.Optional(
      Type.Array(nameRef('dnc-list', {}), {
        title: 'DNC lists',
        description: 'The lists to look in. The first list that holds the number counts.',
        examples: [['account']],
        default: ACCOUNT,
        minItems: 1,
        uniqueItems: true,
      }),
    ),
  },
  { additionalProperties: false },
);

/** Looks a number up on DNC lists: its value is {number, hit}. */
export const dncCheck = defineNode({
  type: 'dnc-check',
  title: 'DNC check',
  aka: [
    'Do not call check',
    'Suppression check',
    'Opt-out check',
    'check_dnc (Convoso)',
    'dnc/search (Convoso)',
    'DNC lookup (Convoso)',
    'Suppression list (Convertr)',
    'SuppressionList (LeadConduit)',
    'Scrub',
  ],
  about: 'Looks whether the number must not be called, as it was sent and in its international form.',
  category: 'guard',
  effect: 'read',
  ports: [
    { always: { name: 'clear', title: 'Clear', about: 'The number is on none of the lists.', required: true } },
    {
      always: {
        name: 'listed',
        title: 'Listed',
        about: 'The number is on a list and must not be called.',
        outcome: 'rejected',
        required: true,
      },
    },
    {
      always: {
        name: 'unreadable',
        title: 'Unreadable',
        about: 'What was given cannot be read as a phone number.',
        outcome: 'rejected',
        required: false,
      },
    },
    ERROR_PORT,
  ],
  needs: ['phone', 'dncCheck'],
  config,
  output: () => ({
    type: 'object',
    title: 'What was found',
    properties: {
      number: {
        type: 'object',
        title: 'The number',
        properties: {
          raw: { type: 'string', title: 'As it was sent' },
          e164: { type: 'string', title: 'International form' },
          national: { type: 'string', title: 'National form' },
          valid: { type: 'boolean', title: 'Can exist' },
        },
        required: ['raw', 'e164', 'national', 'valid'],
      },
      hit: {
        type: ['object', 'null'],
        title: 'The entry found',
        properties: {
          list: { type: 'string', title: 'DNC list' },
          number: { type: 'string', title: 'Number on the list' },
          reason: { type: 'string', title: 'Why it is listed' },
          addedAt: { type: 'string', title: 'When it was added' },
        },
      },
    },
    required: ['number', 'hit'],
  }),
  run: async ({ phone, lists = ACCOUNT }, view, tools) => {
    const number = tools.phone(phone ?? null, view.trigger.region);
    const digits = number.raw.normalize('NFKC').replace(/[^0-9]/g, '');
    // What cannot be read may still be listed as it was sent: an opt-out is honoured before the number is judged.
    const numbers = [...new Set([digits, number.e164])].filter((each) => each !== '');
    const hit = numbers.length > 0 ? await tools.dncCheck({ lists, numbers }) : null;
    const value = { number, hit };
    if (hit) {
      const why = hit.reason === '' ? '' : ` (${hit.reason})`;
      return { port: 'listed', value, reason: `${hit.number} is on the DNC list ${hit.list}${why}.` };
    }
    if (number.e164 !== '') return { port: 'clear', value };
    const given =
      number.raw === ''
        ? 'There is no phone number.'
        : `"${number.raw.slice(0, 40)}" cannot be read as a phone number.`;
    return { port: 'unreadable', value, reason: given };
  },
});
