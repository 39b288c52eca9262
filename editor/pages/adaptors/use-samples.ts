// The samples of an adaptor's page: the newest runs of the flows that use it, the one of the address, the last used.
import { useQueries, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import { ApiProblem, api } from '../../api.ts';
import { relativeTime } from '../../kit/time-words.ts';
import { read, write } from '../../theme/theme.ts';
import type { Page, RunDetail, RunSummary } from '../../types.ts';
import { keyOf, pasteKeyOf } from './kept-sample.ts';
import { PASTED, type Sample, type SampleChoice, sampleOf, sampleOfRun } from './samples.ts';

const FLOWS = 5;
const RUNS = 10;

/** What can be tried, and the way to take one. */
export interface Samples {
  choices: readonly SampleChoice[];
  isLoading: boolean;
  /** What the last read failed with. */
  error: unknown;
  /** Reads the sample and hands it over; it is the one to begin with next time. */
  choose: (id: string) => void;
  /** Takes a pasted text; what is wrong with it, or undefined. */
  paste: (text: string) => string | undefined;
  /** The text that was pasted last on this page or an earlier visit. */
  pasted: string | undefined;
}

/** The samples for the adaptor `slug`. The first is chosen by itself: of the address, else the last used, else the newest. */
export function useSamples(slug: string, usedBy: readonly string[], onSample: (sample: Sample) => void): Samples {
  const client = useQueryClient();
  const { choices, isLoading, error } = useChoices(usedBy);
  const [wrong, setWrong] = useState<unknown>();
  const [pasted, setPasted] = useState(() => keptPaste(slug));
  const latest = useRef(onSample);
  latest.current = onSample;
  const wanted = useRef<string>(undefined);
  const take = useCallback(
    (id: string): void => {
      wanted.current = id;
      const text = id === PASTED ? keptPaste(slug) : undefined;
      const given = text === undefined ? undefined : sampleOf(text);
      if (given && !('says' in given)) latest.current(given);
      const choice = choices.find((each) => each.id === id);
      if (!choice) return;
      readRun(client, choice.run).then(
        (run) => {
          // A slower answer to an earlier choice must not take its place.
          if (wanted.current !== id) return;
          setWrong(undefined);
          latest.current(sampleOfRun(run, choice, slug));
        },
        (reason: unknown) => setWrong(reason instanceof ApiProblem ? reason : new ApiProblem(0, {})),
      );
    },
    [client, choices, slug],
  );
  // What was taken by itself is not kept: the next visit begins with the newest run again.
  const choose = (id: string): void => {
    write(keyOf(slug), id);
    take(id);
  };
  useFirst({ slug, choices, isLoading, take, isChosen: () => wanted.current !== undefined });
  const paste = (text: string): string | undefined => {
    const given = sampleOf(text);
    if ('says' in given) return given.says;
    write(pasteKeyOf(slug), text);
    write(keyOf(slug), PASTED);
    wanted.current = PASTED;
    setPasted(text);
    onSample(given);
    return undefined;
  };
  return { choices, isLoading, error: wrong ?? error, choose, paste, pasted };
}

function useChoices(usedBy: readonly string[]): Pick<Samples, 'choices' | 'isLoading' | 'error'> {
  const [search] = useSearchParams();
  const [run, node] = [search.get('run') ?? '', search.get('node') ?? ''];
  const lists = useQueries({
    queries: usedBy.slice(0, FLOWS).map((flow) => ({
      queryKey: ['/api/runs', { flow, limit: RUNS, for: 'samples' }],
      queryFn: () => api.get<Page<RunSummary>>('/api/runs', { flow, limit: RUNS }),
    })),
    combine: (found) => ({
      runs: found.flatMap((list) => list.data?.items ?? []),
      isLoading: found.some((list) => list.isPending),
      error: found.find((list) => list.error)?.error,
    }),
  });
  const { runs, isLoading, error } = lists;
  const choices = useMemo(() => {
    const now = Date.now();
    const newest = [...runs].sort((a, b) => b.acceptedAt.localeCompare(a.acceptedAt));
    const known: SampleChoice[] = newest.map((each) => ({
      id: each.id,
      run: each.id,
      label: `${each.phone || 'No phone'}, ${relativeTime(each.acceptedAt, now)}`,
      hint: each.test ? `${each.flow}, test` : each.flow,
    }));
    if (run === '') return known;
    const named = { id: `${run} ${node}`, run, label: 'The run you came from', hint: node, ...(node && { node }) };
    return [named, ...known.filter((each) => each.run !== run)];
  }, [runs, run, node]);
  return { choices, isLoading, error };
}

interface First {
  slug: string;
  choices: readonly SampleChoice[];
  isLoading: boolean;
  take: (id: string) => void;
  isChosen: () => boolean;
}

function useFirst({ slug, choices, isLoading, take, isChosen }: First): void {
  useEffect(() => {
    if (isChosen() || isLoading) return;
    const first = firstOf(choices, read(keyOf(slug)), keptPaste(slug) !== undefined);
    if (first !== undefined) take(first);
  }, [slug, choices, isLoading, take, isChosen]);
}

/** Which sample to begin with: the one of the address, the last used while it is there, the newest run, what was pasted. */
export function firstOf(choices: readonly SampleChoice[], last: string | null, hasPaste: boolean): string | undefined {
  const [first] = choices;
  if (first && first.id !== first.run) return first.id;
  if (last === PASTED && hasPaste) return PASTED;
  return choices.find(({ id }) => id === last)?.id ?? first?.id ?? (hasPaste ? PASTED : undefined);
}

function readRun(client: ReturnType<typeof useQueryClient>, run: string): Promise<RunDetail> {
  return client.fetchQuery({
    queryKey: ['/api/runs', run],
    queryFn: () => api.get<RunDetail>(`/api/runs/${encodeURIComponent(run)}`),
    staleTime: 30_000,
  });
}

function keptPaste(slug: string): string | undefined {
  const text = read(pasteKeyOf(slug)) ?? undefined;
  return text === undefined || 'says' in sampleOf(text) ? undefined : text;
}
