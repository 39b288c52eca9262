// Convoso writes several targets of one value with commas; here each is a row of its own.
import type { AdaptorField } from '../../../flows/language/document.ts';

/** A row for each target named: `phone_1,phone_2` is two. A row with one target comes back alone, trimmed. */
export function splitTargets(field: AdaptorField): AdaptorField[] {
  const names = [
    ...new Set(
      field.target
        .split(',')
        .map((name) => name.trim())
        .filter((name) => name !== ''),
    ),
  ];
  return names.length === 0 ? [{ ...field, target: '' }] : names.map((target) => ({ ...field, target }));
}
