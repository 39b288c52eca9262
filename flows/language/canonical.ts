// What a flow is, as one text: the canonical JSON that its identity is the hash of.
import type { Catalogue } from './catalogue.ts';
import {
  edgeText,
  type FlowBundle,
  type FlowDocument,
  type FlowNode,
  type Json,
  type JsonObject,
  type RetryPolicy,
} from './document.ts';
import { Failure } from './failures.ts';
import { inlineFiles } from './inline.ts';
import { isObject, put } from './json.ts';
import { withoutDefaults } from './structure.ts';

/**
 * Canonical JSON: sorted keys, no blanks, shortest numbers (RFC 8785). Keys without a value are left out.
 * A lone surrogate is written as its escape, where the RFC would stop. Fails with REQUEST_INVALID on NaN or infinity.
 */
export function canonicalJson(value: Json): string {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new Failure('REQUEST_INVALID', { detail: 'A number is not finite.' });
  }
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  // The default order of sort() is by UTF-16 code units, which is what RFC 8785 section 3.2.3 asks for.
  const parts = Object.keys(value)
    .sort()
    .flatMap((key) => {
      const held: Json | undefined = value[key];
      return held === undefined ? [] : [`${JSON.stringify(key)}:${canonicalJson(held)}`];
    });
  return `{${parts.join(',')}}`;
}

/**
 * The text whose SHA-256 is the flow's identity: everything the document says (names, titles and notes too), long
 * expressions inlined, edges sorted. Comments, the order of nodes, edges and keys, and the layout do not count. With a
 * catalogue, fields that say no more than their default do not count either, as in a saved file.
 */
export function identityText(bundle: FlowBundle, catalogue: Catalogue = {}): string {
  const { document } = inlineFiles(bundle);
  const nodes: JsonObject = {};
  for (const [id, node] of Object.entries(document.nodes)) put(nodes, id, nodeJson(node, catalogue));
  return canonicalJson({
    leadflow: document.leadflow,
    name: document.name,
    ...(document.description === undefined ? {} : { description: document.description }),
    ...(document.vars === undefined ? {} : { vars: document.vars }),
    ...settingsOf(document),
    nodes,
    edges: document.edges.map(edgeText).sort(),
  });
}

/** What a flow says of its runs as a whole: zone, error flow, concurrency, where they are set. */
export function settingsOf({ zone, onError, concurrency }: FlowDocument): JsonObject {
  return {
    ...(zone === undefined ? {} : { zone }),
    ...(onError === undefined ? {} : { onError }),
    ...(concurrency === undefined ? {} : { concurrency }),
  };
}

function nodeJson(node: FlowNode, catalogue: Catalogue): JsonObject {
  const spec = Object.hasOwn(catalogue, node.type) ? catalogue[node.type] : undefined;
  const { type, title, note, config, retry, onUnknown } = node;
  return {
    type,
    ...(title === undefined ? {} : { title }),
    ...(note === undefined ? {} : { note }),
    config: spec ? withoutDefaults(spec.config, config) : config,
    ...(retry === undefined ? {} : { retry: retryJson(retry) }),
    ...(onUnknown === undefined ? {} : { onUnknown }),
  };
}

/** A retry policy with its keys in order. */
export function retryJson({ attempts, backoff, on }: RetryPolicy): JsonObject {
  return { attempts, backoff, ...(on === undefined ? {} : { on }) };
}
