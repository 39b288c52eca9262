// The lead of a run as the sample of a flow: what `/flows/:slug?run=` asks for.
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useSearchParams } from 'react-router';
import { ApiProblem, api } from '../api.ts';
import { useToast } from '../kit/Toasts.tsx';
import { runName } from '../run/run-name.ts';
import { write } from '../theme/theme.ts';
import type { RunDetail } from '../types.ts';
import { sampleKey } from './sending-line.ts';

const NONE = { isGiven: false };

/** Puts the lead where Test looks for it, and takes the run out of the address, so that a reload asks for nothing. */
export function useGivenSample(slug: string) {
  const [search, setSearch] = useSearchParams();
  const [run] = useState(() => search.get('run'));
  const toast = useToast();
  const found = useQuery({
    queryKey: ['sample-given', slug, run],
    queryFn: () => api.get<RunDetail>(`/api/runs/${run}`),
    enabled: run !== null,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const [data, setData] = useState(run === null ? NONE : undefined);
  useEffect(() => {
    if (run === null || data || (!found.data && !found.error)) return;
    if (found.data) {
      write(sampleKey(slug), JSON.stringify(found.data.lead, null, 2));
      toast.announce(`The lead of run ${runName(run)} is the sample now.`);
    } else {
      const says = found.error instanceof ApiProblem ? found.error.message : 'Its lead is not the sample.';
      toast.warn(`Run ${runName(run)} could not be read.`, says);
    }
    setData({ isGiven: found.data !== undefined });
    setSearch((before) => withoutRun(before), { replace: true });
  }, [run, data, found.data, found.error, slug, toast, setSearch]);
  return { data, error: null, refetch: found.refetch };
}

function withoutRun(search: URLSearchParams): URLSearchParams {
  const rest = new URLSearchParams(search);
  rest.delete('run');
  return rest;
}
