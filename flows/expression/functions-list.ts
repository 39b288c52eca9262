// Built-ins on lists, objects and any value.
import { ExpressionError } from './expression-error.ts';
import { plain } from './functions-number.ts';
import { type Builtin, textOf } from './functions-text.ts';
import { shuffled } from './random.ts';
import type { Argument } from './signature.ts';
import { sorted } from './sort.ts';
import {
  append,
  type Dict,
  emptySequence,
  isDict,
  isEqual,
  isNumeric,
  isSequence,
  type List,
  lookup,
  put,
  type Run,
  type Value,
} from './value.ts';

/** Built-ins on lists, objects and any value, by name. */
export const LIST_FUNCTIONS: Readonly<Record<string, Builtin>> = {
  count: (_run, list) => (Array.isArray(list) ? list.length : 0),
  append: (run, first, second) => append(plain(first), plain(second), run.budget),
  reverse: (run, list) => {
    if (!Array.isArray(list) || list.length <= 1) return plain(list);
    run.budget.items(list.length);
    return [...list].reverse();
  },
  shuffle: (run, list) => {
    if (!Array.isArray(list) || list.length <= 1) return plain(list);
    run.budget.items(list.length);
    return shuffled<Value>(list, run.random);
  },
  distinct: (run, list) => (Array.isArray(list) && list.length > 1 ? distinct(list, run) : plain(list)),
  sort: (run, list) => (Array.isArray(list) ? sortPlain(list, run) : undefined),
  zip: (run, ...lists) => zip(lists, run),
  keys: (run, value) => keysOf(plain(value), run),
  lookup: (run, value, key) => lookup(plain(value), String(key), run.budget),
  spread: (run, value) => spread(plain(value), run),
  merge: (run, list) => (Array.isArray(list) ? merge(list, run) : undefined),
  exists: (_run, value) => value !== undefined,
  type: (_run, value) => typeOf(plain(value)),
  clone: (run, value) => {
    const text = textOf(plain(value), run.budget);
    return text === undefined ? undefined : (JSON.parse(text) as Value);
  },
  error: (_run, message) => {
    throw new ExpressionError('D3137', { message: spoken(message, '$error was reached.') });
  },
  assert: (_run, holds, message) => {
    if (!holds) throw new ExpressionError('D3141', { message: spoken(message, '$assert did not hold.') });
    return undefined;
  },
};

function spoken(message: Argument, fallback: string): string {
  return typeof message === 'string' && message !== '' ? message : fallback;
}

function distinct(list: List, run: Run): Value {
  const found: List = isSequence(list) ? emptySequence() : [];
  const seen = new Set<Value>();
  const objects: Value[] = [];
  for (const item of list) {
    run.budget.step();
    const structured = typeof item === 'object' && item !== null;
    // NaN is equal to nothing, not even itself.
    const known = structured
      ? objects.some((each) => isEqual(item, each, run.budget))
      : seen.has(item) && !Number.isNaN(item);
    if (known) continue;
    run.budget.items(1);
    if (structured) objects.push(item);
    else seen.add(item);
    found.push(item);
  }
  return found;
}

function sortPlain(list: List, run: Run): Value {
  if (list.length <= 1) return list;
  run.budget.scan(list.length);
  // Counted as JSONata does, so that an infinite number is met before a text.
  const numbers = list.filter((item) => !isNumeric(item)).length === 0;
  if (!numbers && list.some((item) => typeof item !== 'string')) throw new ExpressionError('D3070');
  return sorted(list, run, (a, b) => (a as string) > (b as string));
}

function zip(lists: readonly Argument[], run: Run): Value {
  const shortest = Math.min(...lists.map((list) => (Array.isArray(list) ? list.length : 0)));
  run.budget.items(shortest * (lists.length + 1));
  return Array.from(
    { length: shortest },
    (_, at): Value => lists.map((list) => (Array.isArray(list) ? list[at] : undefined)),
  );
}

function keysOf(value: Value, run: Run): List {
  const found = emptySequence();
  if (Array.isArray(value)) {
    // An object gathers the names, so that they come in the order that an object gives them.
    const names: Record<string, true> = Object.create(null);
    for (const item of value) {
      run.budget.step();
      for (const key of keysOf(item, run)) names[String(key)] = true;
    }
    return keysOf(names as unknown as Dict, run);
  }
  if (!isDict(value)) return found;
  const keys = Object.keys(value);
  run.budget.items(keys.length);
  for (const key of keys) found.push(key);
  return found;
}

function spread(value: Value, run: Run): Value {
  if (Array.isArray(value)) {
    const found: List = [];
    let any = false;
    for (const item of value) {
      run.budget.step();
      const parts = spread(item, run);
      if (parts !== undefined) any = true;
      if (Array.isArray(parts)) found.push(...parts);
      else if (parts !== undefined) found.push(parts);
    }
    // Appending makes a plain list of JSONata's sequence; nothing appended leaves it one.
    return any ? found : emptySequence();
  }
  if (!isDict(value)) return value;
  const found = emptySequence();
  for (const key of Object.keys(value)) {
    run.budget.items(1);
    const single: Dict = {};
    put(single, key, value[key]);
    found.push(single);
  }
  return found;
}

function merge(list: List, run: Run): Dict {
  const merged: Dict = {};
  for (const item of list) {
    if (!isDict(item)) continue;
    const keys = Object.keys(item);
    run.budget.items(keys.length);
    for (const key of keys) put(merged, key, item[key]);
  }
  return merged;
}

function typeOf(value: Value): Value {
  if (value === undefined) return undefined;
  if (value === null) return 'null';
  if (isNumeric(value)) return 'number';
  if (Array.isArray(value)) return 'array';
  // NaN is no number to JSONata, and nothing else either.
  return typeof value === 'number' ? 'object' : typeof value;
}
