// The names that a config may refer to: connections, adaptors, lists, statuses, flows.
import { useQuery } from '@tanstack/react-query';
import { api } from '../api.ts';
import { NO_NAMES } from '../kit/form-context.ts';
import type { Names } from '../types.ts';

/** The names as they are now; none while they are being read. */
export function useNames(): Names {
  const found = useQuery({ queryKey: ['/api/names'], queryFn: () => api.get<Names>('/api/names') });
  return found.data ?? NO_NAMES;
}
