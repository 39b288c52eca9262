// The parts of a flow's folder beside the YAML itself: which files it has, the text of edges, expressions as files.
import { retryJson, settingsOf } from './canonical.ts';
import type { Catalogue } from './catalogue.ts';
import type { Edge, FlowBundle, FlowDocument, FlowNode, Json, JsonObject } from './document.ts';
import { NODE_ID } from './document.ts';
import type { FieldError } from './failures.ts';
import { isFileRef, isObject, put } from './json.ts';
import { LONGEST_ID } from './schema-parts.ts';
import { FILE_NAME } from './schemas.ts';
import { expressionSlots } from './slots.ts';
import { assertNoConflict, cleanText, type ReadYaml, unreadable } from './yaml-read.ts';

/** An expression of more lines than this becomes a file of its own. */
const LONGEST_INLINE = 3;

/** What is wrong with the file names of a folder: flow.yaml is missing, or a name leads out of the folder. */
export function fileFaults(files: Readonly<Record<string, string>>): FieldError[] {
  const faults = Object.keys(files).flatMap((name): FieldError[] => {
    if (!leavesFolder(name)) return [];
    return [
      { field: `${name.slice(0, 100)}:1:1`, says: 'This file name leads out of the flow’s folder. Use a plain name.' },
    ];
  });
  if (Object.hasOwn(files, 'flow.yaml')) return faults;
  return [...faults, { field: 'flow.yaml:1:1', says: 'The file flow.yaml is missing. Every flow has one.' }];
}

/** The expression files of a folder, as they are but for a byte order mark and CRLF. Fails with TEXT_UNREADABLE. */
export function expressionFiles(files: Readonly<Record<string, string>>): Record<string, string> {
  const names = Object.keys(files).filter((name) => FILE_NAME.test(name));
  return Object.fromEntries(
    names.map((name) => {
      const text = cleanText(name, files[name] ?? '');
      assertNoConflict(name, text);
      return [name, text];
    }),
  );
}

/** The edges of `flow.yaml`, and its file names looked at. Fails with TEXT_UNREADABLE where one is not written right. */
export function edgesOf({ json, at }: ReadYaml & { json: JsonObject }): Edge[] {
  const faults: FieldError[] = fileRefFaults(json.nodes ?? null, ['nodes'], at);
  const texts = Array.isArray(json.edges) ? json.edges : [];
  const edges = texts.flatMap((text, i) => {
    const edge = parseEdge(String(text));
    if (!edge)
      faults.push({
        field: at(['edges', i]),
        says: 'An edge is written node.port -> node, such as map.mapped -> ask.',
      });
    return edge ? [edge] : [];
  });
  if (faults.length > 0) throw unreadable(faults);
  return edges;
}

/** `from.port -> to` as an edge, or undefined where it is not written so. Ids must look like ids. */
function parseEdge(text: string): Edge | undefined {
  const arrow = text.lastIndexOf('->');
  const dot = text.indexOf('.');
  if (dot < 0 || arrow < dot) return undefined;
  const edge = {
    from: text.slice(0, dot).trim(),
    port: text.slice(dot + 1, arrow).trim(),
    to: text.slice(arrow + 2).trim(),
  };
  return isId(edge.from) && isId(edge.to) && edge.port !== '' && !/[\r\n]/.test(edge.port) ? edge : undefined;
}

/** The document as the file writes it: keys in order, no empty config. */
export function flowJson(document: FlowDocument, edges: string[]): JsonObject {
  const nodes: JsonObject = {};
  for (const [id, node] of Object.entries(document.nodes)) put(nodes, id, nodeJson(node));
  return {
    leadflow: 1,
    name: document.name,
    ...(document.description === undefined ? {} : { description: document.description }),
    ...(document.vars === undefined ? {} : { vars: document.vars }),
    ...settingsOf(document),
    nodes,
    edges,
  };
}

/**
 * The flow with every long expression in a file named `<node>-<field>.jsonata`. A file that the previous document
 * named and this one does not is left out; others are kept.
 */
export function withExpressionFiles(
  bundle: FlowBundle,
  { catalogue, before }: { catalogue: Catalogue; before: unknown },
): { document: FlowDocument; files: Record<string, string> } {
  const files = { ...bundle.files };
  const nodes: Record<string, FlowNode> = {};
  for (const [id, node] of Object.entries(bundle.document.nodes)) {
    const spec = Object.hasOwn(catalogue, node.type) ? catalogue[node.type] : undefined;
    const slots = spec ? expressionSlots(spec.config, node.config) : [];
    let config = node.config;
    for (const { path, text, file } of slots) {
      // A text that starts with = stays where it is: as a file it would not be an expression by itself.
      if (file !== undefined || text.split('\n').length <= LONGEST_INLINE || !isWhole(node.config, path, text))
        continue;
      const name = freeName(files, `${id}-${path.join('-')}`, `${text}\n`);
      files[name] = `${text}\n`;
      config = replaced(config, path, { file: name });
    }
    nodes[id] = { ...node, config };
  }
  const document = { ...bundle.document, nodes };
  const named = new Set(fileNames(Object.values(nodes).map((node) => node.config)));
  for (const name of fileNames(isObject(before) ? (before.nodes ?? null) : null))
    if (!named.has(name)) delete files[name];
  return { document, files };
}

/** Every file that `{ file }` names in a value. */
export function fileNames(value: Json): string[] {
  if (isFileRef(value)) return [value.file];
  if (Array.isArray(value)) return value.flatMap(fileNames);
  return isObject(value) ? Object.values(value).flatMap(fileNames) : [];
}

function fileRefFaults(value: Json, path: (string | number)[], at: ReadYaml['at']): FieldError[] {
  if (isFileRef(value)) {
    if (FILE_NAME.test(value.file)) return [];
    return [
      {
        field: at([...path, 'file']),
        says: 'An expression file is a plain name that ends in .jsonata, such as map.jsonata.',
      },
    ];
  }
  if (Array.isArray(value)) return value.flatMap((item, i) => fileRefFaults(item, [...path, i], at));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, held]) => fileRefFaults(held, [...path, key], at));
}

function leavesFolder(name: string): boolean {
  return (
    name === '' ||
    /^([/\\]|[A-Za-z]:)|\\|\0/.test(name) ||
    name.split('/').some((part) => part === '..' || part === '.')
  );
}

function isId(text: string): boolean {
  return text.length <= LONGEST_ID && NODE_ID.test(text);
}

function nodeJson({ type, title, note, config, retry, onUnknown }: FlowNode): JsonObject {
  return {
    type,
    ...(title === undefined ? {} : { title }),
    ...(note === undefined ? {} : { note }),
    config,
    ...(retry === undefined ? {} : { retry: retryJson(retry) }),
    ...(onUnknown === undefined ? {} : { onUnknown }),
  };
}

function isWhole(config: JsonObject, path: readonly (string | number)[], text: string): boolean {
  let at: Json | undefined = config;
  for (const part of path) at = Array.isArray(at) ? at[Number(part)] : isObject(at) ? at[part] : undefined;
  return at === text;
}

function replaced<T extends Json>(value: T, path: readonly (string | number)[], by: Json): T;
function replaced(value: Json, [part, ...rest]: readonly (string | number)[], by: Json): Json {
  if (part === undefined) return by;
  if (Array.isArray(value)) return value.map((item, i) => (i === part ? replaced(item, rest, by) : item));
  if (!isObject(value)) return value;
  return { ...value, [part]: replaced(value[part] ?? null, rest, by) };
}

/** A name for the text: the plain one, or the first numbered one that is free or holds the same text. */
function freeName(files: Readonly<Record<string, string>>, base: string, text: string): string {
  const plain = base.replace(/[^A-Za-z0-9._-]/g, '-').slice(0, 120);
  for (let n = 1; ; n += 1) {
    const name = `${plain}${n === 1 ? '' : `-${n}`}.jsonata`;
    if (!Object.hasOwn(files, name) || files[name] === text) return name;
  }
}
