// Questions about a drawing's shape: who comes next, who is beside whom, what reaches what, and in which order it reads.
import type { Edge, FlowDocument } from '../../flows/language/document.ts';

/** The canvas id of an edge: a port has at most one, so `node.port` names it. */
export function edgeId(edge: Pick<Edge, 'from' | 'port'>): string {
  return `${edge.from}.${edge.port}`;
}

/** The edge with this canvas id. */
export function edgeById(document: FlowDocument, id: string): Edge | undefined {
  return document.edges.find((edge) => edgeId(edge) === id);
}

/** Node ids that the edges of `id` lead to, in edge order, each once. */
export function successors(document: FlowDocument, id: string): string[] {
  return [...new Set(document.edges.filter((edge) => edge.from === id).map((edge) => edge.to))];
}

/** Node ids with an edge to `id`, in edge order, each once. */
export function predecessors(document: FlowDocument, id: string): string[] {
  return [...new Set(document.edges.filter((edge) => edge.to === id).map((edge) => edge.from))];
}

/** True where a lead at `from` can come to `to`, or stands there already. */
export function reaches(document: FlowDocument, from: string, to: string): boolean {
  const seen = new Set([from]);
  const open = [from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === to) return true;
    for (const next of successors(document, id)) {
      if (seen.has(next)) continue;
      seen.add(next);
      open.push(next);
    }
  }
  return false;
}

/** Every node that a lead can come to after `id`. */
export function downstream(document: FlowDocument, id: string): string[] {
  return beyond(document, id, successors);
}

/** Every node that a lead can have come through before `id`. */
export function upstream(document: FlowDocument, id: string): string[] {
  return beyond(document, id, predecessors);
}

function beyond(document: FlowDocument, id: string, step: typeof successors): string[] {
  const seen = new Set([id]);
  // A set is walked on to what is added meanwhile.
  for (const each of seen) for (const next of step(document, each)) seen.add(next);
  return [...seen].slice(1);
}

/** The edges of a node: those that leave it, in edge order, then those that lead to it. */
export function edgesOf(document: FlowDocument, id: string): Edge[] {
  return [...document.edges.filter(({ from }) => from === id), ...document.edges.filter(({ to }) => to === id)];
}

/** All node ids in reading order: from the nodes nothing leads to, level by level; what hangs loose comes last. */
export function readingOrder(document: FlowDocument): string[] {
  const ids = Object.keys(document.nodes);
  const entered = new Set(document.edges.map((edge) => edge.to));
  const linked = new Set([...entered, ...document.edges.map((edge) => edge.from)]);
  const roots = ids.filter((id) => !entered.has(id));
  const open = [...roots.filter((id) => linked.has(id)), ...roots.filter((id) => !linked.has(id))];
  const order = new Set<string>();
  while (open.length > 0) {
    const id = open.shift();
    if (id === undefined || order.has(id) || !(id in document.nodes)) continue;
    order.add(id);
    const before = open.findIndex((other) => !linked.has(other));
    open.splice(before < 0 ? open.length : before, 0, ...successors(document, id));
  }
  for (const id of ids) order.add(id);
  return [...order];
}

/** Where an arrow key leads from a node. */
export type Walk = 'next' | 'previous' | 'above' | 'below' | 'first' | 'last';

/** The node that `walk` leads to from `id`; undefined where there is none. `up` is a node's height on the canvas. */
export function walkFrom(
  document: FlowDocument,
  id: string,
  walk: Walk,
  up: (id: string) => number,
): string | undefined {
  const order = readingOrder(document);
  if (walk === 'first') return order[0];
  if (walk === 'last') return order.at(-1);
  if (walk === 'next') return successors(document, id)[0];
  if (walk === 'previous') return predecessors(document, id)[0];
  const beside = siblings(document, id).toSorted((a, b) => up(a) - up(b));
  return beside[beside.indexOf(id) + (walk === 'above' ? -1 : 1)];
}

/** The nodes that share a predecessor or a successor with `id`, and `id` itself; all loose starts count as beside. */
function siblings(document: FlowDocument, id: string): string[] {
  const before = predecessors(document, id);
  if (before.length === 0)
    return Object.keys(document.nodes).filter((other) => predecessors(document, other).length === 0);
  const beside = new Set([id, ...before.flatMap((other) => successors(document, other))]);
  for (const next of successors(document, id)) for (const other of predecessors(document, next)) beside.add(other);
  return [...beside];
}
