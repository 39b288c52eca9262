// What a person must know before going on: a conflict, a draft kept here alone, a file that cannot be read.
import { type ReactElement, useState } from 'react';
import { Button } from '../kit/Button.tsx';
import { Notice } from '../kit/Notice.tsx';
import { useToast } from '../kit/Toasts.tsx';
import { exactTime } from '../kit/time-words.ts';
import type { FlowDetail } from '../types.ts';
import { useDrawing } from './drawing-context.ts';
import { type KeptDraft, keepDraft, keptDraft } from './kept-draft.ts';
import type { Autosave } from './use-autosave.ts';

interface BannersProps {
  opened: FlowDetail;
  autosave: Autosave;
}

/** The banners that hold now; none on a quiet day. */
export function Banners({ opened, autosave }: BannersProps): ReactElement | null {
  const { state, detail } = autosave;
  return (
    <div className="fl-banners">
      {state.is === 'conflict' && <Conflict autosave={autosave} />}
      {state.is === 'offline' && (
        <Notice tone="warn" title={state.says}>
          Your changes are kept in this browser and sent as soon as the server answers.
        </Notice>
      )}
      {state.is === 'refused' && (
        <Notice tone="err" title="The server does not take this draft.">
          {state.says} Your changes are kept in this browser.
        </Notice>
      )}
      <Recover opened={opened} />
      {detail.fileError && (
        <Notice tone="warn" title={`The file on disk cannot be read: ${detail.fileError.says}`}>
          {detail.fileError.remedy} The last good version is shown here{detail.live ? ' and keeps serving' : ''}.
        </Notice>
      )}
    </div>
  );
}

function Conflict({ autosave }: { autosave: Autosave }): ReactElement {
  const toast = useToast();
  const [isBusy, setBusy] = useState(false);
  const settle = (keep: 'theirs' | 'mine'): void => {
    setBusy(true);
    autosave
      .settle(keep)
      .catch(toast.failed)
      .finally(() => setBusy(false));
  };
  return (
    <Notice
      tone="err"
      title="Someone else changed this flow since you opened it."
      actions={
        <span className="lf-row">
          <Button size="small" isDisabled={isBusy} onPress={() => settle('theirs')}>
            Reload theirs
          </Button>
          <Button size="small" isDisabled={isBusy} onPress={() => settle('mine')}>
            Keep mine
          </Button>
        </span>
      }
    >
      Nothing is lost yet. “Reload theirs” drops your changes since then; “Keep mine” replaces theirs with what you see.
    </Notice>
  );
}

/** Offers what an earlier visit left in this browser. */
function Recover({ opened }: { opened: FlowDetail }): ReactElement | null {
  const { flow } = useDrawing();
  const [kept, setKept] = useState<KeptDraft | null>(() =>
    flow.getState().readOnly ? null : keptDraft(opened.slug, opened.bundle),
  );
  if (!kept) return null;
  const recover = (): void => {
    flow.getState().apply({ label: 'Recover the kept draft', bundle: kept.bundle });
    setKept(null);
  };
  const discard = (): void => {
    keepDraft(opened.slug, null);
    setKept(null);
  };
  const isOlder = kept.rev !== opened.rev;
  return (
    <Notice
      tone="warn"
      title={`Changes from ${exactTime(new Date(kept.at).toISOString())} were kept in this browser and never reached the server.`}
      actions={
        <span className="lf-row">
          <Button size="small" onPress={discard}>
            Discard them
          </Button>
          <Button size="small" kind="primary" onPress={recover}>
            Recover
          </Button>
        </span>
      }
    >
      {isOlder
        ? 'The flow was changed on the server since then: recovering replaces that. You can undo it.'
        : 'Recovering puts them into the draft. You can undo it.'}
    </Notice>
  );
}
