// The order in which a file lists nodes and edges: what was there keeps its place, what is new goes beside its neighbours.
import { type Edge, edgeText, type FlowDocument } from './document.ts';

/**
 * Node ids in file order. Ids of `previous` that still exist keep their order; a new one goes after its first
 * predecessor (and after new ones already there), or last where it has none. Without `previous`, document order.
 */
export function nodeOrder(document: FlowDocument, previous: readonly string[] = []): string[] {
  const ids = Object.keys(document.nodes);
  const known = new Set(previous);
  const order = previous.filter((id) => Object.hasOwn(document.nodes, id));
  if (order.length === 0) return ids;
  const waiting = new Set(ids.filter((id) => !known.has(id)));
  for (let placed = true; placed; ) {
    placed = false;
    for (const id of waiting) {
      const before = firstPredecessor(document.edges, id, order);
      if (before === undefined) continue;
      let at = order.indexOf(before) + 1;
      while (at < order.length && !known.has(order[at] ?? '')) at += 1;
      order.splice(at, 0, id);
      waiting.delete(id);
      placed = true;
    }
  }
  return [...order, ...waiting];
}

/**
 * Edges in file order. An edge of `previous` (edge texts) keeps its place, also where only its target changed; a new
 * one goes after the last edge of the same node, else after the first edge into that node, else last.
 */
export function edgeOrder(edges: readonly Edge[], previous: readonly string[] = []): Edge[] {
  const left = [...edges];
  const take = (fits: (edge: Edge) => boolean): Edge[] => {
    const at = left.findIndex(fits);
    return at < 0 ? [] : left.splice(at, 1);
  };
  const same = previous.map((text) => take((edge) => edgeText(edge) === text));
  const order = previous.flatMap((text, i) => {
    const kept = same[i] ?? [];
    return kept.length > 0 ? kept : take((edge) => text.startsWith(`${edge.from}.${edge.port} -> `));
  });
  if (order.length === 0) return [...edges];
  for (const edge of left) {
    const sibling = order.findLastIndex((one) => one.from === edge.from);
    const parent = order.findIndex((one) => one.to === edge.from);
    const at = sibling >= 0 ? sibling : parent;
    order.splice(at < 0 ? order.length : at + 1, 0, edge);
  }
  return order;
}

function firstPredecessor(edges: readonly Edge[], id: string, order: readonly string[]): string | undefined {
  const before = new Set(edges.filter((edge) => edge.to === id).map((edge) => edge.from));
  return order.find((one) => before.has(one));
}
