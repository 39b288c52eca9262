// Makes a call into a request: the connection's host, credentials, headers and parameters around the step's data. Pure.
import type { Json, JsonObject } from '../../flows/language/document.ts';
import { fieldText } from '../../flows/language/effective.ts';
import { isObject } from '../../flows/language/json.ts';
import type { ConnectionDocument } from '../../flows/language/receivers.ts';
import type { OutboundCall } from '../../nodes/tools.ts';
import { originOf } from './address.ts';
import { encodeText } from './bodies/charset.ts';
import { type CompiledEndpoint, compiledEndpoint } from './compiled-endpoint.ts';
import { type Content, contentOf, type Ingredients, isTwofold } from './content.ts';
import { credentialsOf } from './credentials.ts';
import type { HeaderRow } from './headers.ts';
import { readableMask } from './masking.ts';
import { DEFAULT_TOTAL_MS } from './outbound.ts';
import { givenParameters } from './parameters.ts';
import type { PlaceOrigins } from './place-values.ts';
import type { PreparedRequest } from './prepared.ts';
import { requestHeaders } from './request-headers.ts';
import { SecretReader, type Twofold } from './secret-names.ts';

/** What a call is prepared with, beside its own data. */
export interface CallContext {
  connection: ConnectionDocument;
  /** First 12 digits of the hash of the connection's definition. */
  version: string;
  secret: (name: string) => string | undefined;
  /** The access token of a connection that signs in with one. */
  token?: string | undefined;
  /** `<run>/<node>.<n>`: the same for every attempt, so that a receiver that knows the header takes the call once. */
  idempotencyKey: string;
  /** The moment of the attempt, milliseconds since 1970: a SOAP user token names it. */
  at: number;
}

/** The longest a call may take, whatever its endpoint says, milliseconds. */
const LONGEST_MS = 300_000;

/**
 * Builds the request and its masked record. Only the connection may name secrets; data of a lead never opens one. What a lead
 * sends gives way to constants, those to parameters, and all of them to the sign-in.
 * Fails with CONFIG_INVALID, HEADER_INVALID, SECRET_MISSING.
 */
export function prepare(call: OutboundCall, context: CallContext): PreparedRequest {
  const compiled = compiledEndpoint(call.endpoint);
  const secrets = new SecretReader(context.secret, call.connection);
  const credentials = credentialsOf(context.connection.auth, { secrets, token: context.token });
  const constants = compiled.mayHide ? secrets.data(compiled.constants) : same(compiled.constants);
  const origins = originsOf(call, { context, constants, secrets });
  const parameters = givenParameters(compiled, origins);
  const user = compiled.send === 'soap' ? soapUser(compiled, context, secrets) : undefined;
  const { idempotencyKey: key, at } = context;
  const of: Ingredients = { call, compiled, constants, parameters, credentials, origins, user, key, at };
  const sent = contentOf('sent', of);
  const shown = isTwofold(of) ? contentOf('shown', of) : sent;
  const headers = requestHeaders(call, { context, credentials, parameters, places: origins, payload: sent.payload });
  return requestOf(call, { context, compiled, sent, shown, headers, secrets: secrets.used });
}

/** The user of a SOAP call: the endpoint names it, or the fields of the connection that hold it. */
function soapUser(
  { options }: CompiledEndpoint,
  { connection }: CallContext,
  secrets: SecretReader,
): Ingredients['user'] {
  const user = options.soap?.user;
  if (!user) return undefined;
  const { fields } = connection;
  return { name: fieldText(user.name, fields), password: secrets.open(fieldText(user.secret, fields)) };
}

function originsOf(
  { body, results }: OutboundCall,
  { context, constants, secrets }: { context: CallContext; constants: Twofold<JsonObject>; secrets: SecretReader },
): PlaceOrigins {
  const { connection, token } = context;
  let read: Twofold<Json> | undefined;
  const whole = () => {
    if (read) return read;
    const sent = withConstants(body ?? null, constants.sent);
    read = { sent, shown: constants.shown === constants.sent ? sent : withConstants(body ?? null, constants.shown) };
    return read;
  };
  return { connection, token, body: whole, results, secrets };
}

/** What the places of a call see: text cannot take constants, and shows as it is. */
function withConstants(body: Json, constants: JsonObject): Json {
  if (Object.keys(constants).length === 0) return body;
  return body === null || isObject(body) ? { ...body, ...constants } : body;
}

function requestOf(
  call: OutboundCall,
  parts: {
    context: CallContext;
    compiled: CompiledEndpoint;
    sent: Content;
    shown: Content;
    headers: readonly HeaderRow[];
    secrets: readonly string[];
  },
): PreparedRequest {
  const { context, compiled, sent, shown, headers, secrets } = parts;
  const { endpoint } = call;
  const { charset = 'utf-8' } = compiled.options;
  const origin = originOf(context.connection);
  const readable = (text: string) => (shown === sent ? text : readableMask(text));
  const flat: string[] = [];
  const record: MaskedHeaders = {};
  for (const { name, sent: value, shown: masked } of headers) {
    flat.push(name, value);
    record[name] = masked;
  }
  return {
    origin,
    concurrency: context.connection.concurrency,
    allow: context.connection.allow,
    method: endpoint.method,
    path: sent.path,
    headers: flat,
    body: sent.payload && encodeText(sent.payload.text, charset, call.body ?? null),
    timeoutMs: Math.min(Math.max(endpoint.timeoutMs ?? DEFAULT_TOTAL_MS, 1), LONGEST_MS),
    secrets,
    masked: {
      method: endpoint.method,
      // In one piece: it is written to JSON with the intent.
      url: [origin, readable(shown.path)].join(''),
      headers: record,
      body: readable(shown.payload?.text ?? ''),
      connection: call.connection,
      connectionVersion: context.version,
    },
  };
}

type MaskedHeaders = PreparedRequest['masked']['headers'];

function same<T>(value: T): Twofold<T> {
  return { sent: value, shown: value };
}
