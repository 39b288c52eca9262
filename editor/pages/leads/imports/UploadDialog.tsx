// Chooses a file of leads and sends it; what is done with it is chosen on its page.
import { useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { FileField } from '../../../kit/FileField.tsx';
import { FormDialog } from '../../../kit/FormDialog.tsx';
import { useSend } from '../../../kit/use-send.ts';
import type { LeadImport } from '../../../types.ts';
import { sendLeadFile } from './send-lead-file.ts';
import { IMPORTS } from './use-lead-import.ts';

/** The dialog. Closed half way, what has come is kept: the same file goes on from there. */
export function UploadDialog({ onClose }: { onClose: () => void }): ReactElement {
  const go = useNavigate();
  const client = useQueryClient();
  const [file, setFile] = useState<File>();
  const [stand, setStand] = useState<LeadImport>();
  const isStopped = useRef(false);
  const sending = useSend(
    (chosen: File) => sendLeadFile(chosen, { told: setStand, isStopped: () => isStopped.current }),
    {
      refresh: [IMPORTS],
      onDone: (found) => found && void go(`/leads/imports/${found.id}`),
      onFailed: () => undefined,
    },
  );
  const close = (): void => {
    isStopped.current = true;
    // What was begun is among the imports, however far it came.
    if (stand) void client.invalidateQueries({ queryKey: [IMPORTS] });
    onClose();
  };
  return (
    <FormDialog
      title="Import leads"
      action="Upload"
      onClose={close}
      onSubmit={() => file && sending.send(file)}
      isPending={sending.isPending}
      isReady={file !== undefined}
      error={sending.error}
    >
      <FileField
        label="File"
        description="CSV with commas, semicolons or tabs, or one JSON object a line; up to 4 GB. Nothing is imported yet: you map its columns, see what it would do, and then import. Choose the same file again to go on where a broken connection stopped."
        accept={['.csv', '.tsv', '.txt', '.ndjson', '.jsonl', 'text/csv', 'text/plain']}
        file={file}
        onChoose={setFile}
        isDisabled={sending.isPending}
      />
      <p role="status">{stand && `Sent: ${Math.floor((100 * stand.received) / stand.size)} %`}</p>
    </FormDialog>
  );
}
