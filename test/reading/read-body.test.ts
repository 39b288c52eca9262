// Bodies with wishes: lists, selectors, searches; and large ones that are read in a sandbox.
import { afterAll, describe, expect, it } from 'vitest';
import type { ParsedAnswer } from '../../flows/language/parsed-answer.ts';
import { createExpressionPool } from '../../server/expression/pool.ts';
import { parseWith } from '../../server/reading/parse-with.ts';
import { isLarge, readBody, readWhole } from '../../server/reading/read-body.ts';

const pool = createExpressionPool();
afterAll(() => pool.close());

const dataOf = (parsed: ParsedAnswer) => (parsed.ok ? parsed.data : parsed.says);

describe('paths that are lists', () => {
  it.each([
    ['once', '<r><v>01</v></r>', { r: { v: ['01'] } }],
    ['many times', '<r><v>01</v><v>2</v></r>', { r: { v: ['01', '2'] } }],
    ['empty', '<r><v/></r>', { r: { v: [] } }],
    ['not at all', '<r/>', { r: '' }],
    ['with attributes', '<r><v a="1"/></r>', { r: { v: [{ '@a': '1' }] } }],
  ])('an element that stands there %s is a list', async (_, body, data) => {
    expect(dataOf(await readBody(body, 'xml', { lists: ['r.v'] }))).toEqual(data);
  });

  it('go through the members of outer lists, in JSON too', async () => {
    const body = '{"o":[{"i":{"x":1}},{"i":[2]},{"n":1}]}';
    expect(dataOf(await readBody(body, 'json', { lists: ['o.i', 'o.*.none', '__proto__.a'] }))).toEqual({
      o: [{ i: [{ x: 1 }] }, { i: [2] }, { n: 1 }],
    });
  });
});

describe('HTML', () => {
  const page = `<!DOCTYPE html><html><head><title> Thank
    you </title><script>var refused = 1</script></head><body><p class="m">Lead <b>taken</b></p><p class="m">x</p>
    <a id="ref" data-ref="007" href="/x">link</a></body></html>`;

  it('is its title, its text without scripts, and what selectors find', async () => {
    const parsed = await readBody(page, 'html', { select: ['p.m', '#ref@data-ref', 'p.none', 'values.0', '>>'] });
    expect(parsed).toMatchObject({ ok: true, as: 'html', data: { title: 'Thank you' } });
    expect(parsed.selected).toEqual({
      'p.m': ['Lead taken', 'x'],
      '#ref@data-ref': ['007'],
      'p.none': [],
      'values.0': [],
      '>>': [],
    });
    expect(JSON.stringify(dataOf(parsed))).not.toContain('refused');
  });

  it('is left to a sandbox where its tags might stand in each other by the thousand', () => {
    expect(isLarge('<b>'.repeat(1000), 'html')).toBe(true);
    expect(isLarge(page, 'html')).toBe(false);
  });

  it('is not read where there is nothing', async () => {
    expect(await readBody(' ', 'html')).toEqual({
      ok: false,
      looksLike: 'empty',
      says: 'Expected HTML, but the body is empty.',
    });
  });
});

describe('a large body', () => {
  const rows = Array.from({ length: 2500 }, (_, n) => `<lead id="${n}"><phone>0015550${n}</phone></lead>`).join('');
  const xml = `<r>${rows}</r>`;
  const wish = { lists: ['r.lead'], search: ['/0015550(77)/', '/nothing/i'] };

  it('is read elsewhere, as it would be read here', async () => {
    const parse = parseWith((job) => pool.read(job));
    expect(parse('<r/>', 'xml')).not.toBeInstanceOf(Promise);
    const there = parse(xml, 'xml', wish);
    expect(there).toBeInstanceOf(Promise);
    expect(await there).toEqual(await readWhole(xml, 'xml', wish));
    expect((await there).found).toEqual({ '/0015550(77)/': ['001555077', '77'], '/nothing/i': null });
  });

  it('that is broken says so', async () => {
    expect(await pool.read({ body: `${xml}<q/>`, as: 'xml', wish: {} })).toMatchObject({
      ok: false,
      says: expect.stringContaining('2 outermost elements'),
    });
  });

  it('that takes too long, or too much memory, fails alone', async () => {
    const hasty = createExpressionPool({ readDeadlineMs: 1 });
    const late = hasty.read({ body: xml.repeat(5), as: 'json', wish: { search: ['/(a|b|ab)*c/'] } });
    const greedy = pool.read({ body: '<div>'.repeat(200_000), as: 'html', wish: { select: ['div div'] } });
    const others = Promise.all(TEN.map((n) => pool.evaluate(`($x := ${n}; $x + 1)`, {}, { now: 0, random: 0 })));
    expect(await late).toEqual({ ok: false, looksLike: 'xml', says: 'The answer was not read within 0.001 seconds.' });
    expect(await greedy).toMatchObject({ ok: false, says: expect.stringMatching(/more memory|not read within/) });
    expect(await others).toEqual(TEN.map((n) => n + 1));
    expect(dataOf(await pool.read({ body: '<r>1</r>', as: 'xml', wish: {} }))).toEqual({ r: '1' });
    await hasty.close();
  });
});

const TEN = Array.from({ length: 10 }, (_, n) => n);
