// What is done to the endpoints of a connection or template: added, renamed, copied, taken out. Pure.
import type { ConnectionDocument, EndpointDocument, TemplateDocument } from '../../../../flows/language/receivers.ts';
import { freeSlug } from '../../../kit/slug.ts';

/** Endpoints by short name, in the order of the document. */
export type Endpoints = Record<string, EndpointDocument>;

/** One line of the list. */
export interface ListedEndpoint {
  slug: string;
  endpoint: EndpointDocument;
  /** `template`: it stands in the template alone. `changed`: the document has its own in the place of the template's. */
  from: 'own' | 'template' | 'changed';
}

/** The endpoints that calls can name: the template's, each with the document's own in its place, then the others. */
export function listed(own: Endpoints, inherited: Endpoints): ListedEndpoint[] {
  const first = Object.entries(inherited).map(([slug, endpoint]): ListedEndpoint => {
    const mine = own[slug];
    return mine ? { slug, endpoint: mine, from: 'changed' } : { slug, endpoint, from: 'template' };
  });
  const rest = Object.entries(own).filter(([slug]) => !(slug in inherited));
  return [...first, ...rest.map(([slug, endpoint]): ListedEndpoint => ({ slug, endpoint, from: 'own' }))];
}

/** A new endpoint: what most receivers take. */
export function newEndpoint(): EndpointDocument {
  return { name: '', method: 'POST', path: '/' };
}

/** The endpoints with one changed, or added at the end. */
export function withEndpoint(endpoints: Endpoints, slug: string, endpoint: EndpointDocument): Endpoints {
  return { ...endpoints, [slug]: endpoint };
}

/** The endpoints with one under another short name, in its place. */
export function renamed(endpoints: Endpoints, from: string, to: string): Endpoints {
  return Object.fromEntries(Object.entries(endpoints).map(([slug, each]) => [slug === from ? to : slug, each]));
}

/** The endpoints without one. */
export function without(endpoints: Endpoints, gone: string): Endpoints {
  return Object.fromEntries(Object.entries(endpoints).filter(([slug]) => slug !== gone));
}

/** A copy of an endpoint, and a short name for it that is free. */
export function copyOf(
  { slug, endpoint }: ListedEndpoint,
  taken: readonly string[],
): { slug: string; endpoint: EndpointDocument } {
  return { slug: freeSlug(slug, taken), endpoint: { ...endpoint, name: `${endpoint.name} (copy)` } };
}

/** The document with other endpoints; the authentication follows an Auth endpoint that got another short name. */
export function withEndpoints<D extends ConnectionDocument | TemplateDocument>(
  document: D,
  endpoints: Endpoints,
  moved?: { from: string; to: string },
): D {
  const { auth } = document;
  const follows = moved && auth?.type === 'token' && auth.endpoint === moved.from;
  return { ...document, endpoints, ...(follows ? { auth: { ...auth, endpoint: moved.to } } : {}) };
}

/** All endpoints that calls can name, the document's own over the template's. */
export function endpointsInUse(own: Endpoints, template: Pick<TemplateDocument, 'endpoints'> | null): Endpoints {
  return { ...template?.endpoints, ...own };
}

/** The names under which endpoints keep what they answered. */
export function resultsOf(endpoints: Endpoints): string[] {
  return [...new Set(Object.values(endpoints).flatMap(({ result }) => (result === undefined ? [] : [result])))];
}
