// Dotted paths: what is set is found, nothing else changes, and no prototype is reached.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../flows/language/document.ts';
import { Failure } from '../../flows/language/failures.ts';
import { getPath, setPath } from '../../flows/language/paths.ts';
import { JSON_OBJECT, JSON_VALUE } from './sample.ts';

const PART = fc.oneof(
  fc.stringMatching(/^[a-z]{1,3}$/),
  fc.nat({ max: 12 }).map(String),
  fc.constantFrom('__proto__', 'constructor', 'prototype', '', 'toString', '00'),
);
const PATH = fc.array(PART, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('.'));

function set(object: JsonObject, path: string, value: Json): boolean {
  try {
    setPath(object, path, value);
    return true;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    expect(error.code).toBe('CONFIG_INVALID');
    return false;
  }
}

describe('getPath', () => {
  const value = { a: { b: [{ c: 1 }, null] }, 'x y': 2, '0': 'zero', toString: 'own' };

  it('reads objects by name and arrays by position', () => {
    expect(getPath(value, 'a.b.0.c')).toBe(1);
    expect(getPath(value, 'a.b.1')).toBeNull();
    expect(getPath(value, 'x y')).toBe(2);
    expect(getPath(value, '0')).toBe('zero');
    expect(getPath(value, 'toString')).toBe('own');
    expect(getPath([[5]], '0.0')).toBe(5);
    expect(getPath('text', '')).toBe('text');
  });

  it('answers undefined where there is nothing of its own', () => {
    for (const path of [
      'b',
      'a.b.2',
      'a.b.-1',
      'a.b.00',
      'a.b.length',
      'a.hasOwnProperty',
      'constructor',
      '__proto__',
      'a..b',
      'x y.length',
      'a.b.1.c',
    ]) {
      expect(getPath(value, path)).toBeUndefined();
    }
    expect(getPath(undefined, 'a')).toBeUndefined();
  });
});

describe('setPath', () => {
  it('makes objects, and arrays for digits', () => {
    const object = {};
    setPath(object, 'a.b.1.c', 5);
    setPath(object, 'a.b.0', 'x');
    setPath(object, '7', 'top');
    expect(object).toEqual({ a: { b: ['x', { c: 5 }] }, '7': 'top' });
  });

  it('refuses what would lose a value or reach too far', () => {
    for (const path of [
      '',
      '.',
      'a.',
      '__proto__.x',
      'a.constructor',
      'prototype',
      'text.x',
      'list.name',
      'list.10000',
      'new.99999999',
    ]) {
      const object = { text: 'hi', list: [1] };
      expect(set(object, path, 1), path).toBe(false);
      expect(object.text).toBe('hi');
      expect(object.list).toEqual([1]);
    }
  });

  it('then finds what it set, for any path that it takes', () => {
    fc.assert(
      fc.property(JSON_OBJECT, PATH, JSON_VALUE, (object, path, value) => {
        if (set(object, path, value)) expect(getPath(object, path)).toEqual(value);
        expect(Object.getPrototypeOf(object)).toBe(Object.prototype);
        expect(({} as Record<string, unknown>).x).toBeUndefined();
        expect(Object.hasOwn(Object.prototype, path)).toBe(['constructor', '__proto__', 'toString'].includes(path));
      }),
      { numRuns: 500 },
    );
  });

  it('keeps what it set before, where the paths are different', () => {
    fc.assert(
      fc.property(PATH, PATH, (one, two) => {
        fc.pre(one !== two && !one.startsWith(`${two}.`) && !two.startsWith(`${one}.`));
        const object = {};
        if (!set(object, one, 'first')) return;
        set(object, two, 'second');
        expect(getPath(object, one)).toBe('first');
      }),
      { numRuns: 500 },
    );
  });
});
