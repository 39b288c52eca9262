// What the rows of an adaptor come to on a sample, from what their expressions came to in the worker. Pure.
import type { AdaptorDocument, AdaptorField, Json, JsonObject } from '../../../flows/language/document.ts';
import { isTrue } from '../../../flows/language/json.ts';
import { type GivenField, mapFields, type RowResult } from '../../../flows/language/mapping.ts';
import { compileRead, type ReadValue } from '../../../flows/language/read-value.ts';
import { isZone } from '../../../flows/language/zone.ts';
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
  /** True where it is the row's condition that fails. */
  inCondition?: boolean;
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

/** What the rows are tried with. `zone`: where the document names none. `now`: milliseconds since 1970. */
export interface PreviewWith {
  zone: string;
  now: number;
  /** What an expression came to; `part` says of what it is: `partOf`. */
  tried: (text: string, part: string) => Tried | undefined;
}

/** What an expression is of: its row, and which of the two of it. */
export function partOf(target: string, isCondition: boolean): string {
  return isCondition ? `when ${target}` : target;
}

/** Readers of values by row, made anew only where what they depend on changed. */
export type Readers = readonly (ReadValue | undefined)[];

/** The readers of all rows; a zone that is none counts as UTC until it is mended. */
export function readersOf({ fields, tables = {}, zone: own }: RowsOf, zone: string): Readers {
  const named = own ?? zone;
  return fields.map((field) => compileRead(field, { tables }, isZone(named) ? named : 'UTC'));
}

type RowsOf = Pick<AdaptorDocument, 'fields' | 'tables' | 'zone'>;

/** Maps as a run does, leaving rows out whose value is not known. */
export function previewOf(fields: readonly AdaptorField[], readers: Readers, how: PreviewWith): Preview {
  const known = fields.map((field, index) => givenOf(field, readers[index], how));
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
function givenOf(
  field: AdaptorField,
  read: ReadValue | undefined,
  { tried, now }: PreviewWith,
): GivenField | RowPreview {
  const { target, value, default: instead, empty = 'omit', required = false, type, when } = field;
  const row: GivenField = { target, given: undefined, default: instead, empty, required, type };
  if (when?.trim()) {
    const met = cameTo(tried(when, partOf(target, true)));
    if ('is' in met) return met.is === 'fault' || met.is === 'timed-out' ? { ...met, inCondition: true } : met;
    if (!isTrue(met.value)) return { ...row, isOut: true };
  }
  const came = field.from?.trim() ? cameTo(tried(field.from, partOf(target, false))) : { value };
  if ('is' in came) return came;
  return read ? read(row, came.value, now) : { ...row, given: came.value };
}

/** The value that an expression came to, or why there is none. */
function cameTo(came: Tried | undefined): { value: Json | undefined } | RowPreview {
  if (!came) return { is: 'waiting' };
  if (came.is === 'value') return { value: came.value };
  if (came.is === 'nothing') return { value: undefined };
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
