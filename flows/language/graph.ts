// The flow as a directed graph: who follows whom, in which order, and what lies on every path.
import type { Catalogue } from './catalogue.ts';
import type { Edge, FlowDocument } from './document.ts';

/** The edges of a document between nodes that exist, by both ends, in the order of the document. */
export interface FlowGraph {
  ids: readonly string[];
  from: ReadonlyMap<string, readonly Edge[]>;
  into: ReadonlyMap<string, readonly Edge[]>;
}

/** The order of a walk, or where there is none, every cycle that stands in its way (ids in walking order). */
export type SortedNodes = { order: string[]; cycles: [] } | { order: null; cycles: string[][] };

/** The document as a graph; edges to or from nodes that do not exist are left out. */
export function graphOf(document: FlowDocument): FlowGraph {
  const ids = Object.keys(document.nodes);
  const from = new Map<string, Edge[]>(ids.map((id) => [id, []]));
  const into = new Map<string, Edge[]>(ids.map((id) => [id, []]));
  for (const edge of document.edges) {
    const out = from.get(edge.from);
    const back = into.get(edge.to);
    if (out === undefined || back === undefined) continue;
    out.push(edge);
    back.push(edge);
  }
  return { ids, from, into };
}

/** Ids of the nodes that edges of this node lead to, each once. */
export function successors(graph: FlowGraph, id: string): string[] {
  return [...new Set((graph.from.get(id) ?? []).map((edge) => edge.to))];
}

/** Ids of the nodes whose edges lead to this node, each once. */
export function predecessors(graph: FlowGraph, id: string): string[] {
  return [...new Set((graph.into.get(id) ?? []).map((edge) => edge.from))];
}

/** Every node after the nodes that lead to it, ties in document order; or the cycles that forbid it. */
export function sortNodes(graph: FlowGraph): SortedNodes {
  const left = unsorted(graph);
  if (left.sorted.length === graph.ids.length) return { order: left.sorted, cycles: [] };
  const cycles: string[][] = [];
  for (const candidates = new Set(left.rest); ; ) {
    const cycle = findCycle(graph, candidates);
    if (!cycle) return { order: null, cycles };
    cycles.push(cycle);
    for (const id of cycle) candidates.delete(id);
  }
}

/** The node itself and all that can be reached from it. */
export function reachableFrom(graph: FlowGraph, start: string): Set<string> {
  const seen = new Set<string>(graph.from.has(start) ? [start] : []);
  for (const id of seen) for (const next of successors(graph, id)) seen.add(next);
  return seen;
}

/** Ids of the nodes whose type starts runs, in document order. */
export function findTriggers(document: FlowDocument, catalogue: Catalogue): string[] {
  return Object.keys(document.nodes).filter((id) => {
    const type = document.nodes[id]?.type ?? '';
    return Object.hasOwn(catalogue, type) && catalogue[type]?.effect === 'trigger';
  });
}

/**
 * For every node that can be reached from the start, the nearest other node that all paths to it pass (its immediate
 * dominator; the start has none). Follows "A Simple, Fast Dominance Algorithm" (Cooper, Harvey, Kennedy 2001), in one
 * pass because a flow has no cycles. Empty where the graph has cycles.
 */
export function dominatorsFrom(graph: FlowGraph, start: string): Map<string, string> {
  const { order } = sortNodes(graph);
  const dominators = new Map<string, string>();
  if (order === null) return dominators;
  const rank = new Map(order.map((id, i) => [id, i]));
  const reached = reachableFrom(graph, start);
  for (const id of order) {
    if (id === start || !reached.has(id)) continue;
    const before = predecessors(graph, id).filter((one) => reached.has(one));
    const common = before.reduce((a, b) => meeting({ a, b, dominators, rank }));
    dominators.set(id, common);
  }
  return dominators;
}

/** True where every path from the start to `reader` passes `read` first. `dominators` come from `dominatorsFrom`. */
export function isAlwaysBefore(dominators: ReadonlyMap<string, string>, reader: string, read: string): boolean {
  for (let at = dominators.get(reader); at !== undefined; at = dominators.get(at)) if (at === read) return true;
  return false;
}

/** False only where the step `read` has a value on every path from the trigger to `reader`. */
export function mayBeSkipped(
  document: FlowDocument,
  catalogue: Catalogue,
  { reader, read }: { reader: string; read: string },
): boolean {
  const [trigger] = findTriggers(document, catalogue);
  if (trigger === undefined) return true;
  return !isAlwaysBefore(dominatorsFrom(graphOf(document), trigger), reader, read);
}

/** Where the chains of dominators of two nodes meet. */
function meeting(of: {
  a: string;
  b: string;
  dominators: ReadonlyMap<string, string>;
  rank: ReadonlyMap<string, number>;
}): string {
  let { a, b } = of;
  while (a !== b) {
    const deeper = (of.rank.get(a) ?? 0) > (of.rank.get(b) ?? 0) ? a : b;
    const up = of.dominators.get(deeper);
    if (up === undefined) return deeper;
    if (deeper === a) a = up;
    else b = up;
  }
  return a;
}

/** Kahn's algorithm; what is left over lies on or after a cycle. The smallest position in the document goes first. */
function unsorted(graph: FlowGraph): { sorted: string[]; rest: string[] } {
  const waitsFor = new Map(graph.ids.map((id) => [id, graph.into.get(id)?.length ?? 0]));
  const sorted = graph.ids.filter((id) => waitsFor.get(id) === 0);
  for (const id of sorted) {
    for (const { to } of graph.from.get(id) ?? []) {
      const left = (waitsFor.get(to) ?? 0) - 1;
      waitsFor.set(to, left);
      if (left === 0) sorted.push(to);
    }
  }
  return { sorted, rest: graph.ids.filter((id) => (waitsFor.get(id) ?? 0) > 0) };
}

/** Any cycle among the candidates, found depth first without recursion, or undefined. */
function findCycle(graph: FlowGraph, candidates: ReadonlySet<string>): string[] | undefined {
  const done = new Set<string>();
  for (const start of candidates) {
    const trail: { id: string; next: string[] }[] = [];
    const onTrail = new Set<string>();
    const enter = (id: string): void => {
      onTrail.add(id);
      trail.push({ id, next: successors(graph, id).filter((one) => candidates.has(one) && !done.has(one)) });
    };
    if (!done.has(start)) enter(start);
    for (let top = trail.at(-1); top !== undefined; top = trail.at(-1)) {
      const next = top.next.pop();
      if (next === undefined) {
        done.add(top.id);
        onTrail.delete(top.id);
        trail.pop();
      } else if (onTrail.has(next)) {
        const ids = trail.map(({ id }) => id);
        return ids.slice(ids.indexOf(next));
      } else if (!done.has(next)) enter(next);
    }
  }
  return undefined;
}
