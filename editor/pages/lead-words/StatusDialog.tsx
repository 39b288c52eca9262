// Makes a status, or changes its meaning and marks.
import { type ReactElement, useState } from 'react';
import { api } from '../../api.ts';
import { FormDialog } from '../../kit/FormDialog.tsx';
import { Switch } from '../../kit/Switch.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { counted } from '../../kit/time-words.ts';
import { useSend } from '../../kit/use-send.ts';
import type { LeadStatus } from '../../types.ts';
import { MARK_WORDS, MARKS, type Mark } from '../leads/mark-words.ts';
import { WORD_REFRESH } from './word-refresh.ts';

const ABBREV = /^[A-Z0-9_]{1,12}$/;

/** The dialog; without a status it makes one. */
export function StatusDialog({
  status,
  onClose,
}: {
  status: LeadStatus | undefined;
  onClose: () => void;
}): ReactElement {
  const [abbrev, setAbbrev] = useState(status?.abbrev ?? '');
  const [label, setLabel] = useState(status?.label ?? '');
  const [marks, setMarks] = useState({
    final: status?.final ?? false,
    success: status?.success ?? false,
    dnc: status?.dnc ?? false,
  });
  const body = { label: label.trim() || abbrev, ...marks };
  const save = () =>
    status ? api.patch(`/api/statuses/${status.abbrev}`, body) : api.post('/api/statuses', { abbrev, ...body });
  const { send, isPending, error } = useSend(save, {
    done: status ? 'Saved.' : `The status ${abbrev} was made.`,
    refresh: WORD_REFRESH,
    onDone: onClose,
    onFailed: () => undefined,
  });
  return (
    <FormDialog
      title={status ? `Meaning and marks of ${status.abbrev}` : 'New status'}
      action={status ? 'Save' : 'Make status'}
      onSubmit={() => send()}
      onClose={onClose}
      isPending={isPending}
      isReady={ABBREV.test(abbrev)}
      error={error}
    >
      {!status && <AbbrevField value={abbrev} onChange={setAbbrev} />}
      <TextField
        label="Meaning"
        value={label}
        onChange={setLabel}
        placeholder="Call back"
        description="What people read."
        autoFocus={status !== undefined}
      />
      <MarkSwitches marks={marks} onChange={setMarks} />
      {status && status.leads > 0 && !status.dnc && marks.dnc && (
        <p className="lf-muted">
          {counted(status.leads, 'lead')} {status.leads === 1 ? 'has' : 'have'} it already: no number is added for
          these.
        </p>
      )}
    </FormDialog>
  );
}

function AbbrevField({ value, onChange }: { value: string; onChange: (abbrev: string) => void }): ReactElement {
  const isWrong = value !== '' && !ABBREV.test(value);
  return (
    <TextField
      label="Short"
      value={value}
      onChange={(text) => onChange(text.trim().toUpperCase())}
      placeholder="CALLBK"
      description="What flows and receivers write. It cannot be changed later."
      error={isWrong ? 'Use one to twelve capital letters, digits or underscores, such as CALLBK.' : undefined}
      isRequired
      isMono
      autoFocus
    />
  );
}

type Marked = Record<Mark, boolean>;

function MarkSwitches({ marks, onChange }: { marks: Marked; onChange: (marks: Marked) => void }): ReactElement[] {
  return MARKS.map((mark) => (
    <Switch
      key={mark}
      isSelected={marks[mark]}
      onChange={(isOn) => onChange({ ...marks, [mark]: isOn })}
      description={MARK_WORDS[mark].says}
    >
      {MARK_WORDS[mark].label}
    </Switch>
  ));
}
