// The crash copy: changes of a flow that have not reached the server yet, kept in this browser.
import type { FlowBundle } from '../../flows/language/document.ts';
import { read, write } from '../theme/theme.ts';

/** A draft that was kept, made on the server's revision `rev`. `at` is epoch milliseconds. */
export interface KeptDraft {
  bundle: FlowBundle;
  rev: number;
  at: number;
}

function keyOf(slug: string): string {
  return `leadflow-draft:${slug}`;
}

/** Keeps the draft of a flow; null forgets it. */
export function keepDraft(slug: string, draft: KeptDraft | null): void {
  write(keyOf(slug), draft === null ? undefined : JSON.stringify(draft));
}

/** The kept draft of a flow where it differs from what the server has; one that does not is forgotten. */
export function keptDraft(slug: string, server: FlowBundle): KeptDraft | null {
  const kept = parsed(read(keyOf(slug)));
  if (kept && JSON.stringify(sorted(kept.bundle)) !== JSON.stringify(sorted(server))) return kept;
  keepDraft(slug, null);
  return null;
}

function parsed(text: string | null): KeptDraft | null {
  if (text === null) return null;
  try {
    const kept = JSON.parse(text) as Partial<KeptDraft> | null;
    const isDraft = typeof kept?.rev === 'number' && typeof kept.at === 'number' && kept.bundle?.document !== undefined;
    return isDraft ? (kept as KeptDraft) : null;
  } catch {
    return null;
  }
}

/** The value with the keys of every object in order, so that two spellings of one drawing compare as equal. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item)]));
}
