// A part of a drawing as text: what copy puts on the clipboard and paste makes nodes of, in this flow or another.
import type { Edge, FlowBundle, FlowDocument, FlowNode, Json, JsonObject } from '../../flows/language/document.ts';
import { isFileRef, isObject, put } from '../../flows/language/json.ts';
import { looksLikeSecret } from '../../flows/language/secret.ts';
import { newId, type Place } from './document-edits.ts';
import { edgeId, reaches } from './graph.ts';

/** Nodes with the edges between them, the expression files that they name, and where they stood. */
export interface Fragment {
  nodes: Record<string, FlowNode>;
  edges: Edge[];
  /** The edges from and to nodes that are not in it. */
  outer: Edge[];
  files: Record<string, string>;
  places: Record<string, Place>;
}

/** What was made of a fragment. `left`: titles or ids of triggers that were left out, as the flow has one already. */
export interface Pasted {
  bundle: FlowBundle;
  ids: string[];
  left: string[];
}

/** The nodes named, with what belongs to them. */
export function fragmentOf(bundle: FlowBundle, ids: readonly string[]): Fragment {
  const { document, files, layout } = bundle;
  const kept = ids.filter((id) => id in document.nodes);
  const nodes: Fragment['nodes'] = {};
  for (const id of kept) if (document.nodes[id]) nodes[id] = document.nodes[id];
  const named = new Set(Object.values(nodes).flatMap(({ config }) => filesIn(config)));
  return {
    nodes,
    edges: document.edges.filter(({ from, to }) => from in nodes && to in nodes),
    outer: document.edges.filter(({ from, to }) => from in nodes !== to in nodes),
    files: Object.fromEntries(Object.entries(files).filter(([name]) => named.has(name))),
    places: Object.fromEntries(kept.map((id) => [id, layout.nodes[id] ?? [0, 0]])),
  };
}

/** The fragment as text for the clipboard: readable, fit for a message to a colleague, and without what looks like a secret. */
export function fragmentText(fragment: Fragment): string {
  const safe = texts(fragment as unknown as Json, (text) => (looksLikeSecret(text) ? '' : text));
  return `${JSON.stringify({ leadflow: 1, fragment: safe }, null, 2)}\n`;
}

/** The fragment in a pasted text; undefined where it holds none. */
export function readFragment(text: string): Fragment | undefined {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(read) || read.leadflow !== 1 || !isObject(read.fragment)) return undefined;
  const { nodes, edges, outer, files, places } = read.fragment;
  if (!isObject(nodes) || !Object.values(nodes).every(isNode)) return undefined;
  return {
    nodes: nodes as unknown as Fragment['nodes'],
    edges: edgesIn(edges),
    outer: edgesIn(outer),
    files: Object.fromEntries(Object.entries(isObject(files) ? files : {}).filter(isText)),
    places: Object.fromEntries(Object.entries(isObject(places) ? places : {}).filter(isPlace)),
  };
}

/** Where a fragment is put. With `canLead` its outer edges are drawn again, as far as it says that they may be. */
export interface Putting {
  at: Place;
  isTrigger: (type: string) => boolean;
  /** True where the node has the port, or may be led to. */
  canLead?: (edge: Edge) => boolean;
}

/**
 * The bundle with the fragment's nodes under ids of their own, its upper left corner at `at`. Expressions of the copies read
 * the copies; what they read of nodes that are not in the fragment stays as it is.
 */
export function withFragment(bundle: FlowBundle, fragment: Fragment, { at, isTrigger, canLead }: Putting): Pasted {
  const hasTrigger = Object.values(bundle.document.nodes).some(({ type }) => isTrigger(type));
  const left = Object.entries(fragment.nodes).filter(([, { type }]) => hasTrigger && isTrigger(type));
  const entries = Object.entries(fragment.nodes).filter(([, { type }]) => !hasTrigger || !isTrigger(type));
  const names = new Map<string, string>();
  const nodes = { ...bundle.document.nodes };
  for (const [id, { type }] of entries) {
    const free = newId({ ...bundle, document: { ...bundle.document, nodes } }, type);
    const name = id in nodes ? free : id;
    names.set(id, name);
    nodes[name] = { type, config: {} };
  }
  const files = freeFiles(bundle.files, fragment.files);
  const rewritten = (text: string) => withNames(text, names);
  for (const [id, node] of entries) {
    const config = withFiles(texts(node.config, rewritten), files.names) as JsonObject;
    nodes[names.get(id) ?? id] = { ...node, config };
  }
  const written = Object.entries(files.texts).map(([name, text]) => [name, rewritten(text)]);
  const edges = fragment.edges.flatMap(({ from, port, to }) => {
    const [first, last] = [names.get(from), names.get(to)];
    return first && last ? [{ from: first, port, to: last }] : [];
  });
  const all = [...bundle.document.edges, ...edges];
  return {
    bundle: {
      document: {
        ...bundle.document,
        nodes,
        edges: canLead ? withOuter({ ...bundle.document, nodes, edges: all }, fragment.outer, { names, canLead }) : all,
      },
      files: { ...bundle.files, ...Object.fromEntries(written) },
      layout: { ...bundle.layout, nodes: { ...bundle.layout.nodes, ...placesAt(fragment, names, at) } },
    },
    ids: [...names.values()],
    left: left.map(([id, { title }]) => title || id),
  };
}

/**
 * The edges with those to the nodes around, where the node is there and the port is free: or where what was cut out was
 * healed, so that the port leads to where the fragment leads.
 */
function withOuter(
  document: FlowDocument,
  outer: readonly Edge[],
  { names, canLead }: { names: ReadonlyMap<string, string>; canLead: (edge: Edge) => boolean },
): Edge[] {
  const onward = new Set(outer.filter(({ from }) => names.has(from)).map(({ to }) => to));
  return outer.reduce((edges, { from, port, to }) => {
    const edge = { from: names.get(from) ?? from, port, to: names.get(to) ?? to };
    const there = edges.find((other) => edgeId(other) === edgeId(edge));
    const isFree = there === undefined || onward.has(there.to);
    const rest = edges.filter((other) => other !== there);
    const isKnown = edge.from in document.nodes && edge.to in document.nodes;
    if (!isFree || !isKnown || !canLead(edge) || reaches({ ...document, edges: rest }, edge.to, edge.from))
      return edges;
    return [...rest, edge];
  }, document.edges);
}

function placesAt({ places }: Fragment, names: ReadonlyMap<string, string>, [x, y]: Place): Record<string, Place> {
  const known = [...names.keys()].map((id): Place => places[id] ?? [0, 0]);
  const left = Math.min(...known.map(([first]) => first));
  const top = Math.min(...known.map(([, second]) => second));
  return Object.fromEntries(
    [...names].map(([id, name]) => {
      const [one, two] = places[id] ?? [left, top];
      return [name, [x + one - left, y + two - top]];
    }),
  );
}

/** The files under names that are free, or the same name where the text is the same. */
function freeFiles(there: Readonly<Record<string, string>>, come: Readonly<Record<string, string>>) {
  const names = new Map<string, string>();
  const texts: Record<string, string> = {};
  for (const [name, text] of Object.entries(come)) {
    let free = name;
    for (let n = 2; free in texts || (free in there && there[free] !== text); n += 1)
      free = name.replace(/(\.\w+)?$/, (ending) => `-${n}${ending}`);
    names.set(name, free);
    texts[free] = text;
  }
  return { names, texts };
}

function filesIn(value: Json): string[] {
  if (isFileRef(value)) return [value.file];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(filesIn);
}

function withFiles(value: Json, names: ReadonlyMap<string, string>): Json {
  if (isFileRef(value)) return { ...value, file: names.get(value.file) ?? value.file };
  return mapped(value, (held) => withFiles(held, names));
}

/** `steps.<old>`, quoted or not, becomes `steps.<new>`. */
function withNames(text: string, names: ReadonlyMap<string, string>): string {
  return text.replace(/\bsteps\.(?:`([^`]+)`|([A-Za-z_]\w*))/g, (whole, quoted?: string, plain?: string) => {
    const name = names.get(quoted ?? plain ?? '');
    if (name === undefined) return whole;
    return /^[A-Za-z_]\w*$/.test(name) ? `steps.${name}` : `steps.\`${name}\``;
  });
}

/** The value with every text in it changed. */
function texts(value: Json, change: (text: string) => string): Json {
  return typeof value === 'string' ? change(value) : mapped(value, (held) => texts(held, change));
}

function mapped(value: Json, change: (value: Json) => Json): Json {
  if (Array.isArray(value)) return value.map(change);
  if (!isObject(value)) return value;
  const result: JsonObject = {};
  for (const [key, held] of Object.entries(value)) put(result, key, change(held));
  return result;
}

function isNode(value: Json): boolean {
  return isObject(value) && typeof value.type === 'string' && isObject(value.config);
}

function isEdge(value: Json): boolean {
  return isObject(value) && [value.from, value.port, value.to].every((part) => typeof part === 'string');
}

function edgesIn(value: Json | undefined): Edge[] {
  return Array.isArray(value) ? (value.filter(isEdge) as unknown as Edge[]) : [];
}

function isText(entry: [string, Json]): entry is [string, string] {
  return typeof entry[1] === 'string';
}

function isPlace(entry: [string, Json]): entry is [string, Place] {
  return Array.isArray(entry[1]) && entry[1].length === 2 && entry[1].every((part) => Number.isFinite(part));
}
