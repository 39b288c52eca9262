// Has an answer read by the server, the way a step reads it.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api } from '../api.ts';
import type { AnswerPreview } from '../types.ts';

const REST_MS = 250;

/** How the text reads, a moment after it was last changed; as the type named, or as what it looks like. */
export function useAnswerPreview(
  text: string,
  as: AnswerPreview['as'] | undefined,
): { preview: AnswerPreview | undefined; error: unknown } {
  const [body, setBody] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setBody(text), REST_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const isBlank = body.trim() === '' || text.trim() === '';
  const { data, error } = useQuery({
    queryKey: ['/api/preview/answer', body, as],
    queryFn: () => api.post<AnswerPreview>('/api/preview/answer', { body, as }),
    enabled: !isBlank,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    retry: false,
  });
  return { preview: isBlank ? undefined : data, error };
}
