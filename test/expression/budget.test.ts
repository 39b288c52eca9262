// The budget of the total subset: what would take seconds, or gigabytes, stops within milliseconds.
import { describe, expect, it } from 'vitest';
import { Budget } from '../../flows/expression/budget.ts';
import { type CompiledExpression, compileExpression } from '../../flows/expression/compile.ts';
import { made } from './reference.ts';

const options = { now: 0, random: () => 0 };
const LIMIT = { code: 'EXPRESSION_LIMIT' };

function total(text: string): CompiledExpression & { total: true } {
  const compiled = compileExpression(text);
  if (!compiled.total) throw new Error(`${text} is not total: ${compiled.whyNot}`);
  return compiled;
}

const long = 'a'.repeat(500_000);
const many = Array.from({ length: 9_000 }, (_, id) => ({ id, name: `n${id}`, at: id % 7 }));
const input = {
  long,
  a40: 'a'.repeat(40_000),
  b40: 'b'.repeat(40_000),
  many,
  tags: many.map((each) => each.name),
  a5: 'a'.repeat(5_000),
};

/** Bombs without lambdas: text of the expression -> what it tries. */
const BOMBS: Readonly<Record<string, string>> = {
  'replacing by a long text many times': '$replace(a40, "a", b40)',
  'replacing by a long group': '$replace(a5, /(a+)/, "$1$1$1$1") & $replace(a40, /a/, b40)',
  'doubling a text by steps': `("x")${'.($ & $)'.repeat(60)}`,
  'doubling an object by steps': `$${'.{"l": $, "r": $}'.repeat(60)}`,
  'writing a doubled object as text': `$string($${'.{"l": $, "r": $}'.repeat(40)})`,
  'comparing two doubled objects': `($${'.{"l": $, "r": $}'.repeat(30)}) = ($${'.{"l": $, "r": $}'.repeat(30)})`,
  'truth of a doubled list': `$boolean([0]${'.([$, $])'.repeat(30)})`,
  'padding without end': '$pad("x", 500000000)',
  'padding by a long text': '$pad("x", 99999999, "ab")',
  'distinct objects': '$distinct(many)',
  'looking for a long text in a long text': '$contains(long, $substring(long, 0, 200000) & "b")',
  'splitting into letters': '$split(long, "")',
  'a regular expression that reads to the end each time': '$match(a40, /a.*b|a/)',
  'a nested repeat over a long text': '$match(long, /(a|a)*b|a/)',
  'joining without end': '$join(tags, long)',
  'a wide date': '$fromMillis(0, "[Y,999999999]")',
  'a long picture': '$fromMillis(0, $pad("", 100000, "[Y]"))',
  'a number picture': '$formatNumber(1, $pad("", 100000, "#"))',
  'a huge Roman number': '$formatInteger(1e15, "I")',
  'sorting and merging again and again': '$sort(tags) ~> $append($sort(tags)) ~> $append($sort(tags))',
  'keys of very many': '$keys(many.{name: 1})',
  'grouping very many': 'many{name: $}',
  'encoding a long text': '$encodeUrl(long)',
  'a result over 256 kB': '[long]',
  'a result that holds one thing often': '[a40, a40, a40, a40, a40, a40, a40]',
};

describe('the budget', () => {
  it.each(Object.entries(BOMBS))('stops %s', (_what, text) => {
    const compiled = total(text);
    const before = process.cpuUsage();
    expect(made(() => compiled.evaluate(input, options))).toEqual(LIMIT);
    // Processor time, so that a busy machine does not count. Microseconds.
    expect(process.cpuUsage(before).user).toBeLessThan(1_000_000);
  });

  it('says what was exceeded and what to do', () => {
    expect(() => total('$pad("x", 5e8)').evaluate({}, options)).toThrow('More than 1 MB of text. Simplify it');
  });

  it('lets a regular expression that would backtrack for ever answer at once', () => {
    const text = `${'a'.repeat(40)}!`;
    expect(total('$contains(text, /^(a+)+$/)').evaluate({ text }, options)).toBe(false);
    expect(total('$split(text, /(a*)*b/)').evaluate({ text }, options)).toEqual([text]);
  });

  it('is enough for a large but honest mapping', () => {
    const fields = Array.from(
      { length: 200 },
      (_, at) => `"f${at}": $uppercase($trim(lead.f${at})) & "-" & $string(lead.n)`,
    );
    const lead = Object.fromEntries(Array.from({ length: 200 }, (_, at) => [`f${at}`, ` value ${at} `]));
    const made = total(`{${fields.join(', ')}}`).evaluate({ lead: { ...lead, n: 1 } }, options);
    expect(Object.keys(made ?? {})).toHaveLength(200);
    const notes = 'a few words of notes, '.repeat(400);
    expect(total('$replace(notes, /\\s+/, " ")').evaluate({ notes }, options)).toHaveLength(notes.length);
  });

  it('is shared by the evaluations that are handed the same one', () => {
    const budget = new Budget();
    const compiled = total('$count($split(text, ","))');
    const evaluate = () => compiled.evaluate({ text: ','.repeat(3_999) }, { ...options, budget });
    expect(evaluate()).toBe(4_000);
    expect(evaluate()).toBe(4_000);
    expect(made(evaluate)).toEqual(LIMIT);
  });
});
