// The constants of an endpoint (*hard params*) as rows of key, kind and value, where rows can hold them. Pure.
import { hiddenWhere, type JsonSchema } from '../../../../flows/language/catalogue.ts';
import type { Json, JsonObject } from '../../../../flows/language/document.ts';
import { rowsOf } from '../../../kit/form-model.ts';

/** True where every value is a text, number, yes or no, or nothing: rows can hold it. */
export function fitsRows(constants: JsonObject): boolean {
  return Object.values(constants).every((value) => typeof value !== 'object' || value === null);
}

/** One row a constant. */
export function rowsOfConstants(constants: JsonObject): JsonObject[] {
  return Object.entries(constants).map(([key, value]) => {
    if (value === null) return { key, kind: 'null' };
    if (typeof value === 'number') return { key, kind: 'number', value: String(value) };
    if (typeof value === 'boolean') return { key, kind: 'boolean', value: String(value) };
    return { key, value: typeof value === 'string' ? value : JSON.stringify(value) };
  });
}

/** The constants that rows say; undefined where two rows have one key, which an object cannot hold. */
export function constantsOfRows(value: Json | undefined): JsonObject | undefined {
  const entries = rowsOf(value).map((row): [string, Json] => [textOf(row.key), constantOf(row)]);
  const named = entries.filter(([key]) => key !== '');
  return new Set(named.map(([key]) => key)).size < named.length ? undefined : Object.fromEntries(named);
}

function constantOf({ kind, value }: JsonObject): Json {
  const text = textOf(value);
  if (kind === 'null') return null;
  if (kind === 'boolean') return text === 'true';
  if (kind !== 'number') return text;
  // A number that is not one yet is kept as it was typed.
  return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}

function textOf(value: Json | undefined): string {
  return value === undefined || value === null ? '' : String(value);
}

/** The form of the rows. */
export const CONSTANT_ROWS: JsonSchema = {
  type: 'object',
  properties: {
    rows: {
      type: 'array',
      title: 'Constants',
      description: 'Hard params: added to every body, or to the query of a GET.',
      maxItems: 200,
      items: {
        type: 'object',
        properties: {
          key: { type: 'string', title: 'Key', examples: ['list_id'] },
          kind: {
            enum: ['text', 'number', 'boolean', 'null'],
            title: 'Kind',
            default: 'text',
            'x-words': ['Text', 'Number', 'Yes or no', 'Nothing (null)'],
          },
          value: { type: 'string', title: 'Value', examples: ['1001'] },
        },
        required: ['key'],
        ...hiddenWhere('value', 'kind', ['null']),
      },
    },
  },
};
