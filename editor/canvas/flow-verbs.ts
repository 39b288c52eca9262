// What a person can do to the drawing, by mouse, key or menu: each verb edits, selects and says what happened.
import type { NodeSpec, Port } from '../../flows/language/catalogue.ts';
import type { Edge, FlowBundle, FlowNode, JsonObject } from '../../flows/language/document.ts';
import { counted } from '../kit/time-words.ts';
import * as edits from './document-edits.ts';
import { type FlowState, type FlowStore, portsOfNode, titleOf } from './flow-store.ts';
import { type Fragment, fragmentOf, withFragment } from './fragment.ts';
import { edgeId, predecessors } from './graph.ts';
import type { Where } from './where.ts';

/** Adds a node of the type, wired as `where` says. Returns its id, or the reason it was refused. */
export function add(store: FlowStore, spec: NodeSpec, where: Where): { id: string } | { reason: string } {
  const state = store.getState();
  if (spec.category === 'trigger') {
    const other = Object.entries(state.bundle.document.nodes).find(([, node]) => isTrigger(state, node));
    if (other) return refuse(store, `A flow has one trigger: “${titleOf(state, other[0])}” is there already.`);
  }
  const from = sourceOf(where);
  const made = edits.addNode(state.bundle, { spec, place: placeFor(state, where), after: from });
  const ports = portsOfNode({ type: spec.type, config: edits.startConfig(spec.config) }, spec);
  const bundle = spec.category === 'trigger' ? made.bundle : wired(state, made, { where, ports });
  const wire = bundle === made.bundle || from === undefined ? '' : `, after ${titleOf(state, from)}`;
  state.apply({ label: `Add ${spec.title}`, bundle, select: [made.id], say: `${spec.title} added${wire}` });
  return { id: made.id };
}

function sourceOf(where: Where): string | undefined {
  if (where.kind === 'after') return where.node;
  return where.kind === 'place' ? undefined : where.from;
}

function placeFor(state: FlowState, where: Where): edits.Place {
  const { layout, document } = state.bundle;
  if (where.kind === 'place') return edits.snapped(where.at);
  if (where.kind === 'port' && where.at) return edits.freePlace(layout, where.at);
  const from = sourceOf(where);
  if (from !== undefined && from in document.nodes) return edits.placeAfter(state.bundle, from);
  return edits.freePlace(layout, [0, 0]);
}

function wired(
  state: FlowState,
  made: { bundle: FlowBundle; id: string },
  { where, ports }: { where: Where; ports: readonly Port[] },
): FlowBundle {
  const edgeAt = (from: string, port: string): Edge | undefined =>
    state.bundle.document.edges.find((edge) => edgeId(edge) === edgeId({ from, port }));
  const wire = (from: string, port: string): FlowBundle => {
    const there = edgeAt(from, port);
    if (there) return edits.putOnEdge(made.bundle, there, { id: made.id, ports });
    const { document } = made.bundle;
    return { ...made.bundle, document: { ...document, edges: [...document.edges, { from, port, to: made.id }] } };
  };
  if (where.kind === 'place') return made.bundle;
  if (where.kind !== 'after') return wire(where.from, where.port);
  const own = where.node === undefined ? [] : (state.ports[where.node] ?? []);
  const free = own.filter((port) => !edgeAt(where.node ?? '', port.name));
  const port = free.find((other) => other.required) ?? (own.length === 1 ? own[0] : free[0]);
  return where.node !== undefined && port ? wire(where.node, port.name) : made.bundle;
}

/** Draws an edge. Returns the reason where it was refused. */
export function connect(store: FlowStore, edge: Edge): string | undefined {
  const state = store.getState();
  const done = edits.connect(state.bundle, edge, endsOf(state, edge));
  if (!done.ok) return refuse(store, done.reason).reason;
  const [from, to] = [titleOf(state, edge.from), titleOf(state, edge.to)];
  const instead = done.replaced ? `, instead of ${titleOf(state, done.replaced.to)}` : '';
  state.apply({
    label: `Connect ${from} to ${to}`,
    bundle: done.bundle,
    say: `${from}, port ${edge.port}, now leads to ${to}${instead}`,
  });
  return undefined;
}

/** True where `connect` would draw the edge: for the wire that follows the pointer. */
export function canConnect(state: FlowState, edge: Edge): boolean {
  return edits.connect(state.bundle, edge, endsOf(state, edge)).ok;
}

function endsOf(state: FlowState, edge: Edge): edits.Ends {
  const target = state.bundle.document.nodes[edge.to];
  return {
    ports: state.ports[edge.from] ?? [],
    trigger: target !== undefined && isTrigger(state, target),
    name: (id) => titleOf(state, id),
  };
}

/** Takes an edge away. */
export function disconnect(store: FlowStore, port: Pick<Edge, 'from' | 'port'>): void {
  const state = store.getState();
  const label = `Disconnect ${titleOf(state, port.from)}, port ${port.port}`;
  state.apply({ label, bundle: edits.disconnect(state.bundle, port) });
}

/** Deletes what is selected, and selects the node before it. Returns the node to focus. */
export function removeSelected(store: FlowStore, heal: boolean): string | null {
  const state = store.getState();
  const { selected, selectedEdge, bundle, active } = state;
  const edge = bundle.document.edges.find((other) => edgeId(other) === selectedEdge);
  if (edge) {
    disconnect(store, edge);
    return edge.from;
  }
  const ids = selected.length > 0 ? selected : active === null ? [] : [active];
  if (ids.length === 0) return null;
  const [first = ''] = ids;
  const before = predecessors(bundle.document, first).find((id) => !ids.includes(id));
  const label = ids.length === 1 ? `Delete ${titleOf(state, first)}` : `Delete ${ids.length} nodes`;
  state.apply({
    label,
    bundle: edits.removeNodes(bundle, ids, heal),
    select: before === undefined ? [] : [before],
    say: before === undefined ? `${label}: done` : `${label}: done. ${titleOf(state, before)} selected`,
  });
  return store.getState().active;
}

/** Copies what is selected. */
export function duplicateSelected(store: FlowStore): void {
  const state = store.getState();
  const ids = state.selected.filter((id) => {
    const node = state.bundle.document.nodes[id];
    return node !== undefined && !isTrigger(state, node);
  });
  if (ids.length === 0) {
    refuse(
      store,
      state.selected.length > 0 ? 'A flow has one trigger: it cannot be duplicated.' : 'Select a node first.',
    );
    return;
  }
  const copy = fragmentOf(state.bundle, ids);
  const label = ids.length === 1 ? `Duplicate ${titleOf(state, ids[0] ?? '')}` : `Duplicate ${ids.length} nodes`;
  place(store, copy, { label, by: edits.GRID * 3 });
}

/** How a fragment is put: what the step is called, how far off it stands, and whether its outer edges come with it. */
interface PlaceWords {
  label: string;
  by: number;
  isWired?: boolean;
}

/** Makes nodes of a fragment, set off by so many pixels from where they stood, and says what became of it. */
export function place(store: FlowStore, fragment: Fragment, { label, by, isWired }: PlaceWords): void {
  const state = store.getState();
  const places = Object.values(fragment.places);
  const at: edits.Place = [Math.min(...places.map(([x]) => x)) + by, Math.min(...places.map(([, y]) => y)) + by];
  const isTriggerType = (type: string) => state.catalogue[type]?.category === 'trigger';
  const canLead = ({ from, port, to }: Edge): boolean => {
    const { nodes } = state.bundle.document;
    const hasPort = !(from in nodes) || (state.ports[from] ?? []).some(({ name }) => name === port);
    return hasPort && !isTriggerType(nodes[to]?.type ?? '');
  };
  const putting = { at, isTrigger: isTriggerType, ...(isWired ? { canLead } : {}) };
  const { bundle, ids, left } = withFragment(state.bundle, fragment, putting);
  const rest = left.length > 0 ? `${left.join(', ')} left out: a flow has one trigger` : '';
  if (ids.length === 0) return void refuse(store, rest ? `${rest}.` : 'There is nothing in it to paste.');
  const did = `${counted(ids.length, 'node')} added`;
  state.apply({ label, bundle, select: ids, say: rest ? `${did}. ${rest}` : did });
}

/** Moves what is selected by so many pixels; a burst of keys is one step of undo. */
export function nudgeSelected(store: FlowStore, by: edits.Place): void {
  const state = store.getState();
  const ids = state.selected.length > 0 ? state.selected : state.active === null ? [] : [state.active];
  const bundle = edits.nudgeNodes(state.bundle, ids, by);
  const [x = 0, y = 0] = bundle.layout.nodes[ids[0] ?? ''] ?? [];
  state.apply({ label: moveLabel(state, ids), bundle, gesture: `nudge:${ids.join()}`, say: `Moved to ${x}, ${y}` });
}

/** Sets where nodes were dropped: one step of undo, named for what was moved where it has no other name. */
export function drop(store: FlowStore, places: Record<string, edits.Place>, label?: string): void {
  const state = store.getState();
  const words = label ?? moveLabel(state, Object.keys(places));
  state.apply({ label: words, bundle: edits.moveNodes(state.bundle, places) });
}

function moveLabel(state: FlowState, ids: readonly string[]): string {
  return ids.length === 1 ? `Move ${titleOf(state, ids[0] ?? '')}` : `Move ${ids.length} nodes`;
}

/** Puts the whole drawing where a tidy one has it. */
export function tidyAll(store: FlowStore, places: Record<string, edits.Place>): void {
  const state = store.getState();
  state.apply({ label: 'Tidy the drawing', bundle: edits.moveNodes(state.bundle, places) });
}

/** Changes a node's config from its form; a typing burst in one field is one step of undo. */
export function configure(store: FlowStore, id: string, config: JsonObject): void {
  const state = store.getState();
  const node = state.bundle.document.nodes[id];
  if (!node) return;
  const after = portsOfNode({ ...node, config }, state.catalogue[node.type]);
  const names = new Set([...Object.keys(node.config), ...Object.keys(config)]);
  const changed = [...names].filter((name) => node.config[name] !== config[name]).join();
  state.apply({
    label: `Change ${titleOf(state, id)}`,
    bundle: edits.setConfig(state.bundle, id, { config, before: state.ports[id] ?? [], after }),
    gesture: `config:${id}:${changed}`,
    say: null,
  });
}

/** Changes a node's own words or its handling of failed calls. */
export function patch(store: FlowStore, id: string, change: { [K in keyof FlowNode]?: FlowNode[K] | undefined }): void {
  const state = store.getState();
  state.apply({
    label: `Change ${titleOf(state, id)}`,
    bundle: edits.patchNode(state.bundle, id, change),
    gesture: `patch:${id}:${Object.keys(change).join()}`,
    say: null,
  });
}

/** Changes the flow's name or description. */
export function describeFlow(store: FlowStore, words: { name?: string; description?: string }): void {
  const state = store.getState();
  const label = words.name === undefined ? 'Change the description' : 'Rename the flow';
  state.apply({ label, bundle: edits.setFlowWords(state.bundle, words), gesture: label, say: null });
}

function isTrigger(state: FlowState, node: FlowNode): boolean {
  return state.catalogue[node.type]?.category === 'trigger';
}

function refuse(store: FlowStore, reason: string): { reason: string } {
  store.getState().refuse(reason);
  return { reason };
}

/** Changes the text of a long expression that is a file of the flow's folder. */
export function writeFile(store: FlowStore, name: string, text: string): void {
  const { bundle, apply } = store.getState();
  const files = { ...bundle.files, [name]: text };
  apply({ label: `Change ${name}`, bundle: { ...bundle, files }, gesture: `file:${name}`, say: null });
}
