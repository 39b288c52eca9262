// Decides for each part of a YAML document whether it stands in one line or one entry a line.
import { Document, isMap, isPair, isScalar, isSeq, type Node, type Scalar, type YAMLMap, type YAMLSeq } from 'yaml';
import { Prose, settleProse } from './yaml-prose.ts';

/** Lines end here, where they can. */
const WIDTH = 100;

/** What is known of nodes beside the document. */
export interface Carried {
  /** Node -> the comment that stood behind it in its line. */
  trailing: Map<Node, string>;
  /** Map -> the column in which the one-line values of its entries begin. */
  columns: Map<Node, number>;
}

/**
 * Sets `flow` of every collection: one line where it fits into 100 columns, holds no comment, no text of several
 * lines and no list of objects; a collection whose `flow` is false already stays one entry a line.
 */
export function setStyles(root: Node, carried: Carried): void {
  styleInside(root, 0, carried);
}

/**
 * Moves comments at the end of a part to before what follows it, and answers what is left at the very end. The reader
 * cannot tell the end of a part from the beginning of the next, so a file would otherwise not be read as it was written.
 */
export function moveEndComments(node: Node): string | null {
  if ((!isMap<Scalar, Node>(node) && !isSeq<Node>(node)) || node.flow === true) return null;
  let pending: string | null = null;
  for (const item of node.items) {
    const [head, value] = isPair<Scalar, Node>(item) ? [item.key, item.value] : [item, item];
    if (pending !== null) head.commentBefore = joined(pending, head.commentBefore);
    pending = value === null ? null : moveEndComments(value);
    if (head === value) moveFirstComment(value);
  }
  const left = joined(pending, node.comment);
  node.comment = null;
  return left;
}

/** In a list, a comment above the first entry of an item goes above the item: behind the dash it would be read so. */
function moveFirstComment(item: Node): void {
  if ((!isMap<Scalar, Node>(item) && !isSeq<Node>(item)) || item.flow === true) return;
  const [first] = item.items;
  const head = isPair<Scalar, Node>(first) ? first.key : first;
  if (head === undefined) return;
  item.commentBefore = joined(item.commentBefore, head.commentBefore);
  if (head.spaceBefore) item.spaceBefore = true;
  head.commentBefore = null;
  head.spaceBefore = false;
}

/** Several comments as one, or null where there is none. */
export function joined(...comments: (string | null | undefined)[]): string | null {
  const texts = comments.filter((comment) => typeof comment === 'string');
  return texts.length === 0 ? null : texts.join('\n');
}

/**
 * Moves the one-line values of a top-level map's entries to one column, so that short ones read as a table and adding
 * one changes no other line. An entry whose key is too long keeps one blank.
 */
export function alignEntries(text: string, key: string, column: number): string {
  let inside = false;
  const lines = text.split('\n').map((line) => {
    // Only keys of the document itself begin in the first column, and only keys of the map in the third.
    if (/^[^\s#]/.test(line)) inside = line.startsWith(`${key}:`);
    const entry = inside ? /^( {2}[\w-]+:) (\{.*)$/.exec(line) : null;
    return entry ? `${(entry[1] ?? '').padEnd(column - 1)} ${entry[2] ?? ''}` : line;
  });
  return lines.join('\n');
}

interface Slot {
  /** Column in which the value begins when written in one line. */
  start: number;
  /** Column in which its entries begin when written one a line. */
  indent: number;
}

function styleInside(node: Node, indent: number, carried: Carried): void {
  if (isMap<Scalar, Node>(node)) {
    node.flow = node.items.length === 0;
    const column = carried.columns.get(node) ?? 0;
    for (const { key, value } of node.items) {
      if (value === null) continue;
      const start = Math.max(indent + String(key.value).length + 2, column);
      const inOneLine = style(value, { start, indent: indent + 2 }, carried);
      settleComment(value, { key, inOneLine }, carried);
    }
  } else if (isSeq<Node>(node)) {
    node.flow = node.items.length === 0;
    for (const item of node.items) {
      const inOneLine = style(item, { start: indent + 2, indent: indent + 2 }, carried);
      settleComment(item, { key: item, inOneLine }, carried);
    }
  }
}

/** True where the node ends in the line it began in. */
function style(node: Node, { start, indent }: Slot, carried: Carried): boolean {
  if (isScalar(node)) {
    settleProse(node, start);
    return !isLong(node);
  }
  if (!isMap(node) && !isSeq(node)) return true;
  if (node.items.length === 0 && !node.comment) node.flow = true;
  else if (!needsLines(node, carried) && start + widthOf(node) <= WIDTH) node.flow = true;
  else styleInside(node, indent, carried);
  return node.flow === true;
}

/** Puts the comment that stood behind a value there again, or above it where the value no longer ends in its line. */
function settleComment(value: Node, { key, inOneLine }: { key: Node; inOneLine: boolean }, carried: Carried): void {
  const comment = carried.trailing.get(value);
  if (key !== value && inOneLine) {
    key.commentBefore = joined(key.commentBefore, value.commentBefore);
    value.commentBefore = null;
  }
  if (comment === undefined) return;
  if (inOneLine && !comment.includes('\n')) value.comment = comment;
  else key.commentBefore = joined(key.commentBefore, comment);
}

function needsLines(node: YAMLMap | YAMLSeq, carried: Carried): boolean {
  if (node.flow === false || node.comment) return true;
  const isNested = (item: unknown): boolean => (isMap(item) || isSeq(item)) && item.items.length > 0;
  if (isSeq(node)) return node.items.some((item) => isNested(item) || partNeedsLines(item, carried));
  return node.items.some(({ key, value }) => partNeedsLines(key, carried) || partNeedsLines(value, carried));
}

function partNeedsLines(part: unknown, carried: Carried): boolean {
  if (!isScalar(part) && !isMap(part) && !isSeq(part)) return false;
  if (part.commentBefore || part.comment || part.spaceBefore || carried.trailing.has(part)) return true;
  return isScalar(part) ? isLong(part) : needsLines(part, carried);
}

function isLong(scalar: Scalar): boolean {
  return scalar.value instanceof Prose || (typeof scalar.value === 'string' && scalar.value.includes('\n'));
}

function widthOf(node: Node): number {
  return new Document(node).toString({ lineWidth: 0, collectionStyle: 'flow' }).trimEnd().length;
}
