// Builds the path, query and body of a request from the data of a call. Pure.
import type { Json, JsonObject } from '../../flows/language/document.ts';
import { Failure } from '../../flows/language/failures.ts';
import { percentEncoded, plainText, queryText } from '../../flows/language/query-text.ts';
import type { EndpointDocument } from '../../flows/language/receivers.ts';

/** The body as text with its media type; undefined where nothing is sent. */
export interface Payload {
  text: string;
  type: string;
}

/** The data of a call with the endpoint's constants: constants win, so that a lead cannot change them. Fails with CONFIG_INVALID. */
export function withConstants(body: Json, constants: JsonObject): Json {
  if (Object.keys(constants).length === 0) return body;
  if (body === null || body === undefined) return constants;
  if (!isObject(body)) throw invalid('body', 'The endpoint adds fields to the body, so the body must be an object.');
  return { ...body, ...constants };
}

/** The body as the endpoint sends it. Fails with CONFIG_INVALID where the data does not fit the form. */
export function payloadOf(send: NonNullable<EndpointDocument['send']>, body: Json): Payload | undefined {
  if (body === null || body === undefined) return undefined;
  if (send === 'form') {
    if (!isObject(body)) throw invalid('body', 'A form is made from an object with named fields.');
    return { text: queryText(body), type: 'application/x-www-form-urlencoded' };
  }
  if (send === 'raw' && typeof body === 'string') return { text: body, type: 'text/plain; charset=utf-8' };
  return { text: JSON.stringify(body), type: 'application/json' };
}

/**
 * The endpoint's path with its `{field}` places filled. Fails with CONFIG_INVALID where a field is missing, or where the
 * result would leave the path that was drawn.
 */
export function fillPath(path: string, body: Json): string {
  if (!path.startsWith('/') || path.startsWith('//') || !/^[\x21-\x7e]+$/.test(path) || /[\\#]/.test(path)) {
    throw invalid('path', `The path "${path}" must start with one / and hold no blanks, # or \\.`);
  }
  const filled = path.replace(/\{([^{}]+)\}/g, (_place, field: string) => {
    const value = lookUp(body, field.trim());
    if (value === undefined || value === null || value === '') {
      throw invalid('path', `The path needs the field ${field}, and the body has none.`);
    }
    return percentEncoded(plainText(value));
  });
  const steps = (filled.split('?')[0] ?? '').split('/');
  if (steps.some((step) => step === '.' || step === '..')) {
    throw invalid('path', 'A field in the path is "." or "..", which would call another address.');
  }
  return filled;
}

/** Own keys along a dotted path. */
function lookUp(value: Json, path: string): Json | undefined {
  if (isObject(value) && Object.hasOwn(value, path)) return value[path];
  let place: Json | undefined = value;
  for (const key of path.split('.')) {
    place = isObject(place ?? null) && Object.hasOwn(place as JsonObject, key) ? (place as JsonObject)[key] : undefined;
  }
  return place;
}

export function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function invalid(field: string, says: string): Failure {
  return new Failure('CONFIG_INVALID', { detail: says, fields: [{ field, says }] });
}
