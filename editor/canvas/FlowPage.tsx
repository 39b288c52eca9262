// The canvas page: reads the flow and the catalogue, then hands over to the editor of that one flow.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useParams } from 'react-router';
import { api } from '../api.ts';
import { Loaded } from '../kit/EmptyState.tsx';
import { useCrumbs } from '../kit/Page.tsx';
import type { FlowDetail } from '../types.ts';
import { FlowEditor } from './FlowEditor.tsx';
import { hasLeft } from './use-autosave.ts';
import { useCatalogue } from './use-catalogue.ts';
import { useGivenSample } from './use-given-sample.ts';

/** The page at /flows/:slug; `?run=` brings the lead of that run. Everything it keeps is made anew for another flow. */
export function FlowPage(): ReactElement {
  const { slug = '' } = useParams();
  return <OneFlow key={slug} slug={slug} />;
}

function OneFlow({ slug }: { slug: string }): ReactElement {
  const client = useQueryClient();
  const flow = useQuery({
    queryKey: ['flow-opened', slug],
    queryFn: () => hasLeft(client, slug).then(() => api.get<FlowDetail>(`/api/flows/${slug}`)),
    // What was opened is the start of an editing session: it is never replaced behind the person's back.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const catalogue = useCatalogue();
  const sample = useGivenSample(slug);
  useCrumbs([{ label: 'Flows', to: '/flows' }, { label: flow.data?.bundle.document.name ?? slug }]);
  return (
    <Loaded query={flow}>
      {(detail) => (
        <Loaded query={catalogue}>
          {(types) => (
            <Loaded query={sample}>
              {({ isGiven }) => <FlowEditor opened={detail} catalogue={types} opensTest={isGiven} />}
            </Loaded>
          )}
        </Loaded>
      )}
    </Loaded>
  );
}
