// Makes a call into a request: the connection's host, credentials, headers and constants around the step's data. Pure.
import type { Json, JsonObject } from '../../flows/language/document.ts';
import { Failure } from '../../flows/language/failures.ts';
import { queryText } from '../../flows/language/query-text.ts';
import type { ConnectionDocument } from '../../flows/language/receivers.ts';
import type { OutboundCall } from '../../nodes/tools.ts';
import { checkContentType, type HeaderRow, readHeaders } from './headers.ts';
import { MASK, readableMask } from './masking.ts';
import { DEFAULT_TOTAL_MS } from './outbound.ts';
import { fillPath, isObject, type Payload, payloadOf, withConstants } from './payload.ts';
import type { PreparedRequest } from './prepared.ts';
import { SecretReader, type Twofold } from './secret-names.ts';

/** What a call is prepared with, beside its own data. */
export interface CallContext {
  connection: ConnectionDocument;
  /** First 12 digits of the hash of the connection's definition. */
  version: string;
  secret: (name: string) => string | undefined;
  /** `<run>/<node>.<n>`: the same for every attempt, so that a receiver that knows the header takes the call once. */
  idempotencyKey: string;
}

/** The longest a call may take, whatever its endpoint says, milliseconds. */
const LONGEST_MS = 300_000;

const FORM = 'application/x-www-form-urlencoded';
const NOTHING: JsonObject = {};
const ACCEPT = { json: 'application/json', xml: 'application/xml, text/xml', text: 'text/plain', html: 'text/html' } as const;

/**
 * Builds the request and its masked record. Only the connection may name secrets; data of a lead never opens one.
 * Fails with CONFIG_INVALID, HEADER_INVALID, SECRET_MISSING.
 */
export function prepare(call: OutboundCall, context: CallContext): PreparedRequest {
  const { endpoint } = call;
  const secrets = new SecretReader(context.secret, call.connection);
  const credentials = credentialsOf(context.connection, secrets);
  const opened = secrets.used.length;
  const constants = secrets.data(endpoint.hardParams ?? NOTHING);
  const hides = credentials.headers.length === 0 && opened > 0;
  const sent = contentOf(call, {
    constants: { ...constants.sent, ...credentials.body.sent },
    keys: credentials.query.sent,
  });
  const shown =
    hides || secrets.used.length > opened
      ? contentOf(call, { constants: { ...constants.shown, ...credentials.body.shown }, keys: credentials.query.shown })
      : sent;
  const headers = headersOf(call, { context, credentials, secrets, type: sent.payload?.type });
  const origin = originOf(context.connection);
  return {
    origin,
    concurrency: context.connection.concurrency,
    method: endpoint.method,
    path: sent.path,
    headers: headers.flatMap((row) => [row.name, row.sent]),
    body: sent.payload?.text,
    timeoutMs: Math.min(Math.max(endpoint.timeoutMs ?? DEFAULT_TOTAL_MS, 1), LONGEST_MS),
    secrets: secrets.used,
    masked: {
      method: endpoint.method,
      url: origin + readableMask(shown.path),
      headers: Object.fromEntries(headers.map((row) => [row.name, row.shown])),
      body: shown.payload?.type === FORM ? readableMask(shown.payload.text) : (shown.payload?.text ?? ''),
      connection: call.connection,
      connectionVersion: context.version,
    },
  };
}

/** Path and body of one face of the request. GET carries its body in the query. */
function contentOf(
  { endpoint, body, query }: OutboundCall,
  { constants, keys }: { constants: JsonObject; keys: JsonObject },
): { path: string; payload: Payload | undefined } {
  const data = withConstants(body ?? null, constants);
  const path = fillPath(endpoint.path, data);
  const inQuery = endpoint.method === 'GET' ? queryOf(data) : NOTHING;
  const text = queryText({ ...inQuery, ...query, ...keys });
  return {
    path: text === '' ? path : `${path}${path.includes('?') ? '&' : '?'}${text}`,
    payload: endpoint.method === 'GET' ? undefined : payloadOf(endpoint.send ?? 'json', data),
  };
}

function queryOf(data: Json): JsonObject {
  if (data === null) return NOTHING;
  if (isObject(data)) return data;
  const says = 'GET sends its data as the query, so the data must be an object with named fields.';
  throw new Failure('CONFIG_INVALID', { detail: says, fields: [{ field: 'body', says }] });
}

/** Ours first, then the connection's, then the step's: a later row takes the place of an earlier one, credentials apart. */
function headersOf(
  call: OutboundCall,
  at: { context: CallContext; credentials: Credentials; secrets: SecretReader; type: string | undefined },
): HeaderRow[] {
  const { context, credentials, secrets, type } = at;
  const of = `connection ${call.connection}`;
  const rows = new Map<string, HeaderRow>();
  const ours = (name: string, text: string) => rows.set(name.toLowerCase(), { name, sent: text, shown: text });
  ours('Accept', call.endpoint.receive ? ACCEPT[call.endpoint.receive] : '*/*');
  ours('User-Agent', 'Leadflow');
  if (call.endpoint.method !== 'GET') for (const [key, row] of keyHeader(context, of)) rows.set(key, row);
  const given = (context.connection.headers ?? []).map(({ name, value }) => ({ name, ...secrets.text(value) }));
  const places = [readHeaders(given, of), readHeaders((call.headers ?? []).map(stepHeader), 'the step')];
  for (const place of places) for (const [key, row] of place) rows.set(key, row);
  const typeRow = rows.get('content-type');
  if (typeRow && type && (call.endpoint.send ?? 'json') !== 'raw') checkContentType(typeRow, type);
  if (!typeRow && type) ours('Content-Type', type);
  for (const [key, row] of readHeaders(credentials.headers, of)) rows.set(key, unlessSet(rows.get(key), row));
  // Last, and not to be set by a row: what we can read back.
  ours('Accept-Encoding', 'gzip, identity');
  return [...rows.values()];
}

/** What tells a receiver that knows it that two requests are one call. A connection may name it otherwise, or send none. */
function keyHeader({ connection, idempotencyKey }: CallContext, of: string): Iterable<[string, HeaderRow]> {
  const { idempotencyHeader: name } = connection;
  const row = { sent: idempotencyKey, shown: idempotencyKey };
  if (name === undefined) return [['idempotency-key', { name: 'Idempotency-Key', ...row }]];
  return name === '' ? [] : readHeaders([{ name, ...row }], of);
}

function unlessSet(existing: HeaderRow | undefined, row: HeaderRow): HeaderRow {
  if (!existing) return row;
  const says = `${row.name} is set by the sign-in of the connection; take the header row out.`;
  throw new Failure('HEADER_INVALID', { detail: says, fields: [{ field: 'headers', says }] });
}

/** A step's header may come from an expression, so from a lead: it must not be able to open a secret, nor send a reference. */
function stepHeader({ name, value }: { name: string; value: unknown }): HeaderRow {
  const text = value === undefined || value === null ? '' : String(value);
  if (text.startsWith('secret:')) {
    const says = `The header ${name} of the step names a secret; only a connection can do that.`;
    throw new Failure('HEADER_INVALID', { detail: says, fields: [{ field: 'headers', says }] });
  }
  return { name: String(name), sent: text, shown: text };
}

/** `scheme://host[:port]`, normalised. Fails with CONFIG_INVALID where the host holds more than a name and a port. */
export function originOf({ scheme, host }: ConnectionDocument): string {
  const url = URL.parse(`${scheme}://${host}`);
  const plain = /^[^\s/?#@\\]+$/.test(host) && (scheme === 'http' || scheme === 'https');
  if (!url || !plain || url.port === '0') {
    const detail = `The host "${host}" of the connection must be a name, or a name and a port such as crm.example.com:8443.`;
    throw new Failure('CONFIG_INVALID', { detail, fields: [{ field: 'host', says: detail }] });
  }
  return url.origin;
}

interface Credentials {
  headers: HeaderRow[];
  query: Twofold<JsonObject>;
  body: Twofold<JsonObject>;
}

function credentialsOf({ auth }: ConnectionDocument, secrets: SecretReader): Credentials {
  const none = { sent: {}, shown: {} };
  const header = (name: string, sent: string, shown: string): Credentials => {
    return { headers: [{ name, sent, shown }], query: none, body: none };
  };
  if (!auth || auth.type === 'none') return { headers: [], query: none, body: none };
  if (auth.type === 'token' || auth.type === 'oauth2') {
    throw new Failure('CONFIG_INVALID', { detail: 'No token was fetched for this connection.' });
  }
  const secret = secrets.open(auth.secret);
  if (auth.type === 'bearer') return header('Authorization', `Bearer ${secret}`, `Bearer ${MASK}`);
  if (auth.type === 'basic') {
    if (auth.user.includes(':')) throw new Failure('CONFIG_INVALID', { detail: 'A user name cannot hold a colon.' });
    const pair = Buffer.from(`${auth.user}:${secret}`).toString('base64');
    secrets.used.push(pair);
    return header('Authorization', `Basic ${pair}`, `Basic ${MASK}`);
  }
  if (auth.in === 'header') return header(auth.name, secret, MASK);
  const key = { sent: { [auth.name]: secret }, shown: { [auth.name]: MASK } };
  return { headers: [], query: auth.in === 'query' ? key : none, body: auth.in === 'body' ? key : none };
}
