// Takes a flow that came as data, from the editor or an import, and makes sure that it has the shape of one.
import type { JsonSchema } from './catalogue.ts';
import type { FlowBundle, FlowDocument, FlowNode, Json, JsonObject } from './document.ts';
import { Failure, type FieldError } from './failures.ts';
import { isForbiddenKey, isObject, pathText } from './json.ts';
import { EDGE_SCHEMA, FILE_NAME, FLOW_SCHEMA, LAYOUT_NOTES_SCHEMA, POSITION_SCHEMA } from './schemas.ts';
import { misfits } from './structure.ts';
import { DEEPEST, LARGEST_FILE } from './yaml-read.ts';

/** Levels of a bundle above a node's config. */
const LEVELS_ABOVE = 4;

const BUNDLE_SCHEMA: JsonSchema = {
  type: 'object',
  properties: {
    document: {
      ...FLOW_SCHEMA,
      properties: { ...FLOW_SCHEMA.properties, edges: { type: 'array', items: EDGE_SCHEMA } },
      required: ['leadflow', 'name', 'nodes', 'edges'],
    },
    files: {
      type: 'object',
      propertyNames: { pattern: FILE_NAME.source, description: 'is not a plain name that ends in .jsonata.' },
      additionalProperties: { type: 'string', maxLength: LARGEST_FILE },
    },
    layout: {
      type: 'object',
      properties: {
        nodes: { type: 'object', additionalProperties: POSITION_SCHEMA },
        notes: LAYOUT_NOTES_SCHEMA,
      },
      required: ['nodes'],
    },
  },
  required: ['document'],
};

/**
 * The value as a flow bundle; absent files and layout are empty. A flow with problems passes, `check` lists them.
 * Fails with REQUEST_INVALID where the shape is not that of a flow, each field a dotted path.
 */
export function bundleFrom(value: unknown): FlowBundle {
  const faults = shapeFaults(value);
  if (faults.length > 0 || !isObject(value)) throw new Failure('REQUEST_INVALID', { fields: faults.slice(0, 50) });
  // BUNDLE_SCHEMA says the same as the types, but for what is filled in here.
  const { document, files, layout } = value as unknown as Omit<FlowBundle, 'document'> & { document: LooseDocument };
  const nodes: Record<string, FlowNode> = {};
  for (const [id, node] of Object.entries(document.nodes)) nodes[id] = { ...node, config: node.config ?? {} };
  return { document: { ...document, nodes }, files: files ?? {}, layout: layout ?? { nodes: {} } };
}

/** Everything that keeps a value from being a flow bundle, as dotted path and words. */
export function shapeFaults(value: unknown): FieldError[] {
  const plain = plainFault(value, [], 0);
  if (plain) return [plain];
  return misfits(BUNDLE_SCHEMA, value as Json).map(({ path, says }) => ({ field: pathText(path), says }));
}

type LooseDocument = Omit<FlowDocument, 'nodes'> & {
  nodes: Record<string, Omit<FlowNode, 'config'> & { config?: JsonObject }>;
};

/** The first thing that JSON cannot hold, or that is nested too deep. */
function plainFault(value: unknown, path: string[], depth: number): FieldError | undefined {
  const fault = (says: string): FieldError => ({ field: pathText(path.slice(0, 8)), says });
  if (depth > DEEPEST + LEVELS_ABOVE) return fault(`This is nested more than ${DEEPEST} levels deep.`);
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return undefined;
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : fault('This number is not finite.');
  if (typeof value !== 'object') return value === undefined && depth > 0 ? undefined : fault('This is not JSON.');
  for (const [key, held] of Object.entries(value)) {
    if (isForbiddenKey(key)) return fault(`“${key}” is not allowed as a name.`);
    const inside = plainFault(held, [...path, key], depth + 1);
    if (inside) return inside;
  }
  return undefined;
}
