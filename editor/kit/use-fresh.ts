// Counts what a list would show on top if it were read anew: new rows wait until they are asked for, so that nothing jumps.
import { type InfiniteData, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { api } from '../api.ts';
import type { Page, RunEvent } from '../types.ts';
import type { ListState } from './use-list.ts';

/** What waits. */
export interface Fresh {
  count: number;
  /** There are more than were counted. */
  isMore: boolean;
  /** Reads the list anew, from its top. */
  show: () => void;
}

interface FreshOf<T> {
  path: string;
  query: Record<string, string>;
  list: ListState<T>;
  keyOf: (row: T) => string;
  /** False where new rows do not come on top. */
  isOnTop: boolean;
}

/** The list is asked at most so often, however many leads come in, milliseconds. */
const ASK_EVERY_MS = 1500;
/** New rows counted at most. */
const MOST = 100;
const NOTHING = { count: 0, isMore: false };

/** What waits, and what is to be called for each event that may be of a new row. The server says which rows they are. */
export function useFresh<T>({
  path,
  query,
  list,
  keyOf,
  isOnTop,
}: FreshOf<T>): Fresh & { hear: (event: RunEvent) => void } {
  const client = useQueryClient();
  const [found, setFound] = useState({ key: '', ...NOTHING });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const key = JSON.stringify(query);
  const now = useRef({ key, query, rows: list.rows });
  now.current = { key, query, rows: list.rows };
  useEffect(() => () => clearTimeout(timer.current), []);

  const ask = useCallback(async () => {
    timer.current = undefined;
    const asked = now.current;
    const page = await api.get<Page<T>>(path, { ...asked.query, limit: MOST }).catch(() => undefined);
    if (!page || asked.key !== now.current.key) return;
    const known = new Set(now.current.rows.map(keyOf));
    const first = page.items.findIndex((row) => known.has(keyOf(row)));
    const count = first < 0 ? page.items.length : first;
    setFound({ key: asked.key, count, isMore: first < 0 && page.next !== null });
  }, [path, keyOf]);

  const hear = useCallback(
    (event: RunEvent) => {
      const { flow = '' } = now.current.query;
      if (!isOnTop || timer.current !== undefined || (flow !== '' && flow !== event.flow)) return;
      timer.current = setTimeout(() => void ask(), ASK_EVERY_MS);
    },
    [ask, isOnTop],
  );

  const show = useCallback(() => {
    setFound({ key: '', ...NOTHING });
    // Pages further down are read again when they are asked for, not all at once.
    client.setQueriesData<InfiniteData<Page<T>>>({ queryKey: [path] }, onlyFirst);
    void client.invalidateQueries({ queryKey: [path] });
  }, [client, path]);

  const isOf = found.key === key;
  return { count: isOf ? found.count : 0, isMore: isOf && found.isMore, show, hear };
}

/** Other questions of the same path are kept under it too, in other shapes. */
function onlyFirst<T>(data: InfiniteData<Page<T>> | undefined): InfiniteData<Page<T>> | undefined {
  if (!data || !Array.isArray(data.pages)) return data;
  return { pages: data.pages.slice(0, 1), pageParams: data.pageParams.slice(0, 1) };
}
