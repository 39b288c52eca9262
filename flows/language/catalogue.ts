// What a node type says of itself as data: the editor's palette and forms, and the checks, are made from it.
import type { JsonObject } from './document.ts';

/** What a step of this type may do to the world; decides how the engine records it (HOUSE section 3). */
export type Effect = 'trigger' | 'none' | 'read' | 'local' | 'remote' | 'wait';
/** Colour and place in the palette. */
export type Category = 'trigger' | 'transform' | 'http' | 'logic' | 'lead' | 'guard' | 'end';
/** What a finished run came to. */
export type Outcome = 'accepted' | 'rejected' | 'error' | 'cancelled';

/** A named exit of a node. */
export interface Port {
  name: string;
  title: string;
  about: string;
  /** What leaving by this port makes of the run, unless a later step says otherwise. */
  outcome?: 'accepted' | 'rejected' | 'error';
  /** True: publishing needs an edge here. False: without one the run ends here. */
  required: boolean;
}

/** How the ports follow from the config: always there, there only if one of some fields is set (or none), or one per row. */
export type PortRule =
  | { always: Port }
  | { ifSet: string | readonly string[]; port: Port }
  | { ifUnset: string | readonly string[]; port: Port }
  | { rows: string; field: string; fallback: Port };

/** A node type as data. `config` and `output` are JSON Schemas (2020-12 subset; the `x-` keys are those of `JsonSchema` below). */
export interface NodeSpec {
  type: string;
  title: string;
  /** *Also called*: names in other systems that find this node. */
  aka: readonly string[];
  about: string;
  category: Category;
  effect: Effect;
  ports: readonly PortRule[];
  config: JsonSchema;
  output: JsonSchema;
  /** Set by a node whose rows decide: the config field that holds rows, and the one that holds the no-match row. */
  decides?: { rows: string; noMatch: string };
  /** Set by a node that carries a decision out. */
  acts?: 'createLead' | 'addToDnc' | 'success';
}

/** JSON Schema as we use it, with the `x-` keys that the form and the checks read. */
export interface JsonSchema {
  type?: string | readonly string[];
  title?: string;
  description?: string;
  examples?: readonly unknown[];
  default?: unknown;
  enum?: readonly unknown[];
  const?: unknown;
  pattern?: string;
  format?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  properties?: Record<string, JsonSchema>;
  required?: readonly string[];
  additionalProperties?: boolean | JsonSchema;
  items?: JsonSchema;
  anyOf?: readonly JsonSchema[];
  oneOf?: readonly JsonSchema[];
  /** `only`: the text is an expression. `allowed`: a text that starts with `=` is one, anything else is fixed. */
  'x-expression'?: 'only' | 'allowed';
  /** Names a thing of the workspace or the database. */
  'x-ref'?: 'connection' | 'flow' | 'endpoint' | 'adaptor' | 'list' | 'dnc-list' | 'lead-list' | 'status';
  /** For `x-ref: endpoint`: the sibling field that names its connection. */
  'x-depends-on'?: string;
  /** How the form shows it: `rows` table, `key-value-table`, `long-text`, `drop-down` where few words would stand in a row. */
  'x-widget'?: string;
  /** Words for the values of `enum`, in the same order. */
  'x-words'?: readonly string[];
  /** Where the choices are read from while the form is open; any other text may be typed all the same. */
  'x-options'?: OptionSource;
  /** `half`: beside another half where the form is wide enough. */
  'x-width'?: 'half';
  /** True: the expression should read the lead as it was sent; what a mapping made of it is warned of. */
  'x-as-sent'?: boolean;
  /** True: the expression is the number that is kept or called; it should be the one that a DNC check looked at. */
  'x-number'?: boolean;
  /** True: the text is a reference `secret:<name>`; the value behind it is set in the form and never shown. */
  'x-secret'?: boolean;
  /** True in a `then`: the form leaves the field out, and its value stays. */
  'x-hidden'?: boolean;
  /** True: what its expressions read of the lead must be in the trigger's table of fields. */
  'x-declared'?: boolean;
  /** Field -> the sibling and its value with which the field must be filled in. */
  'x-needed-where'?: Record<string, Record<string, string>>;
  /** The constants of one sibling field for which `then` counts. */
  if?: JsonSchema;
  /** What is different about fields where `if` fits; for the form alone. */
  then?: JsonSchema;
  [key: string]: unknown;
}

/** Where the choices of a field come from: `GET /api/options/<source>`. */
export interface OptionSource {
  /** A thing of ours, or `connection-data`: the items that a GET endpoint of a connection answers with. */
  source:
    | 'connections'
    | 'endpoints'
    | 'adaptors'
    | 'flows'
    | 'lists'
    | 'dnc-lists'
    | 'lead-lists'
    | 'statuses'
    | 'connection-data';
  /** Sibling fields that are sent along, under their own names; a change of one reads the choices anew. */
  dependsOn?: readonly string[];
  /** What is sent besides. For `connection-data`: connection, endpoint, and the paths items, value, label. */
  with?: Readonly<Record<string, string>>;
}

/** Node type -> what it says of itself. */
export type Catalogue = Readonly<Record<string, NodeSpec>>;

/** What the checks know of an endpoint. `needs`: fields of the body that its path asks for, dotted. */
export interface KnownCall {
  method: string;
  adaptor?: string;
  needs: readonly string[];
}

/** A phone number that an adaptor makes: what it reads for it, and what may come in the place of that. */
export interface MappedNumber {
  target: string;
  reads: readonly (readonly string[])[];
  instead: 'a default' | 'a fixed value' | 'a value of a table' | undefined;
}

/** The names that a flow may refer to, as they are now. */
export interface KnownNames {
  /** Endpoints are those of the template, too. `unguarded`: endpoints that must not be called twice, where nothing tells the receiver that it is the same call. */
  connections: Record<
    string,
    { endpoints: readonly string[]; unguarded?: readonly string[]; calls?: Readonly<Record<string, KnownCall>> }
  >;
  /** `targets`: dotted paths of what it makes. `numbers`: those of them that are phone numbers. */
  adaptors: Record<
    string,
    { reads: readonly (readonly string[])[]; targets?: readonly string[]; numbers?: readonly MappedNumber[] }
  >;
  lists: readonly string[];
  dncLists: readonly string[];
  leadLists: readonly string[];
  statuses: readonly string[];
  /** Webhook paths of other flows: path -> flow slug. */
  paths: Record<string, string>;
  /** Published flows, which others may call: slug -> slugs that it calls itself, transitively. */
  flows: Record<string, readonly string[]>;
  /** The flows that the account's duplicate check calls, transitively; absent where it is off. */
  accountCheck?: readonly string[];
}

/** One thing that is wrong with a document: where, what, and what to do. An `error` forbids publishing. */
export interface Problem {
  code: string;
  severity: 'error' | 'warning';
  node?: string;
  /** Dotted path in the node's config, e.g. `rows.2.value`. */
  field?: string;
  edge?: string;
  /** For an expression that cannot be read: the place in its text, from 0. */
  at?: number;
  says: string;
  remedy: string;
}

/** For an object schema: the form leaves the fields out where the sibling has one of the values. Nothing is refused by it. */
export function hiddenWhere(field: string | readonly string[], sibling: string, values: readonly string[]): JsonSchema {
  const condition = { properties: { [sibling]: { enum: values } } };
  const change = { properties: Object.fromEntries([field].flat().map((name) => [name, { 'x-hidden': true }])) };
  return Object.fromEntries([
    ['if', condition],
    ['then', change],
  ]);
}

/** The ports of a node with this config, in the order of its rules, each name once. */
export function portsOf(rules: readonly PortRule[], config: JsonObject): Port[] {
  const ports = new Map<string, Port>();
  for (const rule of rules) {
    for (const port of portsOfRule(rule, config)) if (!ports.has(port.name)) ports.set(port.name, port);
  }
  return [...ports.values()];
}

function portsOfRule(rule: PortRule, config: JsonObject): Port[] {
  if ('always' in rule) return [rule.always];
  const anySet = (fields: string | readonly string[]) => [fields].flat().some((field) => isSet(config[field]));
  if ('ifSet' in rule) return anySet(rule.ifSet) ? [rule.port] : [];
  if ('ifUnset' in rule) return anySet(rule.ifUnset) ? [] : [rule.port];
  const rows = config[rule.rows];
  if (!Array.isArray(rows) || rows.length === 0) return [rule.fallback];
  return rows.map((row) => {
    const name = typeof row === 'object' && row !== null && !Array.isArray(row) ? row[rule.field] : undefined;
    return typeof name === 'string' && name !== '' ? { ...rule.fallback, name, title: name } : rule.fallback;
  });
}

function isSet(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return value !== undefined && value !== null && value !== '' && value !== false;
}
