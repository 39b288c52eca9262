// What the API says of validation lists, their rules and their versions, and what it takes.
import { Type } from 'typebox';
import { CONVERTR_OPERATORS, MOST, OPERATORS, type RuleOperator } from '../../flows/language/list-rules-read.ts';
import { body, choice, named, time } from './schema-parts.ts';

const text = Type.String();
const OWN = Object.keys(OPERATORS) as RuleOperator[];

/** One row of the rules. */
export const ListRule = named(
  'ListRule',
  Type.Object({
    operator: choice(OWN),
    values: Type.Array(text, { description: 'One of them is enough. None for exists.' }),
    negate: Type.Boolean({ description: 'Turned round: none of the values.' }),
  }),
);
/** The rules of a list. */
export const ListRules = named(
  'ListRules',
  Type.Object({
    any: Type.Array(ListRule, { description: 'One of them must hold, where there are any.' }),
    all: Type.Array(ListRule, { description: 'Every one of them must hold.' }),
  }),
);

/** The rules as they are sent: operators in our words, or in Convertr's, whose LESSTHAN is read as at-most. */
const givenRows = Type.Array(
  body({
    operator: choice(
      [...OWN, ...Object.keys(CONVERTR_OPERATORS)],
      "In our words or in Convertr's, whose LESSTHAN is read as at-most.",
    ),
    values: Type.Optional(Type.Array(Type.String({ maxLength: MOST.characters }), { maxItems: MOST.values })),
    negate: Type.Optional(Type.Boolean()),
  }),
  { maxItems: MOST.rows },
);
/** Rules in a request. */
export const givenRules = { any: Type.Optional(givenRows), all: Type.Optional(givenRows) };

/** Values in a request. */
export const givenValues = Type.Array(Type.String({ maxLength: 1000 }), { maxItems: 200_000 });
/** Days in a request: ten years at most. */
export const givenLimit = Type.Integer({
  minimum: 0,
  maximum: 3650,
  description: 'Days after which it is stale; 0: never.',
});

/** A validation list, without its values. */
export const ValidationList = named(
  'ValidationList',
  Type.Object({
    slug: text,
    name: text,
    description: text,
    version: Type.Integer(),
    entries: Type.Integer({ description: 'How many values it has.' }),
    rules: ListRules,
    limitDays: Type.Integer({ description: 'Days after which it is stale; 0: never.' }),
    updatedAt: time,
    checkedAt: Type.String({
      format: 'date-time',
      description: 'When it was last changed, or said to be up to date: its age counts from here.',
    }),
    stale: Type.Boolean(),
    usedBy: Type.Array(text),
  }),
);
/** One value, as typed. */
export const ListEntry = named('ListEntry', Type.Object({ entry: text }));

/** What a value meets in a list. */
export const ListCheck = named(
  'ListCheck',
  Type.Object({
    hit: Type.Boolean(),
    entry: Type.String({ description: "The value as the list has it; '' where a rule, or nothing, is met." }),
    rule: Type.String({ description: 'The rule that it meets, in words.' }),
    version: Type.Integer(),
    stale: Type.Boolean(),
  }),
);

const version = {
  version: Type.Integer(),
  at: time,
  who: Type.String({ description: "Who made it; '' where that is not known." }),
  did: choice(['create', 'rename', 'add', 'remove', 'replace', 'rules', 'restore', 'delete', 'known']),
  detail: text,
  added: Type.Integer(),
  removed: Type.Integer(),
  entries: Type.Integer({ description: 'How many values it has.' }),
  rules: ListRules,
  kept: Type.Boolean({ description: 'Whether its values can still be shown, and brought back.' }),
};
/** A version of a list. */
export const ListVersion = named('ListVersion', Type.Object(version));
/** A version with the first values that came and went with it. */
export const ListVersionDetail = named(
  'ListVersionDetail',
  Type.Object({
    ...version,
    came: Type.Array(text, { description: 'The first 100 values that it added.' }),
    went: Type.Array(text, { description: 'The first 100 values that it took out.' }),
  }),
);
