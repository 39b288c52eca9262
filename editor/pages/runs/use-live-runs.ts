// Keeps the list of runs live: rows on screen change in place, new ones are counted until they are asked for.
import { type InfiniteData, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { openEvents } from '../../api.ts';
import type { Page, RunSummary } from '../../types.ts';
import { isArrival, withEvent } from './live-runs.ts';

interface LiveRuns {
  /** How many runs came in since the list was read. */
  fresh: number;
  /** Reads the list anew. */
  show: () => void;
  isOpen: boolean;
}

const PATH = '/api/runs';

/** Follows the runs. `flow` narrows what counts as new; '' for all. */
export function useLiveRuns(flow: string, rows: readonly RunSummary[]): LiveRuns {
  const client = useQueryClient();
  const [arrived, setArrived] = useState<ReadonlySet<string>>(new Set());
  const [isOpen, setOpen] = useState(false);
  const known = useRef<ReadonlySet<string>>(new Set());
  known.current = new Set(rows.map((run) => run.id));

  useEffect(() => {
    setArrived(new Set());
    return openEvents(['runs'], {
      event: (event) => {
        if (isArrival(event, flow, known.current)) setArrived((all) => new Set(all).add(event.run));
        if (!known.current.has(event.run)) return;
        client.setQueriesData<InfiniteData<Page<RunSummary>>>(
          { queryKey: [PATH] },
          (data) =>
            data && {
              ...data,
              pages: data.pages.map((page) => ({ ...page, items: page.items.map((run) => withEvent(run, event)) })),
            },
        );
        if (event.type === 'finished') void client.invalidateQueries({ queryKey: [PATH], refetchType: 'none' });
      },
      reload: () => void client.invalidateQueries({ queryKey: [PATH] }),
      state: (state) => setOpen(state === 'open'),
    });
  }, [client, flow]);

  const show = (): void => {
    setArrived(new Set());
    void client.invalidateQueries({ queryKey: [PATH] });
  };
  return { fresh: [...arrived].filter((id) => !known.current.has(id)).length, show, isOpen };
}
