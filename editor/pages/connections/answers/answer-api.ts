// Has the server read an answer as an endpoint says, a moment after either was last changed.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { AnswerReading } from '../../../../flows/language/answer-reading.ts';
import type { EndpointDocument, SampleAnswer } from '../../../../flows/language/receivers.ts';
import { api } from '../../../api.ts';
import type { ReadingPreview, ReplayPreview, SampleRead } from '../../../types.ts';
import type { MarkedAnswer } from './samples.ts';

const REST_MS = 300;

/** What is asked: an answer, and how it is to be read. */
export interface ReadingAsk {
  sample: SampleAnswer;
  reading: AnswerReading;
  receive: EndpointDocument['receive'];
}

/** How the answer reads; undefined while there is none. */
export function useReading(wanted: ReadingAsk): { found: ReadingPreview | undefined; error: unknown } {
  const { sample, reading, receive } = useRested(wanted);
  const isBlank = sample.body.trim() === '';
  const { status, type, body } = sample;
  const asked = { answer: reading, receive, sample: { status, type, body } };
  const { data, error } = useQuery({
    queryKey: ['/api/preview/reading', asked],
    queryFn: () => api.post<ReadingPreview>('/api/preview/reading', asked),
    enabled: !isBlank,
    placeholderData: keepPreviousData,
    ...KEPT,
  });
  return isBlank ? { found: undefined, error: null } : { found: data, error };
}

/** Samples, and how they are to be read. */
export interface ReplayAsk extends Omit<ReadingAsk, 'sample'> {
  samples: readonly MarkedAnswer[];
}

/** How each sample reads now, in their order; none while that is not known. */
export function useReplay(wanted: ReplayAsk): readonly SampleRead[] {
  const { samples, reading, receive } = useRested(wanted);
  const asked = { answer: reading, receive, samples };
  const { data } = useQuery({
    queryKey: ['/api/preview/samples', asked],
    queryFn: () => api.post<ReplayPreview>('/api/preview/samples', asked),
    enabled: samples.length > 0,
    ...KEPT,
  });
  return data?.samples ?? NONE;
}

const NONE: readonly never[] = [];
/** What a server made of a text does not change. Milliseconds. */
const KEPT = { staleTime: Number.POSITIVE_INFINITY, gcTime: 60_000, retry: false } as const;

function useRested<T>(asked: T): T {
  const [rested, setRested] = useState(asked);
  const key = JSON.stringify(asked);
  useEffect(() => {
    const timer = setTimeout(() => setRested(JSON.parse(key)), REST_MS);
    return () => clearTimeout(timer);
  }, [key]);
  return rested;
}
