// What the adaptor's table does to the document: fixed or mapped rows, values as they are typed, faults. Pure.
import type { AdaptorDocument, AdaptorField, Json } from '../../../flows/language/document.ts';

/** Where a row takes its value from. */
export type FieldMode = 'from' | 'value';

/** A row with a fixed value is one that has `value` and no expression. */
export function modeOf(field: AdaptorField): FieldMode {
  return field.value !== undefined && field.from === undefined ? 'value' : 'from';
}

/** The row in the other mode; what it held before goes. */
export function withMode(field: AdaptorField, mode: FieldMode): AdaptorField {
  const { from: _, value: __, ...rest } = field;
  return mode === 'value' ? { ...rest, value: '' } : { ...rest, from: '' };
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
  return { target: '', from: '' };
}

/** What is wrong with each row, by its place: no target, two of one name, nothing to take a value from. */
export function fieldFaults(fields: readonly AdaptorField[]): Map<number, string> {
  const faults = new Map<number, string>();
  const seen = new Set<string>();
  for (const [index, field] of fields.entries()) {
    const target = field.target.trim();
    if (target === '') faults.set(index, 'Name the field of the receiver, such as contact.phone.');
    else if (seen.has(target)) faults.set(index, `${target} is filled by a row above; remove one of the two.`);
    else if (!field.from?.trim() && field.value === undefined && field.default === undefined) {
      faults.set(index, 'Say where the value comes from, such as lead.phone_number.');
    }
    seen.add(target);
  }
  return faults;
}

/** The first thing that keeps the document from being saved, in words. */
export function adaptorFault(document: AdaptorDocument): string | undefined {
  if (document.name.trim() === '') return 'Give the adaptor a name.';
  const [first] = fieldFaults(document.fields);
  return first && `Row ${first[0] + 1}: ${first[1]}`;
}
