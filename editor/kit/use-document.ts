// A document that is edited as a whole and saved with a button: its draft, what differs, and what a clash comes to.
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { ApiProblem, api } from '../api.ts';
import { read, write } from '../theme/theme.ts';
import { useToast } from './Toasts.tsx';

interface Saved<D> {
  document: D;
  hash: string;
}

/** The draft and the ways to change, save and drop it. */
export interface DocumentDraft<D> {
  draft: D;
  change: (next: D) => void;
  isDirty: boolean;
  isSaving: boolean;
  problem: ApiProblem | undefined;
  /** True where the draft is left over from an earlier visit. */
  isRestored: boolean;
  save: () => void;
  /** Back to what is saved. */
  discard: () => void;
  /** After a clash: saves the draft over what someone else saved. */
  overwrite: () => void;
}

interface DocumentPlace {
  /** Where it is read and put: `/api/adaptors/acme-crm`. */
  path: string;
  /** Query keys (first parts) that are read anew after a save. */
  refresh: readonly string[];
}

/** The draft of `saved`. What is not saved is kept in this browser, so that leaving the page loses nothing. */
export function useDocument<D>(saved: Saved<D>, { path, refresh }: DocumentPlace): DocumentDraft<D> {
  const client = useQueryClient();
  const toast = useToast();
  const [base, setBase] = useState(saved);
  const [kept] = useState(() => keptDraft<D>(path, saved.hash));
  const [draft, setDraft] = useState(kept ?? saved.document);
  const [isSaving, setSaving] = useState(false);
  const [problem, setProblem] = useState<ApiProblem>();
  const isDirty = JSON.stringify(draft) !== JSON.stringify(base.document);

  useEffect(() => {
    write(keyOf(path), isDirty ? JSON.stringify({ hash: base.hash, document: draft }) : undefined);
  }, [path, isDirty, base.hash, draft]);
  useEffect(() => {
    if (saved.hash === base.hash || isDirty) return;
    setBase(saved);
    setDraft(saved.document);
  }, [saved, base.hash, isDirty]);

  const put = async (hash: string): Promise<void> => {
    setSaving(true);
    try {
      const next = await api.put<Saved<D>>(path, { document: draft }, { ifMatch: hash });
      setBase(next);
      setDraft(next.document);
      setProblem(undefined);
      toast.done('Saved.');
      for (const each of refresh) void client.invalidateQueries({ queryKey: [each] });
    } catch (error) {
      setProblem(error instanceof ApiProblem ? error : new ApiProblem(0, {}));
    }
    setSaving(false);
  };
  const takeSaved = async (): Promise<Saved<D>> => {
    const now = await api.get<Saved<D>>(path);
    setBase(now);
    return now;
  };
  return {
    draft,
    change: setDraft,
    isDirty,
    isSaving,
    problem,
    isRestored: kept !== undefined && isDirty,
    save: () => void put(base.hash),
    discard: () => {
      setProblem(undefined);
      if (problem?.code === 'CHANGED_MEANWHILE') void takeSaved().then((now) => setDraft(now.document), toast.failed);
      else setDraft(base.document);
    },
    overwrite: () => void takeSaved().then((now) => put(now.hash), toast.failed),
  };
}

function keyOf(path: string): string {
  return `leadflow-draft ${path}`;
}

/** The draft of an earlier visit, where it was made on what is saved now. */
function keptDraft<D>(path: string, hash: string): D | undefined {
  try {
    const kept = JSON.parse(read(keyOf(path)) ?? 'null') as Saved<D> | null;
    return kept?.hash === hash ? kept.document : undefined;
  } catch {
    return undefined;
  }
}
