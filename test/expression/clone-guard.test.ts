// The guard before JSONata's parser: it counts the copies that `?:` and `??` make, and stops what would double for ever.
import * as fc from 'fast-check';
import jsonata from 'jsonata';
import { describe, expect, it, vi } from 'vitest';
import { copiesOf } from '../../flows/expression/clone-guard.ts';
import { parseExpression } from '../../flows/expression/parse.ts';
import { CORPUS } from './corpus.ts';
import { randomExpressions } from './random-expressions.ts';

/** How often the parser really copies, or undefined where the text does not parse. */
function copied(text: string): number | undefined {
  const spy = vi.spyOn(JSON, 'stringify');
  try {
    jsonata(text);
    return spy.mock.calls.length;
  } catch {
    return undefined;
  } finally {
    spy.mockRestore();
  }
}

describe('the guard against copies', () => {
  it.each([
    'a ?: b',
    'a ?? b ?: c',
    '"?:" ?: "it\\"s ??"',
    "'a ?? b' ?? c",
    '`?:` ?: a',
    '/* ?: */ a ?? b',
    '$match(a, /?:(|["]+)/) ?: b',
    '$replace(a, /\\/"/, "") ?? b / c ?: d / e',
    '[a / b, a ?? b] / c',
    'a[b / c] ?? d',
    'function($x, $y)<s-n?:s>{ $x ?: $y }("a", 1)',
    'and / or ?: in',
    '* / 2 ?: (% ?? 1)',
    '-1.5e3 / 2 ?? 1..2',
    'a ? b : c ?: d',
  ])('counts as the parser does: %s', (text) => {
    const real = copied(text);
    if (real !== undefined) expect(copiesOf(text)?.copies).toBe(real);
    else expect(parseExpression(text).ok).toBe(false);
  });

  it('counts as the parser does in every expression that parses', () => {
    for (const text of CORPUS) expect(copiesOf(text)?.copies, text).toBe(copied(text));
    fc.assert(
      fc.property(randomExpressions, (text) => {
        const real = copied(text);
        if (real !== undefined && real < 50) expect(copiesOf(text)?.copies).toBe(real);
      }),
      { numRuns: 500 },
    );
  });

  it('refuses nested defaults at once, where the parser would double its work each time', () => {
    let text = 'lead.a';
    for (let level = 0; level < 40; level++) text = `(${text} ?: lead.b)`;
    const before = performance.now();
    expect(parseExpression(text)).toMatchObject({ ok: false, code: 'EXPRESSION_TOO_LARGE' });
    expect(performance.now() - before).toBeLessThan(2000);
  });

  it('takes a few nested defaults, and any number side by side', () => {
    expect(parseExpression('((lead.a ?: lead.b) ?: lead.c) ?? lead.d').ok).toBe(true);
    expect(parseExpression(`[${'lead.a ?? "", '.repeat(300)}1]`).ok).toBe(true);
  });

  it('does not judge a signature that could hide text from it', () => {
    expect(copiesOf('function($x)<s/"/:s>{ $x }')).toBeUndefined();
    expect(copiesOf('function($x)<s-n:s>{ $x }')).toBeDefined();
  });
});
