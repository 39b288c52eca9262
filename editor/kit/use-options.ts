// Reads the choices of a drop-down from the server, and again when what they depend on changes.
import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { OptionSource } from '../../flows/language/catalogue.ts';
import { ApiProblem, api } from '../api.ts';
import type { Options } from '../types.ts';
import { type OptionsAsk, type OptionsReading, type OptionsState, stateOf } from './form-options.ts';

/** The choices as they were read, the words for their state, and the way to read them anew. */
export interface OptionsNow extends OptionsReading {
  state: OptionsState;
  /** True while they are being read, also anew. */
  isReading: boolean;
  refresh: () => void;
}

/** How long a field must rest before a receiver is asked with what it says, milliseconds. */
const REST_MS = 450;
/** How long choices of a receiver count as read; those kept here are read whenever a form opens. Milliseconds. */
const KEPT_MS = 60_000;

/** The choices that `wanted` asks for. Nothing is asked while `isOff`. */
export function useOptions(source: OptionSource, wanted: OptionsAsk, isOff = false): OptionsNow {
  const client = useQueryClient();
  const ask = useRested(wanted, source.source === 'connection-data' ? REST_MS : 0);
  const key = ['/api/options', ask.source, ask.query];
  const isRemote = source.source === 'connection-data';
  const query = useQuery({
    queryKey: key,
    queryFn: () => readOptions(client, { key, ask, isFresh: false }),
    enabled: !isOff && ask.missing.length === 0,
    staleTime: isRemote ? KEPT_MS : 0,
    refetchOnWindowFocus: !isRemote,
    retry: false,
  });
  const reading = { options: query.data, failed: query.error === null ? undefined : wordsOf(query.error) };
  return {
    ...reading,
    state: isOff ? { is: 'quiet', says: '' } : stateOf(source, ask, reading),
    isReading: query.isFetching,
    refresh: () => {
      const queryFn = () => readOptions(client, { key, ask, isFresh: isRemote });
      // What it fails with is shown under the field, where the query is watched.
      client.fetchQuery({ queryKey: key, queryFn, staleTime: 0, retry: false }).catch(() => undefined);
    },
  };
}

/** Asks; where the receiver says no, the choices read before stay at hand. */
async function readOptions(
  client: QueryClient,
  { key, ask, isFresh }: { key: readonly unknown[]; ask: OptionsAsk; isFresh: boolean },
): Promise<Options> {
  const before = client.getQueryData<Options>(key);
  const now = await api.get<Options>(`/api/options/${ask.source}`, { ...ask.query, fresh: isFresh || undefined });
  return now.fault && before ? { ...now, items: before.items } : now;
}

function wordsOf(error: unknown): { says: string; remedy: string } {
  if (error instanceof ApiProblem) return { says: error.message, remedy: error.remedy };
  return { says: 'The choices could not be read.', remedy: 'Try again.' };
}

/** The question, once it has been the same for a while: nobody is called for each letter that is typed. */
function useRested(wanted: OptionsAsk, restMs: number): OptionsAsk {
  const [rested, setRested] = useState(wanted);
  const key = JSON.stringify(wanted);
  const isRested = JSON.stringify(rested) === key;
  useEffect(() => {
    if (isRested) return;
    const timer = setTimeout(() => setRested(JSON.parse(key) as OptionsAsk), restMs);
    return () => clearTimeout(timer);
  }, [key, isRested, restMs]);
  return restMs === 0 ? wanted : rested;
}
