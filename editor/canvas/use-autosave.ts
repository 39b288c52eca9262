// Keeps the server's draft up to date with the drawing, and knows the flow as the server last described it.
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { ApiProblem, api } from '../api.ts';
import type { FlowDetail } from '../types.ts';
import type { FlowStore } from './flow-store.ts';
import { keepDraft } from './kept-draft.ts';
import { type PutFault, SaveLoop, type SaveState } from './save-loop.ts';

/** Saving, as the page shows and steers it. */
export interface Autosave {
  state: SaveState;
  /** The flow as the server last described it. */
  detail: FlowDetail;
  /** Sends the draft now; true once the server has everything. */
  flush: () => Promise<boolean>;
  /** Sends the draft, then makes a request on its revision; undefined where the draft did not reach the server. */
  afterwards: (request: (rev: number) => Promise<FlowDetail>) => Promise<FlowDetail | undefined>;
  /** Ends a conflict: the server's drawing replaces this one, or this one is written over it. */
  settle: (keep: 'theirs' | 'mine') => Promise<void>;
}

/** Starts saving for the flow that was opened; ends with the page. */
export function useAutosave(flow: FlowStore, opened: FlowDetail): Autosave {
  const { slug } = opened;
  const [state, setState] = useState<SaveState>({ is: 'saved', at: null });
  const [detail, setDetail] = useState(opened);
  const [loop] = useState(() => newLoop(flow, opened, { setState, setDetail }));
  const client = useQueryClient();
  useEffect(() => {
    const unsubscribe = flow.subscribe((now, before) => now.bundle !== before.bundle && loop.changed(now.bundle));
    return () => {
      unsubscribe();
      loop.stop();
      void client.invalidateQueries({ queryKey: ['/api/flows'] });
    };
  }, [flow, loop, client]);
  useUnsentGuard(loop);
  const settle = useCallback(
    async (keep: 'theirs' | 'mine') => {
      const theirs = await api.get<FlowDetail>(`/api/flows/${slug}`);
      if (keep === 'mine') return void (await loop.overwrite(theirs.rev));
      flow.getState().replace(theirs.bundle);
      flow.getState().setProblems(theirs.problems);
      loop.adopt(theirs.rev);
      setDetail(theirs);
    },
    [slug, loop, flow],
  );
  const flush = useCallback(() => loop.flush(), [loop]);
  const afterwards = useCallback((request: (rev: number) => Promise<FlowDetail>) => loop.afterwards(request), [loop]);
  return { state, detail, flush, afterwards, settle };
}

interface Setters {
  setState: (state: SaveState) => void;
  setDetail: (detail: FlowDetail) => void;
}

function newLoop(flow: FlowStore, { slug, rev }: FlowDetail, { setState, setDetail }: Setters): SaveLoop<FlowDetail> {
  const loop: SaveLoop<FlowDetail> = new SaveLoop<FlowDetail>(
    {
      put: (bundle, ifMatch) => api.put<FlowDetail>(`/api/flows/${slug}/draft`, { bundle }, { ifMatch }),
      faultOf,
      keep: (draft) => keepDraft(slug, draft && { ...draft, at: Date.now() }),
      after: (ms, call) => {
        const timer = setTimeout(call, ms);
        return () => clearTimeout(timer);
      },
      now: () => Date.now(),
      onState: setState,
      onSaved: (detail) => {
        setDetail(detail);
        if (!loop.isUnsent) flow.getState().setProblems(detail.problems);
      },
    },
    rev,
  );
  return loop;
}

/** What a failed PUT means: someone else was faster, the server is away, or it will never take this. */
export function faultOf(error: unknown): PutFault {
  if (!(error instanceof ApiProblem)) return { is: 'refused', says: 'The editor stumbled. Load the page again.' };
  if (error.status === 412) return { is: 'conflict' };
  const isAway = error.status === 0 || error.status >= 500 || error.status === 401 || error.status === 429;
  return isAway ? { is: 'offline', says: error.message } : { is: 'refused', says: `${error.message} ${error.remedy}` };
}

/** Sends again as soon as the browser is online, and asks before the page is closed with changes under way. */
function useUnsentGuard(loop: SaveLoop<FlowDetail>): void {
  useEffect(() => {
    const online = (): void => void loop.flush();
    const leaving = (event: BeforeUnloadEvent): void => {
      if (loop.isUnsent) event.preventDefault();
    };
    window.addEventListener('online', online);
    window.addEventListener('beforeunload', leaving);
    return () => {
      window.removeEventListener('online', online);
      window.removeEventListener('beforeunload', leaving);
    };
  }, [loop]);
}
