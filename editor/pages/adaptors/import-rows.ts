// What an imported table does to the rows that are there: added, mapped, replaced or left alone. Pure.
import type { AdaptorField } from '../../../flows/language/document.ts';
import { isUnmapped } from './match-names.ts';

/** What becomes of one imported row. */
export type Effect = 'added' | 'mapped' | 'replaced' | 'left alone';

/** What the row would do. One that is mapped already is replaced only where that is wanted. */
export function effectOn(fields: readonly AdaptorField[], target: string, isReplacing: boolean): Effect {
  const there = fields.find((field) => field.target === target);
  if (!there) return 'added';
  if (isUnmapped(there)) return 'mapped';
  return isReplacing ? 'replaced' : 'left alone';
}

/** The rows after the import. What a row said of its target (required, type) stays. */
export function withImported(
  fields: readonly AdaptorField[],
  given: readonly AdaptorField[],
  isReplacing: boolean,
): AdaptorField[] {
  const byTarget = new Map(given.map((field) => [field.target, field]));
  const kept = fields.map((field): AdaptorField => {
    const next = byTarget.get(field.target);
    if (!next || effectOn([field], field.target, isReplacing) === 'left alone') return field;
    const { value: _, from: __, ...rest } = field;
    return { ...rest, ...next };
  });
  const known = new Set(fields.map(({ target }) => target));
  return [...kept, ...given.filter(({ target }) => !known.has(target))];
}
