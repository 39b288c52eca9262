// The bar at the foot of a document's page: unsaved or not, save, discard, and what to do after a clash.
import type { ReactElement } from 'react';
import { actionOf, useActions } from '../keys/Commands.tsx';
import { Button } from './Button.tsx';
import { Notice, ProblemNotice } from './Notice.tsx';
import type { DocumentDraft } from './use-document.ts';
import './page.css';

interface SaveBarProps {
  doc: Omit<DocumentDraft<unknown>, 'draft' | 'change'>;
  /** Something is wrong that the server would refuse; said instead of saving. */
  fault?: string | undefined;
}

/** Drawn only while there is something to save. Ctrl+S saves. */
export function SaveBar({ doc, fault }: SaveBarProps): ReactElement | null {
  const { isDirty, isSaving, problem, save, discard, overwrite, isRestored } = doc;
  const canSave = isDirty && fault === undefined && !isSaving;
  useActions(() => [actionOf('save', () => canSave && save())]);
  if (!isDirty && !problem) return null;
  if (problem?.code === 'CHANGED_MEANWHILE') {
    const actions = (
      <span className="lf-row">
        <Button onPress={discard}>Take theirs</Button>
        <Button onPress={overwrite} isPending={isSaving}>
          Save mine over it
        </Button>
      </span>
    );
    return (
      <div className="lf-form-foot">
        <Notice tone="warn" title="Someone else saved this meanwhile." actions={actions}>
          Nothing of yours is lost: it is still on this page.
        </Notice>
      </div>
    );
  }
  return (
    <div className="lf-form-foot">
      {problem && <ProblemNotice error={problem} />}
      <Button kind="primary" onPress={save} isPending={isSaving} isDisabled={!canSave} command="save">
        Save
      </Button>
      <Button onPress={discard} isDisabled={isSaving}>
        Discard changes
      </Button>
      <span className={fault ? 'lf-field__error' : 'lf-muted'}>
        {fault ?? (isRestored ? 'Unsaved changes of your last visit.' : 'Unsaved changes, kept in this browser.')}
      </span>
    </div>
  );
}
