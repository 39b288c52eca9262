// Save and publish: what makes a version of the draft, what puts a version live, and what brings one back as the draft.
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import type { FlowBundle } from '../../flows/language/document.ts';
import { placeNodes } from '../../flows/language/layout.ts';
import { ApiProblem, api } from '../api.ts';
import { useToast } from '../kit/Toasts.tsx';
import type { FlowDetail } from '../types.ts';
import type { FlowStore } from './flow-store.ts';
import type { Autosave } from './use-autosave.ts';

/** The ways to go on from a draft, and back to what was. */
export interface Versions {
  /** Opens the question for a message; says so where there is nothing to save. */
  askToSave: () => void;
  /** Makes a version of the draft. True once there is one. */
  save: (message: string) => Promise<boolean>;
  /** True once it is live; false where it was refused, with the problems in their list. */
  publish: (message: string) => Promise<boolean>;
  /** Puts a saved version live again; the draft stays. True once it is live. */
  goBack: (version: number) => Promise<boolean>;
  /** Makes a saved version the draft; what is live stays. One step of undo. */
  restore: (version: number) => Promise<void>;
  isBusy: boolean;
}

/** Save and publish for the flow shown; both send the draft first. */
export function useVersions(flow: FlowStore, autosave: Autosave): Versions {
  const toast = useToast();
  const { send, isBusy } = useSending(flow, autosave);
  const { detail, state } = autosave;
  const { savedVersion: before, slug } = detail;
  const hasAll = !detail.draftChanged && state.is === 'saved';
  const askToSave = useCallback(() => {
    if (flow.getState().readOnly) return;
    if (hasAll && before !== null) toast.done(`Version ${before} has it all already.`);
    else flow.getState().open({ kind: 'save' });
  }, [flow, hasAll, before, toast]);
  const save = useCallback(
    async (message: string) => {
      const saved = await send('save', { message });
      const isNew = saved?.savedVersion !== before;
      if (saved)
        toast.done(isNew ? `Saved as version ${saved.savedVersion}.` : `Version ${before} has it all already.`);
      return saved !== undefined;
    },
    [send, toast, before],
  );
  const publish = useCallback(
    async (message: string) => {
      if (message !== '' && !(await send('save', { message }))) return false;
      const published = await send('publish', {});
      if (published?.live) toast.done(`Version ${published.live.version} is live.`);
      return published !== undefined;
    },
    [send, toast],
  );
  const goBack = useCallback(
    async (version: number) => {
      const gone = await send('go-back', { version });
      if (gone) toast.done(`Version ${version} is live again. The draft is as it was.`);
      return gone !== undefined;
    },
    [send, toast],
  );
  const restore = useCallback(
    async (version: number) => {
      const found = await api
        .get<{ bundle: FlowBundle }>(`/api/flows/${slug}/versions/${version}`)
        .catch((error: unknown) => void toast.failed(error));
      if (!found) return;
      const { document, layout } = found.bundle;
      const bundle = { ...found.bundle, layout: placeNodes(document, layout) };
      flow.getState().apply({ label: `Restore version ${version}`, bundle });
      toast.done(`Version ${version} is the draft now. What is live stays; undo brings your drawing back.`);
    },
    [flow, slug, toast],
  );
  return useMemo(
    () => ({ askToSave, save, publish, goBack, restore, isBusy }),
    [askToSave, save, publish, goBack, restore, isBusy],
  );
}

type Verb = 'save' | 'publish' | 'go-back';

/** Sends the draft, then asks for a version of it; what is refused is said. */
function useSending(flow: FlowStore, { afterwards, detail }: Autosave) {
  const [isBusy, setBusy] = useState(false);
  const toast = useToast();
  const client = useQueryClient();
  const { slug } = detail;
  const send = useCallback(
    async (verb: Verb, body: object): Promise<FlowDetail | undefined> => {
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
  return { send, isBusy };
}
