// The rows that an import left out: to be downloaded with why, mended and imported again, or deleted.
import { useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { api } from '../../../api.ts';
import { Button } from '../../../kit/Button.tsx';
import { ConfirmDialog } from '../../../kit/Dialog.tsx';
import { fetchFile } from '../../../kit/download.ts';
import { useSend } from '../../../kit/use-send.ts';
import type { LeadImport } from '../../../types.ts';
import { IMPORTS } from './use-lead-import.ts';

/** The buttons; the rows go only once no more can come. */
export function LeftRows({ stand: { id, state } }: { stand: LeadImport }): ReactElement {
  const client = useQueryClient();
  const [isDeleting, setDeleting] = useState(false);
  const close = (): void => setDeleting(false);
  const deleting = useSend(() => api.delete<LeadImport>(`${IMPORTS}/${id}/left`), {
    done: 'The rows that were not imported were deleted.',
    onDone: (next) => {
      client.setQueryData([IMPORTS, id], next);
      close();
    },
  });
  return (
    <div className="lf-row">
      <Button icon="download" onPress={() => fetchFile(`${IMPORTS}/${id}/left`)}>
        Rows not imported, as CSV
      </Button>
      {(state === 'done' || state === 'cancelled') && (
        <Button icon="trash" onPress={() => setDeleting(true)}>
          Delete those rows
        </Button>
      )}
      {isDeleting && (
        <ConfirmDialog
          title="Delete the rows that were not imported?"
          action="Delete those rows"
          isDanger
          isPending={deleting.isPending}
          onConfirm={() => deleting.send()}
          onClose={close}
        >
          They are kept nowhere else, and the list of problems goes with them. The leads of this import stay.
        </ConfirmDialog>
      )}
    </div>
  );
}
