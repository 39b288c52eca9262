// The question before a run is cancelled.
import type { ReactElement } from 'react';
import { api } from '../api.ts';
import { ConfirmDialog } from '../kit/Dialog.tsx';
import { useSend } from '../kit/use-send.ts';

interface CancelDialogProps {
  run: string;
  onClose: () => void;
  /** Called once it is cancelled. */
  onDone?: () => void;
}

/** Cancels one run. */
export function CancelDialog({ run, onClose, onDone }: CancelDialogProps): ReactElement {
  const cancel = useSend(() => api.post(`/api/runs/${run}/cancel`, {}), {
    done: 'The run is being cancelled.',
    refresh: [`/api/runs/${run}`, '/api/runs', '/api/held', '/api/held/groups'],
    onDone: () => {
      onClose();
      onDone?.();
    },
  });
  return (
    <ConfirmDialog
      title="Cancel this run?"
      action="Cancel run"
      isDanger
      isPending={cancel.isPending}
      onConfirm={() => cancel.send()}
      onClose={onClose}
    >
      A run that waits or is held ends at once; one that is under way ends at its next step. A call in flight is not
      broken off.
    </ConfirmDialog>
  );
}
