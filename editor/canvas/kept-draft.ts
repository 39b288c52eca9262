// The crash copy: changes of a flow that have not reached the server yet, kept in this browser, each page under its own key.
import type { Catalogue } from '../../flows/language/catalogue.ts';
import { isSameFlow } from '../../flows/language/diff.ts';
import type { FlowBundle } from '../../flows/language/document.ts';
import type { UnsentDraft } from './save-state.ts';

/** A draft that was kept. `at` is epoch milliseconds; `base` is null where the browser had room for the draft alone. */
export interface KeptDraft extends Omit<UnsentDraft, 'base'> {
  base: FlowBundle | null;
  at: number;
}

/** A draft that was found, with the key to forget it by. */
export interface FoundDraft extends KeptDraft {
  key: string;
}

const PREFIX = 'leadflow-draft:';
const CHANGED = 'leadflow-kept';

/** A key of its own for each page that is opened: two tabs, or a reload, never write over one another's copy. */
export function newDraftKey(slug: string): string {
  const random = Math.random().toString(36).slice(2, 10);
  return `${PREFIX}${slug}:${Date.now().toString(36)}-${random}`;
}

/** Keeps the draft under its key; null forgets it. False where the browser did not take it: no room, or switched off. */
export function keepDraft(key: string, draft: KeptDraft | null): boolean {
  try {
    if (draft === null) localStorage.removeItem(key);
    else if (!stored(key, draft)) localStorage.setItem(key, JSON.stringify({ ...draft, base: null }));
    window.dispatchEvent(new Event(CHANGED));
    return true;
  } catch {
    return draft === null;
  }
}

function stored(key: string, draft: KeptDraft): boolean {
  try {
    localStorage.setItem(key, JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

/** The kept drafts of a flow that differ from what the server has, newest first; those that do not are forgotten. */
export function keptDrafts(slug: string, server: FlowBundle, catalogue?: Catalogue): FoundDraft[] {
  return keysOf(slug)
    .flatMap((key): FoundDraft[] => {
      const kept = parsed(localStorage.getItem(key));
      if (kept && !isSameFlow(kept.bundle, server, catalogue)) return [{ ...kept, key }];
      keepDraft(key, null);
      return [];
    })
    .toSorted((a, b) => b.at - a.at);
}

/** True while a copy is still kept under this key. */
export function isStillKept(key: string): boolean {
  try {
    return localStorage.getItem(key) !== null;
  } catch {
    return false;
  }
}

/** Calls back whenever a copy was kept or forgotten, here or in another tab; returns how to stop. */
export function watchKept(call: () => void): () => void {
  const other = (event: StorageEvent): void => {
    if (event.key === null || event.key.startsWith(PREFIX)) call();
  };
  window.addEventListener('storage', other);
  window.addEventListener(CHANGED, call);
  return () => {
    window.removeEventListener('storage', other);
    window.removeEventListener(CHANGED, call);
  };
}

/** The keys of a flow; the one without a page's name is of an earlier Leadflow. */
function keysOf(slug: string): string[] {
  try {
    return Object.keys(localStorage).filter((key) => key === PREFIX + slug || key.startsWith(`${PREFIX}${slug}:`));
  } catch {
    return [];
  }
}

function parsed(text: string | null): KeptDraft | null {
  if (text === null) return null;
  try {
    const kept = JSON.parse(text) as Partial<KeptDraft> | null;
    const isDraft = typeof kept?.rev === 'number' && typeof kept.at === 'number' && kept.bundle?.document !== undefined;
    return isDraft ? ({ base: null, ...kept } as KeptDraft) : null;
  } catch {
    return null;
  }
}
