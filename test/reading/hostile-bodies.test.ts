// What receivers really send: broken, hostile and odd bodies, each with what is owed for it.
import { describe, expect, it } from 'vitest';
import { compileReading } from '../../flows/language/reading.ts';
import { readAnswer } from '../../flows/language/reading-answer.ts';
import { parseAnswer } from '../../server/reading/parse-answer.ts';
import { readBody } from '../../server/reading/read-body.ts';
import { textOf } from '../../server/tools/answer.ts';

const dataOf = (body: string, as: 'json' | 'xml' | 'text') => {
  const parsed = parseAnswer(body, as);
  return parsed.ok ? parsed.data : parsed.says;
};

describe('XML', () => {
  it.each([
    ['<r><a></r>', /Expected XML, but it breaks at line 1/],
    ['<r/><q/>', /Expected XML, but it has 2 outermost elements/],
    ['OK', /Expected XML, but the body looks like text: OK/],
    ['{"a":1}', /Expected XML, but the body looks like JSON/],
    ['', /Expected XML, but the body is empty/],
    ['<!DOCTYPE r SYSTEM "file:///etc/passwd"><r/>', /document type, which is refused/],
    ['<!DOCTYPE l [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><l>&b;</l>', /document type, which is refused/],
    ['<r><!ENTITY x "y"></r>', /document type, which is refused/],
    ['<constructor/>', /a name that is not allowed/],
  ])('%j is not read, and says what was expected and what is there', (body, says) => {
    expect(dataOf(body, 'xml')).toMatch(says);
  });

  it('leaves prototypes as they are', () => {
    dataOf('<r><__proto__><x>1</x></__proto__></r>', 'xml');
    dataOf('{"__proto__":{"x":1},"constructor":{"prototype":{"x":1}}}', 'json');
    expect(({} as { x?: unknown }).x).toBeUndefined();
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it('keeps values as text, and finds prefixes, CDATA and attributes at stable paths', () => {
    const body = '<s:r xmlns:s="u"><zip>01234</zip><n>1e5</n><p>+1555</p><c><![CDATA[<b>]]></c><d a="0">x</d></s:r>';
    expect(dataOf(body, 'xml')).toEqual({
      's:r': { '@xmlns:s': 'u', zip: '01234', n: '1e5', p: '+1555', c: '<b>', d: { '@a': '0', '#text': 'x' } },
    });
  });
});

describe('JSON', () => {
  it('with a key twice counts the last, and says so', () => {
    const parsed = parseAnswer('{"a":{"s":1},"s":1,"x y\\"":2,"s":{"s":3},"l":[{"s":1},{"s":2}],"x y\\"":3}', 'json');
    expect(parsed).toMatchObject({
      data: { s: { s: 3 }, l: [{ s: 1 }, { s: 2 }] },
      notices: ['The answer names s, x y" twice in one object; the last one counts.'],
    });
    expect(parseAnswer('{"a":"b:c","d":[":"],"__proto__":1}', 'json').notices).toBeUndefined();
  });

  it.each([
    ['\uFEFF{"a":1}', { a: 1 }],
    ['{"a":12345678901234567890}', { a: '12345678901234567890' }],
    ['{"a":NaN}', 'Expected JSON, but it breaks at the character N.'],
    ['{"a":Infinity}', 'Expected JSON, but it breaks at the character I.'],
    ["{'a':1}", "Expected JSON, but the body looks like text: {'a':1}"],
  ])('%j', (body, data) => expect(dataOf(body, 'json')).toEqual(data));

  it('in latin-1 is read by its charset, and keeps what it can without', async () => {
    const bytes = [Buffer.from('{"name":"Müller"}', 'latin1')];
    const named = await textOf(bytes, { encoding: undefined, charset: 'iso-8859-1', maxBytes: 1000 });
    expect(dataOf(named, 'json')).toEqual({ name: 'Müller' });
    const unnamed = await textOf(bytes, { encoding: undefined, charset: '', maxBytes: 1000 });
    expect(dataOf(unnamed, 'json')).toEqual({ name: 'M\uFFFDller' });
  });
});

describe('text', () => {
  it.each([
    ['value1,value2', ['value1', 'value2']],
    ['\uFEFF"a ""b"", c",d\r\ne\n"two\nlines"', ['a "b", c', 'd', 'e', 'two\nlines']],
  ])('%j is split at commas and line ends', (body, values) => expect(dataOf(body, 'text')).toMatchObject({ values }));
});

describe('a path that finds something else than it was meant for', () => {
  const rules = [{ path: 'status', value: '1', outcome: 'accepted' as const }];
  it.each([
    ['{"status":"1"}', 'accepted'],
    ['{"status":1}', 'accepted'],
    ['{"status":" 1 "}', 'accepted'],
    ['{"status":[1]}', 'accepted'],
    ['{"status":{"code":1}}', 'unrecognised'],
    ['{"status":"01"}', 'unrecognised'],
    ['{"status":true}', 'unrecognised'],
    ['{"Status":1}', 'unrecognised'],
    ['[{"status":1}]', 'unrecognised'],
  ])('%s is %s', async (body, outcome) => {
    const answer = { status: 200, type: 'application/json', body };
    const { meaning } = await readAnswer(answer, { compiled: compileReading({ rules }) }, readBody);
    expect(meaning.outcome).toBe(outcome);
  });
});
