// Deletes one thing that is kept of an import beside its leads, once it was asked whether that is meant.
import { useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { api } from '../../../api.ts';
import { Button } from '../../../kit/Button.tsx';
import { ConfirmDialog } from '../../../kit/Dialog.tsx';
import { useSend } from '../../../kit/use-send.ts';
import type { LeadImport } from '../../../types.ts';
import { IMPORTS } from './use-lead-import.ts';

interface DeletePartProps {
  id: string;
  /** What it is called in the address. */
  part: 'file' | 'left';
  /** What the button says, what is asked, what goes with it, and what is said once it is gone. */
  action: string;
  title: string;
  warning: string;
  done: string;
}

/** The button and its question. */
export function DeletePart({ id, part, action, title, warning, done }: DeletePartProps): ReactElement {
  const client = useQueryClient();
  const [isAsked, setAsked] = useState(false);
  const close = (): void => setAsked(false);
  const deleting = useSend(() => api.delete<LeadImport>(`${IMPORTS}/${id}/${part}`), {
    done,
    onDone: (next) => {
      client.setQueryData([IMPORTS, id], next);
      close();
    },
  });
  return (
    <>
      <Button icon="trash" onPress={() => setAsked(true)}>
        {action}
      </Button>
      {isAsked && (
        <ConfirmDialog
          title={title}
          action={action}
          isDanger
          isPending={deleting.isPending}
          onConfirm={() => deleting.send()}
          onClose={close}
        >
          {warning}
        </ConfirmDialog>
      )}
    </>
  );
}
