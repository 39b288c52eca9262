// Validation list: lets a lead pass by whether one of its values is on a list.
import { Type } from 'typebox';
import type { Json } from '../flows/language/document.ts';
import { choice, defineNode, ERROR_PORT, expression, nameRef } from './contract.ts';

const config = Type.Object(
  {
    list: nameRef('list', {
      title: 'List',
      description:
        'The validation list to look in. Its values are kept on the Lists page and count as they are at this moment.',
      examples: ['key-accounts'],
    }),
    value: expression<Json | undefined>({
      title: 'Value',
      description: 'What to look for, without regard to capitals and outer blanks. A blank value is on no list.',
      examples: ['lead.company'],
    }),
    mode: Type.Optional(
      choice(
        { include: 'Must be on the list', exclude: 'Must not be on the list' },
        {
          title: 'Rule',
          'x-width': 'half',
          description: 'Must be on the list: a key account or white list. Must not be: a suppression list.',
          examples: ['include'],
          default: 'include',
        },
      ),
    ),
    ifGone: Type.Optional(
      choice(
        { pass: 'Let the lead pass', fail: 'Refuse the lead' },
        {
          title: 'If the list is gone',
          'x-width': 'half',
          description: 'What to do with a lead when the list has been deleted.',
          examples: ['fail'],
          default: 'fail',
        },
      ),
    ),
  },
  { additionalProperties: false },
);

/** Checks a value against a list: its value is {value, found, entry, mode, gone}. */
export const validationList = defineNode({
  type: 'validation-list',
  title: 'Validation list',
  aka: [
    'Processr (Convertr)',
    'Processr job (Convertr)',
    'Validation List (Convertr)',
    'Convertr Connect - Validation List',
    'Simple Conditional Validation (Convertr)',
    'Pass_if_job_is_gone (Convertr)',
    'Suppression list (Convertr)',
    'Key account list',
    'White list',
    'Allow list',
    'Block list',
    'Pick list',
    'SuppressionList (LeadConduit)',
    'Lead Validation Criteria (Convoso)',
    'Lookup table (Zapier)',
  ],
  about: 'Checks that a value of the lead is, or is not, on one of our lists.',
  category: 'guard',
  effect: 'read',
  ports: [
    { always: { name: 'pass', title: 'Pass', about: 'The value meets the rule of the list.', required: true } },
    {
      always: {
        name: 'fail',
        title: 'Fail',
        about: 'The value does not meet the rule, or the list is gone.',
        outcome: 'rejected',
        required: true,
      },
    },
    ERROR_PORT,
  ],
  needs: ['listLook'],
  config,
  output: () => ({
    type: 'object',
    title: 'What was found',
    properties: {
      value: { type: 'string', title: 'The value looked for' },
      found: { type: 'boolean', title: 'It is on the list' },
      entry: { type: 'string', title: 'The entry as the list has it' },
      mode: { enum: ['include', 'exclude'], title: 'Rule' },
      gone: { type: 'boolean', title: 'The list has been deleted' },
    },
    required: ['value', 'found', 'entry', 'mode', 'gone'],
  }),
  run: async ({ list, mode = 'include', ifGone = 'fail', ...given }, _view, { listLook }) => {
    const value = textOf(given.value);
    const { entry, gone, ...look } = await listLook({ list, value });
    const found = look.found && value !== '';
    const facts = { value, found, entry, mode, gone };
    if (gone) {
      const so = ifGone === 'pass' ? 'the lead passes, as this step says' : 'the lead is refused, as this step says';
      return { port: ifGone, value: facts, reason: `The list ${list} has been deleted; ${so}.` };
    }
    const passes = found === (mode === 'include');
    const what = value === '' ? 'A blank value' : `"${value}"`;
    return {
      port: passes ? 'pass' : 'fail',
      value: facts,
      reason: `${what} is ${found ? '' : 'not '}on the list ${list}.`,
    };
  },
});

/** A scalar as text; anything else is on no list. */
function textOf(value: Json | undefined): string {
  return value === undefined || value === null || typeof value === 'object' ? '' : String(value).trim();
}
