// Keeps the list of runs live: rows on screen change in place, new ones are counted until they are asked for.
import { type InfiniteData, type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { api, openEvents } from '../../api.ts';
import { type Fresh, useFresh } from '../../kit/use-fresh.ts';
import type { ListState } from '../../kit/use-list.ts';
import type { Page, RunEvent, RunSummary } from '../../types.ts';
import { isArrival, withEvent } from './live-runs.ts';

interface LiveOf {
  query: Record<string, string>;
  list: ListState<RunSummary>;
  /** False where new runs do not come on top. */
  isOnTop: boolean;
}

const PATH = '/api/runs';
/** How often rows that changed are drawn, and those that ended read anew, milliseconds. */
const GATHER_MS = 250;
/** Runs that are read anew at once. */
const AT_ONCE = 100;

function keyOf(run: RunSummary): string {
  return run.id;
}

/** Follows the runs of the list. */
export function useLiveRuns({ query, list, isOnTop }: LiveOf): Fresh & { isOpen: boolean } {
  const client = useQueryClient();
  // Until it is known to be lost: a page that opens is not called broken.
  const [isOpen, setOpen] = useState(true);
  const { hear, ...fresh } = useFresh({ path: PATH, query, list, keyOf, isOnTop });
  const known = useRef<ReadonlySet<string>>(new Set());
  known.current = new Set(list.rows.map(keyOf));
  const { flow = '', children = '' } = query;

  useEffect(() => {
    let gathered: RunEvent[] = [];
    const timer = setInterval(() => {
      if (gathered.length === 0) return;
      const events = gathered;
      gathered = [];
      void takeEvents(client, events);
    }, GATHER_MS);
    const close = openEvents(['runs'], {
      event: (event) => {
        if (known.current.has(event.run)) gathered.push(event);
        else if (isArrival(event, { flow, children })) hear(event);
      },
      reload: () => void client.invalidateQueries({ queryKey: [PATH] }),
      state: (state) => setOpen(state === 'open'),
    });
    return () => {
      clearInterval(timer);
      close();
    };
  }, [client, flow, children, hear]);
  return { ...fresh, isOpen };
}

/** Shows what the events say; an event does not say why a run ended or what its caller was told, so those are read. */
async function takeEvents(client: QueryClient, events: readonly RunEvent[]): Promise<void> {
  change(client, (run) => events.reduce(withEvent, run));
  const ended = events.filter((event) => event.type === 'finished').map((event) => event.run);
  if (ended.length === 0) return;
  const ids = ended.slice(0, AT_ONCE).join(',');
  const page = await api.get<Page<RunSummary>>(PATH, { ids, limit: AT_ONCE }).catch(() => undefined);
  const now = new Map(page?.items.map((run) => [run.id, run]));
  change(client, (run) => now.get(run.id) ?? run);
}

/** Other questions of the same path are kept under it too, in other shapes. */
function change(client: QueryClient, change: (run: RunSummary) => RunSummary): void {
  client.setQueriesData<InfiniteData<Page<RunSummary>>>({ queryKey: [PATH] }, (data) =>
    data && Array.isArray(data.pages)
      ? { ...data, pages: data.pages.map((page) => ({ ...page, items: page.items.map(change) })) }
      : data,
  );
}
