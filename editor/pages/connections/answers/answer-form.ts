// The forms of how an answer is read: the language's schema with an admin's words.

import { ANSWER_SCHEMA } from '../../../../flows/language/answer-schema.ts';
import { hiddenWhere, type JsonSchema } from '../../../../flows/language/catalogue.ts';
import { ENDPOINT_SCHEMA } from '../../../../flows/language/receiver-schemas.ts';
import { worded } from '../../../kit/form-words.ts';

const OUTCOME: JsonSchema = {
  title: 'Outcome',
  default: 'accepted',
  'x-words': ['Accepted', 'Rejected', 'Error'],
  'x-widget': 'drop-down',
};
const WARNING: JsonSchema = { title: 'With a warning' };
const LANGUAGES: JsonSchema = { title: 'Written as', 'x-words': ['Path with dots', 'JSONata', 'XPath', 'CSS (HTML)'] };
const PATH: JsonSchema = { title: 'Path', examples: ['result.status'] };
const COMPARISONS = [
  'equals',
  'does not equal',
  'contains',
  'starts with',
  'ends with',
  'is one of (comma between)',
  'is there',
  'is blank',
  'fits the pattern',
];
const TYPES = ['JSON', 'XML', 'Text', 'HTML'] as const;

/** What the body is: `receive` of the endpoint, and `as` and `lists` of its reading. */
export const TYPE_FORM: JsonSchema = {
  type: 'object',
  properties: {
    receive: {
      ...ENDPOINT_SCHEMA.properties?.receive,
      title: 'Response type',
      description: 'What the receiver says that it answers in.',
      default: 'json',
      'x-words': TYPES,
      'x-width': 'half',
    },
    as: {
      ...ANSWER_SCHEMA.properties?.as,
      title: 'Read as',
      description: 'Whatever is declared, the body can be read as one type, or as what it looks like.',
      'x-words': ['What is declared', ...TYPES, 'What it looks like'],
      'x-width': 'half',
    },
    lists: {
      ...ANSWER_SCHEMA.properties?.lists,
      title: 'Always lists',
      description: 'Paths that hold a list even where one element comes, so that one reads like several.',
      items: { type: 'string', examples: ['leads.lead'] },
    },
  },
};

const LEADCONDUIT = worded(ANSWER_SCHEMA.properties?.leadconduit, {
  searchTerm: {
    title: 'Search term',
    description: 'A pattern, whatever its capitals; /^ok/ is taken too.',
    examples: ['success'],
    'x-width': 'half',
  },
  searchPath: { title: 'Search path', description: 'Blank: the whole body.', examples: ['result'], 'x-width': 'half' },
  onMatch: { title: 'Where it is found', 'x-words': ['Success', 'Failure', 'Error'] },
  reasonPath: { title: 'Reason path', examples: ['reason'], 'x-width': 'half' },
  defaultReason: { title: 'Reason where none is found', examples: ['unrecognized response'], 'x-width': 'half' },
  pricePath: { title: 'Price path', examples: ['price'], 'x-width': 'half' },
  fallbackPrice: { title: 'Price where none is found', examples: ['0'], 'x-width': 'half' },
  referencePath: { title: 'Reference path', examples: ['lead.id'], 'x-width': 'half' },
  cookieSearchTerm: { title: 'Cookie search term', 'x-width': 'half' },
});

const STATUSES: JsonSchema = {
  ...ANSWER_SCHEMA.properties?.statuses,
  title: 'By HTTP status',
  description: 'Decides first. What the status alone says, such as 401 or all of 5xx.',
  items: worded(ANSWER_SCHEMA.properties?.statuses?.items, {
    status: { title: 'Status', examples: ['5xx'], 'x-wanted': 'Write 401, 4xx or 500-599.' },
    outcome: { ...OUTCOME, default: 'error' },
    reason: { title: 'Reason', examples: ['The token does not count any more'] },
  }),
};

const TABLE = ANSWER_SCHEMA.properties?.codes?.properties?.table;
const CODES: JsonSchema = {
  ...worded(ANSWER_SCHEMA.properties?.codes, {
    path: { title: 'Code at', description: 'Where the code stands in the answer.', examples: ['code'] },
    table: {
      title: 'Codes',
      items: worded(TABLE?.items, {
        code: { title: 'Code', examples: ['DUP'] },
        outcome: OUTCOME,
        reason: { title: 'Reason', examples: ['Duplicate'] },
        warning: WARNING,
      }),
    },
  }),
  title: 'Code table',
  description: 'Decides next, by the code at a path.',
};

const RULE = ANSWER_SCHEMA.properties?.rules?.items;
const RULES: JsonSchema = {
  ...ANSWER_SCHEMA.properties?.rules,
  title: 'Rules',
  description: 'Decide last: the first that fits. An answer that nothing fits leaves by the port “unrecognised”.',
  items: {
    ...worded(RULE, {
      path: { ...PATH, description: 'Blank: the body as it came.' },
      language: LANGUAGES,
      comparison: { title: 'Comparison', 'x-words': COMPARISONS },
      value: { title: 'Value', examples: ['true'] },
      outcome: OUTCOME,
      reasonPath: { title: 'Reason at', examples: ['message'] },
      reason: { title: 'Or the reason itself', examples: ['Duplicate'] },
      warning: WARNING,
    }),
    ...hiddenWhere('value', 'comparison', ['exists', 'is-blank']),
  },
};

/** What the answer means. The settings of LeadConduit's parser show with its preset. */
export function meansForm(preset: string | undefined): JsonSchema {
  const isPreset = preset === 'leadconduit';
  const own = worded(ANSWER_SCHEMA, {
    preset: {
      title: 'Read it',
      enum: ['rules', 'leadconduit'],
      default: 'rules',
      'x-none': 'rules',
      'x-words': ['By tables and rules', 'As LeadConduit does'],
    },
    ...(isPreset ? { leadconduit: { ...LEADCONDUIT, title: 'As LeadConduit reads it' } } : {}),
    statuses: STATUSES,
    codes: CODES,
    rules: isPreset ? { ...RULES, description: 'Decide before LeadConduit’s way does: the first that fits.' } : RULES,
  });
  return own;
}

/** What is taken out of the answer. */
export const TAKEN_FORM: JsonSchema = worded(ANSWER_SCHEMA, {
  reason: {
    title: 'Reasons at',
    description: 'All that is found there.',
    items: { type: 'string', examples: ['errors.0.message'] },
  },
  warnings: {
    title: 'Warnings at',
    description: 'An accepted lead with something missing.',
    items: { type: 'string', examples: ['warnings'] },
  },
  price: { title: 'Price at', examples: ['price'], 'x-width': 'half' },
  reference: { title: 'Reference at', examples: ['data.lead_id'], 'x-width': 'half' },
  captures: {
    title: 'Kept values',
    description: 'Later steps read them by their names.',
    items: worded(ANSWER_SCHEMA.properties?.captures?.items, {
      name: {
        title: 'Name',
        examples: ['lead_id'],
        'x-wanted': 'Use letters, digits and _, and begin with a letter: lead_id.',
      },
      path: PATH,
      language: LANGUAGES,
      pattern: { title: 'Only what fits the pattern', examples: ['id=([0-9]+)'] },
    }),
  },
});
