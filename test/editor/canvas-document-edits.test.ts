// Holds the canvas's edits: each gives the drawing that a person meant, and refuses in words what cannot be drawn.
import { describe, expect, it } from 'vitest';
import {
  addNode,
  connect,
  disconnect,
  freePlace,
  moveNodes,
  newId,
  nudgeNodes,
  patchNode,
  placeAfter,
  putOnEdge,
  removeNodes,
  setConfig,
  setFlowWords,
} from '../../editor/canvas/document-edits.ts';
import { reaches, readingOrder, walkFrom } from '../../editor/canvas/graph.ts';
import { tidyPlaces } from '../../editor/work/tidy-places.ts';
import { portsOf } from '../../flows/language/catalogue.ts';
import { port, sampleBundle, specFor } from './canvas-sample.ts';

const edges = (bundle: ReturnType<typeof sampleBundle>) =>
  bundle.document.edges.map((edge) => `${edge.from}.${edge.port} -> ${edge.to}`);

describe('adding', () => {
  it('makes a short id of its own and starts with the values that the schema knows', () => {
    const { bundle, id } = addNode(sampleBundle(), { spec: specFor('webhook'), place: [10, 20] });
    expect(id).toBe('webhook');
    expect(bundle.document.nodes[id]).toEqual({ type: 'webhook', config: { methods: ['POST'] } });
    expect(bundle.layout.nodes[id]).toEqual([10, 20]);
  });

  it('fills required objects and rows, so that the form has something to show', () => {
    const { bundle, id } = addNode(sampleBundle(), { spec: specFor('key-value-branch'), place: [0, 0] });
    expect(bundle.document.nodes[id]?.config).toEqual({ rows: [], noMatch: { success: false } });
  });

  it('puts the node right after its predecessor in the file', () => {
    const { bundle } = addNode(sampleBundle(), { spec: specFor('stop'), place: [0, 0], after: 'ask' });
    expect(Object.keys(bundle.document.nodes)).toEqual(['arrive', 'ask', 'stop2', 'table', 'list', 'stop']);
  });

  it('takes another word, then a number, where an id is taken', () => {
    let bundle = sampleBundle();
    const ids = [1, 2, 3].map(() => {
      const added = addNode(bundle, { spec: specFor('http-request'), place: [0, 0] });
      bundle = added.bundle;
      return added.id;
    });
    expect(ids).toEqual(['http', 'request', 'http2']);
    expect(newId(bundle, 'validation-list')).toBe('validation');
  });

  it('finds a place that no card covers', () => {
    const bundle = sampleBundle();
    expect(placeAfter(bundle, 'ask')).not.toEqual(bundle.layout.nodes.table);
    expect(freePlace(bundle.layout, [961, 3])).toEqual([960, 304]);
  });
});

describe('removing', () => {
  it('joins what was before with what comes after', () => {
    expect(edges(removeNodes(sampleBundle(), ['ask'], true))).toEqual([
      'arrive.lead -> table',
      'table.new -> stop',
      'table.dup -> list',
    ]);
  });

  it('does not join when asked not to, nor where there are two ways out', () => {
    expect(edges(removeNodes(sampleBundle(), ['ask'], false))).toEqual(['table.new -> stop', 'table.dup -> list']);
    expect(edges(removeNodes(sampleBundle(), ['table'], true))).toEqual(['arrive.lead -> ask']);
  });

  it('forgets the place of the node', () => {
    expect(removeNodes(sampleBundle(), ['ask'], true).layout.nodes.ask).toBeUndefined();
  });
});

describe('connecting', () => {
  const table = {
    ports: [port('new'), port('dup'), port('no-match')],
    trigger: false,
    name: (id: string) => `the ${id}`,
  };

  it('draws an edge from a free port', () => {
    const done = connect(sampleBundle(), { from: 'table', port: 'no-match', to: 'stop' }, table);
    expect(done.ok && edges(done.bundle).at(-1)).toBe('table.no-match -> stop');
  });

  it('replaces the edge that the port had, and says which', () => {
    const done = connect(sampleBundle(), { from: 'table', port: 'dup', to: 'stop' }, table);
    expect(done).toMatchObject({ ok: true, replaced: { to: 'list' } });
    expect(done.ok && edges(done.bundle)[3]).toBe('table.dup -> stop');
  });

  it('refuses a circle, itself, a trigger, an unknown port and an unknown node in words', () => {
    const bundle = sampleBundle();
    const to = (target: string, more: Partial<typeof table> & { port?: string } = {}) =>
      connect(bundle, { from: 'table', port: more.port ?? 'no-match', to: target }, { ...table, ...more });
    expect(to('ask')).toEqual({
      ok: false,
      reason: 'That would make a circle: “the ask” already leads to “the table”.',
    });
    expect(to('table')).toMatchObject({ ok: false, reason: 'A node cannot lead to itself.' });
    expect(to('arrive', { trigger: true })).toMatchObject({ ok: false, reason: expect.stringContaining('trigger') });
    expect(to('stop', { port: 'maybe' })).toMatchObject({ ok: false, reason: '“the table” has no port “maybe”.' });
    expect(to('gone')).toMatchObject({ ok: false });
  });

  it('takes an edge away, and leaves the drawing alone where there is none', () => {
    const bundle = sampleBundle();
    expect(edges(disconnect(bundle, { from: 'ask', port: 'answered' }))).not.toContain('ask.answered -> table');
    expect(disconnect(bundle, { from: 'ask', port: 'error' })).toBe(bundle);
  });

  it('puts a node in the middle of an edge by its first required port', () => {
    const { bundle, id } = addNode(sampleBundle(), { spec: specFor('validation-list'), place: [0, 0] });
    const edge = { from: 'arrive', port: 'lead', to: 'ask' };
    const done = putOnEdge(bundle, edge, { id, ports: [port('error', false), port('pass')] });
    expect(edges(done)).toContain('arrive.lead -> validation');
    expect(edges(done)).toContain('validation.pass -> ask');
  });
});

describe('changing', () => {
  it('lets an edge follow its port when the row is renamed', () => {
    const bundle = sampleBundle();
    const rules = specFor('key-value-branch').ports;
    const config = { rows: [{ port: 'new' }, { port: 'duplicate' }], noMatch: { success: false } };
    const before = portsOf(rules, bundle.document.nodes.table?.config ?? {});
    const done = setConfig(bundle, 'table', { config, before, after: portsOf(rules, config) });
    expect(edges(done)).toContain('table.duplicate -> list');
  });

  it('drops the edge of a row that was removed and keeps the others', () => {
    const bundle = sampleBundle();
    const config = { rows: [{ port: 'new' }], noMatch: { success: false } };
    const before = [port('new'), port('dup'), port('no-match')];
    const done = setConfig(bundle, 'table', { config, before, after: [port('new'), port('no-match')] });
    expect(edges(done)).toEqual(['arrive.lead -> ask', 'ask.answered -> table', 'table.new -> stop']);
  });

  it('leaves out what is set to undefined', () => {
    const bundle = patchNode(sampleBundle(), 'ask', { title: undefined, onUnknown: 'hold' });
    expect(bundle.document.nodes.ask).toEqual({ type: 'http-request', config: {}, onUnknown: 'hold' });
    expect('description' in setFlowWords(bundle, { name: 'A', description: '' }).document).toBe(false);
  });

  it('never changes the bundle it was given', () => {
    const bundle = sampleBundle();
    removeNodes(bundle, ['ask'], true);
    moveNodes(bundle, { ask: [8, 8] });
    tidyPlaces(bundle.document, {});
    expect(bundle).toEqual(sampleBundle());
  });
});

describe('moving', () => {
  it('puts places on the grid and returns the same bundle when nothing moved', () => {
    const bundle = sampleBundle();
    expect(moveNodes(bundle, { ask: [323, 6] }).layout.nodes.ask).toEqual([320, 8]);
    expect(moveNodes(bundle, { ask: [321, 1] })).toBe(bundle);
    expect(nudgeNodes(bundle, ['ask', 'stop'], [-8, 8]).layout.nodes).toMatchObject({ ask: [312, 8], stop: [952, 8] });
  });

  it('tidies so that edges lead to the right and no card covers another', () => {
    const { document } = sampleBundle();
    const size = { width: 224, height: 144 };
    const places = tidyPlaces(document, Object.fromEntries(Object.keys(document.nodes).map((id) => [id, size])));
    for (const { from, to } of document.edges) {
      expect(places[to]?.[0]).toBeGreaterThan(places[from]?.[0] ?? Number.NaN);
    }
    const gap = Math.abs((places.stop?.[1] ?? 0) - (places.list?.[1] ?? 0));
    expect(gap).toBeGreaterThanOrEqual(size.height);
  });
});

describe('walking', () => {
  const { document, layout } = sampleBundle();
  const up = (id: string) => layout.nodes[id]?.[1] ?? 0;

  it('goes along the edges, to siblings and to the ends', () => {
    expect(walkFrom(document, 'arrive', 'next', up)).toBe('ask');
    expect(walkFrom(document, 'ask', 'previous', up)).toBe('arrive');
    expect(walkFrom(document, 'stop', 'below', up)).toBe('list');
    expect(walkFrom(document, 'list', 'above', up)).toBe('stop');
    expect(walkFrom(document, 'stop', 'above', up)).toBeUndefined();
    expect(walkFrom(document, 'table', 'first', up)).toBe('arrive');
    expect(walkFrom(document, 'arrive', 'last', up)).toBe('list');
  });

  it('reads level by level, loose nodes last', () => {
    const loose = { ...document, nodes: { lost: { type: 'stop', config: {} }, ...document.nodes } };
    expect(readingOrder(loose)).toEqual(['arrive', 'ask', 'table', 'stop', 'list', 'lost']);
    expect(reaches(document, 'arrive', 'list')).toBe(true);
    expect(reaches(document, 'list', 'stop')).toBe(false);
  });
});
