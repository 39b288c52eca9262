// Writes JSON as YAML in the one form our files have, and takes over the comments of the file it replaces.
import { Document, isCollection, isMap, isNode, isSeq, type Node, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import type { JsonSchema } from './catalogue.ts';
import type { Json, JsonObject } from './document.ts';
import { isFileRef, isObject, isSame } from './json.ts';
import { alternativeOf } from './structure.ts';
import { PROSE_TAG, proseScalar } from './yaml-prose.ts';
import { keyText } from './yaml-read.ts';
import { alignEntries, type Carried, joined, moveEndComments, setStyles } from './yaml-style.ts';

/** How the file is to be written. `previous` is the parsed file that it replaces. */
export interface WriteYaml {
  schema: JsonSchema;
  previous: Document.Parsed | undefined;
}

/**
 * The text of a document: keys in schema order (then as before, then as they come), defaults left out, short parts in
 * one line up to 100 columns. Comments and blank lines of `previous` stay with what they stood at.
 */
export function writeYaml(value: JsonObject, { schema, previous }: WriteYaml): string {
  const carried: Carried = { trailing: new Map(), columns: new Map() };
  const root = compose({ value, schema, before: previous?.contents ?? undefined }, carried);
  setStyles(root, carried);
  const end = moveEndComments(root);
  const document = new Document<Node>(root, { customTags: (tags) => [PROSE_TAG, ...tags] });
  document.commentBefore = previous?.commentBefore ?? null;
  document.comment = joined(end, previous?.comment)?.replace(/\n+$/, '') ?? null;
  const text = document.toString({ lineWidth: 0 });
  return Object.entries(schema.properties ?? {}).reduce((lines, [key, property]) => {
    const column = property['x-column'];
    return typeof column === 'number' ? alignEntries(lines, key, column) : lines;
  }, text);
}

interface Part {
  value: Json;
  schema: JsonSchema;
  /** The node that stood here in the previous file. */
  before: Node | undefined;
}

function compose({ value, schema, before }: Part, carried: Carried): Node {
  const made = isObject(value)
    ? composeMap({ value, schema, before }, carried)
    : Array.isArray(value)
      ? composeList(value, { schema, before }, carried)
      : scalarOf(value, schema);
  if (!(made instanceof Scalar) && schema['x-lines'] === true) made.flow = false;
  if (typeof schema['x-column'] === 'number') carried.columns.set(made, schema['x-column']);
  carryComments(before, made, carried);
  return made;
}

function scalarOf(value: string | number | boolean | null, schema: JsonSchema): Scalar {
  return typeof value === 'string' && schema['x-prose'] === true ? proseScalar(value) : new Scalar(value);
}

function composeMap({ value, schema: given, before }: Part & { value: JsonObject }, carried: Carried): YAMLMap {
  const schema = isFileRef(value) ? {} : alternativeOf(given, value);
  const map = new YAMLMap();
  const pairs = new Map((isMap(before) ? before.items : []).map((pair) => [keyText(pair.key), pair]));
  for (const key of keyOrder(value, schema, [...pairs.keys()])) {
    const held = value[key];
    const property = propertyOf(schema, key);
    if (held === undefined || (property.default !== undefined && isSame(property.default, held))) continue;
    const pair = pairs.get(key);
    const name = new Scalar(key);
    if (isNode(pair?.key)) carryKey(pair.key, name);
    const made = compose(
      { value: held, schema: property, before: isNode(pair?.value) ? pair.value : undefined },
      carried,
    );
    // A comment above the first entry stays inside.
    if (isBlock(pair?.value) && pair.value.commentBefore && isCollection(made)) made.flow = false;
    map.items.push(new Pair(name, made));
  }
  return map;
}

function composeList(value: Json[], { schema, before }: Omit<Part, 'value'>, carried: Carried): YAMLSeq {
  const list = new YAMLSeq();
  const old = matchItems(value, isSeq<Node>(before) ? before.items : []);
  for (const [i, item] of value.entries()) {
    list.items.push(compose({ value: item, schema: schema.items ?? {}, before: old[i] }, carried));
  }
  return list;
}

function keyOrder(value: JsonObject, { properties = {} }: JsonSchema, before: readonly string[]): string[] {
  const all = new Set([...Object.keys(properties), ...before, ...Object.keys(value)]);
  return [...all].filter((key) => Object.hasOwn(value, key));
}

function propertyOf({ properties = {}, additionalProperties: others }: JsonSchema, key: string): JsonSchema {
  const own = Object.hasOwn(properties, key) ? properties[key] : undefined;
  return own ?? (typeof others === 'object' ? others : {});
}

/** For each new item the old one it stems from: an equal one, else the one at its place where that has no other use. */
function matchItems(value: readonly Json[], old: readonly Node[]): (Node | undefined)[] {
  const plain = old.map((node): unknown => node.toJSON?.());
  const used = new Set<number>();
  const equal = value.map((item) => {
    const at = plain.findIndex((one, i) => !used.has(i) && isSame(one, item));
    if (at >= 0) used.add(at);
    return at;
  });
  return equal.map((at, i) => (at >= 0 ? old[at] : used.has(i) ? undefined : old[i]));
}

function carryKey(old: Node, made: Scalar): void {
  made.commentBefore = joined(old.commentBefore, old.comment);
  if (old.spaceBefore) made.spaceBefore = true;
}

/** Takes over the comments of a value. What stood behind it in the same line is noted apart. */
function carryComments(old: Node | undefined, made: Scalar | YAMLMap | YAMLSeq, carried: Carried): void {
  if (old === undefined) return;
  made.commentBefore = old.commentBefore ?? null;
  if (old.spaceBefore) made.spaceBefore = true;
  if (isBlock(old) && isCollection(made) && made.items.length > 0) made.comment = old.comment ?? null;
  else if (typeof old.comment === 'string') carried.trailing.set(made, old.comment);
}

function isBlock(node: unknown): node is YAMLMap | YAMLSeq {
  return (isMap(node) || isSeq(node)) && node.flow !== true && node.items.length > 0;
}
