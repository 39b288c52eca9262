// Checks what comes in against the route's schemas, and says in words what is wrong with each field.
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import type { TSchema } from 'typebox';
import { Failure, type FieldError } from '../../flows/language/failures.ts';

/** Passes a good value on, defaults filled in. Fails with REQUEST_INVALID and the fields. */
export type Check = (value: unknown) => unknown;

/**
 * Makes the checks of one app. Query texts are turned into the numbers and booleans that the schema asks for. A schema is
 * compiled when it is first asked: all of them at once would take a start a quarter of a second.
 */
export function createChecks(): { body: (schema: TSchema) => Check; query: (schema: TSchema) => Check } {
  // Annotations (`title`, `x-language`) are for the description, not for ajv: hence not strict.
  const options = { allErrors: true, strict: false, verbose: true, formats: { 'date-time': isTime } } as const;
  const bodies = new Ajv(options);
  const queries = new Ajv({ ...options, coerceTypes: true, useDefaults: true });
  return {
    body: (schema) => firstAsked(() => checkBy(bodies.compile(loosened(schema)))),
    query: (schema) => firstAsked(() => checkBy(queries.compile(schema))),
  };
}

/** The check, made when it is first asked. */
function firstAsked(make: () => Check): Check {
  let made: Check | undefined;
  return (value) => {
    made ??= make();
    return made(value);
  };
}

/** The schema with every document of the flow language held to its loose form. */
function loosened(schema: object): object {
  return JSON.parse(JSON.stringify(schema), (_key, value) => value?.['x-loose'] ?? value);
}

/** A time with its zone (RFC 3339): one that nobody can read would be no condition at all, and a bulk operation mean every run. */
function isTime(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/i.test(text) && !Number.isNaN(Date.parse(text));
}

const MOST_FIELDS = 20;

function checkBy(valid: ValidateFunction): Check {
  return (value) => {
    if (valid(value)) return value;
    const fields = new Map<string, FieldError>();
    for (const error of valid.errors ?? []) {
      const field = fieldOf(error);
      // An alternative that failed adds nothing once the field itself is named.
      if (!fields.has(field) && fields.size < MOST_FIELDS) fields.set(field, { field, says: saysOf(error) });
    }
    throw new Failure('REQUEST_INVALID', { fields: [...fields.values()] });
  };
}

function fieldOf({ instancePath, keyword, params }: ErrorObject): string {
  const path = instancePath.split('/').slice(1).map(unescaped);
  if (keyword === 'required') path.push(String(params.missingProperty));
  if (keyword === 'additionalProperties') path.push(String(params.additionalProperty));
  return path.join('.');
}

/** JSON Pointer (RFC 6901). */
function unescaped(part: string): string {
  return part.replaceAll('~1', '/').replaceAll('~0', '~');
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  array: 'a list',
  null: 'null',
};

function saysOf(error: ErrorObject): string {
  const { keyword, params } = error;
  switch (keyword) {
    case 'required':
      return 'It is missing.';
    case 'additionalProperties':
      return 'There is no such field here.';
    case 'type':
      return `It must be ${[params.type]
        .flat()
        .map((type: string) => TYPES[type] ?? type)
        .join(' or ')}.`;
    case 'enum':
      return `It must be one of: ${(params.allowedValues as unknown[]).join(', ')}.`;
    case 'const':
      return `It must be ${JSON.stringify(params.allowedValue)}.`;
    case 'pattern':
      return `It must be ${wantedOf(error) ?? `written like ${params.pattern}`}.`;
    case 'format':
      return 'It must be a time with its zone, written like 2026-03-01T09:00:00Z.';
    case 'minLength':
      return params.limit === 1 ? 'It must not be empty.' : `It must have at least ${params.limit} characters.`;
    case 'maxLength':
      return `It must have at most ${params.limit} characters.`;
    case 'minItems':
      return `It must have at least ${params.limit} entries.`;
    case 'maxItems':
      return `It must have at most ${params.limit} entries.`;
    case 'minimum':
      return `It must be ${params.limit} or more.`;
    case 'maximum':
      return `It must be ${params.limit} or less.`;
    default:
      return `It ${error.message ?? 'cannot be used'}.`;
  }
}

/** The schema's own words for its pattern, or an example of it. */
function wantedOf({ parentSchema }: ErrorObject): string | undefined {
  const { description, examples } = (parentSchema ?? {}) as { description?: unknown; examples?: unknown };
  if (typeof description === 'string') return description;
  return Array.isArray(examples) ? `written like ${examples[0]}` : undefined;
}
