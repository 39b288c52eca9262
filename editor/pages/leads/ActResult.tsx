// What became of a change of leads, in words.
import type { ReactElement } from 'react';
import { Button } from '../../kit/Button.tsx';
import { Dialog } from '../../kit/Dialog.tsx';
import { Notice } from '../../kit/Notice.tsx';
import type { LeadBulkReport } from '../../types.ts';
import { SkippedLeads } from './ActPlan.tsx';
import { ACT_WORDS, type ActKind, doneWords } from './lead-acts.ts';

interface ActResultProps {
  kind: ActKind;
  report: LeadBulkReport;
  onClose: () => void;
}

/** The result, with what was left as it was and why. */
export function ActResult({ kind, report, onClose }: ActResultProps): ReactElement {
  return (
    <Dialog
      title={ACT_WORDS[kind].title}
      onClose={onClose}
      actions={
        <Button kind="primary" autoFocus onPress={onClose}>
          Close
        </Button>
      }
    >
      <div role="status">
        <Notice tone={report.changed > 0 ? 'ok' : 'warn'} title={doneWords(kind, report.changed)}>
          <SkippedLeads skipped={report.skipped} />
        </Notice>
      </div>
    </Dialog>
  );
}
