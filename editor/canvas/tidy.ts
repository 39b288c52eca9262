// Lays a drawing out from left to right, so that no card covers another; used by Tidy and for flows without places.
import dagre from '@dagrejs/dagre';
import type { FlowBundle } from '../../flows/language/document.ts';
import { CARD_WIDTH, moveNodes, type Place } from './document-edits.ts';
import { readingOrder } from './graph.ts';

/** Width and height of a card, pixels. */
export interface Size {
  width: number;
  height: number;
}

/** Height of a card that was never drawn, by its number of ports. */
export function guessedSize(ports: number): Size {
  return { width: CARD_WIDTH, height: 72 + 24 * ports };
}

/** Every node put in columns along the edges. `sizeOf` gives the size of a card as it is drawn. */
export function tidy(bundle: FlowBundle, sizeOf: (id: string) => Size): FlowBundle {
  return moveNodes(bundle, tidyPlaces(bundle, sizeOf));
}

/** The bundle with a place for each node: nodes without one get the place that a tidy drawing gives them. */
export function withPlaces(bundle: FlowBundle, sizeOf: (id: string) => Size): FlowBundle {
  const missing = Object.keys(bundle.document.nodes).filter((id) => !(id in bundle.layout.nodes));
  if (missing.length === 0) return bundle;
  const places = tidyPlaces(bundle, sizeOf);
  return moveNodes(bundle, Object.fromEntries(missing.map((id) => [id, places[id] ?? [0, 0]])));
}

function tidyPlaces({ document }: FlowBundle, sizeOf: (id: string) => Size): Record<string, Place> {
  const graph = new dagre.graphlib.Graph();
  graph.setGraph({ rankdir: 'LR', nodesep: 40, ranksep: 88, marginx: 0, marginy: 0 });
  graph.setDefaultEdgeLabel(() => ({}));
  // The layout keeps the order in which it meets nodes of one column, so they are given in reading order.
  const ids = readingOrder(document);
  for (const id of ids) graph.setNode(id, { ...sizeOf(id) });
  for (const { from, to } of document.edges) if (graph.hasNode(from) && graph.hasNode(to)) graph.setEdge(from, to);
  dagre.layout(graph);
  return Object.fromEntries(
    ids.map((id): [string, Place] => {
      const { x, y } = graph.node(id) as { x: number; y: number };
      const { width, height } = sizeOf(id);
      return [id, [x - width / 2, y - height / 2]];
    }),
  );
}
