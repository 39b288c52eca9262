// Random texts of expressions over the fields a, b, c and d, made to hit the rules of sequences, predicates and types.
import * as fc from 'fast-check';

const ONE =
  'sum count max min average string lowercase length trim number abs floor boolean not keys exists spread merge '
    .concat('reverse type distinct sort clone join zip')
    .split(' ');
const TWO = 'append lookup split join contains substring substringBefore pad power round zip'.split(' ');
const SIGNS = ['=', '!=', '<', '>', '<=', '>=', 'in', 'and', 'or', '&', '+', '-', '*', '/', '%', '?:', '??'];

const { expression } = fc.letrec<{ expression: string; step: string }>((tie) => {
  const inner = tie('expression');
  const leaf = fc.constantFrom(
    'a',
    'b',
    'c',
    'd',
    'a.b',
    'a.b.c',
    '*',
    '$',
    '1',
    '0',
    '-1',
    '"x"',
    '"ab"',
    'true',
    'null',
    'b.c[0]',
    '(a[])',
  );
  return {
    step: fc.oneof(
      fc.constantFrom('a', 'b', 'c', '*', '$string()', '$keys()'),
      inner.map((each) => `(${each})`),
      inner.map((each) => `[${each}]`),
      inner.map((each) => `{"z": ${each}}`),
    ),
    expression: fc.oneof(
      { depthSize: 'medium' },
      leaf,
      fc.tuple(inner, tie('step')).map(([left, step]) => `(${left}).${step}`),
      fc
        .tuple(leaf, tie('step'))
        .map(([left, step]) => (/^[a-d]/.test(left) ? `${left}.${step}` : `(${left}).${step}`)),
      fc.tuple(inner, fc.oneof(fc.constantFrom('0', '-1', '1'), inner)).map(([left, test]) => `(${left})[${test}]`),
      fc.tuple(fc.constantFrom('a', 'b.c', 'c.*'), inner).map(([left, test]) => `${left}[${test}].a`),
      inner.map((each) => `((${each})[])`),
      fc.array(inner, { maxLength: 3 }).map((each) => `[${each.join(', ')}]`),
      fc
        .tuple(fc.constantFrom('"p"', 'a', '$string(b)'), inner, inner)
        .map(([key, p, q]) => `{${key}: ${p}, "q": ${q}}`),
      fc.tuple(inner, fc.constantFrom(...SIGNS), inner).map(([left, sign, right]) => `(${left} ${sign} ${right})`),
      fc.tuple(inner, inner, inner).map(([test, then, other]) => `(${test} ? ${then} : ${other})`),
      fc.tuple(fc.constantFrom(...ONE), inner).map(([name, of]) => `$${name}(${of})`),
      fc.tuple(fc.constantFrom(...TWO), inner, inner).map(([name, of, by]) => `$${name}(${of}, ${by})`),
      fc.tuple(inner, fc.constantFrom('', '<', '>'), leaf).map(([left, way, key]) => `((${left})^(${way}${key}))`),
      fc.tuple(inner, fc.constantFrom(...ONE)).map(([left, name]) => `(${left} ~> $${name})`),
    ),
  };
});

/** Expressions of moderate depth. */
export const randomExpressions: fc.Arbitrary<string> = expression.filter((text) => text.length < 500);
