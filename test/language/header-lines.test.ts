// The line of headers with bars between them: what becomes a row, what is left out, and what is refused.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headerLinesText, readHeaderLines } from '../../flows/language/header-lines.ts';

const rows = (line: string) => readHeaderLines(line).rows.map(({ name, value }) => `${name}=${value}`);
const faults = (line: string) => readHeaderLines(line).faults.map(({ row, says }) => `${row} ${says}`);

describe('a line of headers', () => {
  it('as Convoso writes it becomes rows, its length left out with a notice, its token offered to the secrets', () => {
    const line = 'Content-length: 0|Content-type: application/json|Authorization: OAuthSomeOAuthaccess_tokenString';
    expect(readHeaderLines(line)).toEqual({
      rows: [
        { name: 'Content-type', value: 'application/json' },
        { name: 'Authorization', value: 'OAuthSomeOAuthaccess_tokenString' },
      ],
      notices: [{ row: 1, says: 'Content-length was left out: Leadflow sets it itself.' }],
      faults: [],
      secretsSuspected: [
        { row: 3, header: 'Authorization', value: 'OAuthSomeOAuthaccess_tokenString', secret: 'authorization' },
      ],
    });
  });

  it.each([
    ['a bar inside a value', String.raw`X-Token: a\|b|X-B: 2`, ['X-Token=a|b', 'X-B=2']],
    ['a colon inside a value', 'X-Url: https://a.example:8443/x', ['X-Url=https://a.example:8443/x']],
    ['a bar at the end', 'X-A: 1|', ['X-A=1']],
    ['empty rows', '|X-A: 1|| |X-B: 2', ['X-A=1', 'X-B=2']],
    ['lower-case names and blanks around both', '  x-a :  1  | X-B:2', ['x-a=1', 'X-B=2']],
    ['an empty value', 'X-A:', ['X-A=']],
    ['nothing', '  ', []],
  ])('takes %s', (_what, line, expected) => {
    expect(faults(line)).toEqual([]);
    expect(rows(line)).toEqual(expected);
  });

  it.each(['Connection', 'keep-alive', 'TE', 'Trailer', 'Transfer-Encoding', 'Upgrade', 'Content-Length', 'Expect'])(
    'leaves %s out and says so',
    (name) => {
      const read = readHeaderLines(`${name}: x|X-A: 1`);
      expect(read.rows).toEqual([{ name: 'X-A', value: '1' }]);
      expect(read.notices[0]?.says).toContain(name);
    },
  );

  it.each([
    ['Host: evil.example', /^1 Host cannot be set here/],
    ['X-A: 1|Proxy-Authorization: Basic abc', /^2 Proxy-Authorization speaks to a proxy/],
    ['Cookie: session=abc', /^1 Cookie is the session of a person.*secret:<name>/],
    ['Authorization: a|authorization: b', /^2 authorization is there twice/],
    ['no colon here', /has no colon.*\\\|/],
    [': value', /“” is not the name of a header/],
    ['X A: 1', /“X A” is not the name/],
    ['X-Ä: 1', /is not the name/],
    ['X-A: 1\r\nX-B: 2', /^1 The value of X-A holds a line break/],
    ['X-A: grüße', /not plain ASCII/],
    ['X-A: a\u0000b', /not plain ASCII/],
    [`X-A: ${'a'.repeat(8193)}`, /longer than 8 kB/],
    [Array.from({ length: 51 }, (_, i) => `X-${i}: 1`).join('|'), /^0 There are 51 headers; at most 50/],
  ])('refuses %j', (line, says) => {
    expect(faults(line).join()).toMatch(says);
  });

  it('takes a cookie that is kept as a secret, and 50 rows of 8 kB', () => {
    expect(rows('Cookie: secret:acme-cookie')).toEqual(['Cookie=secret:acme-cookie']);
    const most = Array.from({ length: 50 }, (_, i) => `X-${i}: ${'a'.repeat(8192)}`).join('|');
    expect(readHeaderLines(most)).toMatchObject({ faults: [], rows: { length: 50 } });
  });

  it.each([
    ['Authorization: Bearer abcdefgh12345678', 'authorization'],
    ['X-API-Key: 0123456789', 'x-api-key'],
    ['X-Custom: sk_live_0123456789abcdef', 'x-custom'],
  ])('offers to keep the value of %j as a secret', (line, secret) => {
    expect(readHeaderLines(line).secretsSuspected).toMatchObject([{ secret }]);
  });

  it.each(['Authorization: secret:acme-token', 'X-Campaign: spring', 'X-Token-Type: bearer', 'Accept: */*'])(
    'sees no secret in %j',
    (line) => {
      expect(readHeaderLines(line).secretsSuspected).toEqual([]);
    },
  );

  it('reads back what it writes', () => {
    const value = fc.stringMatching(/^[!-~]([ -~]{0,20}[!-~])?$/).filter((text) => !text.endsWith('\\'));
    const row = fc.record({ name: fc.stringMatching(/^X-[a-z0-9]{1,8}$/), value });
    fc.assert(
      fc.property(fc.uniqueArray(row, { selector: ({ name }) => name, maxLength: 8 }), (given) => {
        fc.pre(!given.some(({ value: text }) => text.includes('\\|')));
        expect(readHeaderLines(headerLinesText(given)).rows).toEqual(given);
      }),
    );
  });
});
