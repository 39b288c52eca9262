// Lining up, finding, making another type, and pasting with the edges around: what the keys of the canvas work with.
import { describe, expect, it } from 'vitest';
import { findInFlow } from '../../editor/canvas/find-in-flow.ts';
import { createFlowStore } from '../../editor/canvas/flow-store.ts';
import { removeSelected } from '../../editor/canvas/flow-verbs.ts';
import { fragmentOf, fragmentText, readFragment, withFragment } from '../../editor/canvas/fragment.ts';
import { downstream, edgesOf, upstream } from '../../editor/canvas/graph.ts';
import { type Box, fewest, LINE_UPS, type LineUp, linedUp } from '../../editor/canvas/line-up.ts';
import { replaceNode } from '../../editor/canvas/replace-node.ts';
import { settleSelection } from '../../editor/canvas/selection.ts';
import { bindingFor, chordOf, keyText } from '../../editor/keys/stroke.ts';
import { SPECS, sampleBundle, specFor } from './canvas-sample.ts';

const catalogue = Object.fromEntries(SPECS.map((spec) => [spec.type, spec]));
const box = (id: string, x: number, y: number, width = 100, height = 50): Box => ({
  id,
  at: [x, y],
  size: [width, height],
});

function opened() {
  const flow = { slug: 'sample', bundle: sampleBundle(), catalogue, names: undefined, readOnly: false };
  return createFlowStore({ ...flow, problems: [], now: () => 0 });
}

describe('lining up', () => {
  const boxes = [box('a', 0, 0), box('b', 300, 40, 200, 100), box('c', 130, 200)];

  it.each<[LineUp, Record<string, [number, number]>]>([
    ['align-left', { a: [0, 0], b: [0, 40], c: [0, 200] }],
    ['align-right', { a: [400, 0], b: [300, 40], c: [400, 200] }],
    ['align-centre', { a: [200, 0], b: [150, 40], c: [200, 200] }],
    ['align-top', { a: [0, 0], b: [300, 0], c: [130, 0] }],
    ['align-bottom', { a: [0, 200], b: [300, 150], c: [130, 200] }],
    ['align-middle', { a: [0, 100], b: [300, 75], c: [130, 100] }],
    ['space-across', { a: [0, 0], b: [300, 40], c: [150, 200] }],
    ['space-down', { a: [0, 0], b: [300, 75], c: [130, 200] }],
  ])('%s', (way, places) => expect(linedUp(boxes, way)).toEqual(places));

  it('takes two to line up and three to have gaps', () => {
    expect(LINE_UPS.map(fewest)).toEqual([2, 2, 2, 2, 2, 2, 3, 3]);
  });
});

describe('two strokes', () => {
  const at = { scope: 'canvas', typing: false, reading: false } as const;
  const stroke = (key: string, held: object = {}) => ({
    ...{ key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, isComposing: false },
    ...held,
  });

  it('are one command, and the second alone is another', () => {
    expect(chordOf(stroke('å', { altKey: true, code: 'KeyA' }), at)).toBe('Alt+A');
    expect(bindingFor(stroke('c'), { ...at, after: 'Alt+A' })?.command).toBe('align-centre');
    expect(bindingFor(stroke('c'), at)?.command).toBe('connect');
    expect(bindingFor(stroke('n'), { ...at, after: 'Alt+A' })).toBeUndefined();
    expect(keyText('Alt+A L')).toBe('Alt+A, L');
  });

  it('are for those who may draw; what the browser does itself is no key of ours', () => {
    expect(chordOf(stroke('a', { altKey: true }), { ...at, reading: true })).toBeUndefined();
    expect(bindingFor(stroke('c', { ctrlKey: true }), at)).toBeUndefined();
    expect(bindingFor(stroke('ArrowDown'), { ...at, scope: 'edge' })?.command).toBe('edge-next');
  });
});

describe('finding', () => {
  const find = (text: string) => findInFlow({ bundle: sampleBundle(), catalogue }, text).map(({ node }) => node);

  it('looks into names, types, settings and names in other systems, whatever the case', () => {
    expect(find('ask the')).toEqual(['ask']);
    expect(find('VALIDATION')).toEqual(['list']);
    expect(find('lead.email')).toEqual(['list']);
    expect(find('convoso')).toEqual(['ask']);
    expect(find('  ')).toEqual([]);
  });

  it('looks into long expressions, and says where it was found', () => {
    const bundle = sampleBundle();
    bundle.files['map.jsonata'] = `{ "a": 1, "phone": lead.number, "b": "${'x'.repeat(40)}" }`;
    bundle.document.nodes.ask = { type: 'http-request', config: { body: { file: 'map.jsonata' } } };
    const [hit] = findInFlow({ bundle, catalogue }, 'lead.number');
    expect(hit).toEqual({ node: 'ask', where: 'body: { "a": 1, "phone": lead.number, "b": "xxxxxxxxxxxxxxxx…' });
  });
});

describe('another type', () => {
  it('keeps the words, the settings that fit, and the edges whose port is there', () => {
    const bundle = sampleBundle();
    bundle.document.nodes.list = {
      type: 'validation-list',
      title: 'Keys',
      config: { list: 'keys', value: 'lead.email', mode: 'x' },
    };
    const { bundle: after, lost } = replaceNode(bundle, 'list', specFor('http-request'));
    expect(after.document.nodes.list).toEqual({ type: 'http-request', title: 'Keys', config: {} });
    expect(lost).toEqual([]);
    const back = replaceNode(bundle, 'list', { ...specFor('validation-list'), type: 'other-list' });
    expect(back.bundle.document.nodes.list?.config).toEqual({ list: 'keys', value: 'lead.email' });
    expect(after.document.edges).toContainEqual({ from: 'table', port: 'dup', to: 'list' });
  });

  it('leads on by the main port where there was one way, and says what it lost', () => {
    const one = replaceNode(sampleBundle(), 'ask', specFor('validation-list'));
    expect(one.bundle.document.edges).toContainEqual({ from: 'ask', port: 'pass', to: 'table' });
    const { lost } = replaceNode(sampleBundle(), 'table', specFor('http-request'));
    expect(lost.map(({ to }) => to)).toEqual(['stop', 'list']);
  });
});

describe('what comes before and after', () => {
  const { document } = sampleBundle();

  it('is followed along the edges', () => {
    expect(downstream(document, 'ask').toSorted()).toEqual(['list', 'stop', 'table']);
    expect(upstream(document, 'table').toSorted()).toEqual(['arrive', 'ask']);
    expect(edgesOf(document, 'table').map(({ from, to }) => `${from} ${to}`)).toEqual([
      'table stop',
      'table list',
      'ask table',
    ]);
  });
});

describe('a fragment with its outer edges', () => {
  const lead = { at: [0, 0] as [number, number], isTrigger: (type: string) => type === 'webhook', canLead: () => true };

  it('comes back between its neighbours after it was cut out and the ends were joined', () => {
    const bundle = sampleBundle();
    const fragment = readFragment(fragmentText(fragmentOf(bundle, ['ask'])));
    const store = opened();
    store.getState().select(['ask']);
    removeSelected(store, true);
    const { bundle: after } = withFragment(store.getState().bundle, fragment ?? fragmentOf(bundle, []), lead);
    const edges = after.document.edges.map(({ from, port, to }) => `${from}.${port} ${to}`);
    expect(edges).toEqual(expect.arrayContaining(['arrive.lead ask', 'ask.answered table']));
    expect(edges).not.toContain('arrive.lead table');
  });

  it('leaves a port that leads elsewhere alone, draws no circle, and nothing without being asked', () => {
    const bundle = sampleBundle();
    const { bundle: after, ids } = withFragment(bundle, fragmentOf(bundle, ['table']), lead);
    const [copy = ''] = ids;
    expect(after.document.edges).toContainEqual({ from: 'ask', port: 'answered', to: 'table' });
    expect(after.document.edges.filter(({ from }) => from === copy)).toHaveLength(2);
    const plain = withFragment(bundle, fragmentOf(bundle, ['table']), { at: lead.at, isTrigger: lead.isTrigger });
    expect(plain.bundle.document.edges).toHaveLength(4);
    const turned = {
      ...fragmentOf(bundle, ['table']),
      outer: [
        { from: 'stop', port: 'x', to: 'table' },
        { from: 'table', port: 'new', to: 'stop' },
      ],
    };
    const round = withFragment(bundle, turned, lead).bundle.document.edges.slice(4);
    expect(round).toHaveLength(1);
  });
});

describe('the focus and what is selected', () => {
  it('are one: keys act on a node that the focus went to after the last selection', () => {
    const store = opened();
    store.getState().select(['stop']);
    store.getState().activate('ask');
    settleSelection(store, 'ask');
    expect(store.getState().selected).toEqual(['ask']);
    // Boxed in by the pointer meanwhile: the focus stands where it stood.
    store.getState().select(['table', 'stop']);
    settleSelection(store, 'ask');
    expect(store.getState().selected).toEqual(['table', 'stop']);
  });

  it('go to a node that is there when the trigger is deleted', () => {
    const store = opened();
    store.getState().select(['arrive']);
    expect(removeSelected(store, true)).toBe('ask');
  });
});
