// The LeadConduit preset: the semantics of its response parser case by case, and where it differs.
import { describe, expect, it } from 'vitest';
import type { AnswerReading, LeadConduitReading } from '../../flows/language/answer-reading.ts';
import type { CameAnswer } from '../../flows/language/parsed-answer.ts';
import { compileReading } from '../../flows/language/reading.ts';
import { readAnswer } from '../../flows/language/reading-answer.ts';
import { readBody } from '../../server/reading/read-body.ts';

async function read(
  leadconduit: LeadConduitReading,
  body: string,
  { more = {}, ...answer }: Partial<CameAnswer> & { more?: AnswerReading } = {},
) {
  const compiled = compileReading({ preset: 'leadconduit', leadconduit, ...more });
  const came = { status: 200, type: 'application/json', ...answer, body };
  return { ...(await readAnswer(came, { compiled }, readBody)).meaning, faults: compiled.faults };
}
const TEXT = { type: 'text/plain' };
const XML = { type: 'text/xml' };
const HTML = { type: 'text/html' };

describe('the outcome', () => {
  it.each<[string, LeadConduitReading, string, object, string]>([
    ['5xx is an error', { searchTerm: 'ok' }, 'ok', { status: 503 }, 'error'],
    ['4xx is not', {}, '{}', { status: 404 }, 'accepted'],
    ['no term and no on-match accepts', {}, '{"error":"x"}', {}, 'accepted'],
    ['on-match alone fits any answer', { onMatch: 'failure' }, 'x', TEXT, 'rejected'],
    ['on-match alone fits no blank answer', { onMatch: 'failure' }, ' ', TEXT, 'accepted'],
    ['a term that is found', { searchTerm: 'accepted' }, 'Lead Accepted', TEXT, 'accepted'],
    ['a term that is not found', { searchTerm: 'accepted' }, 'Duplicate', TEXT, 'rejected'],
    ['found, on-match failure', { searchTerm: 'dup', onMatch: 'failure' }, 'DUP', TEXT, 'rejected'],
    ['not found, on-match failure', { searchTerm: 'dup', onMatch: 'failure' }, 'fine', TEXT, 'accepted'],
    ['found, on-match error', { searchTerm: 'fault', onMatch: 'error' }, 'fault', TEXT, 'error'],
    ['not found, on-match error', { searchTerm: 'fault', onMatch: 'error' }, 'x', TEXT, 'accepted'],
    ['a pattern', { searchTerm: '/^ok \\d+$/' }, 'OK 12', TEXT, 'accepted'],
    ['a pattern over the body matches key names', { searchTerm: 'success' }, '{"success":false}', {}, 'accepted'],
    ['at a dotted path', { searchTerm: 'true', searchPath: 'success' }, '{"success":false}', {}, 'rejected'],
    ['in any value of a list', { searchTerm: 'b', searchPath: 'a' }, '{"a":["x","b"]}', {}, 'accepted'],
    ['at a path that is not there', { searchTerm: '.*', searchPath: 'nowhere' }, '{"a":1}', {}, 'rejected'],
    ['at an XPath', { searchTerm: 'ok', searchPath: '//status/text()' }, '<r><status>OK</status></r>', XML, 'accepted'],
    ['at an attribute', { searchTerm: '^1$', searchPath: '/r/@ok' }, '<r ok="1"/>', XML, 'accepted'],
    [
      'at a CSS selector',
      { searchTerm: 'thank', searchPath: 'p.m' },
      '<html><p class="m">Thank you</p></html>',
      HTML,
      'accepted',
    ],
    ['at a path of plain text, which is the text', { searchTerm: 'ok', searchPath: 'a.b' }, 'OK', TEXT, 'accepted'],
    ['a root list stands under array', { searchTerm: 'x', searchPath: 'array.0.s' }, '[{"s":"x"}]', {}, 'accepted'],
    ['what cannot be read is text', { searchTerm: 'ok', searchPath: 'a' }, 'ok {', {}, 'accepted'],
  ])('%s', async (_, settings, body, answer, outcome) => {
    expect(await read(settings, body, answer)).toMatchObject({ outcome, faults: [] });
  });

  it('reads as the type that was chosen, whatever was declared', async () => {
    const settings = { searchTerm: '1', searchPath: 'ok' };
    expect((await read(settings, '{"ok":1}', HTML)).outcome).toBe('rejected');
    expect((await read(settings, '{"ok":1}', { ...HTML, more: { as: 'json' } })).outcome).toBe('accepted');
  });

  it('takes a pattern that cannot be used for "not found", after it was named when it was saved', async () => {
    const said = await read({ searchTerm: '/(ok/' }, 'ok', TEXT);
    expect(said).toMatchObject({ outcome: 'rejected', faults: [{ field: 'leadconduit.searchTerm' }] });
  });

  it('keeps classes as they are written, where lower case would turn them round', async () => {
    expect((await read({ searchTerm: '/^\\D+$/' }, 'ACCEPTED', TEXT)).outcome).toBe('accepted');
    expect((await read({ searchTerm: '/^\\S+$/' }, 'a b', TEXT)).outcome).toBe('rejected');
  });
});

describe('what is taken out', () => {
  it('reasons are trimmed, blanks dropped, sorted and joined', async () => {
    const body = '{"errors":[{"m":" old lead "},{"m":""},{"m":"bad zip"}]}';
    expect((await read({ reasonPath: 'errors.*.m' }, body)).reasons).toEqual(['bad zip, old lead']);
    expect((await read({ reasonPath: '//m' }, '<r><m>b</m><m>a</m></r>', XML)).reasons).toEqual(['a, b']);
    const page = '<html><a title="late">x</a></html>';
    expect((await read({ reasonPath: 'a@title' }, page, HTML)).reasons).toEqual(['late']);
    expect((await read({ reasonPath: '//m' }, '<r><m><![CDATA[why]]></m></r>', XML)).reasons).toEqual(['why']);
  });

  it('in text a reason is the first group of a pattern, capitals as they are written', async () => {
    expect((await read({ reasonPath: '/ERROR: (.*)/' }, 'ERROR: Too Old', TEXT)).reasons).toEqual(['Too Old']);
    expect((await read({ reasonPath: 'ERROR: (.*)' }, 'ERROR: Too Old', TEXT)).reasons).toEqual(['Too Old']);
    expect((await read({ reasonPath: 'error: (.*)' }, 'ERROR: Too Old', TEXT)).reasons).toEqual([]);
  });

  it('the default reason stands in for none, on acceptance too', async () => {
    const settings = { searchTerm: 'ok', defaultReason: ' Unknown ', reasonPath: 'why' };
    expect(await read(settings, '{"s":"ok"}')).toMatchObject({ outcome: 'accepted', reasons: ['Unknown'] });
    expect((await read(settings, '{"why":"old"}')).reasons).toEqual(['old']);
  });

  it.each<[LeadConduitReading, string, number | null]>([
    [{}, '{}', 0],
    [{ pricePath: 'p' }, '{"p":"$1.50"}', 1.5],
    [{ pricePath: 'p', fallbackPrice: '2' }, '{}', 2],
    [{ pricePath: 'p' }, '{"p":"free"}', null],
  ])('price of %j', async (settings, body, price) => expect((await read(settings, body)).price).toBe(price));

  it('reference, captures, and the cookie that holds the term', async () => {
    const headers = { 'set-cookie': 'b=2; Expires=Wed, 21 Oct 2026 07:28:00 GMT, a=Session1; Path=/' };
    const more = { captures: [{ name: 'id', pattern: 'id=(\\w+)' }] };
    const settings = { referencePath: 'ref (\\d+)', cookieSearchTerm: 'session' };
    expect(await read(settings, 'ref 12 id=X9', { ...TEXT, headers, more })).toMatchObject({
      reference: '12',
      captures: { id: 'X9', cookie: 'a=Session1; Path=/' },
    });
  });

  it('a server error has its own reason, and no price', async () => {
    const said = await read({ fallbackPrice: '5', defaultReason: 'x' }, '{}', { status: 500 });
    expect(said).toMatchObject({ reasons: ['Server error'], price: null, reference: '' });
  });
});
