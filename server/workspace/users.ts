// Finds who uses a connection, an adaptor or a template: what is used is not deleted.

import { ACCOUNT_FLOW } from '../../flows/language/account-flow.ts';
import { namesIn } from './releases.ts';
import { currentBundle, type Parts, type Shelf } from './shelf.ts';
import type { EndpointUse } from './workspace.ts';

/** Flows whose draft, saved version or published release names it. */
export function flowsNaming(word: 'connection' | 'adaptor', slug: string, parts: Parts): string[] {
  const flows = [...parts.shelf.flows.values()].filter((flow) => {
    if (flow.live?.names[word === 'connection' ? 'connections' : 'adaptors'].includes(slug)) return true;
    const bundles = [currentBundle(flow), ...(flow.saved ? [flow.saved.bundle] : [])];
    return bundles.some((bundle) => namesIn(bundle, parts).some(({ ref, value }) => ref === word && value === slug));
  });
  const { account } = parts.shelf;
  const ofAccount = account?.live.names[word === 'connection' ? 'connections' : 'adaptors'].includes(slug) ?? false;
  return [...flows.map((flow) => flow.slug), ...(ofAccount ? [ACCOUNT_FLOW] : [])].sort();
}

/** Connections made from a template. */
export function connectionsMadeFrom(template: string, shelf: Shelf): string[] {
  return [...shelf.connections]
    .flatMap(([slug, { document }]) => (document.template === template ? [slug] : []))
    .sort();
}

/** Endpoints, of connections and templates, whose body the adaptor makes. */
export function endpointsNaming(adaptor: string, { connections, templates }: Shelf): EndpointUse[] {
  const uses = (kind: EndpointUse['kind'], documents: Shelf['connections'] | Shelf['templates']): EndpointUse[] =>
    [...documents].flatMap(([slug, { document }]) =>
      Object.entries(document.endpoints).flatMap(([endpoint, each]) =>
        each.adaptor === adaptor ? [{ kind, slug, endpoint }] : [],
      ),
    );
  return [...uses('connection', connections), ...uses('template', templates)];
}
