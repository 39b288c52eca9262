// Reads a server-paged list whose search and filters stand in the address.
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { api } from '../api.ts';
import type { Page } from '../types.ts';
import { readFilters, withFilter } from './url-state.ts';

/** Filters of a list, read from the address and written to it. */
export interface UrlFilters<K extends string> {
  filters: Record<K, string>;
  setFilter: (name: K, value: string) => void;
  clear: () => void;
}

/** The filters named. Changing one replaces the address, so that Back leaves the list. */
export function useUrlFilters<const K extends string>(names: readonly K[]): UrlFilters<K> {
  const [search, setSearch] = useSearchParams();
  const key = names.join(' ');
  const filters = useMemo(() => readFilters(search, key.split(' ') as K[]), [search, key]);
  const setFilter = useCallback(
    (name: K, value: string) => setSearch((now) => withFilter(now, name, value), { replace: true }),
    [setSearch],
  );
  const clear = useCallback(() => setSearch(new URLSearchParams(), { replace: true }), [setSearch]);
  return { filters, setFilter, clear };
}

/** What a table needs to know of the list behind it. */
export interface ListState<T> {
  rows: readonly T[];
  isLoading: boolean;
  error: unknown;
  retry: () => void;
  hasMore: boolean;
  isLoadingMore: boolean;
  loadMore: () => void;
}

/** The list at `path`, page after page. Refreshed when a query key that begins with `path` is. */
export function useList<T>(path: string, query: Record<string, string> = {}): ListState<T> {
  const found = useInfiniteQuery({
    queryKey: [path, query],
    queryFn: ({ pageParam }) => api.get<Page<T>>(path, { ...query, cursor: pageParam }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
  });
  const rows = useMemo(() => found.data?.pages.flatMap((page) => page.items) ?? [], [found.data]);
  return {
    rows,
    isLoading: found.isPending,
    error: found.error,
    retry: () => void found.refetch(),
    hasMore: found.hasNextPage,
    isLoadingMore: found.isFetchingNextPage,
    loadMore: () => void found.fetchNextPage(),
  };
}
