// Holds the total subset to jsonata on the expressions that people write, with usual, random and hostile data.
import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CompiledExpression, compileExpression } from '../../flows/expression/compile.ts';
import { rounds } from '../support/rounds.ts';
import { CORPUS } from './corpus.ts';
import { randomExpressions } from './random-expressions.ts';
import { byJsonata, made, writesIntoLists } from './reference.ts';
import { randomViews, USUAL } from './views.ts';

const options = { now: 1_769_851_800_000, random: () => 0.5 };

function total(text: string): CompiledExpression & { total: true } {
  const compiled = compileExpression(text);
  if (!compiled.total) throw new Error(`${text} is not total: ${compiled.whyNot}`);
  return compiled;
}

describe('the total subset', () => {
  it('holds at least 150 expressions that map leads', () => {
    expect(new Set(CORPUS).size).toBe(CORPUS.length);
    expect(CORPUS.length).toBeGreaterThanOrEqual(150);
    for (const text of CORPUS) expect(compileExpression(text), text).toMatchObject({ total: true });
  });

  it('makes of a usual lead what jsonata makes', async () => {
    for (const text of CORPUS) {
      const ours = made(() => total(text).evaluate(USUAL, options));
      expect(ours, text).toEqual(await byJsonata(text, USUAL));
    }
  });

  it('makes of random leads what jsonata makes', async () => {
    const compiled = CORPUS.map(total);
    await fc.assert(
      fc.asyncProperty(randomViews, async (view) => {
        for (const expression of compiled) {
          const ours = made(() => expression.evaluate(view, options));
          expect(ours, expression.text).toEqual(await byJsonata(expression.text, view));
        }
      }),
      rounds(10),
    );
  });

  it('makes of random expressions what jsonata makes, and never changes the input', async () => {
    const value = fc
      .jsonValue({ maxDepth: 3, noUnicodeString: true })
      .map((each) => JSON.parse(JSON.stringify(each)) as unknown);
    const inputs = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.oneof(value, anyList()), { maxKeys: 4 });
    await fc.assert(
      fc.asyncProperty(randomExpressions, inputs, async (text, input) => {
        const compiled = compileExpression(text);
        if (!compiled.total) return;
        const before = JSON.stringify(input);
        const ours = made(() => compiled.evaluate(input, options));
        expect(JSON.stringify(input)).toBe(before);
        const theirs = await byJsonata(text, input);
        // What JSONata makes of a list that it has written into is nobody's data.
        if (!isDeepStrictEqual(ours, theirs) && (await writesIntoLists(text, input))) return;
        // Where several parts of one constructor fail, jsonata reports the one whose promise was first.
        if ('code' in ours && 'code' in theirs) return;
        expect(ours).toEqual(theirs);
      }),
      rounds(800),
    );
  });

  it('takes the clock and the dice from the evaluation', () => {
    expect(total('$now()').evaluate({}, options)).toBe('2026-01-31T09:30:00.000Z');
    expect(total('$now("[Y0001]-[M01]-[D01]", "+1500")').evaluate({}, options)).toBe('2026-02-01');
    expect(total('$millis()').evaluate({}, options)).toBe(1_769_851_800_000);
    expect(total('$toMillis("10:15", "[H01]:[m01]")').evaluate({}, options)).toBe(Date.UTC(2026, 0, 31, 10, 15));
    expect(total('$random()').evaluate({}, options)).toBe(0.5);
    expect(total('$shuffle([1, 2, 3])').evaluate({}, { ...options, random: () => 0 })).toEqual(
      [3, 1, 2].toSorted(() => 0),
    );
  });
});

function anyList(): fc.Arbitrary<unknown> {
  const record = fc.dictionary(
    fc.constantFrom('a', 'b', 'c', 'd'),
    fc.oneof(fc.integer(), fc.constantFrom('x', 'ab', '1', true, null)),
  );
  return fc.array(fc.oneof(record, fc.array(record, { maxLength: 2 }), fc.integer({ min: -2, max: 3 })), {
    maxLength: 4,
  });
}
