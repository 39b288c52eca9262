// What an answer is found to mean: the order of the tables, what each compares, and what is taken out.
import { describe, expect, it } from 'vitest';
import type { AnswerReading } from '../../flows/language/answer-reading.ts';
import type { CameAnswer } from '../../flows/language/parsed-answer.ts';
import { compileReading } from '../../flows/language/reading.ts';
import { readAnswer } from '../../flows/language/reading-answer.ts';
import { readPrice } from '../../flows/language/reading-price.ts';
import { readBody } from '../../server/reading/read-body.ts';

async function read(reading: AnswerReading, answer: Partial<CameAnswer> & { body: string }) {
  const compiled = compileReading(reading);
  const came = { status: 200, type: 'application/json', ...answer };
  return { ...(await readAnswer(came, { compiled }, readBody)), faults: compiled.faults };
}
const meaning = async (reading: AnswerReading, body: string, more: Partial<CameAnswer> = {}) =>
  (await read(reading, { ...more, body })).meaning;

const CONVOSO: AnswerReading = {
  statuses: [
    { status: '401', outcome: 'error', reason: 'The token is wrong' },
    { status: '500-599', outcome: 'error' },
  ],
  codes: {
    path: 'code',
    table: [
      { code: '6008', outcome: 'rejected' },
      { code: '6009', outcome: 'rejected', reason: 'Phone is there already' },
      { code: '210', outcome: 'accepted', warning: true, reason: 'No list' },
    ],
  },
  rules: [
    { path: 'success', value: 'true', outcome: 'accepted' },
    { path: 'success', value: 'false', outcome: 'rejected', reasonPath: 'text' },
  ],
};

describe('what decides', () => {
  it.each([
    ['the status first', 401, '{"success":true}', 'error', 'status 401 (row 1 of the statuses)'],
    ['a range of statuses', 503, '{"success":true}', 'error', 'status 503 (row 2 of the statuses, 500-599)'],
    ['then the code', 200, '{"success":true,"code":6009}', 'rejected', 'code 6009 at code (row 2 of the codes)'],
    ['the code as text', 200, '{"success":true,"code":" 6009 "}', 'rejected', 'code 6009 at code (row 2 of the codes)'],
    ['then the first rule', 200, '{"success":true,"code":1}', 'accepted', 'rule 1: success is true'],
    ['a failure in a 200', 200, '{"success":false}', 'rejected', 'rule 2: success is false'],
  ])('%s', async (_, status, body, outcome, decidedBy) => {
    expect(await meaning(CONVOSO, body, { status })).toMatchObject({ outcome, decidedBy, status });
  });

  it.each(['{"done":1}', '[]', '{}', '{"success":{"a":1}}', '{"success":null}', '{"code":7777}'])(
    'a good status is no yes: %s is not recognised',
    async (body) => {
      const { outcome, decidedBy } = await meaning(CONVOSO, body);
      expect(outcome).toBe('unrecognised');
      expect(decidedBy).toMatch(/^no rule matched \(status 200, code is .*, success is /);
    },
  );

  it('a status decides where the body is no data', async () => {
    const { meaning: said, parsed } = await read(CONVOSO, { status: 401, body: '<html>Sign in</html>' });
    expect(parsed.ok).toBe(false);
    expect(said).toMatchObject({ outcome: 'error', reasons: ['The token is wrong'] });
  });

  it('a code that comes with a warning accepts with it', async () => {
    expect(await meaning(CONVOSO, '{"code":210}')).toMatchObject({
      outcome: 'accepted',
      warning: true,
      warnings: ['No list'],
    });
  });

  it.each([
    ['equals', 'DUP', true],
    ['not-equals', 'NEW', true],
    ['contains', 'up', true],
    ['starts-with', 'du', true],
    ['ends-with', 'UP', true],
    ['one-of', 'X, dup', true],
    ['exists', undefined, true],
    ['is-blank', undefined, false],
    ['matches', '^D[A-Z]P$', true],
    ['matches', '^d[a-z]p$', false],
    ['matches', '\\D', true],
    ['matches', '\\d', false],
  ] as const)('compares by %s %s', async (comparison, value, matches) => {
    const rule = { path: 'status', comparison, ...(value ? { value } : {}), outcome: 'rejected' as const };
    const { outcome } = await meaning({ rules: [rule] }, '{"status":"DUP"}');
    expect(outcome).toBe(matches ? 'rejected' : 'unrecognised');
  });

  it('looks in the body as it came where a rule has no path', async () => {
    const rules = [{ comparison: 'matches', value: 'OK-(\\d+)', outcome: 'accepted' }] as const;
    expect(await meaning({ rules: [...rules] }, 'x OK-12', { type: 'text/plain' })).toMatchObject({
      outcome: 'accepted',
      decidedBy: 'rule 1: the body matches /OK-(\\d+)/',
    });
  });
});

describe('what is taken out', () => {
  it('reasons by paths, with * for every member, and none where the lead was taken', async () => {
    const reading: AnswerReading = {
      rules: [
        { path: 'ok', value: '1', outcome: 'accepted' },
        { path: 'ok', value: '0', outcome: 'rejected', reason: 'Refused' },
      ],
      reason: ['errors.*.message', 'text'],
    };
    const errors = '"errors":[{"message":" bad zip "},{"message":""},{"message":"bad zip"},{"message":"old"}]';
    expect((await meaning(reading, `{"ok":0,${errors},"text":"no"}`)).reasons).toEqual([
      'Refused',
      'bad zip',
      'old',
      'no',
    ]);
    expect((await meaning(reading, `{"ok":1,"text":"Success"}`)).reasons).toEqual([]);
  });

  it('warnings of an accepted lead', async () => {
    const reading: AnswerReading = { rules: [{ path: 'ok', value: '1', outcome: 'accepted' }], warnings: ['warn.*'] };
    const said = await meaning(reading, '{"ok":1,"warn":["no zip","no zip"]}');
    expect(said).toMatchObject({ outcome: 'accepted', warning: true, warnings: ['no zip'] });
    expect(await meaning(reading, '{"ok":1}')).toMatchObject({ warning: false, warnings: [] });
  });

  it('price, reference and captures', async () => {
    const reading: AnswerReading = {
      price: 'price',
      reference: 'lead.id',
      captures: [
        { name: 'note', path: 'lead.note' },
        { name: 'batch', path: 'lead.note', pattern: 'Batch (\\w+)' },
        { name: 'none', path: 'nowhere' },
        { name: 'raw', pattern: '"id":\\d+' },
        { name: 'total', path: '$sum(prices)', language: 'jsonata' },
      ],
    };
    const body = '{"price":"$12.50","prices":[1,2],"lead":{"id":65007347,"note":"Batch A7 done"}}';
    expect(await meaning(reading, body)).toMatchObject({
      price: 12.5,
      reference: '65007347',
      captures: { note: 'Batch A7 done', batch: 'A7', none: null, raw: '"id":65007347', total: 3 },
    });
  });

  it('no price in a page of commas, and no time lost over it', () => {
    const began = performance.now();
    expect(readPrice(`1${','.repeat(100_000)}1`)).toBeNull();
    expect(performance.now() - began).toBeLessThan(100);
  });

  it('no price, and a notice, where it is no number', async () => {
    expect(await meaning({ price: 'p' }, '{"p":"call us"}')).toMatchObject({
      price: null,
      notices: ['The price "call us" is no number, so there is none.'],
    });
  });

  it.each([
    ['12', 12],
    ['$12.50', 12.5],
    ['USD 1,234.56', 1234.56],
    ['1.234,56 €', 1234.56],
    ['12,5', 12.5],
    ['1,234', 1234],
    ['1 234', 1234],
    ['-3', -3],
    ['0', 0],
    ['', null],
    ['12-13', null],
    ['from 5 to 6', null],
    ['Infinity', null],
    ['NaN', null],
  ])('the price %j is %j', (text, price) => expect(readPrice(text)).toBe(price));
});

describe('a reading that is faulty', () => {
  it.each<[string, AnswerReading, string, RegExp]>([
    ['a bad regex', { rules: [{ comparison: 'matches', value: '(a', outcome: 'accepted' }] }, 'rules.0.value', /\(a/],
    ['look-ahead', { captures: [{ name: 'a', pattern: 'a(?=b)' }] }, 'captures.0.pattern', /Look-ahead/],
    ['a bad path', { codes: { path: 'a..b', table: [] } }, 'codes.path', /part that is empty/],
    ['a forbidden name', { price: 'a.__proto__' }, 'price', /never read/],
    ['a status', { statuses: [{ status: '599-500', outcome: 'error' }] }, 'statuses.0.status', /no HTTP status/],
    ['an XPath', { reason: ['//a[position()<3]'] }, 'reason.0', /not one that is read here/],
    ['an open bracket', { reason: ['/a[1'] }, 'reason.0', /not closed/],
    [
      'a general JSONata',
      { rules: [{ path: '$map(a, function($x){$x})', language: 'jsonata', value: '1', outcome: 'error' }] },
      'rules.0.path',
      /too general/,
    ],
    [
      'a broken JSONata',
      { rules: [{ path: 'a[', language: 'jsonata', value: '1', outcome: 'error' }] },
      'rules.0.path',
      /cannot be read/,
    ],
    [
      'a code twice',
      {
        codes: {
          path: 'c',
          table: [
            { code: 'A', outcome: 'error' },
            { code: ' a', outcome: 'rejected' },
          ],
        },
      },
      'codes.table.1.code',
      /row 1 already/,
    ],
    ['nothing to look for', { rules: [{ path: 'a', outcome: 'accepted' }] }, 'rules.0.value', /no value to look for/],
  ])('%s is found when it is saved, and never matches', async (_, reading, field, says) => {
    const { faults, meaning: said } = await read(reading, { body: '{"a":"(a","c":"x"}' });
    expect(faults).toEqual([{ field, says: expect.stringMatching(says) }]);
    expect(said.outcome).toBe('unrecognised');
  });
});

describe('the type of an answer', () => {
  it.each([
    ['JSON sent as HTML', 'text/html', '{"ok":1}', 'json', 'The answer came as HTML, but it looks like JSON.'],
    [
      'XML sent as JSON',
      'application/json',
      '<r><ok>1</ok></r>',
      'xml',
      'The answer came as JSON, but it looks like XML.',
    ],
    ['text sent as HTML', 'text/html; charset=x', 'OK', 'text', 'The answer came as HTML, but it looks like text.'],
  ])('%s is read as what it is, with a notice', async (_, type, body, as, notice) => {
    const { parsed, switchTo, meaning: said } = await read({}, { type, body });
    expect(parsed).toMatchObject({ ok: true, as });
    expect(switchTo).toBe(as);
    expect(said.notices).toEqual([notice]);
  });

  it('that a person chose is kept to, and the other one offered', async () => {
    const { parsed, switchTo } = await read({ as: 'json' }, { type: 'text/xml', body: '<r/>' });
    expect(parsed).toMatchObject({ ok: false, says: 'Expected JSON, but the body looks like XML: <r/>' });
    expect(switchTo).toBe('xml');
  });

  it.each(['true', '"OK"', '12', 'null'])('%s is JSON where it is declared so', async (body) => {
    const { parsed, switchTo } = await read({}, { body });
    expect(parsed).toMatchObject({ ok: true, as: 'json', data: JSON.parse(body) });
    expect(switchTo).toBeUndefined();
  });

  it('is HTML only where the reading wants it', async () => {
    const body = '<html><p class="s">Taken</p></html>';
    expect((await read({}, { type: 'text/html', body })).parsed).toMatchObject({
      ok: false,
      says: 'The answer is an HTML page, not data.',
    });
    const rules = [{ path: 'p.s', language: 'css', value: 'taken', outcome: 'accepted' }] as const;
    expect((await read({ rules: [...rules] }, { type: 'text/html', body })).meaning.outcome).toBe('accepted');
  });
});
