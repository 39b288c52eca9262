// Save and publish: what makes a version of the draft, and what puts a version live.
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { ApiProblem, api } from '../api.ts';
import { useToast } from '../kit/Toasts.tsx';
import type { FlowDetail } from '../types.ts';
import type { FlowStore } from './flow-store.ts';
import type { Autosave } from './use-autosave.ts';

/** The two ways to go on from a draft. */
export interface Versions {
  save: () => void;
  /** True once it is live; false where it was refused, with the problems in their list. */
  publish: () => Promise<boolean>;
  /** Puts a saved version live again; the draft stays. True once it is live. */
  goBack: (version: number) => Promise<boolean>;
  isBusy: boolean;
}

/** Save and publish for the flow shown; both send the draft first. */
export function useVersions(flow: FlowStore, autosave: Autosave): Versions {
  const [isBusy, setBusy] = useState(false);
  const toast = useToast();
  const client = useQueryClient();
  const { afterwards } = autosave;
  const before = autosave.detail.savedVersion;
  const { slug, readOnly } = flow.getState();
  const send = useCallback(
    async (verb: 'save' | 'publish' | 'go-back', body: object): Promise<FlowDetail | undefined> => {
      setBusy(true);
      try {
        const detail = await afterwards((ifMatch) =>
          api.post<FlowDetail>(`/api/flows/${slug}/${verb}`, body, { ifMatch }),
        );
        if (!detail) {
          toast.warn('The draft has not reached the server, so nothing was saved.', 'See the banner under the header.');
          return undefined;
        }
        for (const list of ['versions', 'publications']) {
          void client.invalidateQueries({ queryKey: [`/api/flows/${slug}/${list}`] });
        }
        return detail;
      } catch (error) {
        if (error instanceof ApiProblem && error.problems) flow.getState().setProblems(error.problems);
        toast.failed(error);
        return undefined;
      } finally {
        setBusy(false);
      }
    },
    [flow, slug, afterwards, toast, client],
  );
  const save = useCallback(() => {
    if (readOnly) return;
    void send('save', { message: '' }).then((detail) => {
      const isNew = detail?.savedVersion !== before;
      if (detail)
        toast.done(isNew ? `Saved as version ${detail.savedVersion}.` : `Version ${before} has it all already.`);
    });
  }, [readOnly, send, toast, before]);
  const publish = useCallback(async () => {
    const detail = await send('publish', {});
    if (detail?.live) toast.done(`Version ${detail.live.version} is live.`);
    return detail !== undefined;
  }, [send, toast]);
  const goBack = useCallback(
    async (version: number) => {
      const detail = await send('go-back', { version });
      if (detail) toast.done(`Version ${version} is live again. The draft is as it was.`);
      return detail !== undefined;
    },
    [send, toast],
  );
  return { save, publish, goBack, isBusy };
}
