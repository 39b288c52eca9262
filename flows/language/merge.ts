// Brings two drawings of one flow together that began as the same: what one side changed holds, what both did is asked.
import { settingsAt } from './diff.ts';
import { type Edge, edgeText, type FlowBundle, type FlowDocument, type FlowNode, type Json } from './document.ts';
import { isSame, put } from './json.ts';
import { mergeNodes, withOwnIds } from './merge-nodes.ts';
import { held, mergedLayout } from './merge-parts.ts';
import {
  type Choices,
  type Conflict,
  chosen,
  kindOf,
  type Merged,
  type MergeSides,
  type Walk,
} from './merge-questions.ts';
import { edgeOrder, nodeOrder } from './order.ts';

/**
 * The drawing of both. Where only one side changed a thing there is no question: merge(b, m, b) says what m says,
 * merge(b, b, t) what t says. Nodes that both added under one id are both kept.
 */
export function mergeBundles(sides: MergeSides, choices: Choices = {}): Merged {
  const { catalogue = {} } = sides;
  const walk: Walk = { ...sides, catalogue, choices, conflicts: [], pulled: new Map(), copies: new Map() };
  walk.mine = withOwnIds(walk);
  const settings = mergeSettings(walk);
  const { nodes, files } = mergeNodes(walk);
  // A node that went takes its edges along; an edge that led nowhere on its own side is the checks' to tell of.
  const edges = mergeEdges(walk).filter((edge) =>
    [edge.from, edge.to].every((id) => Object.hasOwn(nodes, id) || ledNowhere(edge, id, walk)),
  );
  const document = ordered({ ...settings, nodes, edges } as FlowDocument, walk);
  const layout = mergedLayout(sides.base.layout, walk.mine.layout, sides.theirs.layout);
  const places = Object.fromEntries(
    Object.keys(document.nodes).flatMap((id): [string, [number, number]][] => {
      const place = layout.nodes[id] ?? besides(layout.nodes[walk.copies.get(id) ?? '']);
      return place ? [[id, place]] : [];
    }),
  );
  return { bundle: { document, files, layout: { ...layout, nodes: places } }, conflicts: walk.conflicts };
}

const DROP = 160;

function besides(place: readonly [number, number] | undefined): [number, number] | undefined {
  return place && [place[0], place[1] + DROP];
}

function ledNowhere(edge: Edge, id: string, { mine, theirs }: Walk): boolean {
  return [mine, theirs].some(
    ({ document }) => !Object.hasOwn(document.nodes, id) && document.edges.some((other) => isSame(other, edge)),
  );
}

function mergeSettings(walk: Walk): Record<string, Json> {
  const [base, mine, theirs] = [settingsAt(walk.base), settingsAt(walk.mine), settingsAt(walk.theirs)];
  const result: Record<string, Json> = { leadflow: 1 };
  const vars: Record<string, Json> = {};
  for (const key of new Set([...theirs.keys(), ...mine.keys()])) {
    const path = (mine.get(key) ?? theirs.get(key))?.path ?? [];
    const [was, own, other] = [base.get(key)?.value, mine.get(key)?.value, theirs.get(key)?.value];
    const found = held(was, own, other);
    const kinds = { mine: kindOf(was, own), theirs: kindOf(was, other) };
    const ask = (): Json | undefined =>
      chosen(walk, { key: `setting:${key}`, kind: 'setting', path, ...kinds, both: null }) === 'theirs' ? other : own;
    const value = found.is === 'held' ? found.value : ask();
    const [first, name] = path;
    if (value !== undefined) put(name === undefined ? result : vars, String(name ?? first), value);
  }
  const isEmpty = Object.keys(vars).length === 0 && !(walk.mine.document.vars && walk.theirs.document.vars);
  return isEmpty ? result : { ...result, vars };
}

function mergeEdges(walk: Walk): Edge[] {
  const [base, mine, theirs] = [byPort(walk.base), byPort(walk.mine), byPort(walk.theirs)];
  const any = new Map([...base, ...theirs, ...mine]);
  return [...any].flatMap(([key, { from, port }]): Edge[] => {
    const [was, own, other] = [base.get(key)?.to, mine.get(key)?.to, theirs.get(key)?.to];
    // A node that stays although one side took it away stays connected as the other side has it.
    const puller = [from, was, own, other].map((id) => walk.pulled.get(id ?? '')).find((side) => side !== undefined);
    const found = puller ? { is: 'held' as const, value: puller === 'mine' ? own : other } : held(was, own, other);
    const kinds = { mine: kindOf(was, own), theirs: kindOf(was, other) };
    const conflict: Conflict = { key: `edge:${key}`, kind: 'edge', path: [from, port], ...kinds, both: null };
    const ask = (): string | undefined => (chosen(walk, conflict) === 'theirs' ? other : own);
    const to = found.is === 'held' ? found.value : ask();
    return to === undefined ? [] : [{ from, port, to }];
  });
}

function byPort({ document }: FlowBundle): Map<string, Edge> {
  return new Map(document.edges.map((edge) => [`${edge.from}.${edge.port}`, edge]));
}

/** Nodes and edges in the order of the side that has changed it; new ones beside their neighbours. */
function ordered(document: FlowDocument, { base, mine, theirs }: Walk): FlowDocument {
  const ids = (bundle: FlowBundle): string[] => Object.keys(bundle.document.nodes);
  const edges = (bundle: FlowBundle): string[] => bundle.document.edges.map(edgeText);
  const nodes = nodeOrder(document, isSame(ids(base), ids(theirs)) ? ids(mine) : ids(theirs));
  return {
    ...document,
    nodes: Object.fromEntries(nodes.map((id): [string, FlowNode] => [id, document.nodes[id] as FlowNode])),
    edges: edgeOrder(document.edges, isSame(edges(base), edges(theirs)) ? edges(mine) : edges(theirs)),
  };
}
