// Keeps the server's draft up to date with the drawing, and knows the flow as the server last described it.
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { isSameFlow } from '../../flows/language/diff.ts';
import type { FlowBundle } from '../../flows/language/document.ts';
import { ApiProblem, api } from '../api.ts';
import type { FlowDetail } from '../types.ts';
import type { FlowStore } from './flow-store.ts';
import { isStillKept, keepDraft, newDraftKey, watchKept } from './kept-draft.ts';
import { SaveLoop } from './save-loop.ts';
import { FRESH, type PutFault, type SaveState, type UnsentDraft } from './save-state.ts';

/** Saving, as the page shows and steers it. */
export interface Autosave {
  state: SaveState;
  /** The flow as the server last described it. */
  detail: FlowDetail;
  /** The key under which this page keeps what is unsent. */
  draftKey: string;
  /** Sends the draft now; true once the server has everything. */
  flush: () => Promise<boolean>;
  /** Sends the draft, then makes a request on its revision; undefined where the draft did not reach the server. */
  afterwards: (request: (rev: number) => Promise<FlowDetail>) => Promise<FlowDetail | undefined>;
  /** The drawing that this page and the server agreed on last. */
  base: () => FlowBundle;
  /** Ends a conflict: with their drawing, or with one that was merged from theirs and this one. One step of undo. */
  settle: (theirs: FlowDetail, merged?: FlowBundle) => void;
}

/** Starts saving for the flow that was opened; ends with the page. */
export function useAutosave(flow: FlowStore, opened: FlowDetail): Autosave {
  const { slug } = opened;
  const [state, setState] = useState<SaveState>(FRESH);
  const [detail, setDetail] = useState(opened);
  const [draftKey] = useState(() => newDraftKey(slug));
  const [loop] = useState(() => newLoop({ flow, opened, draftKey, setState, setDetail }));
  const client = useQueryClient();
  useEffect(() => {
    const unsubscribe = flow.subscribe((now, before) => now.bundle !== before.bundle && loop.changed(now.bundle));
    return () => {
      unsubscribe();
      const left = loop.stop();
      client.setQueryData(leavingKey(slug), left);
      void left.then(() => client.invalidateQueries({ queryKey: ['/api/flows'] }));
    };
  }, [flow, loop, client, slug]);
  useUnsentGuard(loop, draftKey);
  const settle = useCallback(
    (theirs: FlowDetail, merged?: FlowBundle) => {
      if (merged) loop.rebase(theirs);
      else loop.adopt(theirs);
      setDetail(theirs);
      // The loop knows this very object as the server's: applied, it is not sent back.
      flow.getState().apply({
        label: merged ? 'Merge with their changes' : 'Take their drawing',
        bundle: merged ?? theirs.bundle,
      });
      if (!merged) flow.getState().setProblems(theirs.problems);
    },
    [loop, flow],
  );
  const ways = useMemo(
    () => ({
      flush: () => loop.flush(),
      afterwards: (request: (rev: number) => Promise<FlowDetail>) => loop.afterwards(request),
      base: () => loop.base,
    }),
    [loop],
  );
  return { state, detail, draftKey, settle, ...ways };
}

function leavingKey(slug: string): readonly string[] {
  return ['flow-leaving', slug];
}

/** Waits until what was unsent when this flow was left has reached the server, so that it is not opened as it was before. */
export async function hasLeft(client: QueryClient, slug: string): Promise<void> {
  await client.getQueryData<Promise<void>>(leavingKey(slug));
}

interface LoopParts {
  flow: FlowStore;
  opened: FlowDetail;
  draftKey: string;
  setState: (state: SaveState) => void;
  setDetail: (detail: FlowDetail) => void;
}

function newLoop({ flow, opened, draftKey, setState, setDetail }: LoopParts): SaveLoop<FlowDetail> {
  const path = `/api/flows/${opened.slug}`;
  const { catalogue, bundle } = flow.getState();
  const loop: SaveLoop<FlowDetail> = new SaveLoop<FlowDetail>(
    {
      put: (bundle, ifMatch) => api.put<FlowDetail>(`${path}/draft`, { bundle }, { ifMatch }),
      theirs: () => api.get<FlowDetail>(path),
      isConflict: (error) => error instanceof ApiProblem && error.status === 412,
      isSame: (one, other) => isSameFlow(one, other, catalogue),
      faultOf,
      keep: keeper(draftKey),
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
    { rev: opened.rev, bundle },
  );
  return loop;
}

/** Keeps the draft; does not write where there is none and was none. */
function keeper(key: string): (draft: UnsentDraft | null) => boolean {
  let isThere = false;
  return (draft) => {
    if (draft === null && !isThere) return true;
    isThere = draft !== null;
    return keepDraft(key, draft && { ...draft, at: Date.now() });
  };
}

/** What a failed PUT means: the server is away, or it will never take this. */
export function faultOf(error: unknown): Exclude<PutFault, { is: 'conflict' }> {
  if (!(error instanceof ApiProblem))
    return { is: 'refused', says: 'The editor stumbled. Load the page again: your changes are offered then.' };
  const isAway = error.status === 0 || error.status >= 500 || error.status === 401 || error.status === 429;
  return isAway ? { is: 'offline', says: error.message } : { is: 'refused', says: `${error.message} ${error.remedy}` };
}

/** Sends again as soon as the browser is online, and asks before the page is closed while something is unsent. */
function useUnsentGuard(loop: SaveLoop<FlowDetail>, draftKey: string): void {
  useEffect(() => {
    const online = (): void => void loop.flush();
    const leaving = (event: BeforeUnloadEvent): void => {
      if (loop.isUnsent) event.preventDefault();
    };
    window.addEventListener('online', online);
    window.addEventListener('beforeunload', leaving);
    const unwatch = watchKept(() => {
      if (loop.isUnsent && !isStillKept(draftKey)) loop.keepAgain();
    });
    return () => {
      unwatch();
      window.removeEventListener('online', online);
      window.removeEventListener('beforeunload', leaving);
    };
  }, [loop, draftKey]);
}
