// Gives nodes that stand nowhere a place on the canvas: left to right by depth, top to bottom where several share it.
import type { FlowDocument, Layout } from './document.ts';
import { graphOf, predecessors, sortNodes } from './graph.ts';

/** Distance between neighbours, canvas pixels. */
const COLUMN_WIDTH = 280;
const ROW_HEIGHT = 140;

/**
 * The layout with a place for every node of the document and for no other. Places that exist are kept; a new node
 * stands one column right of its rightmost predecessor, as high as the first, moved down until it covers no other.
 * The same document and layout always give the same places.
 */
export function placeNodes(document: FlowDocument, layout: Layout): Layout {
  const graph = graphOf(document);
  const placed = new Map<string, [number, number]>();
  for (const id of graph.ids) {
    const at = Object.hasOwn(layout.nodes, id) ? layout.nodes[id] : undefined;
    if (at) placed.set(id, at);
  }
  for (const id of sortNodes(graph).order ?? graph.ids) {
    if (placed.has(id)) continue;
    const before = predecessors(graph, id)
      .map((one) => placed.get(one))
      .filter((at) => at !== undefined);
    placed.set(id, freePlace(before, [...placed.values()]));
  }
  const nodes: Layout['nodes'] = {};
  for (const id of graph.ids) nodes[id] = placed.get(id) ?? [0, 0];
  return { ...layout, nodes };
}

function freePlace(before: readonly [number, number][], taken: readonly [number, number][]): [number, number] {
  const x = before.length === 0 ? 0 : Math.max(...before.map(([left]) => left)) + COLUMN_WIDTH;
  const near = taken.filter(([left]) => Math.abs(left - x) < COLUMN_WIDTH);
  const free = (y: number): boolean => near.every(([, top]) => Math.abs(top - y) >= ROW_HEIGHT);
  let y = before[0]?.[1] ?? 0;
  // Each neighbour can be in the way of at most two rows, so this many steps always find a free one.
  for (let tries = 2 * near.length; tries > 0 && !free(y); tries -= 1) y += ROW_HEIGHT;
  return [x, y];
}
