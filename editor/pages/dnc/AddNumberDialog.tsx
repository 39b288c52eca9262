// Puts one or many numbers on a DNC list, and says which of them could not be taken.
import { type ReactElement, useState } from 'react';
import { ApiProblem, api } from '../../api.ts';
import { FormDialog } from '../../kit/FormDialog.tsx';
import { linesOf } from '../../kit/lines.ts';
import { Notice } from '../../kit/Notice.tsx';
import { type Option, Select } from '../../kit/Select.tsx';
import { momentOf } from '../../kit/spans.ts';
import { TextField } from '../../kit/TextField.tsx';
import { useToast } from '../../kit/Toasts.tsx';
import { counted } from '../../kit/time-words.ts';
import { useSend } from '../../kit/use-send.ts';
import { EndField, isEnd } from './EndField.tsx';

interface Refused {
  number: string;
  says: string;
}

interface AddNumberProps {
  lists: readonly Option[];
  /** Those that stand in the box at first. */
  numbers?: readonly string[];
  onClose: () => void;
}

/** The dialog. Numbers stand one a line. */
export function AddNumberDialog({ lists, numbers: given = [], onClose }: AddNumberProps): ReactElement {
  const toast = useToast();
  const [text, setText] = useState(given.join('\n'));
  const [list, setList] = useState(lists.find((each) => each.id === 'account')?.id ?? lists[0]?.id ?? 'account');
  const [reason, setReason] = useState('');
  const [end, setEnd] = useState('');
  const [refused, setRefused] = useState<readonly Refused[]>([]);
  const numbers = linesOf(text);
  const { send, isPending } = useSend(
    () => addAll(numbers, { list, reason: reason.trim(), expiresAt: momentOf(end) || null }),
    {
      refresh: ['/api/dnc'],
      onDone: (faults) => {
        const added = numbers.length - faults.length;
        if (added > 0) toast.done(`${counted(added, 'number')} added to ${list}.`);
        setRefused(faults);
        setText(faults.map((fault) => fault.number).join('\n'));
        if (faults.length === 0) onClose();
      },
    },
  );
  return (
    <FormDialog
      title="Add numbers to a DNC list"
      onClose={onClose}
      onSubmit={() => numbers.length > 0 && send()}
      action={numbers.length > 1 ? `Add ${numbers.length} numbers` : 'Add number'}
      isPending={isPending}
      isReady={numbers.length > 0 && isEnd(end)}
    >
      <RefusedNotice refused={refused} />
      <TextField
        label="Numbers"
        description="One a line, in any form."
        value={text}
        onChange={setText}
        rows={5}
        placeholder="(310) 555-0123"
        autoFocus
        isRequired
      />
      <Select label="List" options={lists} value={list} onChange={setList} />
      <TextField
        label="Reason"
        description="Shown to whoever wonders later."
        value={reason}
        onChange={setReason}
        placeholder="Asked not to be called"
      />
      <EndField value={end} onChange={setEnd} />
    </FormDialog>
  );
}

function RefusedNotice({ refused }: { refused: readonly Refused[] }): ReactElement | null {
  if (refused.length === 0) return null;
  return (
    <Notice tone="err" title={`${counted(refused.length, 'number')} could not be added`}>
      <ul>
        {refused.map((fault) => (
          <li key={fault.number}>
            <strong>{fault.number}</strong>: {fault.says}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

/** Adds the numbers one after the other; the ones that the server refused come back. Rejects where it cannot be reached. */
async function addAll(
  numbers: readonly string[],
  entry: { list: string; reason: string; expiresAt: string | null },
): Promise<Refused[]> {
  const refused: Refused[] = [];
  for (const number of numbers) {
    try {
      await api.post('/api/dnc', { number, ...entry });
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.status === 0 || error.status >= 500) throw error;
      refused.push({ number, says: error.errors[0]?.says ?? error.message });
    }
  }
  return refused;
}
