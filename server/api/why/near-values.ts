// Values that are near to what was found: what a comparison would have taken, and what an expression compares with.
import { passes, type Test } from '../../../flows/language/decision.ts';
import type { Json, JsonObject } from '../../../flows/language/document.ts';
import { getPath, setPath } from '../../../flows/language/paths.ts';

/** The simplest text that passes a test; undefined where none is known. */
export function valueFor(test: Test): string | undefined {
  const [first = ''] = test.value.split(',').map((each) => each.trim());
  const own = test.comparison === 'one-of' ? first : test.value.trim();
  const tries = [...(own === '' ? [] : [own]), 'x', '', `${own}x`];
  return tries.find((each) => passes(each, test));
}

/**
 * The data with another value at one place, in `at`; undefined where nothing can stand there. Only what lies on the way is
 * copied: answers may be large, and many values are tried.
 */
export function changedAt(data: Json | undefined, path: string, value: Json): { at: Json } | undefined {
  const whole: { at: Json } = { at: typeof data === 'object' && data !== null ? data : {} };
  copyAlong(whole, ['at', ...path.split('.').slice(0, -1)]);
  try {
    setPath(whole, `at.${path}`, value);
    return whole;
  } catch {
    // A path that goes through a text, say: there is no such change.
    return undefined;
  }
}

function copyAlong(whole: JsonObject, parts: readonly string[]): void {
  let place: JsonObject | Json[] = whole;
  for (const part of parts) {
    const next: Json | undefined = getPath(place, part);
    if (typeof next !== 'object' || next === null) return;
    const copy: JsonObject | Json[] = Array.isArray(next) ? [...next] : { ...next };
    (place as JsonObject)[part] = copy;
    place = copy;
  }
}

/** What a value might have been, nearest first: the literals of the expression, numbers beside them, yes and no, nothing. */
export function nearValues(expression: string, found: Json | undefined): Json[] {
  const texts = [...expression.matchAll(/"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'/g)].map(
    ([, double, single]) => double ?? single ?? '',
  );
  const numbers = [...expression.matchAll(/(?<![\w"'.])-?\d+(?:\.\d+)?(?![\w"'])/g)].map(([text]) => Number(text));
  const domain = typeof found === 'string' && /^[^@\s]+@/.test(found) ? [found.replace(/@.*$/, '@example.com')] : [];
  const near = numbers.flatMap((number) => [number, number + 1, number - 1]);
  const asText = typeof found === 'string' ? near.map(String) : [];
  const rest: Json[] = typeof found === 'boolean' ? [!found] : [true, false];
  return [...new Set<Json>([...texts, ...domain, ...asText, ...near, ...rest, ''])];
}
