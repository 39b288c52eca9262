// How an answer is read, as the form of an endpoint edits it: picked paths, samples, and what is learnt from answers.
import { describe, expect, it } from 'vitest';
import { isPathField, usesOf, withPathAt } from '../../editor/pages/connections/answers/answer-picks.ts';
import {
  learnt,
  lessonsOf,
  markedOf,
  rulesInWords,
  withAnswers,
} from '../../editor/pages/connections/answers/learning.ts';
import { answersIn, mergedSamples } from '../../editor/pages/connections/answers/samples.ts';

describe('a path that is picked from an answer', () => {
  const use = (id: string, value: string | number | string[] = 'DUP') => {
    const found = usesOf({ path: 'data.code', value }, undefined).find((each) => each.id === id);
    if (!found) throw new Error(`There is no use ${id}.`);
    return found.apply({ reason: ['message'] });
  };

  it('becomes a rule, a code table, a reason, a price or a kept value', () => {
    expect(use('rule').rules).toEqual([{ path: 'data.code', value: 'DUP', outcome: 'accepted' }]);
    expect(use('code', 6009).codes).toEqual({ path: 'data.code', table: [{ code: '6009', outcome: 'accepted' }] });
    expect(use('reason').reason).toEqual(['message', 'data.code']);
    expect(use('price').price).toBe('data.code');
    expect(use('capture').captures).toEqual([{ name: 'code', path: 'data.code' }]);
    expect(use('list', ['a']).lists).toEqual(['data.code']);
  });

  it('goes into the field that had the focus, which then reads a path with dots', () => {
    const reading = { rules: [{ path: '//code', language: 'xpath', outcome: 'accepted' }] } as const;
    expect(withPathAt({ rules: [...reading.rules] }, 'rules.0.path', 'data.code').rules).toEqual([
      { path: 'data.code', outcome: 'accepted' },
    ]);
    expect(withPathAt({}, 'codes.path', 'code').codes).toEqual({ path: 'code' });
    expect(withPathAt({ reason: ['a'] }, 'reason', 'b').reason).toEqual(['a', 'b']);
    expect(['rules.2.path', 'price', 'leadconduit.searchPath', 'warnings'].every(isPathField)).toBe(true);
    expect(['rules.2.value', 'as', 'rules.0.reason'].some(isPathField)).toBe(false);
  });
});

describe('answers that are pasted', () => {
  it('are one text, or JSON on a line each, or parted by a line', () => {
    expect(answersIn('{"a":1}\n{"a":2}\n')).toEqual(['{"a":1}', '{"a":2}']);
    expect(answersIn('{\n "a": 1\n}')).toEqual(['{\n "a": 1\n}']);
    expect(answersIn('<ok/>\n---\n<no/>')).toEqual(['<ok/>', '<no/>']);
    expect(answersIn('OK\nid=4')).toEqual(['OK\nid=4']);
    expect(answersIn(' \n')).toEqual([]);
  });

  it('are kept once each, with the meaning that was said last', () => {
    const one = { status: 200, body: '{"a":1}', means: 'accepted' } as const;
    expect(mergedSamples([one], [{ ...one, means: 'rejected' }])).toEqual([{ ...one, means: 'rejected' }]);
  });
});

describe('learning from answers', () => {
  it('counts the answers that are marked, and adds none twice', () => {
    const samples = [{ status: 200, body: 'OK', means: 'accepted' }] as const;
    const lessons = withAnswers(lessonsOf(samples), [
      { status: 200, body: 'OK' },
      { status: 200, body: 'NO' },
    ]);
    expect(lessons.map(({ means }) => means)).toEqual(['accepted', undefined]);
    expect(markedOf(lessons)).toEqual(samples);
  });

  it('puts the rules that were found in the place of those before, and leaves what is taken out', () => {
    const before = { preset: 'leadconduit', rules: [{ outcome: 'error' }], reference: 'id' } as const;
    const found = { statuses: [{ status: '4xx', outcome: 'error' }] } as const;
    const reading = learnt({ ...before, rules: [...before.rules] }, { statuses: [...found.statuses] });
    expect(reading).toEqual({ reference: 'id', statuses: [{ status: '4xx', outcome: 'error' }] });
    expect(
      rulesInWords({
        ...reading,
        codes: { path: 'code', table: [{ code: '6009', outcome: 'rejected' }] },
        rules: [{ path: 'success', comparison: 'exists', outcome: 'accepted' }],
      }),
    ).toEqual(['Status 4xx: error', '6009 at code: rejected', 'success is there: accepted']);
  });
});
