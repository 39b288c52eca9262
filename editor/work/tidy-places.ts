// Lays a drawing out from left to right along its edges, so that no card covers another.
import dagre from '@dagrejs/dagre';
import type { FlowDocument } from '../../flows/language/document.ts';
import { readingOrder } from '../canvas/graph.ts';

/** Width and height of each card as it is drawn, pixels, by node id. */
export type Sizes = Readonly<Record<string, { width: number; height: number }>>;
/** The upper left corner of each card, pixels, by node id. */
export type Places = Record<string, [number, number]>;

const UNDRAWN = { width: 224, height: 120 };

/** A place for every node. */
export function tidyPlaces(document: FlowDocument, sizes: Sizes): Places {
  const graph = new dagre.graphlib.Graph();
  graph.setGraph({ rankdir: 'LR', nodesep: 40, ranksep: 88, marginx: 0, marginy: 0 });
  graph.setDefaultEdgeLabel(() => ({}));
  const sizeOf = (id: string) => sizes[id] ?? UNDRAWN;
  // The layout keeps the order in which it meets nodes of one column, so they are given in reading order.
  const ids = readingOrder(document);
  for (const id of ids) graph.setNode(id, { ...sizeOf(id) });
  for (const { from, to } of document.edges) if (graph.hasNode(from) && graph.hasNode(to)) graph.setEdge(from, to);
  dagre.layout(graph);
  return Object.fromEntries(
    ids.map((id): [string, [number, number]] => {
      const { x, y } = graph.node(id) as { x: number; y: number };
      const { width, height } = sizeOf(id);
      return [id, [x - width / 2, y - height / 2]];
    }),
  );
}
