// Holds what a person does to a drawing: where a new node is wired, what undo brings back, what is said and what is refused.
import { describe, expect, it } from 'vitest';
import { createFlowStore, type FlowStore } from '../../editor/canvas/flow-store.ts';
import {
  add,
  configure,
  connect,
  describeFlow,
  disconnect,
  drop,
  duplicateSelected,
  nudgeSelected,
  patch,
  removeSelected,
  tidyAll,
} from '../../editor/canvas/flow-verbs.ts';
import { readablePaths } from '../../editor/canvas/suggest.ts';
import { firstOpenPort, targetsOf } from '../../editor/canvas/targets.ts';
import { mergedProblems } from '../../editor/canvas/use-check.ts';
import { tidyPlaces } from '../../editor/work/tidy-places.ts';
import type { Problem } from '../../flows/language/catalogue.ts';
import { checkDrawing } from '../../flows/language/check-drawing.ts';
import type { FlowBundle } from '../../flows/language/document.ts';
import { SPECS, sampleBundle, specFor } from './canvas-sample.ts';

function opened(bundle: FlowBundle = sampleBundle(), readOnly = false): FlowStore & { clock: { now: number } } {
  const clock = { now: 0 };
  const catalogue = Object.fromEntries(SPECS.map((spec) => [spec.type, spec]));
  const now = () => clock.now;
  const about = { slug: 'sample', bundle, catalogue, names: undefined, readOnly, problems: [], now };
  return Object.assign(createFlowStore(about), { clock });
}
const edges = (store: FlowStore) =>
  store.getState().bundle.document.edges.map((edge) => `${edge.from}.${edge.port} -> ${edge.to}`);

describe('adding', () => {
  it('wires the new node to the first port that needs an edge, selects it and says so', () => {
    const store = opened();
    expect(add(store, specFor('stop'), { kind: 'after', node: 'table' })).toEqual({ id: 'stop2' });
    expect(edges(store)).toContain('table.no-match -> stop2');
    expect(store.getState()).toMatchObject({ selected: ['stop2'], active: 'stop2' });
    expect(store.getState().said.text).toBe('Stop added, after Key/value table');
  });

  it('puts a node behind a single port that leads on already, and in the middle of an edge', () => {
    const store = opened();
    add(store, specFor('validation-list'), { kind: 'after', node: 'arrive' });
    expect(edges(store)).toEqual(expect.arrayContaining(['arrive.lead -> validation', 'validation.pass -> ask']));
    add(store, specFor('http-request'), { kind: 'edge', from: 'table', port: 'new' });
    expect(edges(store)).toEqual(expect.arrayContaining(['table.new -> http', 'http.answered -> stop']));
  });

  it('refuses a second trigger in words, and wires the first one to nothing', () => {
    const store = opened();
    const made = add(store, specFor('webhook'), { kind: 'after', node: 'ask' });
    expect(made).toEqual({ reason: 'A flow has one trigger: “Webhook” is there already.' });
    expect(store.getState().refusal.text).toContain('one trigger');
    expect(store.getState().history.past).toEqual([]);
  });

  it('leaves a node that was dropped on the ground unwired', () => {
    const store = opened();
    add(store, specFor('stop'), { kind: 'place', at: [13, 401] });
    expect(store.getState().bundle.layout.nodes.stop2).toEqual([16, 400]);
    expect(edges(store)).toHaveLength(4);
  });
});

describe('undo', () => {
  it('brings a drawing back after mixed edits, and forward again', () => {
    const store = opened();
    const start = store.getState().bundle;
    add(store, specFor('stop'), { kind: 'after', node: 'table' });
    store.getState().select(['ask']);
    for (let n = 0; n < 5; n += 1) nudgeSelected(store, [8, 0]);
    drop(store, { list: [900, 300] });
    configure(store, 'arrive', { path: 'other', methods: ['POST'] });
    connect(store, { from: 'list', port: 'pass', to: 'stop' });
    disconnect(store, { from: 'list', port: 'pass' });
    patch(store, 'ask', { title: 'Ask' });
    describeFlow(store, { name: 'Renamed' });
    tidyAll(store, tidyPlaces(store.getState().bundle.document, {}));
    removeSelected(store, true);
    const end = store.getState().bundle;
    const labels = store.getState().history.past.map(({ label }) => label);
    expect(labels[1]).toBe('Move Ask the CRM');
    expect(labels).toHaveLength(10);
    while (store.getState().history.past.length > 0) store.getState().undo();
    expect(store.getState().bundle).toEqual(start);
    while (store.getState().history.future.length > 0) store.getState().redo();
    expect(store.getState().bundle).toEqual(end);
  });

  it('takes typing in one field as one step, and another field as another', () => {
    const store = opened();
    for (const path of ['a', 'ac', 'acm']) configure(store, 'arrive', { path, methods: ['POST'] });
    configure(store, 'arrive', { path: 'acm', methods: ['GET'] });
    expect(store.getState().history.past).toHaveLength(2);
    store.clock.now = 5000;
    configure(store, 'arrive', { path: 'acm', methods: ['POST', 'GET'] });
    expect(store.getState().history.past).toHaveLength(3);
  });

  it('changes nothing for a viewer', () => {
    const store = opened(sampleBundle(), true);
    store.getState().select(['ask']);
    removeSelected(store, true);
    nudgeSelected(store, [8, 8]);
    expect(store.getState().bundle).toEqual(sampleBundle());
  });
});

describe('removing and copying', () => {
  it('selects the node before, and says what is selected now', () => {
    const store = opened();
    store.getState().select(['table']);
    expect(removeSelected(store, true)).toBe('ask');
    expect(store.getState().said.text).toBe('Delete Key/value table: done. Ask the CRM selected');
  });

  it('removes a selected edge and nothing else', () => {
    const store = opened();
    store.getState().selectEdge('ask.answered');
    removeSelected(store, true);
    expect(edges(store)).not.toContain('ask.answered -> table');
    expect(Object.keys(store.getState().bundle.document.nodes)).toHaveLength(5);
  });

  it('leaves the trigger out of a copy', () => {
    const store = opened();
    store.getState().select(['arrive', 'ask']);
    duplicateSelected(store);
    expect(store.getState().selected).toEqual(['http']);
  });
});

describe('choices without drawing', () => {
  it('offers only nodes that a port may lead to', () => {
    const state = opened().getState();
    expect(targetsOf(state, 'table', 'no-match').map(({ id }) => id)).toEqual(['stop', 'list']);
    expect(firstOpenPort(state, 'table')).toBe('no-match');
    expect(firstOpenPort(state, 'ask')).toBe('error');
  });

  it('offers the values of earlier steps alone to an expression', () => {
    const paths = readablePaths(opened().getState(), 'table');
    expect(paths).toContain('steps.ask');
    expect(paths).not.toContain('steps.stop');
    expect(paths).toContain('lead');
  });
});

describe('problems', () => {
  it('change with the drawing at once, and keep what only the server can tell', () => {
    const store = opened();
    const before = store.getState();
    const told: Problem = {
      code: 'LIST_UNKNOWN',
      severity: 'error',
      node: 'list',
      field: 'list',
      says: 'No such list.',
      remedy: 'Choose one.',
    };
    const drawn = (state: typeof before) => checkDrawing(state.bundle.document, state.catalogue);
    before.setProblems(mergedProblems([], drawn(before), { ...before, problems: [told] }));
    expect(store.getState().problemsOf.list).toContainEqual(told);
    store
      .getState()
      .apply({ label: 'Cut', bundle: { ...before.bundle, document: { ...before.bundle.document, edges: [] } } });
    const merged = mergedProblems(drawn(before), drawn(store.getState()), store.getState());
    expect(merged).toContainEqual(told);
    expect(merged.some((problem) => problem.node === 'ask' && problem !== told)).toBe(true);
    const { list: _list, ...nodes } = before.bundle.document.nodes;
    const without = { ...before.bundle, document: { ...before.bundle.document, nodes, edges: [] } };
    const now = { ...store.getState(), bundle: without };
    expect(mergedProblems(drawn(before), drawn(now), now)).not.toContainEqual(told);
  });
});
