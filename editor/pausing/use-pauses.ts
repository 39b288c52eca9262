// What is paused now, and the way to end a pause.
import { useQuery } from '@tanstack/react-query';
import { api } from '../api.ts';
import { type Sending, useSend } from '../kit/use-send.ts';
import type { Pause } from '../types.ts';
import { type PauseAt, pausePath } from './pause-words.ts';

const PATH = '/api/pauses';
/** How often pauses are read again: their counts of waiting runs move by themselves. Milliseconds. */
const ASK_AGAIN_MS = 10_000;
const NONE: readonly Pause[] = [];
/** What is read anew when a pause begins or ends. */
export const AFTER_PAUSE: readonly string[] = [PATH, '/api/sources', '/api/runs'];

/** All pauses; none while they are being read. */
export function usePauses(): readonly Pause[] {
  const found = useQuery({
    queryKey: [PATH],
    queryFn: () => api.get<{ items: Pause[] }>(PATH),
    refetchInterval: ASK_AGAIN_MS,
  });
  return found.data?.items ?? NONE;
}

/** The pause of one thing. */
export function usePause({ kind, key }: Pick<PauseAt, 'kind' | 'key'>): Pause | undefined {
  return usePauses().find((pause) => pause.kind === kind && pause.key === key);
}

/** Ends the pause of a thing; what waited goes on. */
export function useResume(at: PauseAt): Sending<void> {
  return useSend(() => api.delete(pausePath(at)), {
    done: `${at.name} was resumed; what waited goes on in order.`,
    refresh: AFTER_PAUSE,
  });
}
