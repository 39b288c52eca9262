// The trigger's field table as a compiled check: made once a release with ajv, run on each lead.
import { Ajv } from 'ajv';
import { compilePattern, type Pattern } from '../../flows/expression/regex.ts';
import type { Json, JsonObject } from '../../flows/language/document.ts';
import type { FieldError } from '../../flows/language/failures.ts';

/** One row of the webhook's field table. */
interface FieldRow {
  name: string;
  type?: 'string' | 'number' | 'boolean' | 'any';
  required?: boolean;
  pattern?: string;
  maxLength?: number;
}

/** A number as text; our own pattern, which never goes back. */
const NUMBER = '^\\s*-?\\d+(\\.\\d+)?\\s*$';

// Forms, queries and XML send every value as text, so a number or a yes/no may come as one.
const TYPES: Record<string, object> = {
  string: { type: ['string', 'number', 'boolean'] },
  number: { anyOf: [{ type: 'number' }, { type: 'string', pattern: NUMBER }] },
  boolean: { anyOf: [{ type: 'boolean' }, { enum: ['true', 'false', 'yes', 'no', '1', '0', 1, 0, 'on', 'off'] }] },
  any: {},
};

/** Compiles the field table of a trigger. The check answers every field that is missing or wrong. */
export function makeLeadCheck(fields: Json | undefined): (lead: JsonObject) => readonly FieldError[] {
  const rows = (Array.isArray(fields) ? fields : []) as unknown as FieldRow[];
  if (rows.length === 0) return () => [];
  const required = rows.filter((row) => row.required).map((row) => row.name);
  const properties = Object.fromEntries(rows.map((row) => [row.name, schemaOf(row)]));
  // Own fields alone: one may be called toString.
  const options = { allErrors: true, strict: false, ownProperties: true, code: { regExp: PATTERNS } };
  const validate = new Ajv(options).compile({ type: 'object', properties });
  return (lead) => {
    const missing = required
      .filter((name) => !Object.hasOwn(lead, name) || isBlank(lead[name]))
      .map((field) => ({ field, says: 'is required and is missing or blank' }));
    if (validate(lead)) return missing;
    const wrong = new Map<string, FieldError>();
    for (const error of validate.errors ?? []) {
      const field = error.instancePath.slice(1).replaceAll('/', '.').replaceAll('~1', '/').replaceAll('~0', '~');
      const row = rows.find((each) => each.name === field);
      // A blank optional field is an absent one; a blank required field is named above.
      if (row && !isBlank(lead[field])) wrong.set(field, { field, says: saysOf(row) });
    }
    return [...missing, ...wrong.values()];
  };
}

/** How ajv makes its patterns; `code` is what it would write into a file. */
const PATTERNS = Object.assign(patternOf, { code: 'patternOf' });

/**
 * In linear time, since the text is a stranger's: a pattern that goes back and forth would stop the whole server for minutes.
 * What `check` would refuse now may have been published before; it is kept as it was.
 */
function patternOf(source: string, flags: string): Pick<Pattern, 'test'> {
  if (source === NUMBER) return new RegExp(source, flags);
  try {
    return compilePattern(source);
  } catch {
    return new RegExp(source, flags);
  }
}

function schemaOf(row: FieldRow): object {
  const base = TYPES[row.type ?? 'string'] ?? {};
  const limits = {
    ...(row.pattern ? { pattern: row.pattern } : {}),
    ...(row.maxLength ? { maxLength: row.maxLength } : {}),
  };
  return Object.keys(limits).length === 0 ? base : { allOf: [base, limits] };
}

function saysOf(row: FieldRow): string {
  const kind = { string: 'a text', number: 'a number', boolean: 'yes or no', any: 'a value' }[row.type ?? 'string'];
  const limits = [
    row.pattern ? `matching ${row.pattern}` : '',
    row.maxLength ? `of at most ${row.maxLength} characters` : '',
  ];
  return ['must be', kind, ...limits].filter(Boolean).join(' ');
}

function isBlank(value: Json | undefined): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}
