// What the connection's form does to the document: reading a host, naming a secret, finding faults.
import type { ConnectionDocument, EndpointDocument } from '../../../flows/language/receivers.ts';

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
  const { auth } = document;
  if (auth && 'secret' in auth && secretFault(secretName(auth.secret)))
    return 'Give the secret a name, such as acme-token.';
  if (auth?.type === 'api-key' && auth.name.trim() === '') return 'Say in which header or parameter the key is sent.';
  if (auth?.type === 'basic' && auth.user.trim() === '') return 'Name the user for Basic authentication.';
  if (document.headers?.some((header) => header.name.trim() === '')) return 'Give every header a name, or remove it.';
  return undefined;
}

/** A new endpoint: what most receivers take. */
export function newEndpoint(): EndpointDocument {
  return { name: '', method: 'POST', path: '/', send: 'json', receive: 'json' };
}

/** The endpoints with one put in place of `before` (or at the end), under its own short name; the order stays. */
export function withEndpoint(
  endpoints: ConnectionDocument['endpoints'],
  before: string | undefined,
  named: { slug: string; endpoint: EndpointDocument },
): ConnectionDocument['endpoints'] {
  const entries = Object.entries(endpoints);
  if (before === undefined) return Object.fromEntries([...entries, [named.slug, named.endpoint]]);
  return Object.fromEntries(
    entries.map(([slug, each]) => (slug === before ? [named.slug, named.endpoint] : [slug, each])),
  );
}
