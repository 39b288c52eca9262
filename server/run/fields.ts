// Turns a node's config into what its `run` is given: expressions evaluated, adaptors and endpoints filled in.
import { compileExpression } from '../../flows/expression/compile.ts';
import type { JsonSchema } from '../../flows/language/catalogue.ts';
import type { AdaptorDocument, Json, JsonObject } from '../../flows/language/document.ts';
import { Failure } from '../../flows/language/failures.ts';
import { isBlank } from '../../flows/language/json.ts';
import type { EndpointDocument } from '../../flows/language/receivers.ts';
import { expressionSlots, refSlots } from '../../flows/language/slots.ts';
import type { NodeDefinition, ResolvedAdaptor } from '../../nodes/contract.ts';
import type { ReleaseContent } from '../workspace/workspace.ts';
import { compileRows, type RowExpression } from './adaptor-rows.ts';

/** The moment an evaluation sees, so that a recomputed one sees the same. `now` in milliseconds since 1970. */
export interface Moment {
  now: number;
  /** Numbers from 0 up to 1, and the seed that gives the pool the same ones. */
  random: () => number;
  seed: () => number;
  /** Evaluates what the total subset does not hold. Absent where that must not happen (a trigger). */
  pool?: (text: string, input: object, moment: { now: number; random: number }) => Promise<Json | undefined>;
}
/** Gives the config for one step: at once, or a promise where an expression needs the pool. */
export type ResolveConfig = (view: object, moment: Moment) => object | Promise<object>;

interface Slot {
  path: readonly (string | number)[];
  /** Puts the value where the expression stood. */
  put: (config: JsonObject, value: Json | undefined) => void;
  evaluate: RowExpression['evaluate'];
  /** The same for what the total subset does not hold. */
  later: RowExpression['later'];
}

/** Compiles the expression and reference fields of one node. Fails with CONFIG_INVALID naming the field. */
export function compileFields(
  node: string,
  config: JsonObject,
  { definition, content }: { definition: NodeDefinition; content: ReleaseContent },
): ResolveConfig {
  const schema = definition.config as JsonSchema;
  const base = structuredClone(config);
  const slots = expressionSlots(schema, config).map(({ path, text }) => slotOf(path, text));
  const { zone } = content.bundle.document;
  for (const ref of refSlots(schema, config)) {
    if (ref.ref === 'adaptor')
      slots.push(...adaptorSlots(node, base, { path: ref.path, adaptor: content.adaptors[ref.value], zone }));
    if (ref.ref !== 'endpoint') continue;
    const endpoint = content.endpoints[`${config[ref.dependsOn ?? '']}/${ref.value}`];
    put(base, ref.path, endpoint);
    const { adaptor } = (endpoint ?? {}) as Partial<EndpointDocument>;
    // A step that only reads as an endpoint says sends nothing.
    if (adaptor === undefined || !schema.properties?.body || !isBlank(config.body)) continue;
    // The step says no body: the adaptor of its endpoint stands in the config beside it, and makes one.
    delete base.body;
    slots.push(...adaptorSlots(node, base, { path: ['adaptor'], adaptor: content.adaptors[adaptor], zone }));
  }
  if (slots.length === 0) return () => base;
  const copied = containersOf(slots);
  return (view, moment) => fill(copyAlong(base, copied), slots, { view, moment });
}

/** The objects and lists that lie on the way to a slot, outermost first: what a step must own before it fills its slots. */
function containersOf(slots: readonly Slot[]): (readonly (string | number)[])[] {
  const paths = new Map<string, readonly (string | number)[]>();
  for (const { path } of slots) {
    for (let length = 1; length < path.length; length += 1)
      paths.set(path.slice(0, length).join('/'), path.slice(0, length));
  }
  return [...paths.values()].sort((one, other) => one.length - other.length);
}

/** A config that shares everything with `base` but the root and these containers. */
function copyAlong(base: JsonObject, containers: readonly (readonly (string | number)[])[]): JsonObject {
  const own: JsonObject = { ...base };
  for (const path of containers) {
    let place: Record<string | number, Json> = own;
    for (const part of path.slice(0, -1)) place = place[part] as Record<string | number, Json>;
    const last = path.at(-1) ?? '';
    const shared = place[last];
    place[last] = Array.isArray(shared) ? shared.slice() : { ...(shared as JsonObject) };
  }
  return own;
}

function fill(
  config: JsonObject,
  slots: readonly Slot[],
  { view, moment }: { view: object; moment: Moment },
): object | Promise<object> {
  const waiting: Promise<void>[] = [];
  for (const slot of slots) {
    if (slot.evaluate) slot.put(config, slot.evaluate(view, moment));
    else waiting.push(slot.later(view, moment).then((value) => slot.put(config, value)));
  }
  return waiting.length === 0 ? config : Promise.all(waiting).then(() => config);
}

function slotOf(path: (string | number)[], text: string): Slot {
  return { path, put: (config, value) => putAt(config, path, value), ...expressionOf(path, text) };
}

/** An expression, compiled once; `path` is what messages call the field. Fails with EXPRESSION_FAILED, EXPRESSION_LIMIT. */
export function expressionOf(path: readonly (string | number)[], text: string): RowExpression {
  const field = path.join('.');
  const compiled = compileExpression(text);
  if (!compiled.total) return { evaluate: undefined, later: (view, moment) => fromPool(text, field, { view, moment }) };
  const evaluate = (view: object, moment: Moment): Json | undefined => {
    try {
      return compiled.evaluate(view, moment);
    } catch (error) {
      throw located(error, field);
    }
  };
  return { evaluate, later: async (view, moment) => evaluate(view, moment) };
}

async function fromPool(
  text: string,
  field: string,
  { view, moment }: { view: object; moment: Moment },
): Promise<Json | undefined> {
  if (!moment.pool)
    throw new Failure('EXPRESSION_FAILED', { detail: `${field}: this expression is too general for a trigger.` });
  try {
    return await moment.pool(text, view, { now: moment.now, random: moment.seed() });
  } catch (error) {
    throw located(error, field);
  }
}

/** An adaptor stands in the config as its fields; each field's expressions become a slot of its own. */
function adaptorSlots(
  node: string,
  base: JsonObject,
  at: { path: (string | number)[]; adaptor: AdaptorDocument | undefined; zone: string | undefined },
): Slot[] {
  const { path, adaptor, zone = 'UTC' } = at;
  if (!adaptor) throw new Failure('CONFIG_INVALID', { detail: `Node ${node} names an adaptor that is not there.` });
  const compile = (within: readonly (string | number)[], text: string) => expressionOf([...path, ...within], text);
  const { fields, slots } = compileRows(adaptor, { zone, compile });
  const resolved: ResolvedAdaptor = { name: adaptor.name, fields };
  putAt(base, path, resolved as unknown as Json);
  return slots.map((slot) => {
    const whole = [...path, ...slot.path];
    return { ...slot, path: whole, put: (config, value) => putAt(config, whole, value) };
  });
}

function located(error: unknown, field: string): Failure {
  if (error instanceof Failure) return error;
  const { code, message } = error as { code?: string; message?: string };
  const limit = code === 'EXPRESSION_LIMIT';
  const detail = `Field ${field}: ${limit ? '' : `${code ?? 'error'}: `}${message ?? String(error)}`;
  return new Failure(limit ? 'EXPRESSION_LIMIT' : 'EXPRESSION_FAILED', {
    detail,
    fields: [{ field, says: message ?? String(error) }],
    cause: error,
  });
}

function put(config: JsonObject, path: (string | number)[], value: JsonObject | undefined): void {
  if (!value) throw new Failure('CONNECTION_MISSING', { detail: `Field ${path.join('.')}.` });
  putAt(config, path, value);
}

/** Own keys only; the path comes from our own schema walk. The key stays where the value is undefined: it was set. */
function putAt(config: JsonObject, path: readonly (string | number)[], value: Json | undefined): void {
  let place: Record<string | number, Json> = config;
  for (const part of path.slice(0, -1)) place = place[part] as Record<string | number, Json>;
  const last = path.at(-1) ?? '';
  place[last] = value as Json;
}

/** The config with the schema's defaults where a field is absent, rows included. */
export function withDefaults(schema: unknown, config: JsonObject): JsonObject {
  const { properties = {} } = schema as JsonSchema;
  const filled: JsonObject = { ...config };
  for (const [key, field] of Object.entries(properties)) {
    const value = filled[key];
    if (value === undefined && field.default !== undefined) filled[key] = structuredClone(field.default) as Json;
    else if (Array.isArray(value) && field.items?.properties)
      filled[key] = value.map((row) => withDefaults(field.items, row as JsonObject));
    else if (field.properties && isObject(value)) filled[key] = withDefaults(field, value);
  }
  return filled;
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
