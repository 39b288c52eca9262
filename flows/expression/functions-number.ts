// Built-ins on numbers, and the pictures that numbers are written and read by.

import { exceeded } from './budget.ts';
import { ExpressionError } from './expression-error.ts';
import type { Builtin } from './functions-text.ts';
import { NATIVES } from './natives.ts';
import type { Argument } from './signature.ts';
import { isTrue, type Run, type Value } from './value.ts';

/** Built-ins on numbers and truth, by name. */
export const NUMBER_FUNCTIONS: Readonly<Record<string, Builtin>> = {
  number: (run, value) => {
    if (typeof value === 'number' || value === undefined) return value;
    if (typeof value === 'string') run.budget.scan(value.length);
    return native('number', value);
  },
  abs: onNumber((value) => Math.abs(value)),
  floor: onNumber((value) => Math.floor(value)),
  ceil: onNumber((value) => Math.ceil(value)),
  round: (_run, value, digits) => native('round', value, digits),
  sqrt: (_run, value) => native('sqrt', value),
  power: (_run, value, exponent) => native('power', value, exponent),
  random: (run) => run.random(),
  sum: onList((list) => total(list)),
  average: onList((list) => (list.length === 0 ? undefined : total(list) / list.length)),
  max: onList((list) => extreme(list, Math.max)),
  min: onList((list) => extreme(list, Math.min)),
  formatNumber: (run, value, picture) => {
    // JSONata never comes back from scaling an infinite number to a mantissa.
    if (typeof value === 'number' && !Number.isFinite(value)) throw new ExpressionError('D1001');
    pictured(run, picture);
    return native('formatNumber', value, picture);
  },
  formatBase: (_run, value, base) => native('formatBase', value, base),
  formatInteger: (run, value, picture) => {
    if (typeof value === 'number' && !Number.isFinite(value)) throw new ExpressionError('D1001');
    pictured(run, picture);
    // Roman numbers write one letter, and go one call deeper, for each thousand.
    if (typeof value === 'number' && /^i(;|$)/i.test(String(picture))) {
      if (Math.abs(value) > 1_000_000) throw exceeded('A Roman number is too large.');
      run.budget.text(Math.abs(value) / 1000 + 20);
    }
    return native('formatInteger', value, picture);
  },
  parseInteger: (run, text, picture) => {
    pictured(run, picture);
    if (typeof text === 'string') run.budget.steps((text.length * (1 + String(picture).length)) / 16);
    return native('parseInteger', text, picture);
  },
  boolean: (run, value) => (value === undefined ? undefined : isTrue(plain(value), run.budget)),
  not: (run, value) => (value === undefined ? undefined : !isTrue(plain(value), run.budget)),
};

/** Calls JSONata's own function. */
export function native(name: string, ...given: readonly Argument[]): Value {
  return NATIVES.get(name)?.implementation(...given) as Value;
}

/** Charges for a picture: they are read in time that grows with the square of their length. */
export function pictured(run: Run, picture: Argument): void {
  if (typeof picture !== 'string') return;
  run.budget.steps(1 + picture.length / 4 + picture.length ** 2 / 64);
  run.budget.text(picture.length * 10);
}

/** A pattern never reaches a place where a value stands; the compiler sees to it. */
export function plain(value: Argument): Value {
  return value as Value;
}

function onNumber(work: (value: number) => number): Builtin {
  return (_run, value) => (typeof value === 'number' ? work(value) : undefined);
}

function onList(work: (list: readonly Value[]) => Value): Builtin {
  return (run, list) => {
    if (!Array.isArray(list)) return undefined;
    run.budget.scan(list.length);
    return work(list);
  };
}

function total(list: readonly Value[]): number {
  let sum = 0;
  for (const item of list) sum += typeof item === 'number' ? item : 0;
  return sum;
}

function extreme(list: readonly Value[], pick: (a: number, b: number) => number): Value {
  if (list.length === 0) return undefined;
  let found = Number(list[0]);
  for (const item of list) found = pick(found, Number(item));
  return found;
}
