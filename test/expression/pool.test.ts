// The sandbox pool: what it evaluates, what it survives, and that nothing is within reach of an expression.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { compileExpression } from '../../flows/expression/compile.ts';
import { seededRandom } from '../../flows/expression/random.ts';
import { Failure } from '../../flows/language/failures.ts';
import { createExpressionPool } from '../../server/expression/pool.ts';
import { STOPPED } from './bombs.ts';

const pool = createExpressionPool({ deadlineMs: 1000 });
/** Its patience is short: each bomb takes all of it. */
const hurried = createExpressionPool({ deadlineMs: 400 });
const options = { now: 1_769_851_800_000, random: 0.25 };
const evaluate = (text: string, input: object = {}) => pool.evaluate(text, input, options);

afterAll(() => Promise.all([pool.close(), hurried.close()]));

async function failure(text: string, input: object = {}, by = pool): Promise<Failure> {
  const thrown: unknown = await by.evaluate(text, input, options).then(
    (value) => new Error(`it gave ${JSON.stringify(value)?.slice(0, 100)}`),
    (error: unknown) => error,
  );
  if (thrown instanceof Failure) return thrown;
  throw thrown;
}

/** The sandbox processes of this one, with how long each has worked, nanoseconds. */
function sandboxes(): Map<number, number> {
  const children = readdirSync('/proc/self/task').flatMap((task) =>
    readFileSync(`/proc/self/task/${task}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
  );
  const ofPool = children.filter((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('sandbox.ts'));
  return new Map(ofPool.map((pid) => [pid, Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0])]));
}

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

  it.each(STOPPED.map(({ kind, text }) => [kind, text]))('stops %s, and the next job succeeds', async (_what, text) => {
    const stopped = await failure(text, {}, hurried);
    expect(stopped.code).toBe('EXPRESSION_LIMIT');
    expect(stopped.detail).toMatch(/^(D\d{4}|EXPRESSION_LIMIT): /);
    expect(await hurried.evaluate('($x := 6; $x * 7)', {}, options)).toBe(42);
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

describe('a hostile expression', () => {
  const light = '($x := at; $x + 1)';
  const hostile = '($f := function($n){ $f($n + 1) }; loop ? $f(0) : true)';

  it('of which many wait holds nobody up, where it was never seen to end', async () => {
    const pool = createExpressionPool();
    await pool.evaluate(light, { at: 0 }, options);
    const stopped = counter(Array.from({ length: 3 }, () => pool.evaluate(hostile, { loop: true }, options)));
    for (let at = 0; at < 5; at += 1) expect(await pool.evaluate(light, { at }, options)).toBe(at + 1);
    expect(stopped.count).toBeLessThanOrEqual(1);
    expect(await stopped.codes).toEqual(['EXPRESSION_LIMIT', 'EXPRESSION_LIMIT', 'EXPRESSION_LIMIT']);
    await pool.close();
  });

  it('that ended well before holds others up for one deadline at most', async () => {
    const pool = createExpressionPool();
    await pool.evaluate(light, { at: 0 }, options);
    expect(await pool.evaluate(hostile, { loop: false }, options)).toBe(true);
    const stopped = counter(Array.from({ length: 8 }, () => pool.evaluate(hostile, { loop: true }, options)));
    expect(await pool.evaluate(light, { at: 7 }, options)).toBe(8);
    // Two are evaluated at a time: both went before, and no third.
    expect(stopped.count).toBeLessThanOrEqual(2);
    await pool.close();
    await stopped.codes;
  });

  it('leaves each of several others its turn, however many jobs one of them has', async () => {
    const pool = createExpressionPool();
    const many = counter(Array.from({ length: 3000 }, (_, at) => pool.evaluate(light, { at }, options)));
    expect(await pool.evaluate('($y := at; $y + 2)', { at: 1 }, options)).toBe(3);
    expect(many.count).toBeLessThan(2000);
    await many.codes;
    await pool.close();
  });
});

/** Counts jobs as they end, and tells the codes of those that failed. */
function counter(jobs: Promise<unknown>[]): { count: number; codes: Promise<unknown[]> } {
  const counted = { count: 0, codes: Promise.resolve<unknown[]>([]) };
  const ends = jobs.map((job) =>
    job
      .then(
        () => undefined,
        (error: unknown) => (error instanceof Failure ? error.code : error),
      )
      .finally(() => {
        counted.count += 1;
      }),
  );
  counted.codes = Promise.all(ends);
  return counted;
}

describe('the processes of the pool', () => {
  it('are not started before they are needed, and refuse jobs once closed', async () => {
    const idle = createExpressionPool();
    await idle.close();
    await expect(idle.evaluate('1', {}, options)).rejects.toMatchObject({ code: 'SHUTTING_DOWN' });
  });

  it('are not filled by the expressions that they keep ready', async () => {
    const small = createExpressionPool({ deadlineMs: 1000, size: 1 });
    // Kept ready, it takes its memory; evaluated, it takes no time, of which a busy machine may have little.
    const long = '[],'.repeat(4900);
    for (let at = 0; at < 200; at += 1)
      expect(await small.evaluate(`$exists(no) ? [${long}0] : ${at}`, {}, options)).toBe(at);
    await small.close();
  });

  it('fail no job that ended well before, where the one that it is in ends by no doing of its own', async () => {
    const text = '$count($map([1..6000], function($x){ $x * 2 }))';
    expect(await evaluate(text)).toBe(6000);
    let isOver = false;
    const before = sandboxes();
    const long = evaluate(text).finally(() => {
      isOver = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 15));
    expect(isOver).toBe(false);
    const worked = [...sandboxes()].map(([pid, now]) => ({ pid, for: now - (before.get(pid) ?? now) }));
    const [working] = worked.sort((a, b) => b.for - a.for);
    if (!working) throw new Error('No sandbox is there.');
    process.kill(working.pid, 'SIGKILL');
    expect(await long).toBe(6000);
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
