// Reads a server-paged list whose search and filters stand in the address.
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { api } from '../api.ts';
import type { Page } from '../types.ts';
import { readFilters, SORT, withFilters } from './url-state.ts';

/** Filters of a list, read from the address and written to it. */
export interface UrlFilters<K extends string> {
  filters: Record<K, string>;
  setFilter: (name: K, value: string) => void;
  setFilters: (changes: Readonly<Partial<Record<K, string>>>) => void;
  /** Takes every filter named away; the order stays. */
  clear: () => void;
  /** The order asked for; '' for the usual one. */
  sort: string;
  setSort: (by: string) => void;
}

/** The filters named. Changing one replaces the address, so that Back leaves the list. */
export function useUrlFilters<const K extends string>(names: readonly K[]): UrlFilters<K> {
  const [search, setSearch] = useSearchParams();
  const key = names.join(' ');
  const filters = useMemo(() => readFilters(search, key.split(' ') as K[]), [search, key]);
  const setAny = useCallback(
    (changes: Readonly<Record<string, string | undefined>>) =>
      setSearch((now) => withFilters(now, changes), { replace: true }),
    [setSearch],
  );
  const setFilters: UrlFilters<K>['setFilters'] = setAny;
  const setFilter = useCallback((name: K, value: string) => setAny({ [name]: value }), [setAny]);
  const clear = useCallback(() => setAny(Object.fromEntries(key.split(' ').map((name) => [name, '']))), [key, setAny]);
  const setSort = useCallback((by: string) => setAny({ [SORT]: by }), [setAny]);
  return { filters, setFilter, setFilters, clear, sort: search.get(SORT) ?? '', setSort };
}

/** What a table needs to know of the list behind it. */
export interface ListState<T> {
  rows: readonly T[];
  isLoading: boolean;
  /** The rows are still those of the filters before. */
  isStale?: boolean;
  error: unknown;
  retry: () => void;
  hasMore: boolean;
  isLoadingMore: boolean;
  loadMore: () => void;
}

/** Rows that each page after the first brings: who wants more wants many. */
const MORE_ROWS = 200;

/** The list at `path`, page after page. Refreshed when a query key that begins with `path` is. */
export function useList<T>(path: string, query: Record<string, string> = {}): ListState<T> {
  const found = useInfiniteQuery({
    queryKey: [path, query],
    queryFn: ({ pageParam }) => {
      const limit = pageParam === '' ? undefined : MORE_ROWS;
      return api.get<Page<T>>(path, { ...query, limit, cursor: pageParam });
    },
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
  });
  const rows = useMemo(() => found.data?.pages.flatMap((page) => page.items) ?? [], [found.data]);
  return {
    rows,
    isLoading: found.isPending,
    isStale: found.isPlaceholderData,
    error: found.error,
    retry: () => void found.refetch(),
    hasMore: found.hasNextPage,
    isLoadingMore: found.isFetchingNextPage,
    loadMore: () => void found.fetchNextPage(),
  };
}

const NOTHING = (): void => undefined;

/** A list that came whole. */
export function fixedList<T>(rows: readonly T[]): ListState<T> {
  return {
    rows,
    isLoading: false,
    error: null,
    retry: NOTHING,
    hasMore: false,
    isLoadingMore: false,
    loadMore: NOTHING,
  };
}

/** Most pages of a list that are read at once: 10,000 things. */
const MOST_PAGES = 50;

/** Every thing of a list, page after page, at most 10,000. */
export async function readAll<T>(path: string, query: Record<string, string> = {}): Promise<T[]> {
  const all: T[] = [];
  let cursor: string | null = '';
  for (let page = 0; cursor !== null && page < MOST_PAGES; page += 1) {
    const part: Page<T> = await api.get<Page<T>>(path, { ...query, limit: 200, cursor });
    all.push(...part.items);
    cursor = part.next;
  }
  return all;
}

const NONE: readonly never[] = [];

/** Every thing of a list, to choose from; none while they are being read. */
export function useAll<T>(path: string): readonly T[] {
  const found = useQuery({ queryKey: [path, 'all'], queryFn: () => readAll<T>(path), staleTime: 30_000 });
  return found.data ?? NONE;
}
