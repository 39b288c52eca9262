// All headers of one request, and who wins: ours, the connection's, the step's, the parameters', the sign-in's.
import { type PlaceText, readPlaces } from '../../flows/language/places.ts';
import { plainText } from '../../flows/language/query-text.ts';
import type { EndpointDocument, HeaderLine } from '../../flows/language/receivers.ts';
import type { OutboundCall } from '../../nodes/tools.ts';
import type { Payload } from './bodies/payload.ts';
import type { CallContext } from './connections.ts';
import type { Credentials } from './credentials.ts';
import { contentType, type HeaderRow, headerFault, readHeaders } from './headers.ts';
import type { GivenParameters } from './parameters.ts';
import { type PlaceOrigins, textValue } from './place-values.ts';

const ACCEPT = {
  json: 'application/json',
  xml: 'application/xml, text/xml',
  text: 'text/plain',
  html: 'text/html',
} as const;

/** What the headers are made of, beside the call. */
export interface HeaderOrigins {
  context: CallContext;
  credentials: Credentials;
  parameters: GivenParameters;
  /** Where the places of the connection's own headers find their values. */
  places: PlaceOrigins;
  payload: Payload | undefined;
}

/**
 * Ours first, then the connection's, then the step's: a later row takes the place of an earlier one. What a parameter or the
 * sign-in sets, no step can. Fails with HEADER_INVALID, SECRET_MISSING.
 */
export function requestHeaders(call: OutboundCall, origins: HeaderOrigins): HeaderRow[] {
  const { context, credentials, parameters, places, payload } = origins;
  const of = `connection ${call.connection}`;
  const rows = new Map<string, HeaderRow>();
  const ours = (name: string, text: string) => rows.set(name.toLowerCase(), { name, sent: text, shown: text });
  ours('Accept', call.endpoint.receive ? ACCEPT[call.endpoint.receive] : '*/*');
  ours('User-Agent', 'Leadflow');
  if (call.endpoint.method !== 'GET') for (const [key, row] of keyHeader(context, of)) rows.set(key, row);
  for (const { name, value } of payload?.headers ?? []) ours(name, value);
  const given = (context.connection.headers ?? []).flatMap((row) => connectionHeader(row, places));
  for (const [key, row] of readHeaders(given, of)) rows.set(key, row);
  const fromStep = readHeaders((call.headers ?? []).map(stepHeader), 'the step');
  for (const [key, row] of fromStep) rows.set(key, row);
  for (const [key, row] of readHeaders(parameters.headers, of)) {
    if (fromStep.has(key)) throw setAlready(row.name, 'a parameter of the endpoint');
    rows.set(key, row);
  }
  if (payload) ours('Content-Type', contentType(rows.get('content-type'), payload.type, looseness(call.endpoint)));
  for (const [key, row] of readHeaders(credentials.headers, of)) {
    if (rows.has(key)) throw setAlready(row.name, 'the sign-in of the connection');
    rows.set(key, row);
  }
  // Last, and not to be set by a row: what we can read back.
  ours('Accept-Encoding', 'gzip, identity');
  return [...rows.values()];
}

/** Rows of connections that were in use: each is read once. */
const read = new WeakMap<HeaderLine, PlaceText>();

/** A row of the connection with its places filled; one that comes to nothing is left out. */
function connectionHeader(row: HeaderLine, places: PlaceOrigins): HeaderRow[] {
  const { name, value } = row;
  if (value.startsWith('secret:') || !value.includes('{')) return [{ name, ...places.secrets.text(value) }];
  const text = read.get(row) ?? readPlaces(value);
  read.set(row, text);
  const { sent, shown } = textValue(text, places);
  return plainText(sent) === '' ? [] : [{ name, sent: plainText(sent), shown: plainText(shown) }];
}

/** Raw text may be anything unless the endpoint says what it is; JSON and XML have more than one name. */
function looseness({ send = 'json', body }: EndpointDocument): 'any' | 'family' | 'exact' {
  if (body?.contentType !== undefined) return 'exact';
  if (send === 'raw') return 'any';
  return send === 'json' || send === 'xml' ? 'family' : 'exact';
}

/** What tells a receiver that knows it that two requests are one call. A connection may name it otherwise, or send none. */
function keyHeader({ connection, idempotencyKey }: CallContext, of: string): Iterable<[string, HeaderRow]> {
  const { idempotencyHeader: name } = connection;
  const row = { sent: idempotencyKey, shown: idempotencyKey };
  if (name === undefined) return [['idempotency-key', { name: 'Idempotency-Key', ...row }]];
  return name === '' ? [] : readHeaders([{ name, ...row }], of);
}

function setAlready(name: string, by: string): Error {
  return headerFault('the step', `${name} is set by ${by}; take the header row out.`);
}

/** A step's header may come from an expression, so from a lead: it must not be able to open a secret, nor send a reference. */
function stepHeader({ name, value }: { name: string; value: unknown }): HeaderRow {
  const text = value === undefined || value === null ? '' : String(value);
  if (text.startsWith('secret:')) {
    throw headerFault('the step', `The header ${name} of the step names a secret; only a connection can do that.`);
  }
  return { name: String(name), sent: text, shown: text };
}
