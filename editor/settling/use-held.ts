// The runs that need a person, by flow, step and what happened.
import { useQuery } from '@tanstack/react-query';
import { api } from '../api.ts';
import type { HeldGroup } from '../types.ts';

/** How often the groups are read again while nothing else asks for it. Milliseconds. */
const ASK_AGAIN_MS = 10_000;

/** The groups, kept current. */
export function useHeldGroups() {
  return useQuery({
    queryKey: ['/api/held/groups'],
    queryFn: () => api.get<{ items: HeldGroup[] }>('/api/held/groups'),
    refetchInterval: ASK_AGAIN_MS,
  });
}

/** How many runs need a person; 0 while that is not known. */
export function useHeldCount(): number {
  return useHeldGroups().data?.items.reduce((sum, group) => sum + group.count, 0) ?? 0;
}
