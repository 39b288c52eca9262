// The merge on the canvas page: of this drawing with the server's after a conflict, or with a copy that was kept here.
import { type ReactElement, useState } from 'react';
import type { FlowBundle } from '../../flows/language/document.ts';
import { changeSentence } from '../canvas/conflict-words.ts';
import { useDrawing } from '../canvas/drawing-context.ts';
import { type FoundDraft, keepDraft } from '../canvas/kept-draft.ts';
import type { Autosave } from '../canvas/use-autosave.ts';
import { exactTime } from '../kit/time-words.ts';
import { useSession } from '../shell/session.ts';
import { MergeDialog } from './MergeDialog.tsx';

interface MergeDrawingsProps {
  autosave: Autosave;
  /** The copy to bring in; null for the conflict with the server. */
  kept: FoundDraft | null;
  onClose: () => void;
}

/** Shows the questions and puts the answer in place, as one step of undo. */
export function MergeDrawings({ autosave, kept, onClose }: MergeDrawingsProps): ReactElement | null {
  const { flow } = useDrawing();
  const { email } = useSession().user;
  const theirs = autosave.state.is === 'conflict' ? autosave.state.theirs : undefined;
  const [sides] = useState(() => {
    const { bundle, catalogue } = flow.getState();
    if (kept) return { base: kept.base ?? bundle, mine: kept.bundle, theirs: bundle, catalogue };
    return theirs && { base: autosave.base(), mine: bundle, theirs: theirs.bundle, catalogue };
  });
  if (!sides) return null;
  const merged = (bundle: FlowBundle): void => {
    onClose();
    if (kept) {
      flow.getState().apply({ label: 'Recover the kept draft', bundle });
      keepDraft(kept.key, null);
    } else if (theirs) autosave.settle(theirs, bundle);
  };
  const about = kept
    ? `Changes from ${exactTime(new Date(kept.at).toISOString())} were kept in this browser. The flow was changed since then.`
    : changeSentence(theirs?.changed ?? null, email);
  const words = kept ? { theirs: 'In the flow', mine: 'Kept here' } : { theirs: 'Theirs', mine: 'Yours' };
  return <MergeDialog sides={sides} about={about} words={words} onMerged={merged} onClose={onClose} />;
}
