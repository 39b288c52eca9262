// What parsing says of an expression: the paths it reads, the tier it runs in, and why it is refused.
import { describe, expect, it } from 'vitest';
import { compileExpression } from '../../flows/expression/compile.ts';
import { ExpressionError } from '../../flows/expression/expression-error.ts';
import { parseExpression } from '../../flows/expression/parse.ts';

function reads(text: string): string[] {
  const parsed = parseExpression(text);
  if (!parsed.ok) throw new Error(parsed.says);
  return parsed.references.map((path) => path.join('.')).sort();
}

function refusal(text: string) {
  const parsed = parseExpression(text);
  if (parsed.ok) throw new Error(`${text.slice(0, 60)} was taken`);
  return parsed;
}

function whyNot(text: string): string | undefined {
  const parsed = parseExpression(text);
  if (!parsed.ok) throw new Error(parsed.says);
  return parsed.whyNot;
}

describe('the paths that an expression reads', () => {
  it.each([
    ['steps.map.phone', ['steps.map.phone']],
    ['steps.`ask-crm`.body', ['steps.ask-crm.body']],
    ['"fixed"', []],
    ['lead.first_name & " " & lead.last_name', ['lead.first_name', 'lead.last_name']],
    ['$trim(lead.email)', ['lead.email']],
    ['lead.email.$trim()', ['lead.email']],
    ['lead.email ~> $trim ~> $lowercase', ['lead.email']],
    ['$$.lead.email', ['lead.email']],
    ['$.lead.email', ['lead.email']],
    ['lead.items[price > 5].name', ['lead.items.name', 'lead.items.price']],
    ['lead.items[vip = $$.vars.vip].name', ['lead.items.name', 'lead.items.vip', 'vars.vip']],
    ['lead.items.{"s": sku, "p": $round(price, 2)}', ['lead.items', 'lead.items.price', 'lead.items.sku']],
    ['lead.items{sku: $sum(price)}', ['lead.items', 'lead.items.price', 'lead.items.sku']],
    ['lead.items^(price).sku', ['lead.items.price', 'lead.items.sku']],
    ['(lead.a).b', ['lead.a.b']],
    ['(lead.test ? lead.a : steps.x).b', ['lead.a', 'lead.test', 'steps.x']],
    ['lead.*', ['lead']],
    ['lead.**.phone', ['lead']],
    ['{"a": steps.one.x, "b": [steps.two.y ?? vars.z]}', ['steps.one.x', 'steps.two.y', 'vars.z']],
    ['($p := lead.phone; $length($p) > 3 ? $p : steps.map.phone)', ['lead.phone', 'steps.map.phone']],
    ['$map(lead.items, function($i){ $i.price * vars.rate })', ['lead.items', 'vars.rate']],
    ['$string($)', ['']],
    ['lead', ['lead']],
  ])('%s', (text, paths) => {
    expect(reads(text)).toEqual([...paths].sort());
  });
});

describe('the tier of an expression', () => {
  it('is the process itself for paths, operators, conditions, constructors and built-ins', () => {
    expect(parseExpression('lead.tags ~> $join(", ")')).toEqual({
      ok: true,
      references: [['lead', 'tags']],
      total: true,
    });
    expect(compileExpression('lead.x')).toMatchObject({ total: true, text: 'lead.x', references: [['lead', 'x']] });
  });

  it.each([
    ['$map(lead.tags, function($t){ $t })', 'takes a function'],
    ['($x := 1; $x)', ':='],
    ['lead.**', '**'],
    ['[1..lead.count]', '..'],
    ['lead.items[id in $$.lead.ids]', '$$'],
    ['lead.items@$i.name', '@'],
    ['lead.items#$i.name', '#'],
    ['lead.items.name.%.price', '%'],
    ['lead ~> |$|{"a": 1}|', '~>'],
    ['$map(lead.tags, $trim)', 'takes a function'],
    ['$toMillis(lead.date, lead.picture)', 'picture'],
    ['$toMillis(lead.date, "[MNn][FNn][MNn]")', 'picture'],
    ['$formatNumber(1, "0", {"digit": "x"})', 'options'],
    ['$sort(lead.tags, function($l, $r){ $l > $r })', 'function'],
  ])('is the sandbox for %s', (text, why) => {
    expect(whyNot(text)).toContain(why);
    expect(compileExpression(text)).toMatchObject({ total: false });
  });
});

describe('an expression is refused', () => {
  it.each([
    ['', 'EXPRESSION_EMPTY', 0],
    ['lead.', 'S0207', 5],
    ['lead.name = ', 'S0207', 12],
    ['(lead.name', 'S0203', 10],
    ['lead.[1', 'S0203', 7],
    ['"open', 'S0101', 5],
    ['lead.a b', 'S0201', 7],
    ['lead..name', 'S0201', 4],
    ['{"a": }', 'S0211', 6],
  ])('for its syntax: %s', (text, code, position) => {
    const { code: found, position: at, says } = refusal(text);
    expect({ code: found, position: at }).toEqual({ code, position });
    expect(says).toMatch(/^[A-Z].*\.$/);
  });

  it('for $eval, by name, wherever it stands, and says so', () => {
    for (const text of [
      '$eval("1")',
      'lead.$eval(x)',
      '$map(lead.a, $eval)',
      'lead.a ~> $eval',
      '($e := $eval; $e("1"))',
    ]) {
      const { code, says } = refusal(text);
      expect(code).toBe('EXPRESSION_EVAL');
      expect(says).toContain('$eval is not allowed');
    }
  });

  it('for a name that nothing has, with the nearest one', () => {
    expect(refusal('$trm(lead.a)')).toMatchObject({
      code: 'T1006',
      says: 'There is no function $trm. Check its spelling.',
    });
    expect(refusal('$lowerCase(lead.a)').says).toBe('There is no function $lowerCase. Did you mean $lowercase?');
    expect(refusal('trim(lead.a)')).toMatchObject({ code: 'T1005', position: 0 });
    expect(refusal('trim(lead.a)').says).toContain('Did you mean $trim?');
    expect(refusal('$lead.email')).toMatchObject({ code: 'EXPRESSION_UNKNOWN_NAME', position: 0 });
  });

  it('for a regular expression that RE2 does not take, and says what to do', () => {
    for (const text of ['$match(lead.a, /(?=x)y/)', '$replace(lead.a, /(a)\\1/, "")', '$contains(lead.a, /(?<!x)y/)']) {
      const { code, says, position } = refusal(text);
      expect(code).toBe('EXPRESSION_REGEX');
      expect(says).toContain('Look-ahead');
      expect(text.charAt(position)).toMatch(/[/(]/);
    }
    expect(refusal('$match(lead.a, /[/)').code).toMatch(/S0302|EXPRESSION_REGEX/);
    expect(refusal('$match(lead.a, /(/ & ")")').code).toMatch(/S0302|EXPRESSION_REGEX/);
    expect(refusal('$match(lead.a, /a{2,1}/)')).toMatchObject({ code: 'EXPRESSION_REGEX', position: 15 });
  });

  it('for its size: characters, depth and parts', () => {
    expect(refusal(`"${'x'.repeat(20_000)}"`).code).toBe('EXPRESSION_TOO_LARGE');
    expect(refusal(`${'('.repeat(120)}1${')'.repeat(120)}`).code).toBe('EXPRESSION_TOO_LARGE');
    expect(refusal(`${'['.repeat(9_000)}${']'.repeat(9_000)}`).code).toBe('EXPRESSION_TOO_LARGE');
    expect(refusal(`[${'1,'.repeat(6_000)}1]`).code).toBe('EXPRESSION_TOO_LARGE');
    expect(
      parseExpression(`{${Array.from({ length: 200 }, (_, at) => `"f${at}": lead.a${at} ?? ""`).join(', ')}}`),
    ).toMatchObject({
      ok: true,
      total: true,
    });
  });

  it('with an error that carries code, place and message when it is compiled all the same', () => {
    expect(() => compileExpression('lead.')).toThrow(ExpressionError);
    expect(() => compileExpression('$eval("1")')).toThrow(
      expect.objectContaining({ code: 'EXPRESSION_EVAL', position: 0 }),
    );
  });
});
