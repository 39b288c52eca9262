// The shape of a case file: a lead, what the world holds and answers, and what must come of it.
import type { JsonSchema } from './catalogue.ts';
import type { CaseDocument, Json, JsonObject } from './document.ts';
import { FAILURES } from './failure-table.ts';
import { isObject } from './json.ts';

const TEXT: JsonSchema = { type: 'string' };
const TEXTS: JsonSchema = { type: 'array', items: TEXT };

function object(properties: Record<string, JsonSchema>, required: readonly string[] = []): JsonSchema {
  return { type: 'object', properties, required };
}

function listOf(items: JsonSchema): JsonSchema {
  return { type: 'array', items };
}

function byName(additionalProperties: JsonSchema): JsonSchema {
  return { type: 'object', additionalProperties };
}

const ANSWER = object({
  status: { type: 'integer', minimum: 100, maximum: 599 },
  type: TEXT,
  body: {},
  fail: { enum: Object.keys(FAILURES) },
});

const CHILD = object(
  {
    outcome: { enum: ['accepted', 'rejected', 'error', 'cancelled'] },
    reason: TEXT,
    success: { type: 'boolean' },
    body: {},
  },
  ['outcome'],
);

const LIST = object({
  values: TEXTS,
  rules: { type: 'object' },
  version: { type: 'integer', minimum: 1 },
  ageDays: { type: 'number', minimum: 0 },
  limit: { type: 'integer', minimum: 0 },
  unreadable: { type: 'boolean' },
});

const EXPECT = object({
  path: TEXTS,
  requests: byName(listOf(object({ method: TEXT, path: TEXT, body: {} }))),
  children: byName(listOf(object({ flow: TEXT, lead: { type: 'object' } }))),
  effects: listOf({ type: 'object', properties: { op: TEXT }, required: ['op'], additionalProperties: true }),
  outcome: { enum: ['accepted', 'rejected', 'error', 'cancelled'] },
  reason: TEXT,
  answer: object({ status: { type: 'integer' }, success: { type: 'boolean' }, body: {} }),
});

/** `cases/*.yaml`. */
export const CASE_SCHEMA: JsonSchema = object(
  {
    name: { type: 'string', minLength: 1, maxLength: 200 },
    lead: { type: 'object' },
    test: { type: 'boolean' },
    region: { type: 'string', pattern: '^[A-Z]{2}$', examples: ['US'] },
    given: object({
      dnc: listOf(object({ list: TEXT, number: TEXT }, ['number'])),
      staleDnc: listOf(TEXT),
      lists: byName({ anyOf: [TEXTS, LIST] }),
      leads: listOf(object({ phone: TEXT, list: TEXT }, ['phone'])),
      reserved: TEXTS,
    }),
    answers: byName(listOf(ANSWER)),
    callbacks: byName({ anyOf: [object({ body: {}, query: { type: 'object' } }), { const: null }] }),
    children: byName(listOf(CHILD)),
    expect: EXPECT,
  },
  ['name', 'lead', 'expect'],
);

/** A case that fits the schema, with the defaults of its answers filled in. */
export function caseOf(json: JsonObject): CaseDocument {
  const answers: JsonObject = {};
  for (const [node, list] of Object.entries(isObject(json.answers) ? json.answers : {})) {
    answers[node] = Array.isArray(list) ? list.map(withDefaults) : [];
  }
  // CASE_SCHEMA says the same as the type.
  return { ...json, ...(json.answers === undefined ? {} : { answers }) } as unknown as CaseDocument;
}

function withDefaults(answer: Json): Json {
  return isObject(answer) ? { status: 200, body: '', ...answer } : answer;
}
