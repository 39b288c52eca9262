// Questions before a source gets another key, or is deleted.
import type { ReactElement } from 'react';
import { api } from '../../api.ts';
import { ConfirmDialog } from '../../kit/Dialog.tsx';
import { useSend } from '../../kit/use-send.ts';
import type { Source, SourceWithKey } from '../../types.ts';

interface NewKeyProps {
  source: Source;
  onMade: (made: SourceWithKey) => void;
  onClose: () => void;
}

/** Makes a new key; the old one ends at once. */
export function NewKeyDialog({ source, onMade, onClose }: NewKeyProps): ReactElement {
  const { send, isPending } = useSend(() => api.post<SourceWithKey>(`/api/sources/${source.id}/key`), {
    refresh: ['/api/sources'],
    onDone: onMade,
  });
  return (
    <ConfirmDialog
      title={`New key for ${source.name}?`}
      action="Make new key"
      isPending={isPending}
      onConfirm={() => send()}
      onClose={onClose}
    >
      <p>The key of now ends at once: leads sent with it are refused until the sender has the new one.</p>
    </ConfirmDialog>
  );
}

/** Deletes a source. */
export function DeleteSourceDialog({ source, onClose }: { source: Source; onClose: () => void }): ReactElement {
  const { send, isPending } = useSend(() => api.delete(`/api/sources/${source.id}`), {
    done: `${source.name} was deleted.`,
    refresh: ['/api/sources'],
    onDone: onClose,
  });
  return (
    <ConfirmDialog
      title={`Delete ${source.name}?`}
      action="Delete source"
      isDanger
      typed={source.name}
      isPending={isPending}
      onConfirm={() => send()}
      onClose={onClose}
    >
      <p>
        Leads sent with its key are refused from now on. Runs and leads that came from it stay. To stop it for a while
        only, pause it.
      </p>
    </ConfirmDialog>
  );
}
