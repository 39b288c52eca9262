// Asks before a thing with a short name is deleted: its short name must be typed.
import type { ReactElement, ReactNode } from 'react';
import { api } from '../api.ts';
import { ConfirmDialog } from './Dialog.tsx';
import { useSend } from './use-send.ts';

interface DeleteDialogProps {
  /** The kind of thing: "adaptor". */
  what: string;
  name: string;
  slug: string;
  /** What the button says, where "Delete <what>" says too little. */
  action?: string | undefined;
  /** Where it is deleted. */
  path: string;
  /** Query keys that are read anew. */
  refresh: readonly string[];
  /** What goes with it, and what stays. */
  children: ReactNode;
  onDone?: () => void;
  onClose: () => void;
}

/** The question. What the server refuses is shown as a message. */
export function DeleteDialog(props: DeleteDialogProps): ReactElement {
  const { what, name, slug, path, refresh, action = `Delete ${what}`, children, onDone, onClose } = props;
  const { send, isPending } = useSend(() => api.delete(path), {
    done: `${name} was deleted.`,
    refresh,
    onDone: onDone ?? onClose,
  });
  return (
    <ConfirmDialog
      title={`Delete ${name}?`}
      action={action}
      isDanger
      typed={slug}
      isPending={isPending}
      onConfirm={() => send()}
      onClose={onClose}
    >
      {children}
    </ConfirmDialog>
  );
}
