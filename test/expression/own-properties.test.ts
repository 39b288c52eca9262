// Nothing that is inherited is ever reached, nothing shared is ever changed, and what comes out is plain JSON.
import * as fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { compileExpression } from '../../flows/expression/compile.ts';
import { parseExpression } from '../../flows/expression/parse.ts';
import { plainResult } from '../../flows/expression/result.ts';

const INHERITED = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'valueOf',
  'hasOwnProperty',
  '__lookupGetter__',
  '__defineGetter__',
];
const options = { now: 0, random: () => 0 };
const shared = Object.getOwnPropertyNames(Object.prototype).sort();

function evaluate(text: string, input: object = {}) {
  const compiled = compileExpression(text);
  if (!compiled.total) throw new Error(compiled.whyNot);
  return compiled.evaluate(input, options);
}

afterEach(() => {
  expect(Object.getOwnPropertyNames(Object.prototype).sort()).toEqual(shared);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

describe('own properties alone', () => {
  it.each(INHERITED)('are found: not %s', (name) => {
    const input = { lead: { list: [1, { a: 1 }], text: 'x', number: 1 } };
    for (const of of ['lead', 'lead.list', 'lead.text', 'lead.number', '$', '"x"', '[1]', '{"a": 1}', 'lead.list[1]']) {
      expect(evaluate(`(${of}).${name}`, input), of).toBeUndefined();
      expect(evaluate(`$lookup(${of}, "${name}")`, input), of).toBeUndefined();
      expect(evaluate(`(${of}).${name}.${name}`, input), of).toBeUndefined();
    }
    expect(evaluate(`lead[${name}]`, input)).toBeUndefined();
    expect(evaluate(`$keys({"a": 1})`, input)).toEqual(['a'].length === 1 ? 'a' : []);
    expect(parseExpression(`$${name}("return 1")`)).toMatchObject({ ok: false, code: 'T1006' });
    expect(parseExpression(`$${name}`)).toMatchObject({ ok: false, code: 'EXPRESSION_UNKNOWN_NAME' });
  });

  it('are set, whatever their name', () => {
    expect(evaluate('{"constructor": 1, "toString": 2}')).toEqual({ constructor: 1, toString: 2 });
    expect(evaluate('{"__proto__": {"polluted": 1}}.polluted')).toBeUndefined();
    expect(evaluate('$keys({"__proto__": {"polluted": 1}})')).toBe('__proto__');
    expect(evaluate('$merge([{"__proto__": {"polluted": 1}}, {"a": 1}]).polluted')).toBeUndefined();
    expect(evaluate('lead{key: value}', { lead: { key: '__proto__', value: { polluted: 1 } } })).toEqual({});
  });

  it('leave a result without __proto__, with an ordinary prototype, sharing nothing with the input', () => {
    const hostile = JSON.parse('{"lead": {"__proto__": {"polluted": true}, "a": {"b": [1]}}}') as { lead: object };
    const made = evaluate('lead', hostile) as { a: { b: number[] } };
    expect(Object.keys(made)).toEqual(['a']);
    expect(Object.getPrototypeOf(made)).toBe(Object.prototype);
    made.a.b.push(2);
    expect(hostile.lead).toMatchObject({ a: { b: [1] } });
  });

  it('survive any key at all', () => {
    const keys = fc.oneof(fc.constantFrom(...INHERITED, 'sequence', 'length', 'cons', 'tupleStream'), fc.string());
    fc.assert(
      fc.property(fc.dictionary(keys, fc.jsonValue({ maxDepth: 2 })), (lead) => {
        const { __proto__: _, ...expected } = JSON.parse(JSON.stringify({ ...lead })) as Record<string, unknown>;
        expect(evaluate('$merge([lead, {}])', { lead })).toEqual(plainResult(expected));
        for (const key of Object.keys(lead)) evaluate('$lookup(lead, key)', { lead, key });
      }),
      { numRuns: 200 },
    );
  });
});

describe('a result', () => {
  it('is plain JSON: no marks of lists, no missing fields, no numbers that are none', () => {
    expect(evaluate('lead.a[]', { lead: [{ a: 1 }] })).toEqual([1]);
    expect(Object.keys(evaluate('lead.a', { lead: [{ a: 1 }, { a: 2 }] }) as object)).toEqual(['0', '1']);
    expect(evaluate('{"a": missing}')).toEqual({});
    expect(Object.is(evaluate('-lead', { lead: 0 }), 0)).toBe(true);
    expect(() => evaluate('1/0')).toThrow(expect.objectContaining({ code: 'D1001' }));
    expect(() => evaluate('[0/0]')).toThrow(expect.objectContaining({ code: 'D1001' }));
  });

  it('is never a function', () => {
    expect(plainResult(() => 1)).toBeUndefined();
    expect(() => plainResult({ a: { _jsonata_lambda: true } })).toThrow('function');
  });
});
