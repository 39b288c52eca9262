// Path, query and body of a request, in two faces: as they are sent, and as they are recorded with their secrets masked.
import type { Json, JsonObject } from '../../flows/language/document.ts';
import { isObject } from '../../flows/language/json.ts';
import { fillPlaces, placesIn } from '../../flows/language/places.ts';
import { queryText } from '../../flows/language/query-text.ts';
import type { OutboundCall } from '../../nodes/tools.ts';
import { fillPath } from './address.ts';
import { styleOf } from './bodies/form.ts';
import { type BodyFace, type BodyOrder, invalid, type Payload, together } from './bodies/payload.ts';
import { writeBody } from './bodies/write-body.ts';
import type { CompiledEndpoint } from './compiled-endpoint.ts';
import type { Credentials } from './credentials.ts';
import { MASK } from './masking.ts';
import type { GivenParameters } from './parameters.ts';
import { type PlaceOrigins, placeValue } from './place-values.ts';

/** One face of a request. */
export interface Content {
  path: string;
  payload: Payload | undefined;
}

/** Everything that path, query and body are made of. */
export interface Ingredients {
  call: OutboundCall;
  compiled: CompiledEndpoint;
  constants: { sent: JsonObject; shown: JsonObject };
  parameters: GivenParameters;
  credentials: Credentials;
  origins: PlaceOrigins;
  /** The user of a SOAP user token. */
  user: BodyFace['user'];
  key: string;
  at: number;
}

/** Whether the recorded face may differ from the one that is sent: most requests have their only secret in a header. */
export function isTwofold({ compiled, constants, parameters, credentials, user }: Ingredients): boolean {
  if (constants.sent !== constants.shown || parameters.hides || user !== undefined) return true;
  if (Object.keys(credentials.query.sent).length + Object.keys(credentials.body.sent).length > 0) return true;
  const texts = compiled.template ? [compiled.path, compiled.template] : [compiled.path];
  return texts.some((text) => placesIn(text).some(({ source }) => source === 'field' || source === 'token'));
}

/** One face of the request. GET, and an endpoint that sends a query, carry everything in the query. */
export function contentOf(face: 'sent' | 'shown', of: Ingredients): Content {
  const { call, compiled, parameters, credentials, origins, user, key, at } = of;
  const body: BodyFace = {
    data: dataOf(call),
    beside: besideOf(face, of),
    dotted: parameters.dotted[face],
    template: compiled.template,
    fill: (text, encode) => fillPlaces(text, (place) => encode(placeValue(place, origins)[face] ?? null)),
    user: user && { name: user.name, password: face === 'sent' ? user.password : MASK },
  };
  const order: BodyOrder = {
    send: compiled.send,
    options: compiled.options,
    key,
    at,
    ...(face === 'sent' ? {} : { mask: MASK }),
  };
  const path = fillPath(compiled.path, {
    parameters: parameters.path[face],
    valueAt: (place) => placeValue(place, origins)[face],
  });
  const inQuery = compiled.send === 'query' ? queryOf(together(body)) : NOTHING;
  const query = joined([inQuery, call.query, parameters.query[face], credentials.query[face]]);
  const text = query === NOTHING ? '' : queryText(query, styleOf(body, order));
  return {
    path: text === '' ? path : `${path}${path.includes('?') ? '&' : '?'}${text}`,
    payload: writeBody(body, order),
  };
}

/** What wins over the fields of the caller, in the order in which it does. */
function besideOf(face: 'sent' | 'shown', { constants, parameters, credentials }: Ingredients): JsonObject {
  return joined([constants[face], parameters.body[face], credentials.body[face]]);
}

/** One object of several, later ones winning; one that stands alone is not copied. */
function joined(objects: readonly (JsonObject | undefined)[]): JsonObject {
  let whole = NOTHING;
  for (const each of objects) {
    if (each === undefined || Object.keys(each).length === 0) continue;
    whole = whole === NOTHING ? each : { ...whole, ...each };
  }
  return whole;
}

/** A DELETE that sends nothing has no body: many receivers refuse even an empty object. */
function dataOf({ endpoint, body }: OutboundCall): Json {
  const given = body ?? null;
  return endpoint.method === 'DELETE' && isObject(given) && Object.keys(given).length === 0 ? null : given;
}

function queryOf(data: Json): JsonObject {
  if (data === null) return NOTHING;
  if (isObject(data)) return data;
  throw invalid('body', 'The data is sent as the query, so it must be an object with named fields.');
}

const NOTHING: JsonObject = {};
