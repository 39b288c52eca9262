// Validation list: lets a lead pass by whether one of its values is on a list.
import { Type } from 'typebox';
import type { Json } from '../flows/language/document.ts';
import { Failure } from '../flows/language/failures.ts';
import { isBlank } from '../flows/language/list-fold.ts';
import { failedLook, type ListLook } from '../flows/language/list-look.ts';
import { verdictOf } from '../flows/language/list-verdict.ts';
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
      description:
        'What to look for, without regard to capitals and outer blanks. A blank value is on no list. Of a list of values, one that is on the list is enough.',
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
    flag: Type.Optional(
      Type.String({
        title: 'Flag',
        description:
          'What you call a lead that does not meet the rule. It is kept with the step and begins the reason that people read.',
        examples: ['Not a key account'],
        maxLength: 200,
      }),
    ),
    onHit: Type.Optional(
      policy('On a hit', 'What to do with a lead whose value is on the list; as the rule says, or always the same.'),
    ),
    onMiss: Type.Optional(
      policy(
        'On a miss',
        'What to do with a lead whose value is not on the list; as the rule says, or always the same.',
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
    ifError: Type.Optional(
      choice(
        { error: 'End with an error', pass: 'Let the lead pass', fail: 'Refuse the lead' },
        {
          title: 'If the look-up fails',
          'x-width': 'half',
          description: 'What to do with a lead when the list cannot be read just then.',
          examples: ['error'],
          default: 'error',
        },
      ),
    ),
    limitDays: Type.Optional(
      Type.Integer({
        title: 'Stale after days',
        'x-width': 'half',
        description: 'Days without a change or a look over; 0 is never. Left empty, the limit of the list counts.',
        examples: [31],
        minimum: 0,
        maximum: 3650,
      }),
    ),
    ifStale: Type.Optional(
      choice(
        { fail: 'Refuse the lead', pass: 'Let the lead pass', use: 'Go by the list all the same' },
        {
          title: 'If the list is stale',
          'x-width': 'half',
          description: 'What to do with a lead when the list is older than that.',
          examples: ['fail'],
          default: 'fail',
        },
      ),
    ),
    flagUnjudged: Type.Optional(
      Type.String({
        title: 'Flag where the list could not judge',
        description: 'What you call a lead whose list was gone, stale or unreadable.',
        examples: ['Key accounts could not be checked'],
        maxLength: 200,
      }),
    ),
  },
  { additionalProperties: false },
);

/** A setting that takes the place of the rule for one of its two ends. */
function policy(title: string, description: string) {
  return choice(
    { rule: 'As the rule says', pass: 'Let the lead pass', fail: 'Refuse the lead' },
    { title, 'x-width': 'half', description, examples: ['rule'], default: 'rule' },
  );
}

/**
 * Checks a value against a list. Its value says what was found (entry, rule), by which version of the list, which policy
 * decided (hit, miss, gone, stale, error), and the flag of a lead that does not meet the rule or could not be judged.
 */
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
    'QA flag (Convertr)',
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
        about: 'The value does not meet the rule, or the list is gone, stale or unreadable and the setting refuses.',
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
      rule: { type: 'string', title: 'The rule of the list that it meets, in words' },
      mode: { enum: ['include', 'exclude'], title: 'Rule' },
      gone: { type: 'boolean', title: 'The list has been deleted' },
      stale: { type: 'boolean', title: 'The list is older than its limit' },
      version: { type: 'integer', title: 'The version of the list; 0 where there is none' },
      listUpdatedAt: { type: 'string', title: 'When the list was last changed or looked over' },
      flag: { type: 'string', title: 'The flag; empty for a lead that meets the rule' },
      decidedBy: { enum: ['hit', 'miss', 'gone', 'stale', 'error'], title: 'Which setting decided' },
    },
    required: ['value', 'found', 'entry', 'mode', 'gone'],
  }),
  run: async (settings, _view, { listLook }) => {
    const { list, mode = 'include', limitDays, flag = '', flagUnjudged = '' } = settings;
    const { texts, wrong } = textsOf(settings.value);
    const [value = '', ...also] = texts;
    const ask = {
      list,
      value,
      ...(also.length === 0 ? {} : { also }),
      ...(limitDays === undefined ? {} : { limitDays }),
    };
    const look = wrong === '' ? await listLook(ask) : failedLook(wrong);
    const { decidedBy, port, found, unmet } = verdictOf(look, value, settings);
    if (port === 'error') throw unjudged(look, wrong);
    const { entry, rule, gone, stale, version, updatedAt } = look;
    const couldNotJudge = decidedBy !== 'hit' && decidedBy !== 'miss';
    const raised = unmet ? flag : couldNotJudge && port === 'fail' ? flagUnjudged : '';
    const so = port === 'pass' ? 'the lead passes, as this step says' : 'the lead is refused, as this step says';
    const why = {
      hit: `${shown(look.met || value)} is on the list ${list}${rule === '' ? '' : `: it ${rule}`}.`,
      miss: `${texts.length > 1 ? `None of ${texts.length} values is` : `${shown(value)} is not`} on the list ${list}.`,
      gone: `The list ${list} has been deleted; ${so}.`,
      stale: `The list ${list} is older than its limit; ${so}.`,
      error: `${wrong === '' ? `The list ${list} could not be looked up in` : wrong}; ${so}.`,
    }[decidedBy];
    const judged = look.met || texts.join(', ');
    const facts = { value: judged, found, entry, rule, mode, gone, stale, version, listUpdatedAt: updatedAt };
    return { port, value: { ...facts, flag: raised, decidedBy }, reason: raised === '' ? why : `${raised}: ${why}` };
  },
});

function unjudged({ error }: ListLook, wrong: string): Failure {
  if (wrong === '') return new Failure('LIST_UNREADABLE', { detail: error });
  return new Failure('CONFIG_INVALID', { detail: `${wrong}.`, fields: [{ field: 'value', says: `${wrong}.` }] });
}

function shown(value: string): string {
  if (value === '') return 'A blank value';
  return `"${value.length > 80 ? `${value.slice(0, 79)}…` : value}"`;
}

/** The most values of a lead that are looked up, and the most characters of one: a step must not take long. */
const MOST = { values: 50, characters: 10_000 } as const;

/** What is looked for, a list as its members; `wrong` where it is nothing that a list could hold. Blanks are no value. */
function textsOf(value: Json | undefined): { texts: string[]; wrong: string } {
  const given = (Array.isArray(value) ? value : [value]).filter((each) => each !== undefined && each !== null);
  if (given.some((each) => typeof each === 'object'))
    return { texts: [], wrong: 'The value is an object, and a list holds texts alone' };
  const texts = [...new Set(given.map((each) => String(each).trim()))].filter((text) => !isBlank(text));
  if (texts.length > MOST.values)
    return { texts: [], wrong: `The value is a list of ${texts.length}; at most ${MOST.values} are looked up` };
  const long = texts.find((text) => text.length > MOST.characters);
  if (long !== undefined)
    return {
      texts: [],
      wrong: `The value has ${long.length} characters; at most ${MOST.characters} are looked up`,
    };
  return { texts, wrong: '' };
}
