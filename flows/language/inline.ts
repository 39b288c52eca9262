// Long expressions that live in files of their own, put back where the flow names them.
import type { FlowBundle, FlowNode, Json, JsonObject } from './document.ts';
import { isFileRef, isObject, put } from './json.ts';

/** The same flow with the text of each expression file in its place, and no files. A name without a file is left. */
export function inlineFiles(bundle: FlowBundle): FlowBundle {
  const { document, files, layout } = bundle;
  const nodes: Record<string, FlowNode> = {};
  for (const [id, node] of Object.entries(document.nodes)) nodes[id] = inlineNode(node, files);
  return { document: { ...document, nodes }, files: {}, layout };
}

/** The node with the text of each expression file in its place. */
export function inlineNode(node: FlowNode, files: Readonly<Record<string, string>>): FlowNode {
  const config = inline(node.config, files);
  return { ...node, config: isObject(config) ? config : node.config };
}

/** The expression that a file holds: its text without the last line end. */
export function fileExpression(text: string): string {
  return text.endsWith('\n') ? text.slice(0, -1) : text;
}

function inline(value: Json, files: Readonly<Record<string, string>>): Json {
  if (Array.isArray(value)) return value.map((item) => inline(item, files));
  if (!isObject(value)) return value;
  if (isFileRef(value)) {
    const text = Object.hasOwn(files, value.file) ? files[value.file] : undefined;
    return text === undefined ? value : fileExpression(text);
  }
  const result: JsonObject = {};
  for (const [key, held] of Object.entries(value)) put(result, key, inline(held, files));
  return result;
}
