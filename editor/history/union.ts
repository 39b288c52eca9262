// Two drawings of one flow as one: the newer one with what went still standing in it, so that a canvas can show both.
import { type Catalogue, type Port, portsOf } from '../../flows/language/catalogue.ts';
import type { ChangeKind, FlowDiff } from '../../flows/language/diff.ts';
import type { FlowBundle } from '../../flows/language/document.ts';
import { placeNodes } from '../../flows/language/layout.ts';
import type { DrawnDiff } from '../canvas/diff-context.ts';
import { freePlace } from '../canvas/document-edits.ts';
import { edgeId } from '../canvas/graph.ts';

/** The drawing to show, with the ports of both states, and the marks of what differs. */
export interface Union {
  bundle: FlowBundle;
  ports: Record<string, readonly Port[]>;
  marks: DrawnDiff;
}

/** The newer drawing with the nodes and edges that went; an edge whose port leads elsewhere now is drawn as it is now. */
export function unionOf(before: FlowBundle, after: FlowBundle, { diff, catalogue }: Compared): Union {
  const gone = diff.nodes.filter(({ is }) => is === 'removed').map(({ id }) => id);
  const nodes = { ...after.document.nodes };
  let { layout } = { layout: placeNodes(after.document, after.layout) };
  for (const id of gone) {
    const node = before.document.nodes[id];
    if (node) nodes[id] = node;
    const place = freePlace(layout, before.layout.nodes[id] ?? [0, 0]);
    layout = { ...layout, nodes: { ...layout.nodes, [id]: place } };
  }
  const now = new Set(after.document.edges.map(edgeId));
  const edges = [...after.document.edges, ...before.document.edges.filter((edge) => !now.has(edgeId(edge)))];
  return {
    bundle: { document: { ...after.document, nodes, edges }, files: after.files, layout },
    ports: Object.fromEntries(Object.keys(nodes).map((id) => [id, portsIn([after, before], id, catalogue)])),
    marks: {
      nodes: new Map(diff.nodes.map(({ id, is }): [string, ChangeKind] => [id, is])),
      edges: new Map(diff.edges.map((edge): [string, ChangeKind] => [edgeId(edge), edge.is])),
    },
  };
}

interface Compared {
  diff: FlowDiff;
  catalogue: Catalogue;
}

/** The ports of a node in both states, each once: an edge that went may leave by a port that went too. */
function portsIn(bundles: readonly FlowBundle[], id: string, catalogue: Catalogue): readonly Port[] {
  const all = bundles.flatMap(({ document }) => {
    const node = document.nodes[id];
    const spec = node && catalogue[node.type];
    return node && spec ? portsOf(spec.ports, node.config) : [];
  });
  return [...new Map(all.toReversed().map((port) => [port.name, port])).values()].toReversed();
}
