// What bodies are read as, and what is said of those that cannot be.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAnswer } from '../../server/reading/parse-answer.ts';

/** The data of a body that must be readable. */
function dataOf(body: string, as: 'json' | 'xml' | 'text') {
  const answer = parseAnswer(body, as);
  expect(answer).toMatchObject({ ok: true });
  return answer.ok ? answer.data : undefined;
}

describe('any answer', () => {
  it.each(['json', 'xml', 'text'] as const)('empty is never read as %s', (as) => {
    for (const body of ['', ' \r\n', '\uFEFF', `\uFEFF${' '.repeat(3000)}`]) {
      expect(parseAnswer(body, as)).toMatchObject({ ok: false, looksLike: 'empty' });
    }
  });

  it.each([
    ['{"a":1}', 'json'],
    [' [1,2]', 'json'],
    ['{"a":', 'json'],
    ['<?xml version="1.0"?><r/>', 'xml'],
    ['<ns:r/>', 'xml'],
    ['<!DOCTYPE html><p>', 'html'],
    ['<?xml version="1.0"?>\n<!DOCTYPE html>', 'html'],
    ['<!-- x --><HTML>', 'html'],
    ['<h1>Bad gateway</h1>', 'html'],
    ['OK', 'text'],
    ['{{template}}', 'text'],
    ['[OK] done', 'text'],
    ['"a","b"', 'text'],
    ['a < b', 'text'],
  ])('%j looks like %s', (body, looksLike) => {
    expect(parseAnswer(body, 'text')).toMatchObject({ ok: true, looksLike });
  });

  it('never throws, and is never read by halves', () => {
    const body = fc.oneof(
      fc.string(),
      fc.json(),
      fc.string({ unit: fc.constantFrom('<', '>', '/', 'a', '"', '=', '&', '!', ' ', '[', ']', '{') }),
    );
    fc.assert(
      fc.property(body, fc.constantFrom('json', 'xml', 'text'), (text, as) => {
        const answer = parseAnswer(text, as as 'json');
        expect(answer.ok ? answer.data : answer.says).toBeDefined();
      }),
      { numRuns: 500 },
    );
  });
});

describe('JSON', () => {
  it('is read with a byte order mark', () => expect(dataOf('\uFEFF{"a":"ü"}', 'json')).toEqual({ a: 'ü' }));

  it.each([
    ['12345678901234567890', '12345678901234567890'],
    ['-9007199254740993', '-9007199254740993'],
    ['9007199254740991', 9007199254740991],
    ['1e400', '1e400'],
    ['1e-400', '1e-400'],
    ['0.1234567890123456789', '0.1234567890123456789'],
    ['34.05223400000001', 34.05223400000001],
    ['1.50', 1.5],
    ['1e3', 1000],
    ['0', 0],
    ['-0', 0],
    ['0.0', 0],
  ])('the number %s is %j', (source, expected) => {
    expect(dataOf(`{"a":[${source}]}`, 'json')).toEqual({ a: [expected] });
  });

  it('gives what JSON.parse gives wherever nothing is lost', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const plain = JSON.stringify(JSON.parse(text));
        const read = parseAnswer(text, 'json');
        const lost = /\d{16}|e[+-]?\d|__proto__|constructor|prototype/i.test(text);
        if (!lost && read.ok) expect(JSON.stringify(read.data)).toBe(plain);
      }),
    );
  });

  it('drops keys that reach a prototype, however they are spelled', () => {
    const body = '{"__proto__":{"polluted":1},"a":{"constructor":1,"prototype":2,"b":3},"\\u005f_proto__":4}';
    expect(Object.keys(dataOf(body, 'json') as object)).toEqual(['a']);
    expect(dataOf(body, 'json')).toEqual({ a: { b: 3 } });
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  it('lets the last of two equal keys count', () => expect(dataOf('{"a":1,"a":2}', 'json')).toEqual({ a: 2 }));

  it('reads what is no object too', () => {
    expect(dataOf('"x"', 'json')).toBe('x');
    expect(dataOf('null', 'json')).toBe(null);
  });

  it.each([
    ['{"a":1', 'Expected JSON, but it ends too early.'],
    ['{"a":"x', 'Expected JSON, but it ends too early.'],
    ['{"a":1,\n"b" 2}', 'Expected JSON, but it breaks at line 2, column 5.'],
    ['{"a":NaN}', 'Expected JSON, but it breaks at the character N.'],
    ['OK', 'Expected JSON, but the body looks like text: OK'],
    ['<html>Bad\n\n gateway', 'Expected JSON, but the body looks like HTML: <html>Bad gateway'],
    ['<r/>', 'Expected JSON, but the body looks like XML: <r/>'],
  ])('%j: %s', (body, says) => {
    expect(parseAnswer(body, 'json')).toMatchObject({ ok: false, says });
  });

  it('is at most 64 levels deep', () => {
    expect(parseAnswer('['.repeat(64) + ']'.repeat(64), 'json').ok).toBe(true);
    for (const deep of [65, 100_000]) {
      expect(parseAnswer('['.repeat(deep) + ']'.repeat(deep), 'json')).toMatchObject({
        ok: false,
        says: expect.stringContaining('64 levels'),
      });
    }
    expect(dataOf(JSON.stringify({ a: '['.repeat(100) + '\\"{'.repeat(100) }), 'json')).toBeDefined();
  });
});

describe('XML', () => {
  it('keeps every value as its text', () => {
    const body = '<r><a>01234</a><b>1e5</b><c>+15550101234</c><d>true</d><e> x </e><f/></r>';
    expect(dataOf(body, 'xml')).toEqual({ r: { a: '01234', b: '1e5', c: '+15550101234', d: 'true', e: 'x', f: '' } });
  });

  it('reads attributes, lists, mixed text, prefixes and CDATA', () => {
    const body = `\uFEFF<?xml version="1.0" encoding="UTF-8"?><!-- c -->
      <s:r xmlns:s="u" id="007">one <i>1</i><i k="v">2</i> two<![CDATA[<&amp;>]]></s:r>`;
    expect(dataOf(body, 'xml')).toEqual({
      's:r': { '@xmlns:s': 'u', '@id': '007', i: ['1', { '@k': 'v', '#text': '2' }], '#text': 'one  two<&amp;>' },
    });
  });

  it('reads the five entities and numeric ones, once, and no other', () => {
    const body = '<r a="&quot;&#65;">&lt;&gt;&amp;&apos;&#x1F600; &amp;lt; &nbsp; &#0; &#xD800; &constructor;</r>';
    expect(dataOf(body, 'xml')).toEqual({
      r: { '@a': '"A', '#text': "<>&'😀 &lt; &nbsp; &#0; &#xD800; &constructor;" },
    });
  });

  it.each([
    ['<r><a>1</r>', 'breaks at line 1, column 8'],
    ['<r/><q/>', 'it has 2 outermost elements instead of one'],
    ['<r>x</r>trail', 'breaks at line 1'],
    ['<r>a & b</r>', 'breaks at line 1'],
    ['<!DOCTYPE r [<!ENTITY a "b">]><r>&a;</r>', 'holds a document type, which is refused'],
    ['<r/><!doctype x>', 'holds a document type, which is refused'],
    ['<__proto__><polluted>1</polluted></__proto__>', 'a name that is not allowed'],
    ['<r><constructor>1</constructor></r>', 'a name that is not allowed'],
    [`<r>${'<a>'.repeat(64)}${'</a>'.repeat(64)}</r>`, 'more than 64 levels'],
    ['OK', 'the body looks like text: OK'],
    ['{"a":1}', 'the body looks like JSON: {"a":1}'],
    ['<html><body/></html>', 'the body looks like HTML'],
  ])('%j is refused: %s', (body, says) => {
    expect(parseAnswer(body, 'xml')).toMatchObject({ ok: false, says: expect.stringContaining(says) });
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  it('may be 64 levels deep', () => {
    expect(parseAnswer('<a>'.repeat(64) + '</a>'.repeat(64), 'xml').ok).toBe(true);
  });

  it('keeps an attribute named like a prototype as plain data', () => {
    expect(dataOf('<r __proto__="1"/>', 'xml')).toEqual({ r: { '@__proto__': '1' } });
  });
});

describe('text', () => {
  it.each([
    ['value1,value2', ['value1', 'value2']],
    ['\uFEFF a , b \r\n', ['a', 'b']],
    ['"a, b","c ""d""",e', ['a, b', 'c "d"', 'e']],
    ['"two\nlines",x', ['two\nlines', 'x']],
    ['a\r\nb\nc\rd', ['a', 'b', 'c', 'd']],
    ['a,,', ['a', '', '']],
    ['5" pipe,"open', ['5" pipe', '"open']],
    ['SUCCESS: added - 12|34', ['SUCCESS: added - 12|34']],
  ])('%j holds the values %j', (body, values) => {
    expect(dataOf(body, 'text')).toMatchObject({ values });
  });

  it('keeps its lines and itself', () => {
    expect(dataOf('one,1\r\ntwo\n', 'text')).toEqual({
      text: 'one,1\r\ntwo',
      values: ['one', '1', 'two'],
      lines: ['one,1', 'two'],
    });
  });

  it('splits a hostile megabyte in well under a second', () => {
    const began = performance.now();
    for (const piece of ['"', '"x""y,', 'a,""b', ',', ' ', '"",'])
      expect(parseAnswer(piece.repeat(1_000_000 / piece.length), 'text')).toBeDefined();
    expect(performance.now() - began).toBeLessThan(3000);
  });
});
