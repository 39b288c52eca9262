// The values that expressions work on, and JSONata's rules for them: sequences, truth, equality, look-up.
import type { Budget } from './budget.ts';
import { ExpressionError } from './expression-error.ts';

/** Any JSON value. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** A value inside an evaluation. */
export type Value = undefined | null | boolean | number | string | List | Dict;
export interface Dict {
  [key: string]: Value;
}
/**
 * A list with JSONata's marks. `sequence`: results that unwrap when there is one; `keepSingleton`: not this one;
 * `cons`: a constructed array that must not be flattened; `outerWrapper`: wraps an input that is an array itself.
 * They are plain properties with JSONata's names because its equality and wildcard rules can see them.
 */
export interface List extends Array<Value> {
  sequence?: true;
  keepSingleton?: true;
  cons?: true;
  outerWrapper?: true;
}

/** What an evaluation carries along. */
export interface Run {
  readonly root: Value;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly random: () => number;
  readonly budget: Budget;
}
/** A compiled part of an expression. */
export type Closure = (input: Value, run: Run) => Value;

/** A sequence of nothing. */
export function emptySequence(): List {
  const list: List = [];
  list.sequence = true;
  return list;
}

/** A sequence of one. */
export function sequenceOf(value: Value): List {
  const list: List = [value];
  list.sequence = true;
  return list;
}

export function isSequence(value: Value): value is List {
  return Array.isArray(value) && value.sequence === true;
}

export function isDict(value: unknown): value is Dict {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A sequence of none is nothing, a sequence of one is its item, unless it is to be kept. */
export function settle(value: Value, keep: boolean): Value {
  if (!isSequence(value)) return value;
  if (keep) value.keepSingleton = true;
  if (value.length === 0) return undefined;
  return value.length === 1 && !value.keepSingleton ? value[0] : value;
}

/** Sets an own property, whatever its name: `__proto__` must never reach the prototype. */
export function put(target: Dict, key: string, value: Value): void {
  if (key === '__proto__') {
    Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
  } else target[key] = value;
}

/** A number that can be reckoned with. Fails with D1001 on an infinite one. */
export function isNumeric(value: Value): value is number {
  if (typeof value !== 'number' || Number.isNaN(value)) return false;
  if (!Number.isFinite(value)) throw new ExpressionError('D1001');
  return true;
}

/** JSONata's effective boolean; nothing counts as false. */
export function isTrue(value: Value, budget: Budget): boolean {
  if (value === undefined || value === null) return false;
  if (Array.isArray(value)) {
    budget.step();
    if (value.length === 1) return isTrue(value[0], budget);
    let found = false;
    for (const item of value) {
      budget.step();
      if (isTrue(item, budget)) found = true;
    }
    return found;
  }
  if (typeof value === 'boolean') return value;
  if (typeof value === 'string') return value.length > 0;
  if (typeof value === 'number') return isNumeric(value) && value !== 0;
  for (const key in value) if (Object.hasOwn(value, key)) return true;
  return false;
}

/** Deep equality as JSONata has it: keys in any order, items in theirs. */
export function isEqual(left: Value, right: Value, budget: Budget): boolean {
  if (left === right) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  budget.step();
  if (Array.isArray(left) && Array.isArray(right)) {
    if (left.length !== right.length) return false;
    for (let at = 0; at < left.length; at++) {
      budget.step();
      if (!isEqual(left[at], right[at], budget)) return false;
    }
    return true;
  }
  // An array and an object are compared by their property names too, so that `length` counts.
  const keys = Object.getOwnPropertyNames(left);
  if (keys.length !== Object.getOwnPropertyNames(right).length) return false;
  for (const key of keys) {
    budget.step();
    if (!Object.hasOwn(right, key)) return false;
  }
  return keys.every((key) => isEqual(property(left, key), property(right, key), budget));
}

function property(of: object, key: string): Value {
  return Object.getOwnPropertyDescriptor(of, key)?.value;
}

/** The field of an object; of a list, the field of each item in one sequence. Own properties only. */
export function lookup(input: Value, key: string, budget: Budget): Value {
  if (typeof input !== 'object' || input === null) return undefined;
  if (!Array.isArray(input)) return Object.hasOwn(input, key) ? input[key] : undefined;
  const found = emptySequence();
  for (const item of input) {
    budget.step();
    const value = lookup(item, key, budget);
    if (Array.isArray(value)) {
      budget.items(value.length);
      for (const each of value) found.push(each);
    } else if (value !== undefined) {
      budget.items(1);
      found.push(value);
    }
  }
  return found;
}

/** Puts the second after the first; either may be one item. The result is no sequence. */
export function append(first: Value, second: Value, budget: Budget): Value {
  if (first === undefined) return second;
  if (second === undefined) return first;
  const size = (Array.isArray(first) ? first.length : 1) + (Array.isArray(second) ? second.length : 1);
  budget.items(size);
  const head: List = Array.isArray(first) ? first : [first];
  return head.concat(Array.isArray(second) ? second : [second]);
}
