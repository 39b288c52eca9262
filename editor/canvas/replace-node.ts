// Makes a node another type of node in its place: its id, its words, and the settings and edges that fit are kept.
import type { JsonSchema, NodeSpec, Port } from '../../flows/language/catalogue.ts';
import type { Edge, FlowBundle, FlowNode, Json, JsonObject } from '../../flows/language/document.ts';
import { startConfig } from './document-edits.ts';
import { type FlowStore, portsOfNode, titleOf } from './flow-store.ts';

/** What replacing made of a drawing. `lost` are the edges whose port the new type does not have. */
interface Replaced {
  bundle: FlowBundle;
  lost: Edge[];
}

/**
 * The drawing with the node `id` as a `spec`. Settings of the same name that the new type can hold stay. An edge stays on the
 * port of the same name; the one edge of a node with one way out goes to the new type's main port.
 */
export function replaceNode(bundle: FlowBundle, id: string, spec: NodeSpec): Replaced {
  const { document } = bundle;
  const before = document.nodes[id];
  if (!before) return { bundle, lost: [] };
  const node = asType(before, spec);
  const ports = portsOfNode(node, spec);
  const out = document.edges.filter(({ from }) => from === id);
  const kept = document.edges.flatMap((edge) => {
    if (edge.from !== id) return [edge];
    const port = portFor(edge, ports, out.length === 1);
    return port === undefined ? [] : [{ ...edge, port }];
  });
  const still = new Set(kept.filter(({ from }) => from === id).map(({ to }) => to));
  return {
    bundle: { ...bundle, document: { ...document, nodes: { ...document.nodes, [id]: node }, edges: kept } },
    lost: out.filter(({ to }) => !still.has(to)),
  };
}

function asType({ title, note, config, retry, onUnknown }: FlowNode, spec: NodeSpec): FlowNode {
  const calls = spec.effect === 'remote';
  return {
    type: spec.type,
    ...(title === undefined ? {} : { title }),
    ...(note === undefined ? {} : { note }),
    config: { ...startConfig(spec.config), ...fitting(config, spec.config) },
    ...(calls && retry !== undefined ? { retry } : {}),
    ...(calls && onUnknown !== undefined ? { onUnknown } : {}),
  };
}

function fitting(config: JsonObject, schema: JsonSchema): JsonObject {
  return Object.fromEntries(Object.entries(config).filter(([name, value]) => fits(value, schema.properties?.[name])));
}

/** True where the field can hold the value: the same kind of value, and one of its choices where it has choices. */
function fits(value: Json, field: JsonSchema | undefined): boolean {
  if (!field) return false;
  if (field.enum) return field.enum.some((choice) => choice === value);
  if (field.type === undefined) return true;
  const kinds = typeof field.type === 'string' ? [field.type] : field.type;
  const kind = Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value;
  // Rows are made for one table; those of another would be read wrongly.
  if (kind === 'array' && field.items?.type === 'object') return false;
  return kinds.includes(kind) || (kind === 'number' && kinds.includes('integer'));
}

function portFor(edge: Edge, ports: readonly Port[], isOnlyOne: boolean): string | undefined {
  if (ports.some(({ name }) => name === edge.port)) return edge.port;
  return isOnlyOne ? (ports.find(({ required }) => required) ?? ports[0])?.name : undefined;
}

/** Replaces, selects the node and says what went. Returns false where nothing was to be done. */
export function replaceSelected(store: FlowStore, id: string, spec: NodeSpec): boolean {
  const state = store.getState();
  if (state.bundle.document.nodes[id]?.type === spec.type) return false;
  const { bundle, lost } = replaceNode(state.bundle, id, spec);
  const before = titleOf(state, id);
  const gone = lost.length === 0 ? '' : `. No longer leads to ${lost.map(({ to }) => titleOf(state, to)).join(', ')}`;
  const label = `Make ${before} a ${spec.title}`;
  state.apply({ label, bundle, select: [id], say: `${label}: done${gone}` });
  return true;
}
