// The contract of a node type: what a file in this folder declares, what it is given, and what it answers.
import { type Static, type TSchema, type TSchemaOptions, Type } from 'typebox';
import type { Category, Effect, JsonSchema, NodeSpec, Outcome, PortRule } from '../flows/language/catalogue.ts';
import type { Json, JsonObject } from '../flows/language/document.ts';
import type { GivenField } from '../flows/language/mapping.ts';
import type { EndpointDocument } from '../flows/language/receivers.ts';
import type { Answer, ToolName, Tools } from './tools.ts';

/** What an expression, and a node, may see of the run. A skipped step has no key in `steps`. */
export interface View {
  /** The lead as the source sent it, parsed. Never changed by a step. */
  lead: JsonObject;
  trigger: TriggerFacts;
  /** Node id -> the value of its step. */
  steps: JsonObject;
  /** `zone`: the IANA time zone that its times of day are meant in. */
  flow: { slug: string; name: string; version: number; zone: string };
  /** `callbacks`: node id of a *wait for callback* -> the signed address that makes the run go on. */
  run: { id: string; test: boolean; acceptedAt: string; callbacks: { [node: string]: string } };
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

/** One adaptor field, its expression already evaluated; `given` is undefined where it yielded nothing. */
export interface ResolvedAdaptor {
  name: string;
  fields: GivenField[];
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
  const values = { type: 'string', enum: Object.keys(words), 'x-words': Object.values(words) };
  return Type.Unsafe<Extract<keyof W, string>>({ ...values, ...options });
}

/** A name of the workspace or the database that the node keeps as a name. */
export function nameRef(
  kind: 'connection' | 'flow' | 'list' | 'dnc-list' | 'lead-list' | 'status',
  options: TSchemaOptions,
) {
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
