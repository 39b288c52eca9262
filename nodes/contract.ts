// The contract of a node type: what a file in this folder declares, what it is given, and what it answers.
import { type Static, type TSchema, type TSchemaOptions, Type } from 'typebox';
import type { Category, Effect, JsonSchema, NodeSpec, Outcome, PortRule } from '../flows/language/catalogue.ts';
import type { EndpointDocument, Json, JsonObject } from '../flows/language/document.ts';

/** What an expression, and a node, may see of the run. A skipped step has no key in `steps`. */
export interface View {
  /** The lead as the source sent it, parsed. Never changed by a step. */
  lead: JsonObject;
  trigger: TriggerFacts;
  /** Node id -> the value of its step. */
  steps: JsonObject;
  flow: { slug: string; name: string; version: number };
  run: { id: string; test: boolean; acceptedAt: string };
  vars: JsonObject;
}

/** How the lead came in. `region` is the ISO country that numbers without a country code are read in, e.g. `US`. */
export interface TriggerFacts extends JsonObject {
  source: string;
  path: string;
  method: string;
  receivedAt: string;
  region: string;
}

/** What a step comes to. */
export interface Result {
  /** One of the ports that the definition declares for this config. */
  port: string;
  /** Read by later steps as `steps.<id>`; matches `output(config)`. */
  value: Json;
  /** Why, in one plain sentence; shown in the run and used as the reason of the run's outcome. */
  reason?: string;
  /** Set only by nodes whose business is to say it (`stop`, `respond`); else the port's outcome counts. */
  outcome?: Exclude<Outcome, 'cancelled'>;
  /** What to tell the caller. Once a run. */
  answer?: Answer;
}

/** What the caller is told. */
export interface Answer {
  status: number;
  success: boolean;
  /** Sent as JSON. */
  body: Json;
}

/** A phone number in its three shapes. `valid` says whether it is a number that can exist. */
export interface Phone extends JsonObject {
  raw: string;
  /** E.164, e.g. `+13105550123`; empty where the number cannot be read. */
  e164: string;
  national: string;
  valid: boolean;
}

/** What a receiver answered: head and body arrived, whatever the status. */
export interface RemoteAnswer extends JsonObject {
  status: number;
  /** Media type without parameters, lower case; empty where the receiver named none. */
  type: string;
  headers: { [name: string]: string };
  body: string;
  ms: number;
  /** True where the run is a test: this is the endpoint's sample, nothing was sent. */
  simulated: boolean;
}

/** A call to make: the tool adds host, authentication, headers and the idempotency key. */
export interface OutboundCall {
  connection: string;
  endpoint: EndpointDocument;
  body: Json;
  query?: JsonObject;
  headers?: { name: string; value: string }[];
}

/** A body read as data. `looksLike` is what it seems to be, whatever was declared. */
export type ParsedAnswer =
  | { ok: true; data: Json; looksLike: AnswerType }
  | { ok: false; says: string; looksLike: AnswerType };
export type AnswerType = 'json' | 'xml' | 'html' | 'text' | 'empty';

/** Creates a lead, exactly once a run and step. Leads of one list with the same E.164 number are duplicates. */
export interface CreateLead {
  list: string;
  status: string;
  phone: Phone;
  fields: JsonObject;
  onDuplicate: 'allow' | 'skip' | 'update';
  source: string;
  raw: JsonObject;
}
export interface CreateLeadResult extends JsonObject {
  did: 'created' | 'updated' | 'duplicate';
  leadId: string;
}

/** A number found on a DNC list. */
export interface DncHit extends JsonObject {
  list: string;
  number: string;
  reason: string;
  addedAt: string;
}

/** Everything a node can be given. `needs` names the ones it gets; each call is journaled by the step. */
export interface Tools {
  /** Pure: reads a body as the type named. */
  parse: (body: string, as: 'json' | 'xml' | 'text') => ParsedAnswer;
  /** Pure: reads a phone number, in `region` where it has no country code. */
  phone: (raw: Json, region: string) => Phone;
  /** Remote. Fails with REMOTE_*, EGRESS_BLOCKED, CONNECTION_MISSING, SECRET_MISSING, HEADER_INVALID. */
  send: (call: OutboundCall) => Promise<RemoteAnswer>;
  /** Read, recorded. The first hit among the numbers (E.164 or raw digits) on the lists, or null. */
  dncCheck: (query: { lists: readonly string[]; numbers: readonly string[] }) => Promise<DncHit | null>;
  /** Local, exactly once. `added` is false where the number was there already. */
  dncAdd: (entry: { list: string; number: string; reason: string }) => Promise<{ added: boolean }>;
  /** Local, exactly once. */
  createLead: (lead: CreateLead) => Promise<CreateLeadResult>;
  /** Read, recorded. Values compare without case and outer blanks. `gone`: there is no such list; then nothing is found. */
  listLook: (query: { list: string; value: string }) => Promise<{ found: boolean; entry: string; gone: boolean }>;
}
export type ToolName = keyof Tools;

/** One adaptor field, its expression already evaluated; `given` is undefined where it yielded nothing. */
export interface ResolvedAdaptor {
  name: string;
  fields: {
    target: string;
    given: Json | undefined;
    default: Json | undefined;
    empty: 'omit' | 'null' | 'empty';
    required: boolean;
    type: 'string' | 'number' | 'boolean' | undefined;
  }[];
}

/** A node type: one file of this folder. */
export interface NodeDefinition<C extends TSchema = TSchema, N extends ToolName = ToolName> {
  type: string;
  title: string;
  aka: readonly string[];
  about: string;
  category: Category;
  effect: Effect;
  ports: readonly PortRule[];
  needs: readonly N[];
  config: C;
  output: (config: JsonObject) => JsonSchema;
  decides?: NodeSpec['decides'];
  acts?: NodeSpec['acts'];
  /**
   * Defaults are filled in, expression fields arrive evaluated, refs resolved. A field that is set and yields nothing
   * arrives as a key with the value undefined: it must not pass for one that was left out. No try, retry, log or clock.
   * (A method, not a property, so that definitions of different configs fit in one registry.)
   */
  run(config: Static<C>, view: View, tools: Pick<Tools, N>): Result | Promise<Result>;
}

/** Gives a definition its types and freezes it. */
export function defineNode<C extends TSchema, N extends ToolName = never>(
  definition: NodeDefinition<C, N>,
): NodeDefinition<C, N> {
  return Object.freeze(definition);
}

/** A field whose text is always an expression; arrives as its value. */
export function expression<T = Json>(options: TSchemaOptions) {
  return Type.Unsafe<T>({ type: 'string', 'x-expression': 'only', ...options });
}

/** A field that is fixed, or an expression where its text starts with `=`. */
export function fixedOrExpression<T = Json>(schema: TSchema) {
  return Type.Unsafe<T>({ ...schema, 'x-expression': 'allowed' });
}

/** The name of an adaptor; arrives as its fields, evaluated for this run. */
export function adaptorRef(options: TSchemaOptions) {
  return Type.Unsafe<ResolvedAdaptor>({ type: 'string', 'x-ref': 'adaptor', ...options });
}

/** The name of an endpoint of the connection in the field `dependsOn`; arrives as its definition. */
export function endpointRef(dependsOn: string, options: TSchemaOptions) {
  return Type.Unsafe<EndpointDocument>({ type: 'string', 'x-ref': 'endpoint', 'x-depends-on': dependsOn, ...options });
}

/** One of a few words: `words` maps each value to what the form calls it. */
export function choice<W extends Record<string, string>>(words: W, options: TSchemaOptions) {
  const values = { type: 'string', enum: Object.keys(words), 'x-options': Object.values(words) };
  return Type.Unsafe<Extract<keyof W, string>>({ ...values, ...options });
}

/** A name of the workspace or the database that the node keeps as a name. */
export function nameRef(kind: 'connection' | 'list' | 'dnc-list' | 'lead-list' | 'status', options: TSchemaOptions) {
  return Type.Unsafe<string>({ type: 'string', 'x-ref': kind, ...options });
}

/** The exit of every node that can fail; the engine takes it, never the node itself. */
export const ERROR_PORT: PortRule = Object.freeze({
  always: Object.freeze({
    name: 'error',
    title: 'Error',
    about: 'The step failed for good; the value says why. Without a line here the run ends with an error.',
    outcome: 'error',
    required: false,
  }),
});

/** The definition as plain data, for the catalogue. */
export function specOf(definition: NodeDefinition): NodeSpec {
  const { type, title, aka, about, category, effect, ports, config, output, decides, acts } = definition;
  return {
    type,
    title,
    aka,
    about,
    category,
    effect,
    ports,
    config: config as JsonSchema,
    output: output({}),
    ...(decides ? { decides } : {}),
    ...(acts ? { acts } : {}),
  };
}
