// Offers what an earlier visit, or another tab that crashed, left in this browser and never sent.
import { type ReactElement, useEffect, useState } from 'react';
import { Button } from '../kit/Button.tsx';
import { Notice } from '../kit/Notice.tsx';
import { useToast } from '../kit/Toasts.tsx';
import { exactTime } from '../kit/time-words.ts';
import type { FlowDetail } from '../types.ts';
import { useDrawing } from './drawing-context.ts';
import type { FlowStore } from './flow-store.ts';
import { type FoundDraft, isStillKept, keepDraft, keptDrafts, watchKept } from './kept-draft.ts';

/** The newest kept draft, with the way back to it. It stays kept until it is recovered or discarded. */
export function Recover({ opened }: { opened: FlowDetail }): ReactElement | null {
  const { flow } = useDrawing();
  const toast = useToast();
  const [kept] = useFound(flow, opened);
  if (!kept) return null;
  const isOlder = kept.rev !== opened.rev;
  return (
    <Notice
      tone="warn"
      title={`Changes from ${exactTime(new Date(kept.at).toISOString())} were kept in this browser and never reached the server.`}
      actions={
        <span className="lf-row">
          <Button size="small" onPress={() => keepDraft(kept.key, null)}>
            Discard them
          </Button>
          <Button size="small" kind="primary" onPress={() => recover(flow, kept).catch(toast.failed)}>
            Recover
          </Button>
        </span>
      }
    >
      {isOlder
        ? 'The flow was changed on the server since then: recovering brings both together, and asks where they meet. You can undo it.'
        : 'Recovering puts them into the draft. You can undo it.'}
    </Notice>
  );
}

/** What was kept when the page was opened, and still is. */
function useFound(flow: FlowStore, opened: FlowDetail): readonly FoundDraft[] {
  const [found, setFound] = useState<readonly FoundDraft[]>(() => {
    const { readOnly, catalogue } = flow.getState();
    return readOnly ? [] : keptDrafts(opened.slug, opened.bundle, catalogue);
  });
  useEffect(() => watchKept(() => setFound((list) => (list.every(isThere) ? list : list.filter(isThere)))), []);
  return found;
}

function isThere({ key }: FoundDraft): boolean {
  return isStillKept(key);
}

/** One step of undo; the copy is forgotten once the drawing that holds it is kept in its place. */
async function recover(flow: FlowStore, kept: FoundDraft): Promise<void> {
  const { mergeBundles } = await import('../../flows/language/merge.ts');
  const { bundle: theirs, catalogue, apply, open } = flow.getState();
  const base = kept.base ?? theirs;
  const { bundle, conflicts } = mergeBundles({ base, mine: kept.bundle, theirs, catalogue });
  if (conflicts.length > 0) return open({ kind: 'merge', kept });
  apply({ label: 'Recover the kept draft', bundle });
  keepDraft(kept.key, null);
}
