// The sandbox pool: what it evaluates, what it survives, and that nothing is within reach of an expression.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { compileExpression } from '../../flows/expression/compile.ts';
import { seededRandom } from '../../flows/expression/random.ts';
import { Failure } from '../../flows/language/failures.ts';
import { createExpressionPool } from '../../server/expression/pool.ts';

const pool = createExpressionPool({ deadlineMs: 400 });
const options = { now: 1_769_851_800_000, random: 0.25 };
const evaluate = (text: string, input: object = {}) => pool.evaluate(text, input, options);

afterAll(() => pool.close());

async function failure(text: string, input: object = {}): Promise<Failure> {
  const thrown: unknown = await evaluate(text, input).then(
    (value) => new Error(`it gave ${JSON.stringify(value)?.slice(0, 100)}`),
    (error: unknown) => error,
  );
  if (thrown instanceof Failure) return thrown;
  throw thrown;
}

/** The classes of bombs of the safety report that a lambda makes possible; the rest is in budget.test.ts. */
const BOMBS: Readonly<Record<string, string>> = {
  'tail recursion': '($f := function($x){ $f($x + 1) }; $f(0))',
  'mutual recursion': '($f := function(){ $g() }; $g := function(){ $f() }; $f())',
  'deep recursion': '($f := function($x){ 1 + $f($x) }; $f(0))',
  'a huge range': '[1..1e9]',
  'a range over a range': '[1..10000].[1..10000]',
  'a text doubled': '$length($reduce([1..30], function($a, $b){ $a & $a }, "x"))',
  'a text padded': '$map([1], function($x){ $length($uppercase($pad("x", 500000000))) })',
  'a list doubled': '$reduce([1..40], function($a, $b){ $append($a, $a) }, [1])',
  'a doubled object written': '($d := $reduce([1..30], function($a, $b){ {"l": $a, "r": $a} }, {}); $string($d))',
  'a doubled object as result': '$reduce([1..26], function($a, $b){ {"l": $a, "r": $a} }, {})',
  'a doubled object searched': '($d := $reduce([1..24], function($a, $b){ {"l": $a, "r": $a} }, {}); $count($d.**))',
  'a date picture that backtracks': '$toMillis($pad("", 5000, "a") & "!", $join([1..300].("[MNn]")))',
  'a sort that never agrees': '$sort([1..9999], function($a, $b){ $random() > 0.5 })',
  'a long text put in often': '($t := $pad("", 40000, "a"); $length($replace($t, "a", $t)))',
  'a cross of lists': '($l := [1..3000]; $count($l.($x := $; $l[$ = $x])))',
};

describe('the sandbox pool', () => {
  it('evaluates what the total subset does not hold', async () => {
    const input = { lead: { tags: ['a', 'b'], items: [{ p: 2 }, { p: 3 }] } };
    expect(await evaluate('$map(lead.tags, function($t){ $t & "!" })', input)).toEqual(['a!', 'b!']);
    expect(await evaluate('($t := $sum(lead.items.p); {"total": $t, "none": missing})', input)).toEqual({ total: 5 });
    expect(await evaluate('$filter(lead.items, function($i){ $i.p > 9 })', input)).toBeUndefined();
    expect(await evaluate('lead.items.p', input)).toEqual([2, 3]);
  });

  it('takes clock and dice from the caller, as the total subset does', async () => {
    expect(await evaluate('($n := $now(); $n)')).toBe('2026-01-31T09:30:00.000Z');
    expect(await evaluate('($n := $millis(); $toMillis("10:15", "[H01]:[m01]") - $n)')).toBe(45 * 60_000);
    const text = '[$random(), $shuffle([1, 2, 3, 4, 5])]';
    const compiled = compileExpression(text);
    if (!compiled.total) throw new Error(compiled.whyNot);
    const expected = compiled.evaluate({}, { now: options.now, random: seededRandom(options.random) });
    expect(await evaluate(`($x := 1; ${text})`)).toEqual(expected);
    expect(await evaluate(text)).toEqual(expected);
  });

  it.each(Object.entries(BOMBS))('stops %s, and the next job succeeds', async (_what, text) => {
    const stopped = await failure(text);
    expect(stopped.code).toBe('EXPRESSION_LIMIT');
    expect(stopped.detail).toMatch(/^(D\d{4}|EXPRESSION_LIMIT): /);
    expect(await evaluate('($x := 6; $x * 7)')).toBe(42);
  });

  it('runs regular expressions on RE2, beside defaults too', async () => {
    const text = `${'a'.repeat(40)}!`;
    expect(await evaluate('$map([text], function($t){ $contains($t, /^(a+)+$/) })', { text })).toBe(false);
    expect(await evaluate('($x := 1; $match("ab", /b/).match ?? "none")')).toBe('b');
  });

  it('fails only the lead of a killer expression, while others pass', async () => {
    const killer = evaluate('($d := $reduce([1..30], function($a, $b){ {"l": $a, "r": $a} }, {}); $string($d))').catch(
      (error: unknown) => (error instanceof Failure ? error.code : error),
    );
    const others = Array.from({ length: 40 }, (_, at) => evaluate('($x := at; $x + 1)', { at }));
    expect(await Promise.all(others)).toEqual(Array.from({ length: 40 }, (_, at) => at + 1));
    expect(await killer).toBe('EXPRESSION_LIMIT');
  });

  it('says code and message of what failed', async () => {
    expect(await failure('($x := "a"; $x + 1)')).toMatchObject({
      code: 'EXPRESSION_FAILED',
      detail: 'T2001: The left side of the sum is not a number. It is "a".',
    });
    expect(await failure('($x := 1; $error("No phone"))')).toMatchObject({ detail: 'D3137: No phone' });
    expect((await failure('$map(')).detail).toMatch(/^S0\d+: /);
    expect((await failure('$eval("1")')).detail).toMatch(/^EXPRESSION_EVAL: /);
    expect((await failure('function($x){ $x }')).code).toBe('EXPRESSION_FAILED');
  });

  it('evaluates a wide map: fields side by side do not count as depth', async () => {
    const fields = Array.from({ length: 150 }, (_, at) => `"f${at}": $trim(lead.a & " ")`);
    const made = await evaluate(`($x := 1; {${fields.join(', ')}})`, { lead: { a: 'b' } });
    expect(Object.keys(made ?? {})).toHaveLength(150);
  });

  it('reaches nothing that is inherited', async () => {
    for (const name of ['constructor', '__proto__', 'implementation', 'environment']) {
      expect(await evaluate(`($f := function($x){ $x.${name} }; $f("a"))`), name).toBeUndefined();
      expect(await evaluate(`($f := $string; $f.${name}.${name})`), name).toBeUndefined();
    }
  });

  it('fails an input that is no JSON, and goes on', async () => {
    await expect(evaluate('($x := 1; $x)', { big: 1n })).rejects.toThrow();
    expect(await evaluate('($x := 1; $x)')).toBe(1);
  });
});

describe('the processes of the pool', () => {
  it('are not started before they are needed, and refuse jobs once closed', async () => {
    const idle = createExpressionPool();
    await idle.close();
    await expect(idle.evaluate('1', {}, options)).rejects.toMatchObject({ code: 'SHUTTING_DOWN' });
  });

  it('never keep the server from ending', () => {
    const script = `
      import { createExpressionPool } from ${JSON.stringify(join(import.meta.dirname, '../../server/expression/pool.ts'))};
      const pool = createExpressionPool();
      console.log(await pool.evaluate('($x := 1; $x + 1)', {}, { now: 0, random: 0 }));`;
    const printed = execFileSync(process.execPath, ['--input-type=module', '--eval', script], { timeout: 20_000 });
    expect(String(printed).trim()).toBe('2');
  });
});
