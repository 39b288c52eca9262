// What an adaptor makes of its rows: one code for the step of a run and for the preview in the editor.
import type { AdaptorField, Json, JsonObject } from './document.ts';
import { Failure } from './failures.ts';
import { setPath } from './paths.ts';

/** One row of an adaptor with its value at hand: `given` is what its expression yielded, or its fixed value. */
export interface GivenField {
  /** Dotted path in the mapped object. */
  target: string;
  given: Json | undefined;
  default: Json | undefined;
  empty: NonNullable<AdaptorField['empty']>;
  required: boolean;
  type: AdaptorField['type'] | undefined;
  /** True where the row's condition is not met: nothing of it counts. */
  isOut?: boolean;
  /** The value could not be looked up, or is no date: in words. Without `fails`, `given` is what stands in for it. */
  unread?: string;
  fails?: boolean;
}

/** What became of one row. `refused` is the failure of a target that cannot be written to. */
export interface RowResult {
  target: string;
  /**
   * `sent`: its own value went in. `default`: the default did. `blank`: null or an empty text did, as the row says.
   * `left-out`: nothing did. `not-met`: nothing did, as the row's condition is not true. `missing`: it is required and has
   * no value. `wrong`: it is not of its type, not in its table, no date, or has no place.
   */
  is: 'sent' | 'default' | 'blank' | 'left-out' | 'not-met' | 'missing' | 'wrong';
  /** What went into the object. */
  value?: Json;
  /** True where the value had to be turned into the type of the row. */
  isConverted?: boolean;
  says?: string;
  refused?: Failure;
}

/** The mapped object, and what became of each row, in their order. */
export interface Mapped {
  object: JsonObject;
  rows: RowResult[];
}

/** Puts every row's value in its place. Never throws: a row that cannot be mapped says so, and the others go on. */
export function mapFields(fields: readonly GivenField[]): Mapped {
  const object: JsonObject = {};
  return { object, rows: fields.map((field) => mapField(object, field)) };
}

function mapField(object: JsonObject, field: GivenField): RowResult {
  const { target } = field;
  if (field.isOut) return { target, is: 'not-met' };
  if (field.unread !== undefined) return mapUnread(object, field, field.unread);
  const isDefault = isEmpty(field.given);
  const value = isDefault ? field.default : field.given;
  if (isEmpty(value)) {
    if (field.required) return { target, is: 'missing', says: 'It is required and has no value, and no default.' };
    if (field.empty === 'omit') return { target, is: 'left-out' };
    return placed(object, { target, is: 'blank', value: field.empty === 'null' ? null : '' });
  }
  const typed = field.type ? CONVERT[field.type](value) : value;
  if (typed === undefined) {
    return { target, is: 'wrong', says: `${shown(value)} is not ${WORD[field.type ?? 'string']}.` };
  }
  const isConverted = typed !== value;
  return placed(object, { target, is: isDefault ? 'default' : 'sent', value: typed, isConverted });
}

/** A row whose value could not be read as it says: what stands in for it, with the reason beside it. */
function mapUnread(object: JsonObject, field: GivenField, unread: string): RowResult {
  if (field.fails) return { target: field.target, is: 'wrong', says: unread };
  const { unread: _, ...rest } = field;
  const row = mapField(object, rest);
  return { ...row, says: row.says === undefined ? unread : `${unread} ${row.says}` };
}

/** Writes the value where it belongs. */
function placed(object: JsonObject, row: RowResult & { value: Json }): RowResult {
  try {
    // A copy: a later row may write into what this one put there, and the lead itself must not change.
    setPath(object, row.target, typeof row.value === 'object' ? structuredClone(row.value) : row.value);
    return row;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { target: row.target, is: 'wrong', says: error.detail ?? error.message, refused: error };
  }
}

/** Absent, null or blank: what a default stands in for. */
export function isEmpty(value: Json | undefined): value is undefined | null | string {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

const WORD = { string: 'a text', number: 'a number', boolean: 'a yes or no' };
const NUMBER = /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i;
const YES = ['true', 'yes', 'y', '1', 'on'];
const NO = ['false', 'no', 'n', '0', 'off'];

/** Each gives undefined where the value cannot be read as the type. */
const CONVERT: Record<NonNullable<AdaptorField['type']>, (value: Json) => Json | undefined> = {
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

/** A value in words for a message, cut to 60 characters. */
export function shown(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
