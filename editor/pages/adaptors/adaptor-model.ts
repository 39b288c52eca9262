// What the adaptor's table does to the document: fixed or mapped rows, values as they are typed, faults. Pure.
import type { AdaptorDocument, AdaptorField, Json, JsonObject } from '../../../flows/language/document.ts';
import { Failure } from '../../../flows/language/failures.ts';
import { getPath, setPath } from '../../../flows/language/paths.ts';
import { isZone } from '../../../flows/language/zone.ts';

/** Where a row takes its value from. */
export type FieldMode = 'from' | 'value';

/** A row with a fixed value is one that has `value` and no expression. */
export function modeOf(field: AdaptorField): FieldMode {
  return field.value !== undefined && field.from === undefined ? 'value' : 'from';
}

/** The row in the other mode; what it held before goes. */
export function withMode(field: AdaptorField, mode: FieldMode): AdaptorField {
  const { from: _, value: __, ...rest } = field;
  return mode === 'value' ? { ...rest, value: '' } : rest;
}

/** The row with that expression. Without one it has no `from` at all: an empty expression cannot be compiled. */
export function withExpression(field: AdaptorField, text: string): AdaptorField {
  return withPart(field, 'from', text.trim() === '' ? undefined : text);
}

/** The row with one part set; `undefined` takes it out, so that the file stays short. */
export function withPart<K extends keyof AdaptorField>(
  field: AdaptorField,
  key: K,
  value: AdaptorField[K] | undefined,
): AdaptorField {
  const { [key]: _, ...rest } = field;
  return (value === undefined ? rest : { ...rest, [key]: value }) as AdaptorField;
}

/** A fixed value as it stands in its field. */
export function shownValue(value: Json | undefined): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** What was typed as a value: text, unless the row had a number, boolean or object and the text still says one. */
export function typedValue(text: string, before: Json | undefined): Json {
  if (before === undefined || typeof before === 'string') return text;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

/** A new row. */
export function newField(): AdaptorField {
  return { target: '' };
}

/** True where something can give the row a value: an expression, a fixed value, or a default. */
export function isFilled(field: AdaptorField): boolean {
  return Boolean(field.from?.trim()) || field.value !== undefined || field.default !== undefined;
}

/** How many of the required rows are filled. */
export function requiredCount(fields: readonly AdaptorField[]): { filled: number; all: number } {
  const required = fields.filter((field) => field.required);
  return { filled: required.filter(isFilled).length, all: required.length };
}

/** What keeps each row from being saved, by its place: its target, its table, or a value that is said twice over. */
export function fieldFaults({ fields, tables = {} }: Rows): Map<number, string> {
  const faults = new Map<number, string>();
  const marked: JsonObject = {};
  for (const [index, field] of fields.entries()) {
    const fault = targetFault(marked, field.target.trim(), field.when !== undefined) ?? valueFault(field, tables);
    if (fault) faults.set(index, fault);
  }
  return faults;
}

type Rows = Pick<AdaptorDocument, 'fields' | 'tables'>;

function valueFault({ lookup, date }: AdaptorField, tables: NonNullable<Rows['tables']>): string | undefined {
  if (lookup !== undefined && !Object.hasOwn(tables, lookup))
    return `There is no table ${lookup} any more: choose another in the details of the row.`;
  return lookup !== undefined && date !== undefined
    ? 'Its value is looked up in a table, and is a date: keep one of the two, in the details of the row.'
    : undefined;
}

/** Puts a mark at the target, as the mapping will put a value there; one with a condition may take another's place. */
function targetFault(marked: JsonObject, target: string, hasCondition: boolean): string | undefined {
  if (target === '') return 'Name the field of the receiver, such as contact.phone.';
  const there = getPath(marked, target);
  if (there !== undefined && !(there === true && hasCondition))
    return `${target} is filled by a row above; remove one of the two, or give this one a condition.`;
  try {
    setPath(marked, target, true);
    return undefined;
  } catch (error) {
    if (error instanceof Failure) return error.detail ?? error.message;
    throw error;
  }
}

/** The first thing that keeps the document from being saved, in words. */
export function adaptorFault(document: AdaptorDocument): string | undefined {
  if (document.name.trim() === '') return 'Give the adaptor a name.';
  if (document.zone !== undefined && !isZone(document.zone))
    return `There is no time zone ${document.zone}: choose one such as America/New_York.`;
  const [first] = fieldFaults(document);
  return first && `Row ${first[0] + 1}: ${first[1]}`;
}
