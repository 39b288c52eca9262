// Every change that the canvas makes to a drawing, as pure functions from one bundle to the next.
import type { JsonSchema, NodeSpec, Port } from '../../flows/language/catalogue.ts';
import type { Edge, FlowBundle, FlowNode, Json, JsonObject, Layout } from '../../flows/language/document.ts';
import { edgeId, reaches } from './graph.ts';

/** A place on the canvas: x, y in pixels. */
export type Place = [number, number];
/** Places are multiples of this many pixels. */
export const GRID = 8;
/** Width of a node card, and what a new one is set off from its neighbour. Pixels. */
export const CARD_WIDTH = 224;
const STEP_X = CARD_WIDTH + 96;
const STEP_Y = 152;

/** A change that was made, or the reason in words why it was not. */
export type Outcome = { ok: true; bundle: FlowBundle; replaced?: Edge } | { ok: false; reason: string };

/** Adds a node of this type, with an id of its own; in the file it comes right after the node `after`. */
export function addNode(
  bundle: FlowBundle,
  { spec, place, after }: { spec: NodeSpec; place: Place; after?: string | undefined },
): { bundle: FlowBundle; id: string } {
  const id = newId(bundle, spec.type);
  const entries = Object.entries(bundle.document.nodes);
  const at = entries.findIndex(([other]) => other === after);
  entries.splice(at < 0 ? entries.length : at + 1, 0, [id, { type: spec.type, config: startConfig(spec.config) }]);
  return { id, bundle: placed(withNodes(bundle, Object.fromEntries(entries)), { [id]: place }) };
}

/** A free id made of the type's words: short, so that expressions can say `steps.<id>`. */
export function newId(bundle: FlowBundle, type: string): string {
  const words = type.split('-');
  const wanted = [words[0] ?? 'step', words.at(-1) ?? 'step'];
  for (const word of wanted) if (!(word in bundle.document.nodes)) return word;
  for (let n = 2; ; n += 1) {
    const id = `${wanted[0]}${n}`;
    if (!(id in bundle.document.nodes)) return id;
  }
}

/** What a new node's config starts with: its required fields, where the schema knows a value for them. */
export function startConfig(schema: JsonSchema): JsonObject {
  const config: JsonObject = {};
  for (const name of schema.required ?? []) {
    const field = schema.properties?.[name];
    const value = field && startValue(field);
    if (value !== undefined) config[name] = value;
  }
  return config;
}

function startValue(field: JsonSchema): Json | undefined {
  if (field.default !== undefined) return structuredClone(field.default) as Json;
  if (field.const !== undefined) return field.const as Json;
  if (field.type === 'object') return startConfig(field);
  if (field.type === 'array') return [];
  return undefined;
}

/** A free place to the right of `id`, below what already stands there. */
export function placeAfter(bundle: FlowBundle, id: string): Place {
  const [x, y] = bundle.layout.nodes[id] ?? [0, 0];
  return freePlace(bundle.layout, [x + STEP_X, y]);
}

/** `place`, or the first free one below it. */
export function freePlace(layout: Layout, place: Place): Place {
  const taken = Object.values(layout.nodes);
  let [x, y] = snapped(place);
  while (taken.some(([tx, ty]) => Math.abs(tx - x) < CARD_WIDTH + GRID && Math.abs(ty - y) < STEP_Y - GRID))
    y += STEP_Y;
  return [x, y];
}

/** `place` on the grid. */
export function snapped([x, y]: Place): Place {
  return [Math.round(x / GRID) * GRID, Math.round(y / GRID) * GRID];
}

/**
 * Removes the nodes and their edges. With `heal`, what led to a node with one way out leads to the node after it.
 */
export function removeNodes(bundle: FlowBundle, ids: readonly string[], heal: boolean): FlowBundle {
  return ids.reduce((current, id) => removeNode(current, id, heal), bundle);
}

function removeNode(bundle: FlowBundle, id: string, heal: boolean): FlowBundle {
  if (!(id in bundle.document.nodes)) return bundle;
  const { [id]: _node, ...nodes } = bundle.document.nodes;
  const { [id]: _place, ...places } = bundle.layout.nodes;
  const out = bundle.document.edges.filter((edge) => edge.from === id);
  const onward = heal && out.length === 1 ? out[0] : undefined;
  const edges = bundle.document.edges.flatMap((edge) => {
    if (edge.from === id) return [];
    if (edge.to !== id) return [edge];
    return onward ? [{ ...edge, to: onward.to }] : [];
  });
  return {
    ...bundle,
    document: { ...bundle.document, nodes, edges },
    layout: { ...bundle.layout, nodes: places },
  };
}

/** Sets where nodes stand; places go on the grid. */
export function moveNodes(bundle: FlowBundle, places: Record<string, Place>): FlowBundle {
  const known = Object.entries(places).filter(([id]) => id in bundle.document.nodes);
  const moved = known.filter(([id, place]) => !samePlace(bundle.layout.nodes[id], snapped(place)));
  if (moved.length === 0) return bundle;
  return placed(bundle, Object.fromEntries(moved.map(([id, place]) => [id, snapped(place)])));
}

/** Moves nodes by so many pixels. */
export function nudgeNodes(bundle: FlowBundle, ids: readonly string[], [dx, dy]: Place): FlowBundle {
  const places = ids.map((id): [string, Place] => {
    const [x, y] = bundle.layout.nodes[id] ?? [0, 0];
    return [id, [x + dx, y + dy]];
  });
  return moveNodes(bundle, Object.fromEntries(places));
}

/** What `connect` must know of both ends: the ports of `edge.from`, whether `edge.to` is a trigger, and names for words. */
export interface Ends {
  ports: readonly Port[];
  trigger: boolean;
  name: (id: string) => string;
}

/**
 * Draws an edge; the port's former edge is replaced and named.
 * Refused with a reason: unknown node or port, into a trigger, a circle.
 */
export function connect(bundle: FlowBundle, edge: Edge, { ports, trigger, name }: Ends): Outcome {
  const { document } = bundle;
  if (!(edge.from in document.nodes) || !(edge.to in document.nodes)) return refused('That node is no longer there.');
  if (!ports.some((port) => port.name === edge.port)) {
    return refused(`“${name(edge.from)}” has no port “${edge.port}”.`);
  }
  if (edge.from === edge.to) return refused('A node cannot lead to itself.');
  if (trigger) return refused('A trigger is where leads come in: nothing can lead to it.');
  if (reaches(document, edge.to, edge.from)) {
    return refused(`That would make a circle: “${name(edge.to)}” already leads to “${name(edge.from)}”.`);
  }
  const replaced = document.edges.find((other) => edgeId(other) === edgeId(edge));
  if (replaced?.to === edge.to) return { ok: true, bundle };
  const edges = replaced
    ? document.edges.map((other) => (other === replaced ? edge : other))
    : [...document.edges, edge];
  return { ok: true, bundle: withEdges(bundle, edges), ...(replaced ? { replaced } : {}) };
}

/** Takes the edge of a port away. */
export function disconnect(bundle: FlowBundle, port: Pick<Edge, 'from' | 'port'>): FlowBundle {
  const edges = bundle.document.edges.filter((edge) => edgeId(edge) !== edgeId(port));
  return edges.length === bundle.document.edges.length ? bundle : withEdges(bundle, edges);
}

/** Puts the node `id`, whose ports are `ports`, in the middle of an edge. A node without ports ends the path there. */
export function putOnEdge(bundle: FlowBundle, edge: Edge, added: { id: string; ports: readonly Port[] }): FlowBundle {
  const edges = bundle.document.edges.map((other) =>
    edgeId(other) === edgeId(edge) ? { ...other, to: added.id } : other,
  );
  const way = added.ports.find((port) => port.required) ?? added.ports[0];
  return withEdges(bundle, way ? [...edges, { from: added.id, port: way.name, to: edge.to }] : edges);
}

/** Changes fields of one node; a field set to undefined is left out. */
export function patchNode(
  bundle: FlowBundle,
  id: string,
  change: { [K in keyof FlowNode]?: FlowNode[K] | undefined },
): FlowBundle {
  const node = bundle.document.nodes[id];
  if (!node) return bundle;
  const entries = Object.entries({ ...node, ...change }).filter(([, value]) => value !== undefined);
  return withNodes(bundle, { ...bundle.document.nodes, [id]: Object.fromEntries(entries) as unknown as FlowNode });
}

/** Sets a node's config. An edge follows its port when one port was renamed, and goes when its port is gone. */
export function setConfig(
  bundle: FlowBundle,
  id: string,
  change: { config: JsonObject; before: readonly Port[]; after: readonly Port[] },
): FlowBundle {
  const next = patchNode(bundle, id, { config: change.config });
  const names = change.after.map((port) => port.name);
  const gone = change.before.map((port) => port.name).filter((name) => !names.includes(name));
  if (gone.length === 0) return next;
  const come = names.filter((name) => !change.before.some((port) => port.name === name));
  const renamed = gone.length === 1 && come.length === 1 && names.length === change.before.length ? come[0] : undefined;
  const edges = next.document.edges.flatMap((edge) => {
    if (edge.from !== id || !gone.includes(edge.port)) return [edge];
    return renamed === undefined ? [] : [{ ...edge, port: renamed }];
  });
  return withEdges(next, edges);
}

/** Sets the flow's name or description; an empty description is left out. */
export function setFlowWords(bundle: FlowBundle, words: { name?: string; description?: string }): FlowBundle {
  const { description: old, ...rest } = bundle.document;
  const description = words.description ?? old;
  const name = words.name ?? rest.name;
  return { ...bundle, document: { ...rest, name, ...(description ? { description } : {}) } };
}

function withNodes(bundle: FlowBundle, nodes: FlowBundle['document']['nodes']): FlowBundle {
  return { ...bundle, document: { ...bundle.document, nodes } };
}

function withEdges(bundle: FlowBundle, edges: Edge[]): FlowBundle {
  return { ...bundle, document: { ...bundle.document, edges } };
}

function placed(bundle: FlowBundle, places: Record<string, Place>): FlowBundle {
  return { ...bundle, layout: { ...bundle.layout, nodes: { ...bundle.layout.nodes, ...places } } };
}

function samePlace(one: Place | undefined, other: Place): boolean {
  return one !== undefined && one[0] === other[0] && one[1] === other[1];
}

function refused(reason: string): Outcome {
  return { ok: false, reason };
}
