// Asks the server what an act would do to leads, without doing it, a moment after the last change of the form.
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { api } from '../../api.ts';
import type { LeadBulkReport } from '../../types.ts';
import type { LeadAct } from './lead-acts.ts';
import type { LeadsMeant } from './lead-filters.ts';

/** What is known of it. `isAsking`: the report is not yet that of the act. */
export interface DryRun {
  report: LeadBulkReport | undefined;
  isAsking: boolean;
  error: unknown;
}

const WAIT_MS = 250;

/** Nothing is asked while there is no act. A reason changes nothing of what would happen, so it is not asked about. */
export function useDryRun(act: LeadAct | undefined, meant: LeadsMeant): DryRun {
  const text = act === undefined ? '' : JSON.stringify(act.kind === 'dnc' ? { ...act, reason: '' } : act);
  const settled = useSettled(text);
  const asked = useMemo(() => (settled === '' ? undefined : (JSON.parse(settled) as LeadAct)), [settled]);
  const found = useQuery({
    queryKey: ['/api/leads/bulk', asked, meant],
    queryFn: () => api.post<LeadBulkReport>('/api/leads/bulk', { ...meant, act: asked, dryRun: true }),
    enabled: asked !== undefined,
    staleTime: 0,
    gcTime: 0,
  });
  const isAsking = text !== settled || (asked !== undefined && found.isFetching);
  return { report: text === '' ? undefined : found.data, isAsking, error: found.error };
}

/** The text once it has stood still; the first one, and an empty one, at once. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), text === '' ? 0 : WAIT_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
