// Changes an entry of a DNC list: until when the number is on it, and why.
import { type ReactElement, useState } from 'react';
import { api } from '../../api.ts';
import { FormDialog } from '../../kit/FormDialog.tsx';
import { localText, momentOf } from '../../kit/spans.ts';
import { TextField } from '../../kit/TextField.tsx';
import { useSend } from '../../kit/use-send.ts';
import type { DncEntry } from '../../types.ts';
import { EndField, isEnd } from './EndField.tsx';

/** The dialog. The number and its list stay as they are. */
export function EntryDialog({ entry, onClose }: { entry: DncEntry; onClose: () => void }): ReactElement {
  const [reason, setReason] = useState(entry.reason);
  const [purpose, setPurpose] = useState(entry.purpose);
  const [end, setEnd] = useState(localText(entry.expiresAt ?? ''));
  const path = `/api/dnc/${entry.list}/${encodeURIComponent(entry.number)}`;
  // A field for minutes must not cut the seconds off an end that nobody touched.
  const isSame = end === localText(entry.expiresAt ?? '');
  const ends = isSame ? {} : { expiresAt: momentOf(end) || null };
  const save = () => api.patch(path, { reason: reason.trim(), purpose: purpose.trim(), ...ends });
  const { send, isPending, error } = useSend(save, {
    done: `${entry.number} was changed.`,
    refresh: ['/api/dnc'],
    onDone: onClose,
    onFailed: () => undefined,
  });
  return (
    <FormDialog
      title={`Change ${entry.number} on ${entry.list}`}
      action="Save"
      onClose={onClose}
      onSubmit={() => send()}
      isPending={isPending}
      isReady={isSame || isEnd(end)}
      error={error}
    >
      <TextField label="Reason" value={reason} onChange={setReason} autoFocus />
      <TextField label="Purpose" value={purpose} onChange={setPurpose} description="Left empty: every call." />
      <EndField value={end} onChange={setEnd} isOld={isSame} />
    </FormDialog>
  );
}
