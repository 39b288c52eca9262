// Lights the drawing up: leads as they pass, and one test run step by step.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api, openEvents } from '../api.ts';
import type { RunDetail, RunEvent } from '../types.ts';
import type { Drawing } from './drawing-context.ts';
import type { NodeTrace } from './overlay-store.ts';
import { traceOf } from './run-trace.ts';

/** How often an unfinished run is read again should its events not come. Milliseconds. */
const ASK_AGAIN_MS = 2000;

/** A run, read again while it goes on. */
export function useRun(id: string | null) {
  return useQuery({
    queryKey: [`/api/runs/${id}`],
    queryFn: () => api.get<RunDetail>(`/api/runs/${id}`),
    enabled: id !== null,
    refetchInterval: ({ state }) => (state.data?.state === 'finished' || state.error ? false : ASK_AGAIN_MS),
  });
}

/** Reads the run `id` again whenever an event says that it went on. */
export function useRunEvents(id: string): void {
  const client = useQueryClient();
  useEffect(() => {
    const again = (): void => void client.invalidateQueries({ queryKey: [`/api/runs/${id}`] });
    return openEvents([`run:${id}`], { event: again, reload: again });
  }, [id, client]);
}

/** Follows the flow's live events, and the test run where there is one. Returns that run as it is now. */
export function useLive({ flow, overlay }: Drawing, slug: string, testRun: string | null): RunDetail | undefined {
  const client = useQueryClient();
  const run = useRun(testRun).data;
  useEffect(() => {
    const topics = testRun === null ? [`flow:${slug}`] : [`flow:${slug}`, `run:${testRun}`];
    const again = (): void => void client.invalidateQueries({ queryKey: [`/api/runs/${testRun}`] });
    return openEvents(topics, {
      event: (event) => {
        if (event.run === testRun) again();
        else if (event.flow === slug && event.type === 'step' && event.node)
          overlay.getState().touch(event.node, traceOfEvent(event));
      },
      edges: ({ flow: of, counts }) => of === slug && overlay.getState().count(counts),
      reload: again,
    });
    function traceOfEvent(event: RunEvent): NodeTrace {
      const port = flow.getState().ports[event.node ?? '']?.find((other) => other.name === event.port);
      const outcome = event.outcome ?? port?.outcome;
      const state = outcome === 'error' ? 'failed' : outcome === 'rejected' ? 'rejected' : 'ok';
      return { state, port: event.port ?? null, ms: event.ms ?? null };
    }
  }, [flow, overlay, slug, testRun, client]);
  useEffect(() => {
    if (run) overlay.getState().showRun(run, traceOf(run));
    else if (testRun === null) overlay.getState().clear();
  }, [run, testRun, overlay]);
  return run;
}
