// Asks before a flow is deleted.
import type { ReactElement } from 'react';
import { api } from '../../api.ts';
import { ConfirmDialog } from '../../kit/Dialog.tsx';
import { useSend } from '../../kit/use-send.ts';
import type { FlowSummary } from '../../types.ts';

/** Deletes the flow once its name is typed. */
export function DeleteFlowDialog({ flow, onClose }: { flow: FlowSummary; onClose: () => void }): ReactElement {
  const { send, isPending } = useSend(() => api.delete(`/api/flows/${flow.slug}`), {
    done: `${flow.name} was deleted.`,
    refresh: ['/api/flows'],
    onDone: onClose,
  });
  return (
    <ConfirmDialog
      title={`Delete ${flow.name}?`}
      action="Delete flow"
      isDanger
      typed={flow.slug}
      isPending={isPending}
      onConfirm={() => send()}
      onClose={onClose}
    >
      <p>
        Its files and its draft are removed
        {flow.liveVersion === null ? '' : ', and leads sent to its address are refused from now on'}. Runs and leads
        that it made stay.
      </p>
    </ConfirmDialog>
  );
}
