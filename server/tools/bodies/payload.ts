// What a body is made of and what it comes to: the types that the writers of this folder share.
import type { Json, JsonObject } from '../../../flows/language/document.ts';
import { Failure } from '../../../flows/language/failures.ts';
import { isObject } from '../../../flows/language/json.ts';
import { setPath } from '../../../flows/language/paths.ts';
import type { PlaceText } from '../../../flows/language/places.ts';
import type { BodyOptions, EndpointDocument } from '../../../flows/language/receivers.ts';

/** The body as text with its media type. */
export interface Payload {
  text: string;
  type: string;
  /** Headers that belong to this kind of body, such as SOAPAction. */
  headers?: readonly { name: string; value: string }[];
}

/** One face of a body: as it is sent, or as it is recorded with its secrets masked. */
export interface BodyFace {
  /** What the caller sends. */
  data: Json;
  /** Constants, parameters and credentials, in this order: they take the place of the caller's fields. */
  beside: JsonObject;
  /** Parameters whose name is a dotted path: they win over all that is there. */
  dotted?: readonly (readonly [string, Json])[];
  /** The raw template, read. */
  template: PlaceText | undefined;
  /** Fills a text, each value written by `encode`. */
  fill: (text: PlaceText, encode: (value: Json) => string) => string;
  /** Who calls, by WS-Security user token. */
  user?: { name: string; password: string } | undefined;
}

/** What is the same for both faces. */
export interface BodyOrder {
  send: NonNullable<EndpointDocument['send']>;
  options: BodyOptions;
  /** `<run>/<node>.<n>`: what is random in a body follows from it. */
  key: string;
  /** Milliseconds since 1970. */
  at: number;
  /** In the recorded face: stands for every value that is made of a secret. */
  mask?: string;
}

/** The caller's data with what stands beside it. Fails with CONFIG_INVALID where there is no object to add fields to. */
export function together({ data, beside, dotted = [] }: Pick<BodyFace, 'data' | 'beside' | 'dotted'>): Json {
  if (dotted.length === 0 && Object.keys(beside).length === 0) return data;
  if (data !== null && !isObject(data)) {
    throw invalid('body', 'The endpoint adds fields to the body, so the body must be an object.');
  }
  if (dotted.length === 0) return { ...data, ...beside };
  // A copy: what lies along the path belongs to the caller.
  const whole = structuredClone({ ...data, ...beside });
  for (const [path, value] of dotted) setPath(whole, path, value);
  return whole;
}

/** The data as named fields. Fails with CONFIG_INVALID saying what needs them. */
export function asFields(data: Json, what: string): JsonObject {
  if (data === null) return {};
  if (isObject(data)) return data;
  throw invalid('body', `${what} is made from an object with named fields.`);
}

/** A field of a call that cannot be sent. */
export function invalid(field: string, says: string): Failure {
  return new Failure('CONFIG_INVALID', { detail: says, fields: [{ field, says }] });
}
