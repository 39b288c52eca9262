// The canvas page: reads the flow and the catalogue, then hands over to the editor of that one flow.
import { useQuery } from '@tanstack/react-query';
import { type ReactElement, useMemo } from 'react';
import { useParams } from 'react-router';
import type { Catalogue } from '../../flows/language/catalogue.ts';
import { api } from '../api.ts';
import { Loaded } from '../kit/EmptyState.tsx';
import { useCrumbs } from '../kit/Page.tsx';
import type { CatalogueAnswer, FlowDetail } from '../types.ts';
import { FlowEditor } from './FlowEditor.tsx';

/** The page at /flows/:slug. Everything it keeps is made anew for another flow. */
export function FlowPage(): ReactElement {
  const { slug = '' } = useParams();
  return <OneFlow key={slug} slug={slug} />;
}

function OneFlow({ slug }: { slug: string }): ReactElement {
  const flow = useQuery({
    queryKey: ['flow-opened', slug],
    queryFn: () => api.get<FlowDetail>(`/api/flows/${slug}`),
    // What was opened is the start of an editing session: it is never replaced behind the person's back.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const catalogue = useCatalogue();
  useCrumbs([{ label: 'Flows', to: '/flows' }, { label: flow.data?.bundle.document.name ?? slug }]);
  return (
    <Loaded query={flow}>
      {(detail) => <Loaded query={catalogue}>{(types) => <FlowEditor opened={detail} catalogue={types} />}</Loaded>}
    </Loaded>
  );
}

/** Node types by name. */
export function useCatalogue() {
  const found = useQuery({
    queryKey: ['/api/catalogue'],
    queryFn: () => api.get<CatalogueAnswer>('/api/catalogue'),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const data = useMemo<Catalogue | undefined>(
    () => found.data && Object.fromEntries(found.data.nodes.map((spec) => [spec.type, spec])),
    [found.data],
  );
  return { data, error: found.error, refetch: found.refetch };
}
