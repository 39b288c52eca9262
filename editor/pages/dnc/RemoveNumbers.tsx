// Asks before numbers are taken off their DNC lists.
import type { ReactElement } from 'react';
import { api } from '../../api.ts';
import { ConfirmDialog } from '../../kit/Dialog.tsx';
import { counted } from '../../kit/time-words.ts';
import { useSend } from '../../kit/use-send.ts';
import type { DncEntry } from '../../types.ts';

const PATH = '/api/dnc';

interface RemoveProps {
  entries: readonly DncEntry[];
  onDone?: () => void;
  onClose: () => void;
}

/** The dialog. `onDone` is told before it closes. */
export function RemoveNumbers({ entries, onDone, onClose }: RemoveProps): ReactElement {
  const [first] = entries;
  const what = entries.length === 1 && first ? first.number : counted(entries.length, 'number');
  const body = { entries: entries.map(({ list, number }) => ({ list, number })) };
  const { send, isPending } = useSend(() => api.post<{ removed: number }>('/api/dnc/remove', body), {
    done: ({ removed }) => (entries.length === 1 ? `${what} was removed.` : `${counted(removed, 'number')} removed.`),
    refresh: [PATH, '/api/dnc-lists'],
    onDone: () => {
      onDone?.();
      onClose();
    },
  });
  return (
    <ConfirmDialog
      title={`Remove ${what}?`}
      action={entries.length === 1 ? 'Remove number' : `Remove ${what}`}
      isDanger
      isPending={isPending}
      {...(entries.length > 1 ? { typed: 'remove' } : {})}
      onConfirm={() => send()}
      onClose={onClose}
    >
      <p>
        From then on flows treat {entries.length === 1 ? 'it as a number' : 'them as numbers'} that may be called.{' '}
        {entries.length === 1 && first?.reason && `It was added with the reason “${first.reason}”.`}
      </p>
    </ConfirmDialog>
  );
}
