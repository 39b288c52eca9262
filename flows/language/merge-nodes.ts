// Which nodes come of a merge: the side that changed one holds, and a node that both changed is asked about.
import type { Catalogue } from './catalogue.ts';
import { fieldChanges, wholeNode } from './diff.ts';
import { edgeText, type FlowBundle, type FlowNode, type Json } from './document.ts';
import { isFileRef, isObject, isSame } from './json.ts';
import { combined, freeId, heldOrMine, renameNode } from './merge-parts.ts';
import { type Conflict, chosen, kindOf, type Walk } from './merge-questions.ts';

/** Mine, with ids of its own for nodes that both added under one id: two people who add a node often meet there. */
export function withOwnIds(walk: Walk): FlowBundle {
  const { base, theirs, catalogue } = walk;
  let { mine } = walk;
  for (const id of Object.keys(mine.document.nodes)) {
    const [own, other] = [wholeNode(mine, id), wholeNode(theirs, id)];
    if (Object.hasOwn(base.document.nodes, id) || !own || !other || isSameNode(own, other, catalogue)) continue;
    // The same kind of node in the same place may be one node, drawn twice: that is asked.
    const isOne = own.type === other.type && isSame(mine.layout.nodes[id], theirs.layout.nodes[id]);
    const question: Conflict = {
      key: `node:${id}`,
      kind: 'node',
      path: [id],
      mine: 'added',
      theirs: 'added',
      both: 'copied',
    };
    if (!isOne || chosen(walk, question) === 'both') mine = renameNode(mine, id, freeId(id, base, mine, theirs));
  }
  return mine;
}

/** Nodes with their files. */
export interface Chosen {
  nodes: Record<string, FlowNode>;
  files: Record<string, string>;
}

/** The nodes that come of it, with the files that they name. */
export function mergeNodes(walk: Walk): Chosen {
  const result: Chosen = { nodes: {}, files: {} };
  const { base, mine, theirs } = walk;
  for (const id of new Set([...Object.keys(theirs.document.nodes), ...Object.keys(mine.document.nodes)])) {
    const verdict = verdictOn(id, walk);
    if (verdict.take === 'mine') take(id, mine, result);
    if (verdict.take === 'theirs' || verdict.take === 'both') take(id, theirs, result);
    if (verdict.take === 'combined') result.nodes[id] = verdict.node;
    if (verdict.take !== 'both') continue;
    const copy = freeId(id, base, mine, theirs);
    const node = wholeNode(mine, id);
    const title = node && (node.title ?? walk.catalogue[node.type]?.title ?? node.type);
    if (node) result.nodes[copy] = { ...node, title: `${title} (to merge)` };
    walk.copies.set(copy, id);
  }
  keepLooseFiles(walk, result);
  return result;
}

type Verdict = { take: 'mine' | 'theirs' | 'both' | 'none' } | { take: 'combined'; node: FlowNode };

function verdictOn(id: string, walk: Walk): Verdict {
  const [was, own, other] = [wholeNode(walk.base, id), wholeNode(walk.mine, id), wholeNode(walk.theirs, id)];
  const same = (a: FlowNode | undefined, b: FlowNode | undefined): boolean => isSameNode(a, b, walk.catalogue);
  // To lead an edge to a node that the other side takes away is a change of that node too.
  const isOwn = !same(own, was) || (own !== undefined && other === undefined && hasNewEdges(id, walk.base, walk.mine));
  const isOther =
    !same(other, was) || (other !== undefined && own === undefined && hasNewEdges(id, walk.base, walk.theirs));
  if (!isOther) return { take: own ? 'mine' : 'none' };
  if (!isOwn || same(own, other)) return { take: other ? 'theirs' : 'none' };
  const conflict = { key: `node:${id}`, kind: 'node', path: [id] } as const;
  const kinds = { mine: kindOf(was, own), theirs: kindOf(was, other) };
  if (!own || !other) {
    const choice = chosen(walk, { ...conflict, ...kinds, both: null });
    const isKept = choice === 'mine' ? own : other;
    if (isKept) walk.pulled.set(id, choice === 'mine' ? 'mine' : 'theirs');
    return { take: isKept ? (choice === 'mine' ? 'mine' : 'theirs') : 'none' };
  }
  // Added by both and not renamed: its question was asked, and answered by one side.
  if (!was) return { take: walk.choices[conflict.key] === 'theirs' ? 'theirs' : 'mine' };
  const node = combined(was, own, other);
  const choice = chosen(walk, { ...conflict, ...kinds, both: node ? 'combined' : 'copied' });
  return choice === 'both' && node ? { take: 'combined', node } : { take: choice };
}

function isSameNode(a: FlowNode | undefined, b: FlowNode | undefined, catalogue: Catalogue): boolean {
  if (a === b) return true;
  return a !== undefined && b !== undefined && fieldChanges(a, b, catalogue[a.type]?.config).length === 0;
}

function hasNewEdges(id: string, base: FlowBundle, side: FlowBundle): boolean {
  const known = new Set(base.document.edges.map(edgeText));
  return side.document.edges.some((edge) => (edge.from === id || edge.to === id) && !known.has(edgeText(edge)));
}

/** Puts the node of one side in, with its files; a file that is there already with another text is put in its place. */
function take(id: string, side: FlowBundle, { nodes, files }: Chosen): void {
  const node = side.document.nodes[id];
  if (!node) return;
  const named = fileNames(node.config).filter((name) => Object.hasOwn(side.files, name));
  const isFree = named.every((name) => !Object.hasOwn(files, name) || files[name] === side.files[name]);
  nodes[id] = isFree ? node : (wholeNode(side, id) ?? node);
  if (isFree) for (const name of named) files[name] = side.files[name] ?? '';
}

function fileNames(value: Json): string[] {
  if (isFileRef(value)) return [value.file];
  if (Array.isArray(value)) return value.flatMap(fileNames);
  return isObject(value) ? Object.values(value).flatMap(fileNames) : [];
}

/** Files that no node names are kept as settings are. */
function keepLooseFiles({ base, mine, theirs }: Walk, { files }: Chosen): void {
  const all = [base, mine, theirs].flatMap(({ document }) => Object.values(document.nodes));
  const named = new Set(all.flatMap(({ config }) => fileNames(config)));
  for (const name of new Set([...Object.keys(theirs.files), ...Object.keys(mine.files)])) {
    const text = heldOrMine(base.files[name], mine.files[name], theirs.files[name]);
    if (!named.has(name) && text !== undefined) files[name] = text;
  }
}
