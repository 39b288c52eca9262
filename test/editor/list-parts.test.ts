// What the parts of a list work out: the choice of rows, spans of time, counts of a flow, work on many things.
import { describe, expect, it } from 'vitest';
import { ApiProblem } from '../../editor/api.ts';
import { NOTHING_CHOSEN, shareChosen, stillThere, withRange, withRow, withShown } from '../../editor/kit/selection.ts';
import { localText, momentOf, spanStart, withoutSpan } from '../../editor/kit/spans.ts';
import { queryText, withFilters } from '../../editor/kit/url-state.ts';
import { workOn } from '../../editor/kit/work-on.ts';
import { pulseOf, pulseWords } from '../../editor/pages/flows/pulse-counts.ts';

const ORDER = ['a', 'b', 'c', 'd', 'e'];
const NOW = Date.UTC(2026, 10, 21, 12);

describe('the choice of rows', () => {
  it('turns rows on and off, and a range begins at the one turned last', () => {
    const one = withRow(NOTHING_CHOSEN, 'b', true);
    const range = withRange(one, 'd', ORDER);
    expect([...range.keys]).toEqual(['b', 'c', 'd']);
    expect([...withRange(range, 'a', ORDER).keys].toSorted()).toEqual(['a', 'b', 'c', 'd']);
    expect([...withRow(range, 'c', false).keys]).toEqual(['b', 'd']);
  });

  it('takes a row alone where no range has begun, or where its beginning left the list', () => {
    expect([...withRange(NOTHING_CHOSEN, 'c', ORDER).keys]).toEqual(['c']);
    const gone = withRow(NOTHING_CHOSEN, 'x', true);
    expect([...withRange(gone, 'b', ORDER).keys]).toEqual(['x', 'b']);
  });

  it('forgets rows that left the list, and says how much of it is chosen', () => {
    const all = withShown(ORDER, true);
    expect(shareChosen(all, ORDER)).toBe('all');
    expect(shareChosen(all, [...ORDER, 'f'])).toBe('some');
    expect([...stillThere(all, ['a', 'f']).keys]).toEqual(['a']);
    expect(stillThere(all, ORDER)).toBe(all);
    expect(shareChosen(withShown(ORDER, false), ORDER)).toBe('none');
  });

  it('means all that match only until a row is turned', () => {
    const all = { ...withShown(ORDER, true), isAll: true };
    expect(withRow(all, 'a', false).isAll).toBe(false);
  });
});

describe('a span of time', () => {
  it('begins at a minute, and a moment stays as it is', () => {
    expect(spanStart('hour', NOW + 12_345)).toBe('2026-11-21T11:00:00.000Z');
    expect(spanStart('2026-11-01T00:00:00.000Z', NOW)).toBe('2026-11-01T00:00:00.000Z');
  });

  it('becomes a moment for the server, and an unknown one narrows nothing', () => {
    expect(withoutSpan({ q: 'x', span: 'day', after: '', before: '' }, NOW)).toEqual({
      q: 'x',
      after: '2026-11-20T12:00:00.000Z',
      before: '',
    });
    expect(withoutSpan({ span: 'year', after: '' }, NOW)).toEqual({ after: '' });
    expect(withoutSpan({ span: '', after: '2026-01-01T00:00:00Z' }, NOW)).toEqual({ after: '2026-01-01T00:00:00Z' });
  });

  it('goes into a field for date and time and comes back the same', () => {
    const at = '2026-11-01T10:30:00.000Z';
    expect(momentOf(localText(at))).toBe(at);
    expect([localText(''), momentOf(''), momentOf('2026-13')]).toEqual(['', '', '']);
  });
});

describe('the address of a list', () => {
  it('changes many filters at once, and reads alike whatever their order', () => {
    const search = new URLSearchParams('tab=x&after=1&span=day');
    expect(withFilters(search, { span: '', after: undefined, before: '2' }).toString()).toBe('tab=x&before=2');
    expect(queryText({ b: '1', a: '2', c: '' })).toBe(queryText({ a: '2', c: '', b: '1' }));
  });
});

describe('the pulse of a flow', () => {
  const none = Array.from({ length: 24 }, () => 0);
  const counts = (ok: number, failed: number) => {
    const item = { flow: 'f', accepted: [...none.slice(1), ok], rejected: none, error: [...none.slice(1), failed] };
    return pulseOf({ since: '', items: [item] }).get('f');
  };

  it('never says that all went well where one failed', () => {
    expect(counts(100_000, 1)?.rate).toBe('99.9 %');
    expect(counts(1, 100_000)?.rate).toBe('0.1 %');
    expect([counts(5, 0)?.rate, counts(0, 5)?.rate]).toEqual(['100 %', '0 %']);
  });

  it('is told in words too', () => {
    const of = counts(3, 1);
    expect(of && pulseWords(of)).toBe(
      '4 runs in the last 24 hours: 3 accepted, 0 rejected, 1 error; 75.0 % ended without an error.',
    );
  });
});

describe('work on many things', () => {
  it('does it to each, and gathers what could not be done', async () => {
    const done: number[] = [];
    const result = await workOn([1, 2, 3, 4, 5, 6], async (n) => {
      if (n % 3 === 0) throw new ApiProblem(409, { title: 'No.' });
      done.push(n);
    });
    expect(done).toEqual([1, 2, 4, 5]);
    expect(result).toMatchObject({ done: 4, failed: [{ thing: 3 }, { thing: 6 }] });
  });

  it('stops where the server cannot be reached', async () => {
    const seen: number[] = [];
    const work = async (n: number) => {
      seen.push(n);
      throw new ApiProblem(0, {});
    };
    await expect(
      workOn(
        Array.from({ length: 100 }, (_, n) => n),
        work,
      ),
    ).rejects.toThrow();
    expect(seen.length).toBeLessThan(10);
  });
});
