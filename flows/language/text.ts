// The documents as the text that git holds: reads files into documents, and writes documents into files.
import type { Document } from 'yaml';
import { CASE_SCHEMA, caseOf } from './case-schema.ts';
import type { Catalogue, JsonSchema } from './catalogue.ts';
import type { AdaptorDocument, CaseDocument, FlowBundle, FlowDocument, FlowNode, JsonObject } from './document.ts';
import { edgeText } from './document.ts';
import { edgesOf, expressionFiles, fileFaults, flowJson, withExpressionFiles } from './flow-files.ts';
import { isObject } from './json.ts';
import { readLayout, writeLayout } from './layout-text.ts';
import { edgeOrder, nodeOrder } from './order.ts';
import { CONNECTION_SCHEMA, TEMPLATE_SCHEMA } from './receiver-schemas.ts';
import type { ConnectionDocument, TemplateDocument } from './receivers.ts';
import { ADAPTOR_SCHEMA, FLOW_SCHEMA, NODE_SCHEMA } from './schemas.ts';
import { misfits } from './structure.ts';
import { type ReadYaml, readYaml, unreadable } from './yaml-read.ts';
import { writeYaml } from './yaml-write.ts';

/**
 * Reads a flow's folder: `flow.yaml`, `layout.json` (may be absent) and `*.jsonata`; other files are left alone.
 * A flow with problems is read all the same; `check` lists them.
 * Fails with TEXT_UNREADABLE, each field `<file>:<line>:<column>`.
 */
export function readFlow(files: Readonly<Record<string, string>>): FlowBundle {
  const faults = fileFaults(files);
  if (faults.length > 0) throw unreadable(faults);
  const yaml = readShape('flow.yaml', files['flow.yaml'] ?? '', FLOW_SCHEMA);
  const edges = edgesOf(yaml);
  const { name, description, vars, zone, onError, concurrency, nodes } = yaml.json;
  const document: FlowDocument = {
    leadflow: 1,
    name: String(name),
    ...(typeof description === 'string' ? { description } : {}),
    ...(isObject(vars) ? { vars } : {}),
    ...(typeof zone === 'string' ? { zone } : {}),
    ...(typeof onError === 'string' ? { onError } : {}),
    ...(typeof concurrency === 'number' ? { concurrency } : {}),
    nodes: Object.fromEntries(Object.entries(isObject(nodes) ? nodes : {}).map(([id, node]) => [id, nodeOf(node)])),
    edges,
  };
  const layout = files['layout.json'] === undefined ? { nodes: {} } : readLayout(files['layout.json']);
  return { document, files: expressionFiles(files), layout };
}

/**
 * Writes a flow's folder, file name -> text. Comments and the order of nodes and edges are those of `previous` (the
 * folder as it is), where given. With a catalogue, config keys follow their schema, defaults are left out, and
 * expressions of more than three lines become files. A file of `previous` that is not in the answer is to be deleted.
 */
export function writeFlow(
  bundle: FlowBundle,
  previous: Readonly<Record<string, string>> = {},
  catalogue: Catalogue = {},
): Record<string, string> {
  const before = previousYaml('flow.yaml', previous['flow.yaml']);
  const { document, files } = withExpressionFiles(bundle, { catalogue, before: before?.json });
  const old = before?.json;
  const oldEdges =
    isObject(old) && Array.isArray(old.edges) ? old.edges.filter((text) => typeof text === 'string') : [];
  const order = nodeOrder(document, isObject(old) && isObject(old.nodes) ? Object.keys(old.nodes) : []);
  const json = flowJson(document, edgeOrder(document.edges, oldEdges).map(edgeText));
  const schema = flowSchema(document, order, catalogue);
  return {
    'flow.yaml': writeYaml(json, { schema, previous: before?.document }),
    'layout.json': writeLayout(bundle.layout, order),
    ...Object.fromEntries(Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

/** Reads `adaptors/<slug>.yaml`; `file` is its name in messages. Fails with TEXT_UNREADABLE. */
export function readAdaptor(text: string, file = 'adaptor.yaml'): AdaptorDocument {
  // The shape was held against ADAPTOR_SCHEMA, which says the same as the type.
  return readShape(file, text, ADAPTOR_SCHEMA).json as unknown as AdaptorDocument;
}

/** The text of an adaptor file, comments of `previous` kept. */
export function writeAdaptor(document: AdaptorDocument, previous?: string): string {
  return writeDocument(document, ADAPTOR_SCHEMA, previous);
}

/** Reads `connections/<slug>.yaml`; `file` is its name in messages. Fails with TEXT_UNREADABLE. */
export function readConnection(text: string, file = 'connection.yaml'): ConnectionDocument {
  return withEndpoints(readShape(file, text, CONNECTION_SCHEMA).json) as unknown as ConnectionDocument;
}

/** The text of a connection file, comments of `previous` kept. */
export function writeConnection(document: ConnectionDocument, previous?: string): string {
  return writeDocument(document, CONNECTION_SCHEMA, previous);
}

/** Reads `connections/templates/<slug>.yaml`; `file` is its name in messages. Fails with TEXT_UNREADABLE. */
export function readTemplate(text: string, file = 'template.yaml'): TemplateDocument {
  return withEndpoints(readShape(file, text, TEMPLATE_SCHEMA).json) as unknown as TemplateDocument;
}

/** The text of a template file, comments of `previous` kept. */
export function writeTemplate(document: TemplateDocument, previous?: string): string {
  return writeDocument(document, TEMPLATE_SCHEMA, previous);
}

/** Reads `cases/<name>.yaml` of a flow; `file` is its name in messages. Fails with TEXT_UNREADABLE. */
export function readCase(text: string, file = 'case.yaml'): CaseDocument {
  return caseOf(readShape(file, text, CASE_SCHEMA).json);
}

/** A file may leave them out: a connection has those of its template, too. */
function withEndpoints(json: JsonObject): JsonObject {
  return json.endpoints === undefined ? { ...json, endpoints: {} } : json;
}

function writeDocument(document: object, schema: JsonSchema, previous: string | undefined): string {
  const before = previousYaml('previous', previous);
  return writeYaml(document as JsonObject, { schema, previous: before?.document });
}

/** A file that cannot be read has no comments to keep. */
function previousYaml(
  file: string,
  text: string | undefined,
): { json: unknown; document: Document.Parsed } | undefined {
  if (text === undefined) return undefined;
  try {
    return readYaml(file, text);
  } catch {
    return undefined;
  }
}

/** Reads a document that fits the schema. Fails with TEXT_UNREADABLE at each place that does not. */
function readShape(file: string, text: string, schema: JsonSchema): ReadYaml & { json: JsonObject } {
  const yaml = readYaml(file, text);
  const fault = (says: string, path: (string | number)[] = []) => unreadable([{ field: yaml.at(path), says }]);
  const { json } = yaml;
  if (json === null) throw fault(`The file is empty. It needs: ${schema.required?.join(', ') ?? ''}.`);
  if (!isObject(json)) throw fault(`The file must hold named fields: ${schema.required?.join(', ') ?? ''}.`);
  const version = json.leadflow;
  if (typeof version === 'number' && version !== 1 && schema.properties?.leadflow) {
    const needed = `This file is of format ${version}; this Leadflow reads format 1. Use a Leadflow that reads format ${version}.`;
    throw fault(needed, ['leadflow']);
  }
  dropEmpty(json);
  const wrong = misfits(schema, json);
  if (wrong.length > 0)
    throw unreadable(
      wrong.map(({ path, kind, says }) => ({ field: yaml.at(path, kind === 'unknown' ? 'key' : 'value'), says })),
    );
  return { ...yaml, json };
}

/** A key with nothing behind it (`edges:`) is the same as no key, at the top and in nodes. */
function dropEmpty(json: JsonObject): void {
  const nodes = isObject(json.nodes) ? Object.values(json.nodes) : [];
  for (const object of [json, ...nodes]) {
    if (!isObject(object)) continue;
    for (const [key, value] of Object.entries(object)) if (value === null) delete object[key];
  }
}

function nodeOf(json: unknown): FlowNode {
  // The shape was held against NODE_SCHEMA, which says the same as the type but for an absent config.
  const node = json as Omit<FlowNode, 'config'> & { config?: JsonObject };
  return { ...node, config: node.config ?? {} };
}

/** The flow schema with the nodes in their order, each with the config schema of its type. */
function flowSchema(document: FlowDocument, order: readonly string[], catalogue: Catalogue): JsonSchema {
  const nodes = order.map((id): [string, JsonSchema] => {
    const type = document.nodes[id]?.type ?? '';
    const config = Object.hasOwn(catalogue, type) ? catalogue[type]?.config : undefined;
    const properties = { ...NODE_SCHEMA.properties, config: { ...config, default: {} } };
    return [id, { ...NODE_SCHEMA, properties }];
  });
  const all = FLOW_SCHEMA.properties ?? {};
  return { ...FLOW_SCHEMA, properties: { ...all, nodes: { ...all.nodes, properties: Object.fromEntries(nodes) } } };
}
