// What the connection's form does to the document: reading a host, naming a secret, finding faults.
import type { ConnectionAuth, ConnectionDocument, EndpointDocument } from '../../../flows/language/receivers.ts';

/** A host as it is kept, and what was left out of the text that was typed or pasted. */
export interface ReadHost {
  host: string;
  scheme: 'http' | 'https' | undefined;
  /** What was changed, in words; empty where nothing was. */
  notice: string;
}

/** Takes scheme, path and user out of a pasted address: `https://app.gcalls.co/api/` is the host app.gcalls.co. */
export function readHost(text: string): ReadHost {
  const trimmed = text.trim();
  const found = /^(?:(https?):\/\/)?(?:[^/@]*@)?([^/?#]*)(.*)$/i.exec(trimmed);
  const scheme = found?.[1]?.toLowerCase();
  const host = found?.[2] ?? trimmed;
  const rest = found?.[3] ?? '';
  const parts = [
    scheme && `${scheme}:// is kept as the scheme`,
    rest.replace(/^\//, '') !== '' && `${rest} belongs to the path of an endpoint and was left out`,
  ].filter(Boolean);
  return {
    host,
    scheme: scheme === 'http' || scheme === 'https' ? scheme : undefined,
    notice: parts.length === 0 ? '' : `${parts.join('; ')}.`,
  };
}

const SECRET_NAME = /^[a-z0-9]+([._-][a-z0-9]+)*$/;

/** The name in `secret:<name>`; the text itself where it has no such prefix. */
export function secretName(reference: string): string {
  return reference.replace(/^secret:/, '');
}

/** What is wrong with a secret's name; undefined where it can be used. */
export function secretFault(name: string): string | undefined {
  return SECRET_NAME.test(name) ? undefined : 'Use small letters, digits, dots and hyphens, such as acme-token.';
}

/** The first thing that keeps the document from being saved, in words. */
export function connectionFault(document: ConnectionDocument): string | undefined {
  if (document.name.trim() === '') return 'Give the connection a name.';
  if (document.host.trim() === '') return 'Name the host that is called, such as api.acme.example.';
  if (document.headers?.some((header) => header.name.trim() === '')) return 'Give every header a name, or remove it.';
  return authFault(document.auth) ?? endpointsFault(document.endpoints);
}

/** What is missing in how a connection or template shows who we are. */
export function authFault(auth: ConnectionAuth | undefined): string | undefined {
  if (auth && 'secret' in auth && auth.secret !== undefined && referenceFault(auth.secret))
    return 'Give the secret a name, such as acme-token.';
  if (auth?.type === 'api-key' && auth.name.trim() === '') return 'Say in which header or parameter the key is sent.';
  if (auth?.type === 'basic' && auth.user.trim() === '') return 'Name the user for the authentication.';
  if (auth?.type === 'token' && !auth.endpoint) return 'Choose the Auth endpoint that gives the token.';
  if (auth?.type === 'token' && !auth.token) return 'Say where the token stands in the answer of the Auth endpoint.';
  if (auth?.type !== 'oauth2') return undefined;
  if (!auth.tokenUrl) return 'Name the address that gives the token, such as /oauth/token.';
  if (!auth.clientId) return 'Name the client id for OAuth 2.';
  return auth.grant === 'refresh-token' && !auth.refresh ? 'Name the secret that holds the refresh token.' : undefined;
}

/** What is missing in an endpoint; the first fault of the first one that has any. */
export function endpointsFault(endpoints: ConnectionDocument['endpoints']): string | undefined {
  for (const [slug, endpoint] of Object.entries(endpoints)) {
    const says = endpointFault(endpoint);
    if (says !== undefined) return `Endpoint ${endpoint.name || slug}: ${says}`;
  }
  return undefined;
}

function endpointFault({ name, path, parameters = [], body, send, answer }: EndpointDocument): string | undefined {
  if (name.trim() === '') return 'give it a name.';
  if (!path.startsWith('/') || /[\s#]/.test(path))
    return 'begin the URL path with a slash, and leave out blanks and #.';
  if (parameters.some((each) => each.name.trim() === '')) return 'give every parameter a name, or remove it.';
  if (send === 'soap' && !(body?.soap?.operation && body.soap.namespace))
    return 'name the element inside the SOAP body, and its namespace.';
  if (body?.stuffed?.field === '') return 'name the field that holds the whole body.';
  if (answer?.statuses?.some(({ status }) => !/^[1-5](\d\d(-[1-5]\d\d)?|xx)$/.test(status)))
    return 'write every status as 401, 4xx or 500-599.';
  if (answer?.codes?.table.some(({ code }) => code === '')) return 'write the code of every row of the code table.';
  if (answer?.captures?.some((each) => each.name === '')) return 'give every kept value a name.';
  return undefined;
}

/** A template names a field in braces, which holds the reference. */
function referenceFault(reference: string): string | undefined {
  return /^\{field\.[^{}]+\}$/.test(reference) ? undefined : secretFault(secretName(reference));
}
