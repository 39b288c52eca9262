// The schema of an endpoint's `answer`: how what a receiver says is read.
import type { JsonSchema } from './catalogue.ts';

const PATH: JsonSchema = { type: 'string', maxLength: 500 };
const TEXT: JsonSchema = { type: 'string', maxLength: 2_000 };
const OUTCOME: JsonSchema = { enum: ['accepted', 'rejected', 'error'] };
const LANGUAGE: JsonSchema = { enum: ['dot', 'jsonata', 'xpath', 'css'], default: 'dot' };
const PATHS: JsonSchema = { type: 'array', items: PATH, maxItems: 50 };
const NAMED = '^(?!(__proto__|constructor|prototype)$)[A-Za-z_][A-Za-z0-9_]*$';

function object(properties: Record<string, JsonSchema>, required: string[] = []): JsonSchema {
  return { type: 'object', properties, ...(required.length > 0 ? { required } : {}) };
}

function rows(items: JsonSchema, maxItems = 200): JsonSchema {
  return { type: 'array', 'x-lines': true, items, maxItems };
}

const LEADCONDUIT = object({
  searchTerm: TEXT,
  searchPath: PATH,
  onMatch: { enum: ['success', 'failure', 'error'], default: 'success' },
  reasonPath: PATH,
  defaultReason: TEXT,
  pricePath: PATH,
  fallbackPrice: { type: 'string', maxLength: 50 },
  referencePath: PATH,
  cookieSearchTerm: TEXT,
});

/** A recorded or made-up answer. */
export const SAMPLE_PROPERTIES: Record<string, JsonSchema> = {
  status: { type: 'integer', minimum: 100, maximum: 599 },
  type: { type: 'string' },
  body: { type: 'string' },
};

/** Recorded answers, each with what it means. */
export const SAMPLES_SCHEMA: JsonSchema = rows(
  object({ ...SAMPLE_PROPERTIES, means: OUTCOME }, ['status', 'body', 'means']),
);

/** `answer` of an endpoint. */
export const ANSWER_SCHEMA: JsonSchema = object({
  as: { enum: ['declared', 'json', 'xml', 'text', 'html', 'sniffed'], default: 'declared' },
  lists: PATHS,
  preset: { enum: ['leadconduit'] },
  leadconduit: LEADCONDUIT,
  statuses: rows(
    object(
      {
        status: {
          type: 'string',
          pattern: '^[1-5]([0-9]{2}(-[1-5][0-9]{2})?|xx)$',
          examples: ['401', '4xx', '500-599'],
        },
        outcome: OUTCOME,
        reason: TEXT,
      },
      ['status', 'outcome'],
    ),
  ),
  codes: object(
    {
      path: PATH,
      table: rows(
        object(
          {
            code: { type: 'string', minLength: 1, maxLength: 200 },
            outcome: OUTCOME,
            reason: TEXT,
            warning: { type: 'boolean', default: false },
          },
          ['code', 'outcome'],
        ),
        1000,
      ),
    },
    ['path', 'table'],
  ),
  rules: rows(
    object(
      {
        path: PATH,
        language: LANGUAGE,
        comparison: {
          enum: [
            'equals',
            'not-equals',
            'contains',
            'starts-with',
            'ends-with',
            'one-of',
            'exists',
            'is-blank',
            'matches',
          ],
          default: 'equals',
        },
        value: TEXT,
        outcome: OUTCOME,
        warning: { type: 'boolean', default: false },
        reasonPath: PATH,
        reason: TEXT,
      },
      ['outcome'],
    ),
  ),
  reason: PATHS,
  price: PATH,
  reference: PATH,
  warnings: PATHS,
  captures: rows(
    object(
      { name: { type: 'string', pattern: NAMED, maxLength: 100 }, path: PATH, language: LANGUAGE, pattern: TEXT },
      ['name'],
    ),
  ),
});
