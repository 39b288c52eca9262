// What the rows of an adaptor come to on a sample, from what their expressions came to in the worker. Pure.
import type { AdaptorField, Json, JsonObject } from '../../../flows/language/document.ts';
import { type GivenField, mapFields, type RowResult } from '../../../flows/language/mapping.ts';
import type { Evaluated } from '../../work/mapping-job.ts';
import { isFilled } from './adaptor-model.ts';

/** What trying one expression came to: as the worker says, or it was ended. */
export type Tried = Evaluated | { is: 'timed-out' };

/** What one row comes to. `says` is what is wrong; `code` and `at` (characters from 0) where it is the expression. */
export interface RowPreview {
  /**
   * As the mapping says, or: `unmapped` (nothing fills it, nothing is sent), `fault` (the expression fails),
   * `timed-out` (it was ended), `untried` (there is no sample), `waiting` (it is being tried).
   */
  is: RowResult['is'] | 'unmapped' | 'fault' | 'timed-out' | 'untried' | 'waiting';
  value?: Json;
  isConverted?: boolean;
  says?: string;
  code?: string;
  at?: number;
}

/** All rows, and the object that they make together. */
export interface Preview {
  rows: readonly RowPreview[];
  object: JsonObject;
  /** How many rows would stop a run. */
  problems: number;
}

const PROBLEMS: ReadonlySet<RowPreview['is']> = new Set(['missing', 'wrong', 'fault', 'timed-out']);

/** True for a row that would stop a run. */
export function isProblem(row: RowPreview | undefined): boolean {
  return row !== undefined && PROBLEMS.has(row.is);
}

/** Maps as a run does, leaving rows out whose value is not known. `tried` knows what the row's expression came to. */
export function previewOf(fields: readonly AdaptorField[], tried: (field: AdaptorField) => Tried | undefined): Preview {
  const known = fields.map((field) => givenOf(field, tried));
  const { object, rows: mapped } = mapFields(known.flatMap((each) => ('target' in each ? [each] : [])));
  let next = 0;
  const rows = known.map((each, index): RowPreview => {
    if (!('target' in each)) return each;
    const result = mapped[next];
    next += 1;
    return result ? rowOf(result, fields[index]) : { is: 'waiting' };
  });
  return { rows, object, problems: rows.filter(isProblem).length };
}

/** The row ready to be mapped, or why it cannot be. */
function givenOf(field: AdaptorField, tried: (field: AdaptorField) => Tried | undefined): GivenField | RowPreview {
  const { target, value, default: instead, empty = 'omit', required = false, type } = field;
  const ready = (given: Json | undefined): GivenField => ({ target, given, default: instead, empty, required, type });
  if (!field.from?.trim()) return ready(value);
  const came = tried(field);
  if (!came) return { is: 'waiting' };
  if (came.is === 'value') return ready(came.value);
  if (came.is === 'nothing') return ready(undefined);
  if (came.is === 'read') return { is: 'untried' };
  if (came.is === 'timed-out')
    return { is: 'timed-out', says: 'Ended after 400 ms. A lead with it fails: simplify it.' };
  const { code, says, position } = came;
  return { is: 'fault', code, says, ...(position === undefined ? {} : { at: position }) };
}

function rowOf({ is, value, isConverted, says }: RowResult, field: AdaptorField | undefined): RowPreview {
  const isUnmapped = field !== undefined && !isFilled(field);
  if (isUnmapped && is === 'missing') return { is, says: 'It is required and not mapped.' };
  if (isUnmapped && is === 'left-out') return { is: 'unmapped' };
  return {
    is,
    ...(value === undefined ? {} : { value }),
    ...(isConverted ? { isConverted } : {}),
    ...(says === undefined ? {} : { says }),
  };
}
