// A flow as the checks see it: the document with its graph, worked out once.
import type { Catalogue, NodeSpec, Problem } from './catalogue.ts';
import type { FlowDocument, FlowNode } from './document.ts';
import {
  dominatorsFrom,
  type FlowGraph,
  findTriggers,
  graphOf,
  reachableFrom,
  type SortedNodes,
  sortNodes,
} from './graph.ts';

/** A document with what several checks need to know of it. */
export interface Drawing {
  document: FlowDocument;
  catalogue: Catalogue;
  graph: FlowGraph;
  sorted: SortedNodes;
  triggers: readonly string[];
  /** Ids that can be reached from a trigger. */
  reached: ReadonlySet<string>;
  /** Immediate dominators from the only trigger; empty where there is not exactly one, or a cycle. */
  dominators: ReadonlyMap<string, string>;
}

/** Works out the graph of a document. */
export function drawingOf(document: FlowDocument, catalogue: Catalogue): Drawing {
  const graph = graphOf(document);
  const triggers = findTriggers(document, catalogue);
  const [trigger] = triggers;
  return {
    document,
    catalogue,
    graph,
    sorted: sortNodes(graph),
    triggers,
    reached: new Set(triggers.flatMap((id) => [...reachableFrom(graph, id)])),
    dominators: triggers.length === 1 && trigger !== undefined ? dominatorsFrom(graph, trigger) : new Map(),
  };
}

/** The type of a node, or undefined where the catalogue has none of that name. */
export function specOf(drawing: Drawing, node: FlowNode): NodeSpec | undefined {
  return Object.hasOwn(drawing.catalogue, node.type) ? drawing.catalogue[node.type] : undefined;
}

/** How messages call a node: its title, or its type's title and its id. An unknown id is shown as it is. */
export function nameOf(drawing: Drawing, id: string): string {
  const node = Object.hasOwn(drawing.document.nodes, id) ? drawing.document.nodes[id] : undefined;
  if (!node) return `“${id.slice(0, 80)}”`;
  if (node.title) return `“${node.title}”`;
  return `“${specOf(drawing, node)?.title ?? node.type}” (${id})`;
}

/** Several names in a sentence: `A, B and C`. */
export function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}

/** What a problem says beside its severity, which is `error` where it is not named. */
export type Finding = Omit<Problem, 'severity'> & { severity?: Problem['severity'] };

/** A finding as a problem, with its keys in the order of the type. */
export function problemFrom({ code, severity = 'error', ...rest }: Finding): Problem {
  return { code, severity, ...rest };
}
