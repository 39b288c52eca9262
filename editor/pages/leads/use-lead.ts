// Reads one lead, and names what is read anew after a change of one.
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { api } from '../../api.ts';
import type { LeadDetail } from '../../types.ts';

/** What shows something of leads. */
export const LEAD_REFRESH = [
  '/api/leads',
  '/api/lead-lists',
  '/api/campaigns',
  '/api/statuses',
  '/api/dnc',
  '/api/runs',
];

/** The lead. */
export function useLead(id: string): UseQueryResult<LeadDetail> {
  return useQuery({
    queryKey: ['/api/leads', id],
    queryFn: () => api.get<LeadDetail>(`/api/leads/${encodeURIComponent(id)}`),
  });
}
