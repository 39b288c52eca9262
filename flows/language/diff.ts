// What differs between two states of a flow: node by node, field by field, edge by edge. Pure, and small enough for any page.
import type { Catalogue, JsonSchema } from './catalogue.ts';
import type { Edge, FlowBundle, FlowNode, Json, JsonObject } from './document.ts';
import { inlineNode } from './inline.ts';
import { isFileRef, isObject, isSame, type Path } from './json.ts';

/** What became of a thing between two states. */
export type ChangeKind = 'added' | 'removed' | 'changed';

/** One value that differs. Without `before` it is new, without `after` it is gone. */
export interface FieldChange {
  path: Path;
  before?: Json;
  after?: Json;
}

/** A node that differs. An added or removed one lists all that it says. */
export interface NodeChange {
  id: string;
  is: ChangeKind;
  fields: FieldChange[];
}

/** A port that leads elsewhere: `before` and `after` are the nodes it led and leads to. */
export interface EdgeChange {
  from: string;
  port: string;
  is: ChangeKind;
  before?: string;
  after?: string;
}

/** All that differs. `moved` are nodes that only stand elsewhere, which no run ever notices. */
export interface FlowDiff {
  settings: FieldChange[];
  nodes: NodeChange[];
  edges: EdgeChange[];
  moved: string[];
}

/**
 * What `after` says otherwise than `before`. An expression in a file of its own is compared by its text, and with a
 * catalogue a field that says no more than its default is as good as absent.
 */
export function diffBundles(before: FlowBundle, after: FlowBundle, catalogue: Catalogue = {}): FlowDiff {
  const ids = [...new Set([...Object.keys(after.document.nodes), ...Object.keys(before.document.nodes)])];
  return {
    settings: settingChanges(before, after),
    nodes: ids.flatMap((id) => nodeChange(id, { before, after, catalogue })),
    edges: edgeChanges(before.document.edges, after.document.edges),
    moved: ids.filter((id) => isMoved(id, before, after)),
  };
}

/** How many things differ; nodes that only moved are one together. */
export function countOf({ settings, nodes, edges, moved }: FlowDiff): number {
  return settings.length + nodes.length + edges.length + (moved.length > 0 ? 1 : 0);
}

/** True where both say the same and stand the same. */
export function isSameFlow(one: FlowBundle, other: FlowBundle, catalogue: Catalogue = {}): boolean {
  const same = one === other || countOf(diffBundles(one, other, catalogue)) === 0;
  return same && isSame(one.layout.notes ?? [], other.layout.notes ?? []);
}

/** The node with its expressions in place, as it is compared; undefined where there is none of that id. */
export function wholeNode({ document, files }: FlowBundle, id: string): FlowNode | undefined {
  const node = Object.hasOwn(document.nodes, id) ? document.nodes[id] : undefined;
  return node && inlineNode(node, files);
}

/** Everything that a flow says beside its nodes and edges, by path: `name`, `zone`, `vars.cap`. */
export function settingsAt({ document }: FlowBundle): Map<string, { path: Path; value: Json }> {
  const { nodes: _nodes, edges: _edges, leadflow: _leadflow, vars = {}, ...rest } = document;
  const plain = Object.entries(rest).map(([key, value]): [Path, Json | undefined] => [[key], value]);
  const named = Object.entries(vars).map(([key, value]): [Path, Json | undefined] => [['vars', key], value]);
  return new Map(
    [...plain, ...named].flatMap(([path, value]) => (value === undefined ? [] : [[path.join('.'), { path, value }]])),
  );
}

/** What differs between two nodes, by path: `title`, `config.body`. Either may be absent. */
export function fieldChanges(
  before: FlowNode | undefined,
  after: FlowNode | undefined,
  schema?: JsonSchema,
): FieldChange[] {
  const whole: JsonSchema = { properties: { config: schema ?? {} } };
  return changesIn({ path: [], schema: whole }, before as JsonObject | undefined, after as JsonObject | undefined);
}

interface Sides {
  before: FlowBundle;
  after: FlowBundle;
  catalogue: Catalogue;
}

function nodeChange(id: string, { before, after, catalogue }: Sides): NodeChange[] {
  const [old, now] = [wholeNode(before, id), wholeNode(after, id)];
  const type = (now ?? old)?.type ?? '';
  const fields = fieldChanges(old, now, Object.hasOwn(catalogue, type) ? catalogue[type]?.config : undefined);
  if (!old) return [{ id, is: 'added', fields }];
  if (!now) return [{ id, is: 'removed', fields }];
  return fields.length === 0 ? [] : [{ id, is: 'changed', fields }];
}

function settingChanges(before: FlowBundle, after: FlowBundle): FieldChange[] {
  const [old, now] = [settingsAt(before), settingsAt(after)];
  return [...new Set([...now.keys(), ...old.keys()])].flatMap((key) => {
    const [was, is] = [old.get(key), now.get(key)];
    return isSame(was?.value, is?.value) ? [] : [change(was?.path ?? is?.path ?? [], was?.value, is?.value)];
  });
}

function edgeChanges(before: readonly Edge[], after: readonly Edge[]): EdgeChange[] {
  const [old, now] = [targets(before), targets(after)];
  return [...new Map([...now, ...old]).values()].flatMap(({ from, port }): EdgeChange[] => {
    const [was, is] = [old.get(`${from}.${port}`)?.to, now.get(`${from}.${port}`)?.to];
    if (was === is) return [];
    if (was === undefined) return [{ from, port, is: 'added', ...(is === undefined ? {} : { after: is }) }];
    return is === undefined
      ? [{ from, port, is: 'removed', before: was }]
      : [{ from, port, is: 'changed', before: was, after: is }];
  });
}

function targets(edges: readonly Edge[]): Map<string, Edge> {
  return new Map(edges.map((edge) => [`${edge.from}.${edge.port}`, edge]));
}

function isMoved(id: string, before: FlowBundle, after: FlowBundle): boolean {
  const [old, now] = [before.layout.nodes[id], after.layout.nodes[id]];
  return old !== undefined && now !== undefined && !isSame(old, now);
}

interface Place {
  path: Path;
  schema: JsonSchema | undefined;
}

function changesIn(at: Place, before: Json | undefined, after: Json | undefined): FieldChange[] {
  if (isSame(before, after) || isDefault(at.schema, before, after)) return [];
  const isWhole = (value: Json | undefined): boolean => !isObject(value) || isFileRef(value);
  if (Array.isArray(before) && Array.isArray(after)) return rowChanges(at, before, after);
  // A node that is new or gone is told by its fields; a value deeper down as it is.
  const [old, now] = at.path.length < 2 ? [before ?? {}, after ?? {}] : [before, after];
  if (isWhole(old) || isWhole(now) || !isObject(old) || !isObject(now)) return [change(at.path, before, after)];
  const keys = [...new Set([...Object.keys(now), ...Object.keys(old)])];
  return keys.flatMap((key) =>
    changesIn({ path: [...at.path, key], schema: propertyOf(at.schema, key, now) }, old[key], now[key]),
  );
}

/** Rows that begin and end alike are left out; as many left on both sides are compared one by one. */
function rowChanges(at: Place, before: readonly Json[], after: readonly Json[]): FieldChange[] {
  const items = at.schema?.items;
  const alike = (a: Json | undefined, b: Json | undefined): boolean =>
    changesIn({ path: [...at.path, 0], schema: items }, a, b).length === 0;
  let start = 0;
  while (start < Math.min(before.length, after.length) && alike(before[start], after[start])) start += 1;
  let end = 0;
  while (end < Math.min(before.length, after.length) - start && alike(before.at(-1 - end), after.at(-1 - end)))
    end += 1;
  const [old, now] = [before.slice(start, before.length - end), after.slice(start, after.length - end)];
  const place = (i: number): Place => ({ path: [...at.path, start + i], schema: items });
  if (old.length === now.length) return old.flatMap((row, i) => changesIn(place(i), row, now[i]));
  const gone = old.map((row, i) => change(place(i).path, row, undefined));
  return [...gone, ...now.map((row, i) => change(place(i).path, undefined, row))];
}

/** True where one side is absent and the other says what the field says by itself. */
function isDefault(schema: JsonSchema | undefined, before: Json | undefined, after: Json | undefined): boolean {
  const said = before === undefined ? after : after === undefined ? before : undefined;
  if (said === undefined || schema === undefined) return false;
  if (schema.default !== undefined && isSame(schema.default, said)) return true;
  // An object that holds nothing but defaults says nothing either.
  const inner = Object.entries(isObject(said) && !isFileRef(said) ? said : {});
  return inner.length > 0 && inner.every(([key, value]) => isDefault(propertyOf(schema, key, said), undefined, value));
}

function propertyOf(schema: JsonSchema | undefined, key: string, value: Json): JsonSchema | undefined {
  const own = schema?.properties;
  if (own && Object.hasOwn(own, key)) return own[key];
  const forms = schema?.anyOf ?? schema?.oneOf ?? [];
  const fits = ({ properties = {} }: JsonSchema): boolean =>
    Object.hasOwn(properties, key) &&
    Object.entries(properties).every(
      ([name, { const: fixed }]) => fixed === undefined || (isObject(value) && isSame(value[name], fixed)),
    );
  return forms.find(fits)?.properties?.[key];
}

function change(path: Path, before: Json | undefined, after: Json | undefined): FieldChange {
  return { path, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) };
}
