// The node types that the server knows, read once for all pages that draw a flow.
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Catalogue } from '../../flows/language/catalogue.ts';
import { api } from '../api.ts';
import type { CatalogueAnswer } from '../types.ts';

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
