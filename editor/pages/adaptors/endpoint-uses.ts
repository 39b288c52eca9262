// The endpoints that name an adaptor, with what they say; read from their connections and templates.
import { useQueries } from '@tanstack/react-query';
import type { EndpointDocument } from '../../../flows/language/receivers.ts';
import { api } from '../../api.ts';
import type { ConnectionDetail, EndpointUse, TemplateDocument } from '../../types.ts';
import { placeOf } from './AdaptorUsers.tsx';

/** One of them; `label` is what a person calls it, `to` its page. */
export interface UsedEndpoint extends EndpointUse {
  label: string;
  to: string;
  document: EndpointDocument;
}

const MOST = 12;

/** Those that are read by now, at most twelve. */
export function useEndpointUses(uses: readonly EndpointUse[]): UsedEndpoint[] {
  return useQueries({
    queries: uses.slice(0, MOST).map((use) => ({
      queryKey: [use.kind === 'template' ? '/api/templates' : '/api/connections', use.slug],
      queryFn: () => readHolder(use),
    })),
    combine: (found) =>
      found.flatMap(({ data }, index): UsedEndpoint[] => {
        const use = uses[index];
        const document = use && data && endpointsOf(data)[use.endpoint];
        if (!use || !data || !document) return [];
        return [
          { ...use, label: `${data.document.name}: ${document.label ?? document.name}`, to: placeOf(use), document },
        ];
      }),
  });
}

/** What holds endpoints, as the API gives it. */
type Holder = Pick<ConnectionDetail, 'document' | 'effective'> | { document: TemplateDocument };

/** Reads a connection or template. */
export function readHolder({ kind, slug }: Pick<EndpointUse, 'kind' | 'slug'>): Promise<Holder> {
  const room = kind === 'template' ? 'templates' : 'connections';
  return api.get<Holder>(`/api/${room}/${encodeURIComponent(slug)}`);
}

/** The endpoints by name, those of a connection's template among them. */
export function endpointsOf(holder: Holder): Record<string, EndpointDocument> {
  return 'effective' in holder ? holder.effective.endpoints : holder.document.endpoints;
}
