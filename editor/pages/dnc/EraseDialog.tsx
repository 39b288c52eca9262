// Erases a person's number from the DNC lists: nobody can read it any more, and it goes on being blocked.
import { type ReactElement, useState } from 'react';
import { api } from '../../api.ts';
import { FormDialog } from '../../kit/FormDialog.tsx';
import { Notice } from '../../kit/Notice.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { useToast } from '../../kit/Toasts.tsx';
import { counted } from '../../kit/time-words.ts';
import { useSend } from '../../kit/use-send.ts';

/** The dialog. `number` stands in the field at first. */
export function EraseDialog({ number: given, onClose }: { number: string; onClose: () => void }): ReactElement {
  const toast = useToast();
  const [number, setNumber] = useState(given);
  const [isNowhere, setNowhere] = useState(false);
  const { send, isPending, error } = useSend(
    () => api.post<{ erased: number }>('/api/dnc/erase', { number: number.trim() }),
    {
      refresh: ['/api/dnc', '/api/dnc-lists'],
      onDone: ({ erased }) => {
        setNowhere(erased === 0);
        if (erased === 0) return;
        toast.done(`${counted(erased, 'entry', 'entries')} erased. The number is still blocked.`);
        onClose();
      },
      onFailed: () => undefined,
    },
  );
  return (
    <FormDialog
      title="Erase a number"
      action="Erase number"
      isDanger
      onClose={onClose}
      onSubmit={() => send()}
      isPending={isPending}
      isReady={number.trim() !== ''}
      error={error}
    >
      <p>
        For a person who asks to be forgotten. On every DNC list a keyed hash takes the place of the number: nobody can
        read it any more, also not out of the audit, and checks go on blocking it. It cannot be undone.
      </p>
      <TextField
        label="Number"
        type="tel"
        value={number}
        onChange={(text) => {
          setNumber(text);
          setNowhere(false);
        }}
        placeholder="(310) 555-0123"
        description="In any form; without a country code it is read as a US number."
        isRequired
        autoFocus
      />
      {isNowhere && (
        <Notice tone="warn" title="It is on no DNC list">
          So nothing was erased, and it is not blocked. Add it first if it must not be called. One that was erased
          before shows as “erased” when you check it.
        </Notice>
      )}
    </FormDialog>
  );
}
