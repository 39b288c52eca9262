// A document that is edited as a whole and saved with a button: its draft, undo, what differs, what a clash comes to.
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { isSame } from '../../flows/language/json.ts';
import { ApiProblem, api } from '../api.ts';
import { read, write } from '../theme/theme.ts';
import { useToast } from './Toasts.tsx';
import { type Undoable, useUndo } from './use-undo.ts';

interface Saved<D> {
  document: D;
  hash: string;
}

/** The draft and the ways to change, undo, save and drop it. */
export interface DocumentDraft<D> extends Pick<Undoable<D>, 'change' | 'undo' | 'redo'> {
  draft: D;
  isDirty: boolean;
  isSaving: boolean;
  problem: ApiProblem | undefined;
  /** True where the draft is left over from an earlier visit. */
  isRestored: boolean;
  save: () => void;
  /** Back to what is saved; can be undone. */
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
  const { value: draft, change, replace, settle, undo, redo } = useUndo(kept ?? saved.document);
  const [isSaving, setSaving] = useState(false);
  const [problem, setProblem] = useState<ApiProblem>();
  const isDirty = !isSame(draft, base.document);

  useEffect(() => {
    write(keyOf(path), isDirty ? JSON.stringify({ hash: base.hash, document: draft }) : undefined);
  }, [path, isDirty, base.hash, draft]);
  useNews(saved, () => {
    if (saved.hash === base.hash || isDirty) return;
    setBase(saved);
    // Someone else's save: going back past it would take it back without a word.
    replace(saved.document);
  });

  const put = async (hash: string): Promise<void> => {
    setSaving(true);
    try {
      const next = await api.put<Saved<D>>(path, { document: draft }, { ifMatch: hash });
      setBase(next);
      settle(draft, next.document);
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
    change,
    undo,
    redo,
    isDirty,
    isSaving,
    problem,
    isRestored: kept !== undefined && isDirty,
    save: () => void put(base.hash),
    discard: () => {
      setProblem(undefined);
      const drop = (to: D): void => change(to, { label: 'Discard changes', gesture: null });
      if (problem?.code === 'CHANGED_MEANWHILE') void takeSaved().then((now) => drop(now.document), toast.failed);
      else drop(base.document);
    },
    overwrite: () => void takeSaved().then((now) => put(now.hash), toast.failed),
  };
}

/** Calls `take` when another document was read: after a save, and after Take theirs, `saved` is older than the base. */
function useNews<D>({ hash }: Saved<D>, take: () => void): void {
  const last = useRef(hash);
  useEffect(() => {
    if (hash === last.current) return;
    last.current = hash;
    take();
  });
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
