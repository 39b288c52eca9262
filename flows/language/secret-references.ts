// Which secrets a connection names, and the address that each of them goes to. Pure.
import type { ConnectionDocument } from './receivers.ts';

/** A secret that a connection names. `origin` is `scheme://host[:port]`; '' where the host of the connection is none. */
export interface SecretReference {
  name: string;
  origin: string;
}

/**
 * The secrets of a connection with everything that its template gives (`effectiveConnection`), each once for an address. Those
 * of OAuth 2 go to the address of the token, the others to the host of the connection.
 */
export function secretReferences(connection: ConnectionDocument): SecretReference[] {
  const { auth, ...rest } = connection;
  const home = originOfHost(connection);
  const to = auth?.type === 'oauth2' ? originOfToken(auth.tokenUrl, home) : home;
  const found = [
    ...namesIn(auth).map((name) => ({ name, origin: to })),
    ...namesIn(rest).map((name) => ({ name, origin: home })),
  ];
  return [...new Map(found.map((each) => [`${each.name} ${each.origin}`, each])).values()];
}

/** Every secret that one of several connections names, with where it goes; `live` answers a connection with its template. */
export function allReferences(workspace: {
  connections(): readonly { slug: string }[];
  effective(slug: string): ConnectionDocument;
}): SecretReference[] {
  return workspace.connections().flatMap(({ slug }) => secretReferences(workspace.effective(slug)));
}

/** Where tokens come from: a path is one of the connection's own host. '' where the text is no address. */
export function originOfToken(tokenUrl: string, home: string): string {
  return tokenUrl.startsWith('/') ? home : (URL.parse(tokenUrl)?.origin ?? '');
}

/** Written as `URL` writes it: lower case, without the port that the scheme has anyway. */
function originOfHost({ scheme, host }: ConnectionDocument): string {
  return URL.parse(`${scheme}://${host}`)?.origin ?? '';
}

function namesIn(value: unknown): string[] {
  if (typeof value === 'string') return value.startsWith('secret:') ? [value.slice('secret:'.length)] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(namesIn);
}
