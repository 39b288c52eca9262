// Turns the value of an expression into plain JSON that shares nothing with the input, and measures it on the way.
import { exceeded, LIMITS } from './budget.ts';
import { ExpressionError } from './expression-error.ts';
import type { Json, Value } from './value.ts';

/** Characters of a text that needs no measuring. */
const SHORT = 1000;

/** How much a result has come to. */
interface Size {
  characters: number;
}

/**
 * The value as plain JSON; `undefined` where there is none. Lists lose JSONata's marks, objects their missing fields and
 * any field called `__proto__`. Fails with EXPRESSION_LIMIT over 256 kB or 500 levels, and with D1001 on 1/0.
 */
export function plainResult(value: unknown): Json | undefined {
  if (value === undefined || typeof value === 'function') return undefined;
  // Most results are a short text, or yes or no, and plain as they are.
  if (typeof value === 'boolean' || (typeof value === 'string' && value.length < SHORT)) return value;
  return plainOf(value as Value, { characters: 0 }, 0) as Json;
}

function plainOf(value: Value, size: Size, depth: number): Json {
  if (typeof value === 'string') {
    grow(size, value.length + 2);
    return value;
  }
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new ExpressionError('D1001');
    grow(size, 8);
    return value === 0 ? 0 : value;
  }
  if (typeof value === 'boolean' || value === null || value === undefined || typeof value !== 'object') {
    grow(size, 5);
    return typeof value === 'boolean' ? value : null;
  }
  if (depth > LIMITS.depth) throw exceeded(`The result is more than ${LIMITS.depth} levels deep.`);
  grow(size, 2);
  if (Array.isArray(value)) {
    const list: Json[] = [];
    for (const item of value) list.push(plainOf(item, size, depth + 1));
    return list;
  }
  if ('_jsonata_function' in value || '_jsonata_lambda' in value) throw isFunction();
  const made: { [key: string]: Json } = {};
  for (const key of Object.keys(value)) {
    const item = value[key];
    if (item === undefined || key === '__proto__') continue;
    grow(size, key.length + 4);
    made[key] = plainOf(item, size, depth + 1);
  }
  return made;
}

function grow(size: Size, by: number): void {
  size.characters += by;
  if (size.characters > LIMITS.result) throw exceeded('The result is over 256 kB.');
}

function isFunction(): ExpressionError {
  return new ExpressionError('EXPRESSION_FAILED', {
    message: 'The result is, or holds, a function. Call the function: write $f(value), not $f.',
  });
}
