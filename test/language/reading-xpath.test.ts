// The subset of XPath: what each form finds in XML as it is read.
import { describe, expect, it } from 'vitest';
import { compileXPath } from '../../flows/language/reading-xpath.ts';
import { parseAnswer } from '../../server/reading/parse-answer.ts';

const BODY = `<s:Envelope xmlns:s="soap"><s:Body><Result code="6009"><lead id="7"><zip>01234</zip></lead>
  <lead id="8"><zip>1e5</zip><note kind="x">by hand</note></lead><error>bad <b>zip</b></error><![CDATA[done]]></Result></s:Body></s:Envelope>`;

function find(path: string) {
  const parsed = parseAnswer(BODY, 'xml');
  const compiled = compileXPath(path);
  if (!parsed.ok || 'says' in compiled) throw new Error(parsed.ok && 'says' in compiled ? compiled.says : 'unread');
  return compiled(parsed.data);
}

describe('XPath', () => {
  it.each([
    ['/Envelope/Body/Result/@code', ['6009']],
    ['/s:Envelope/s:Body/Result/@code', ['6009']],
    ['//zip', ['01234', '1e5']],
    ['//lead[2]/zip', ['1e5']],
    ['//lead[last()]/@id', ['8']],
    ["//lead[@id='7']/zip/text()", ['01234']],
    ["//lead[zip='1e5']/@id", ['8']],
    ['//lead[note]/@id', ['8']],
    ["//*[local-name()='Result']/@code", ['6009']],
    ["//*[name()='s:Body']/Result/@code", ['6009']],
    ['//Result/*/@id', ['7', '8']],
    ['//note', ['by hand']],
    ["//note[@kind='x'][.='by hand']", ['by hand']],
    ['//error', ['bad zip']],
    ['//Result/text()', ['done']],
    ['//@kind', ['x']],
    ['Envelope//@id', ['7', '8']],
    ['//nothing', []],
    ['/zip', []],
    ['//x:lead', []],
  ])('%s finds %j', (path, found) => expect(find(path)).toEqual(found));

  it.each(['//a/..', 'count(//a)', '//a | //b', '/a[', '//a[position()=1]', "//a['x]", '/', 'ancestor::a', '//a[b>1]'])(
    '%s is refused in words',
    (path) => expect(compileXPath(path)).toEqual({ says: expect.stringContaining('XPath') }),
  );

  it('goes through each element once, however many // there are', () => {
    const deep = parseAnswer(`${'<a>'.repeat(60)}x${'</a>'.repeat(60)}`, 'xml');
    const compiled = compileXPath('//a//a//a//a//a');
    if (!deep.ok || 'says' in compiled) throw new Error('unread');
    const began = performance.now();
    expect(compiled(deep.data)).toHaveLength(56);
    expect(performance.now() - began).toBeLessThan(2000);
  });
});
