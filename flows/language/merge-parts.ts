// The small questions of a merge: which of three values holds, what a node becomes of two, and a node under another name.
import type { FlowBundle, FlowNode, Json, JsonObject, Layout } from './document.ts';
import { isFileRef, isObject, isSame, put } from './json.ts';

/** The value that one side changed, or undefined in `both` places where both did, and differently. */
export type Held<T> = { is: 'held'; value: T | undefined } | { is: 'clash' };

/** The value of three states: what one side changed holds, what both changed alike too. */
export function held<T>(base: T | undefined, mine: T | undefined, theirs: T | undefined): Held<T> {
  if (isSame(theirs, base)) return { is: 'held', value: mine };
  if (isSame(mine, base) || isSame(mine, theirs)) return { is: 'held', value: theirs };
  return { is: 'clash' };
}

/** The same, with mine where both changed it: for what no run reads. */
export function heldOrMine<T>(base: T | undefined, mine: T | undefined, theirs: T | undefined): T | undefined {
  const found = held(base, mine, theirs);
  return found.is === 'held' ? found.value : mine;
}

/** A node with the fields that each side changed; undefined where both changed one field, or its type, differently. */
export function combined(base: FlowNode | undefined, mine: FlowNode, theirs: FlowNode): FlowNode | undefined {
  if (mine.type !== theirs.type) return undefined;
  const found = combinedValue(base as JsonObject | undefined, mine as object as Json, theirs as object as Json);
  return found.is === 'held' && isObject(found.value) ? (found.value as object as FlowNode) : undefined;
}

function combinedValue(base: Json | undefined, mine: Json | undefined, theirs: Json | undefined): Held<Json> {
  const found = held(base, mine, theirs);
  if (found.is === 'held') return found;
  const isOpen = (value: Json | undefined): value is JsonObject => isObject(value) && !isFileRef(value);
  if (!isOpen(mine) || !isOpen(theirs)) return found;
  const from = isOpen(base) ? base : {};
  const result: JsonObject = {};
  for (const key of new Set([...Object.keys(theirs), ...Object.keys(mine)])) {
    const own = (object: JsonObject): Json | undefined => (Object.hasOwn(object, key) ? object[key] : undefined);
    const part = combinedValue(own(from), own(mine), own(theirs));
    if (part.is === 'clash') return part;
    if (part.value !== undefined) put(result, key, part.value);
  }
  return { is: 'held', value: result };
}

/** The bundle with a node under another id, in edges, layout and expressions too. */
export function renameNode(bundle: FlowBundle, from: string, to: string): FlowBundle {
  const { document, files, layout } = bundle;
  const name = (id: string): string => (id === from ? to : id);
  const renamed = <T>(record: Record<string, T>): Record<string, T> =>
    Object.fromEntries(Object.entries(record).map(([id, value]) => [name(id), value]));
  const nodes = Object.entries(document.nodes).map(([id, node]): [string, FlowNode] => [
    name(id),
    renameReads(node as object as Json, from, to) as object as FlowNode,
  ]);
  const edges = document.edges.map((edge) => ({ from: name(edge.from), port: edge.port, to: name(edge.to) }));
  return {
    document: { ...document, nodes: Object.fromEntries(nodes), edges },
    files: Object.fromEntries(Object.entries(files).map(([file, text]) => [file, renameText(text, from, to)])),
    layout: { ...layout, nodes: renamed(layout.nodes) },
  };
}

function renameReads(value: Json, from: string, to: string): Json {
  if (typeof value === 'string') return renameText(value, from, to);
  if (Array.isArray(value)) return value.map((item) => renameReads(item, from, to));
  if (!isObject(value)) return value;
  const result: JsonObject = {};
  for (const [key, item] of Object.entries(value)) put(result, key, renameReads(item, from, to));
  return result;
}

/** An expression names a step as steps.ask, or as steps.`ask-crm` where its id has a hyphen. */
function renameText(text: string, from: string, to: string): string {
  if (!text.includes('steps.')) return text;
  const word = to.includes('-') ? `\`${to}\`` : to;
  const plain = from.includes('-') ? text : text.replace(new RegExp(`\\bsteps\\.${from}(?!\\w)`, 'g'), `steps.${word}`);
  return plain.replaceAll(`steps.\`${from}\``, `steps.\`${to}\``);
}

/** A free id like `id`: with the next number behind it. */
export function freeId(id: string, ...bundles: readonly FlowBundle[]): string {
  for (let n = 2; ; n += 1) {
    const wanted = `${id}-${n}`;
    if (bundles.every(({ document }) => !Object.hasOwn(document.nodes, wanted))) return wanted;
  }
}

/** Where nodes stand, and notes: what I moved stands where I put it, and no note is lost. */
export function mergedLayout(base: Layout, mine: Layout, theirs: Layout): Layout {
  const ids = new Set([...Object.keys(theirs.nodes), ...Object.keys(mine.nodes)]);
  const nodes = [...ids].flatMap((id): [string, [number, number]][] => {
    const place = heldOrMine(base.nodes[id], mine.nodes[id], theirs.nodes[id]) ?? mine.nodes[id] ?? theirs.nodes[id];
    return place ? [[id, place]] : [];
  });
  const rest: Record<string, unknown> = {};
  const others = [base, mine, theirs].map((layout) => ({ ...layout }) as Record<string, unknown>);
  const [inBase = {}, inMine = {}, inTheirs = {}] = others;
  for (const key of new Set([...Object.keys(inTheirs), ...Object.keys(inMine)])) {
    const value = heldOrMine(inBase[key], inMine[key], inTheirs[key]);
    if (key !== 'nodes' && key !== 'notes' && value !== undefined) rest[key] = value;
  }
  const notes = mergedNotes(base.notes, mine.notes, theirs.notes);
  return { ...rest, nodes: Object.fromEntries(nodes), ...(notes ? { notes } : {}) };
}

type Notes = NonNullable<Layout['notes']>;

function mergedNotes(base: Notes = [], mine?: Notes, theirs?: Notes): Notes | undefined {
  const has = (notes: Notes, note: Notes[number]): boolean => notes.some((other) => isSame(other, note));
  if (!mine && !theirs) return undefined;
  const kept = (theirs ?? []).filter((note) => has(mine ?? [], note) || !has(base, note));
  return [...kept, ...(mine ?? []).filter((note) => !has(base, note) && !has(kept, note))];
}
