// What intake makes of the bytes that sources send, and what it says of bytes it cannot read.
import { describe, expect, it } from 'vitest';
import { Failure } from '../../flows/language/failures.ts';
import { readBody, readForm } from '../../server/intake/read-lead.ts';
import { parseAnswer } from '../../server/reading/parse-answer.ts';

const JSON_TYPE = 'application/json';
const FORM_TYPE = 'application/x-www-form-urlencoded';

describe('a lead', () => {
  it('is read from JSON, a form and XML alike', () => {
    const lead = { phone: '3105550123', zip: '01234' };
    expect(read(JSON_TYPE, '{"phone":"3105550123","zip":"01234"}')).toEqual(lead);
    expect(read('application/vnd.vendor+json; charset=utf-8', '{"phone":"3105550123","zip":"01234"}')).toEqual(lead);
    expect(read(FORM_TYPE, 'phone=3105550123&zip=01234')).toEqual(lead);
    expect(read('text/xml', '<lead><phone>3105550123</phone><zip>01234</zip></lead>')).toEqual(lead);
  });

  it('keeps ids that a number cannot hold as text', () => {
    expect(read(JSON_TYPE, '{"id":12345678901234567890}')).toEqual({ id: '12345678901234567890' });
  });

  it('loses keys that would reach a prototype, and keeps the rest', () => {
    expect(read(JSON_TYPE, '{"__proto__":{"polluted":1},"a":1}')).toEqual({ a: 1 });
    expect(read(FORM_TYPE, '__proto__=1&a=1')).toEqual({ a: '1' });
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  it('makes a list of a form field that comes twice, and decodes plus and percent', () => {
    expect(readForm('a=1&a=2&b%5B%5D=x&c=Ann+Lee%21')).toEqual({ a: ['1', '2'], b: 'x', c: 'Ann Lee!' });
  });

  it('may have form fields that are called as what every object has', () => {
    expect(readForm('toString=1&valueOf=2&valueOf=3')).toEqual({ toString: '1', valueOf: ['2', '3'] });
  });

  it('of one name ten thousand times is read in no time', () => {
    const began = performance.now();
    expect(readForm('a=1&'.repeat(10_000)).a).toHaveLength(10_000);
    expect(performance.now() - began).toBeLessThan(2000);
  });

  it('is read in the charset that its type names', () => {
    const latin1 = Buffer.from('{"name":"Ren\u00e9"}', 'latin1');
    expect(readBody({ type: 'application/json; charset=iso-8859-1', bytes: latin1 }, parseAnswer).lead).toEqual({
      name: 'René',
    });
  });
});

describe('a body that cannot be read', () => {
  it.each([
    ['no content type', undefined, '{}', 'UNSUPPORTED_TYPE'],
    ['a content type we do not read', 'text/plain', 'hello', 'UNSUPPORTED_TYPE'],
    ['a file upload', 'multipart/form-data; boundary=x', 'x', 'UNSUPPORTED_TYPE'],
    ['an unknown charset', 'application/json; charset=klingon', '{}', 'UNSUPPORTED_TYPE'],
    ['nothing', JSON_TYPE, '', 'BODY_EMPTY'],
    ['truncated JSON', JSON_TYPE, '{"phone": "310', 'BODY_UNREADABLE'],
    ['a trailing comma', JSON_TYPE, '{"a":1,}', 'BODY_UNREADABLE'],
    ['an unclosed element', 'application/xml', '<lead><a>1</lead>', 'BODY_UNREADABLE'],
    ['a DOCTYPE', 'application/xml', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', 'BODY_UNREADABLE'],
    ['bad percent encoding', FORM_TYPE, 'a=%zz', 'BODY_UNREADABLE'],
    ['a list of leads', JSON_TYPE, '[{"a":1}]', 'LEAD_NOT_OBJECT'],
    ['a bare text', JSON_TYPE, '"lead"', 'LEAD_NOT_OBJECT'],
    ['100,000 nested arrays', JSON_TYPE, `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, 'BODY_'],
    ['10,001 form fields', FORM_TYPE, Array.from({ length: 10_001 }, (_, n) => `f${n}=1`).join('&'), 'BODY_TOO_DEEP'],
  ])('says so: %s', (_what, type, text, code) => {
    expect(codeOf(type, Buffer.from(text))).toContain(code);
  });

  it('says so: bytes that are not UTF-8', () => {
    expect(codeOf(JSON_TYPE, Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]))).toBe('INVALID_UTF8');
  });
});

function read(type: string, text: string) {
  return readBody({ type, bytes: Buffer.from(text) }, parseAnswer).lead;
}

function codeOf(type: string | undefined, bytes: Buffer): string {
  try {
    readBody({ type, bytes }, parseAnswer);
    return 'read';
  } catch (error) {
    if (error instanceof Failure) return error.code;
    throw error;
  }
}
