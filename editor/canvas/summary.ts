// The one line under a node's title: the fields of its config that tell it from its neighbours.
import type { JsonSchema, NodeSpec } from '../../flows/language/catalogue.ts';
import type { FlowNode, Json } from '../../flows/language/document.ts';
import type { Names } from '../types.ts';

const LONGEST = 64;

/** One line about the node, from its required fields and rows in schema order; empty where nothing is set yet. */
export function summaryOf(node: FlowNode, spec: NodeSpec | undefined, names: Names | undefined): string {
  const fields = Object.entries(spec?.config.properties ?? {});
  const required = new Set(spec?.config.required ?? []);
  const telling = (name: string): boolean => required.has(name) || isRows(node.config[name]);
  const partsOf = (counts: (name: string) => boolean): string[] =>
    fields.flatMap(([name, schema]) => {
      const value = node.config[name];
      if (value === undefined || value === '' || !counts(name)) return [];
      const words = wordsFor(value, { schema, names, config: node.config });
      return words === '' ? [] : [words];
    });
  const parts = partsOf(telling);
  // A node that requires nothing is told by whatever was chosen.
  return (parts.length > 0 ? parts : partsOf(() => true)).slice(0, 2).join(' · ').slice(0, LONGEST);
}

interface Field {
  schema: JsonSchema;
  names: Names | undefined;
  config: FlowNode['config'];
}

function wordsFor(value: Json, field: Field): string {
  if (typeof value === 'string')
    return refName(value, field) ?? optionWords(value, field.schema) ?? value.replace(/\s+/g, ' ');
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (isRows(value)) return value.length === 1 ? '1 row' : `${value.length} rows`;
  if (Array.isArray(value)) return value.filter((item) => typeof item === 'string').join(', ');
  if (value !== null && typeof value.file === 'string') return value.file;
  return '';
}

function isRows(value: Json | undefined): value is Json[] {
  return Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'object' && item !== null);
}

function optionWords(value: string, schema: JsonSchema): string | undefined {
  return schema['x-words']?.[schema.enum?.indexOf(value) ?? -1];
}

function refName(slug: string, { schema, names, config }: Field): string | undefined {
  if (!names) return undefined;
  const connections = names.connections;
  if (schema['x-ref'] === 'connection') return connections.find((other) => other.slug === slug)?.name;
  if (schema['x-ref'] === 'endpoint') {
    const connection = connections.find((other) => other.slug === config[schema['x-depends-on'] ?? 'connection']);
    return connection?.endpoints.find((endpoint) => endpoint.slug === slug)?.name;
  }
  const kinds = {
    adaptor: names.adaptors,
    list: names.lists,
    'dnc-list': names.dncLists,
    'lead-list': names.leadLists,
    flow: names.flows,
  };
  const kind = schema['x-ref'];
  if (kind === undefined || kind === 'status') return undefined;
  return kinds[kind].find((other) => other.slug === slug)?.name;
}
