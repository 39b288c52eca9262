// What differs between two versions as it is drawn and told, and how a draft stands, in words.
import { describe, expect, it } from 'vitest';
import { ApiProblem } from '../../editor/api.ts';
import { changeSentence } from '../../editor/canvas/conflict-words.ts';
import { lookOf } from '../../editor/canvas/SaveMark.tsx';
import { faultOf } from '../../editor/canvas/use-autosave.ts';
import { unionOf } from '../../editor/history/union.ts';
import { edgeWords, fieldName, settingName, valueText } from '../../editor/merge/change-words.ts';
import type { Catalogue } from '../../flows/language/catalogue.ts';
import { diffBundles } from '../../flows/language/diff.ts';
import { SPECS, sampleBundle } from './canvas-sample.ts';

const CATALOGUE: Catalogue = Object.fromEntries(SPECS.map((spec) => [spec.type, spec]));

describe('two versions on one canvas', () => {
  const before = sampleBundle();
  const after = sampleBundle();
  const { list: _list, ...nodes } = after.document.nodes;
  after.document.nodes = { ...nodes, end: { type: 'stop', config: {} } };
  const { table } = after.document.nodes;
  if (table) table.config = { rows: [{ port: 'new' }], noMatch: { success: false } };
  after.document.edges = [
    ...after.document.edges.filter(({ port }) => port !== 'dup' && port !== 'new'),
    { from: 'table', port: 'new', to: 'end' },
  ];
  after.layout.nodes = { arrive: [0, 0], ask: [320, 0], table: [640, 0], stop: [960, 0], end: [960, 160] };
  const diff = diffBundles(before, after, CATALOGUE);
  const { bundle, ports, marks } = unionOf(before, after, { diff, catalogue: CATALOGUE });

  it('keeps what went, beside what came, and covers nothing with it', () => {
    expect(Object.keys(bundle.document.nodes).toSorted()).toEqual(['arrive', 'ask', 'end', 'list', 'stop', 'table']);
    expect(bundle.layout.nodes.end).toEqual([960, 160]);
    expect(bundle.layout.nodes.list?.[1]).toBeGreaterThan(300);
    expect([...marks.nodes]).toEqual([
      ['table', 'changed'],
      ['end', 'added'],
      ['list', 'removed'],
    ]);
  });

  it('draws an edge that went from a port that went, and one that leads elsewhere once, as it is now', () => {
    expect(ports.table?.map(({ name }) => name)).toEqual(['new', 'dup', 'no-match']);
    expect(bundle.document.edges.filter(({ from }) => from === 'table')).toEqual([
      { from: 'table', port: 'new', to: 'end' },
      { from: 'table', port: 'dup', to: 'list' },
    ]);
    expect([marks.edges.get('table.new'), marks.edges.get('table.dup')]).toEqual(['changed', 'removed']);
  });
});

describe('what differs, in words', () => {
  it('calls fields, settings, values and edges what the forms call them', () => {
    const schema = {
      properties: { rows: { title: 'Rules', items: { properties: { value: { title: 'Value' } } } } },
    };
    expect(fieldName(['config', 'rows', 1, 'value'], schema)).toBe('Rules, row 2, Value');
    expect(fieldName(['config', 'odd'], schema)).toBe('odd');
    expect(fieldName(['retry', 'attempts'], schema)).toBe('Retry, Attempts');
    expect(settingName(['zone'])).toBe('Time zone');
    expect(settingName(['vars', 'cap'])).toBe('Variable cap');
    expect([true, '', null, undefined, 5].map(valueText)).toEqual(['Yes', 'empty', 'nothing', 'not set', '5']);
    const name = (id: string): string => id.toUpperCase();
    expect(edgeWords({ from: 'a', port: 'p', is: 'changed', before: 'b', after: 'c' }, name, 'p')).toBe(
      'p leads to C, before to B',
    );
  });
});

describe('a draft that is not safe yet', () => {
  it('is never said to be kept where the browser refused it', () => {
    expect(lookOf({ is: 'offline', says: '', isKept: true }).words).toBe('Offline, kept locally');
    expect(lookOf({ is: 'offline', says: '', isKept: false }).words).toBe('Offline, not kept');
    expect(lookOf({ is: 'refused', says: '', isKept: false }).words).toBe('Not saved, not kept');
    expect(lookOf({ is: 'saved', at: new Date(2026, 1, 2, 14, 2).getTime() }).words).toBe('Draft saved 14:02');
  });

  it('waits for a server that is away or a person who must sign in, and says why it is refused for good', () => {
    expect([0, 401, 429, 503].map((status) => faultOf(new ApiProblem(status, {})).is)).toEqual(
      Array(4).fill('offline'),
    );
    expect(faultOf(new ApiProblem(422, { title: 'Too large.', remedy: 'Make it smaller.' }))).toEqual({
      is: 'refused',
      says: 'Too large. Make it smaller.',
    });
  });

  it('is met by a change that is named by who, when and where from', () => {
    const at = new Date(2026, 1, 2, 14, 2);
    const told = (by: string, now = at.getTime()) =>
      changeSentence({ by, at: at.toISOString() }, 'me@example.com', now);
    expect(told('ann@example.com')).toBe('ann@example.com changed this flow at 14:02.');
    expect(told('ann@example.com', at.getTime() + 86_400_000 * 3)).toBe(
      'ann@example.com changed this flow at 14:02 on Feb 2.',
    );
    expect(told('me@example.com')).toBe('You changed this flow at 14:02, in another tab or browser.');
    expect(told('workspace')).toBe('The files of this flow changed on disk at 14:02.');
    expect(changeSentence(null, 'me@example.com')).toBe('Someone else changed this flow.');
  });
});
