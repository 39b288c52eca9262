// The call that fetches an access token: an Auth endpoint of the connection, or OAuth 2 (RFC 6749). Pure.
import type { JsonObject } from '../../flows/language/document.ts';
import { Failure } from '../../flows/language/failures.ts';
import type { ConnectionAuth, ConnectionDocument, EndpointDocument } from '../../flows/language/receivers.ts';
import { originOfToken } from '../../flows/language/secret-references.ts';
import type { OutboundCall } from '../../nodes/tools.ts';
import { originOf } from './address.ts';
import { secretName } from './secret-names.ts';

/** A sign-in that needs a token. */
export type TokenAuth = Extract<ConnectionAuth, { type: 'token' | 'oauth2' }>;

/** What to call, and the connection as it stands for this call. */
export interface TokenRequest {
  call: OutboundCall;
  document: ConnectionDocument;
  /** How a secret is written where the sign-in asks for it in another way. */
  write: (name: string, value: string) => string;
}

/** The sign-in of a connection where it needs a token. */
export function tokenAuth({ auth }: ConnectionDocument): TokenAuth | undefined {
  return auth?.type === 'token' || auth?.type === 'oauth2' ? auth : undefined;
}

/** Whether an endpoint is the one that gives the token: it is called without one. */
export function givesToken({ auth, endpoints }: ConnectionDocument, endpoint: EndpointDocument): boolean {
  return auth?.type === 'token' && (endpoint === endpoints[auth.endpoint] || endpoint.type === 'auth');
}

/** Fails with CONFIG_INVALID. */
export function tokenRequest(slug: string, document: ConnectionDocument, auth: TokenAuth): TokenRequest {
  return auth.type === 'token' ? ofEndpoint(slug, document, auth) : ofOauth(slug, document, auth);
}

function ofEndpoint(
  connection: string,
  document: ConnectionDocument,
  { endpoint: name }: Extract<TokenAuth, { type: 'token' }>,
): TokenRequest {
  const endpoint = Object.hasOwn(document.endpoints, name) ? document.endpoints[name] : undefined;
  if (!endpoint)
    throw invalid('auth.endpoint', `The connection ${connection} has no endpoint "${name}" to get a token from.`);
  return {
    call: { connection, endpoint: withoutToken(endpoint), body: null },
    document: {
      ...document,
      headers: document.headers?.filter(({ value }) => !value.includes('{token}')) ?? [],
      auth: { type: 'none' },
    },
    write: (_, value) => value,
  };
}

/** Parameters that the template gives to every endpoint may hold the token, which is not there yet; so may headers. */
function withoutToken(endpoint: EndpointDocument): EndpointDocument {
  const { parameters } = endpoint;
  if (!parameters?.some(({ value }) => value?.includes('{token}'))) return endpoint;
  return { ...endpoint, parameters: parameters.filter(({ value }) => !value?.includes('{token}')) };
}

type Oauth = Extract<TokenAuth, { type: 'oauth2' }>;

/** RFC 6749 4.4.2 and 6: a form, and the client named by Basic (2.3.1) or in the form. Constants open the references in it. */
function ofOauth(connection: string, document: ConnectionDocument, auth: Oauth): TokenRequest {
  const address = tokenAddress(document, auth);
  const isBasic = auth.secret !== undefined && auth.clientAuth !== 'body';
  const form: JsonObject = { grant_type: auth.grant === 'refresh-token' ? 'refresh_token' : 'client_credentials' };
  if (auth.grant === 'refresh-token') {
    if (auth.refresh === undefined)
      throw invalid('auth.refresh', 'The refresh token is not named; it takes "secret:<name>".');
    form.refresh_token = auth.refresh;
  }
  if (auth.scope) form.scope = auth.scope;
  if (!isBasic) form.client_id = auth.clientId;
  if (!isBasic && auth.secret !== undefined) form.client_secret = auth.secret;
  const endpoint: EndpointDocument = {
    name: 'Access token',
    method: 'POST',
    path: address.pathname + address.search,
    send: 'form',
    receive: 'json',
    hardParams: form,
  };
  const { template: _template, fields: _fields, headers: _headers, ...bare } = document;
  const client = isBasic ? secretName(auth.secret ?? '') : undefined;
  return {
    call: { connection, endpoint, body: null },
    document: {
      ...bare,
      scheme: address.protocol === 'http:' ? 'http' : 'https',
      host: address.host,
      idempotencyHeader: '',
      auth: isBasic ? { type: 'basic', user: formText(auth.clientId), secret: auth.secret ?? '' } : { type: 'none' },
    },
    write: (name, value) => (name === client ? formText(value) : value),
  };
}

/** A whole address must be https, unless the connection itself is plain http as for a receiver under test. */
function tokenAddress(document: ConnectionDocument, { tokenUrl }: Oauth): URL {
  const home = originOf(document);
  const origin = originOfToken(tokenUrl, home);
  const url = URL.parse(tokenUrl, home);
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && document.scheme === 'http');
  if (!url || !isSafe || url.origin !== origin || url.username !== '')
    throw invalid(
      'auth.tokenUrl',
      'The address of the token must be a path such as /oauth/token, or begin with https://.',
    );
  return url;
}

/** As forms write text: what RFC 6749 2.3.1 asks of the two halves of Basic. */
function formText(text: string): string {
  return new URLSearchParams({ _: text }).toString().slice(2);
}

function invalid(field: string, says: string): Failure {
  return new Failure('CONFIG_INVALID', { detail: says, fields: [{ field, says }] });
}
