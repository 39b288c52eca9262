// Adaptor: maps the lead, and what steps before found, to the field names that a receiver wants.
import { Type } from 'typebox';
import type { Json, JsonObject } from '../flows/language/document.ts';
import { Failure, type FieldError } from '../flows/language/failures.ts';
import { setPath } from '../flows/language/paths.ts';
import { adaptorRef, defineNode, ERROR_PORT, type ResolvedAdaptor } from './contract.ts';

const config = Type.Object(
  {
    adaptor: adaptorRef({
      title: 'Adaptor',
      description:
        'The table that says which field of the receiver gets which value. Make and change it on the Adaptors page.',
      examples: ['acme-crm'],
    }),
  },
  { additionalProperties: false },
);

/** Maps by an adaptor: its value is the mapped object. Fails with MAPPING_INCOMPLETE, CONFIG_INVALID. */
export const adaptor = defineNode({
  type: 'adaptor',
  title: 'Adaptor',
  aka: [
    'Mapping',
    'Map fields',
    'Transform',
    'Adaptor (Convoso)',
    'Mapped To (Convoso)',
    'Set (n8n)',
    'Edit Fields (n8n)',
    'change (Node-RED)',
    'template (Node-RED)',
    'Mappings (LeadConduit)',
    'Transform (Convertr)',
    'Form field mapping (Convertr Connect)',
    'Hard Params (Gcalls)',
    'Formatter (Zapier)',
  ],
  about: 'Makes the object that a receiver expects, by a named table of fields, defaults and fixed values.',
  category: 'transform',
  effect: 'none',
  ports: [{ always: { name: 'mapped', title: 'Mapped', about: 'The mapped object.', required: true } }, ERROR_PORT],
  needs: [],
  config,
  output: () => ({ type: 'object', title: 'The mapped object' }),
  run: ({ adaptor: { name, fields } }) => ({ port: 'mapped', value: mapped(name, fields) }),
});

type Field = ResolvedAdaptor['fields'][number];

function mapped(name: string, fields: readonly Field[]): JsonObject {
  const object: JsonObject = {};
  const missing: FieldError[] = [];
  const wrong: FieldError[] = [];
  for (const field of fields) {
    const value = isEmpty(field.given) ? field.default : field.given;
    if (isEmpty(value)) {
      if (field.required)
        missing.push({ field: field.target, says: 'It is required and has no value, and no default.' });
      else if (field.empty !== 'omit') setPath(object, field.target, field.empty === 'null' ? null : '');
      continue;
    }
    const typed = field.type ? CONVERT[field.type](value) : value;
    if (typed === undefined)
      wrong.push({ field: field.target, says: `${shown(value)} is not ${WORD[field.type ?? 'string']}.` });
    // A copy: a later row may write into what this one put there, and the lead itself must not change.
    else setPath(object, field.target, typeof typed === 'object' ? structuredClone(typed) : typed);
  }
  const all = [...missing, ...wrong];
  if (all.length > 0)
    throw new Failure(missing.length > 0 ? 'MAPPING_INCOMPLETE' : 'CONFIG_INVALID', {
      detail: detailOf(name, all),
      fields: all,
    });
  return object;
}

function detailOf(name: string, errors: readonly FieldError[]): string {
  return `Adaptor ${name}: ${errors.map(({ field, says }) => `${field}: ${says}`).join(' ')}`;
}

/** Absent, null or blank: what a default stands in for. */
function isEmpty(value: Json | undefined): value is undefined | null | string {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

const WORD = { string: 'a text', number: 'a number', boolean: 'a yes or no' };
const NUMBER = /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i;
const YES = ['true', 'yes', 'y', '1', 'on'];
const NO = ['false', 'no', 'n', '0', 'off'];

/** Each gives undefined where the value cannot be read as the type. */
const CONVERT: Record<NonNullable<Field['type']>, (value: Json) => Json | undefined> = {
  string: (value) => (typeof value === 'object' ? undefined : String(value)),
  number: (value) => {
    if (typeof value === 'number') return value;
    if (typeof value !== 'string' || !NUMBER.test(value.trim())) return undefined;
    const number = Number(value);
    // A longer one would change its digits: such an id must stay text.
    return Math.abs(number) <= Number.MAX_SAFE_INTEGER ? number : undefined;
  },
  boolean: (value) => {
    if (typeof value === 'boolean') return value;
    const word = typeof value === 'object' ? '' : String(value).trim().toLowerCase();
    if (YES.includes(word)) return true;
    return NO.includes(word) ? false : undefined;
  },
};

function shown(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
