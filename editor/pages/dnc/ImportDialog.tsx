// Imports a file into a DNC list: chosen, sent, read, looked at as a report, and only then made to count.
import { type ReactElement, useRef, useState } from 'react';
import { api } from '../../api.ts';
import { FileField } from '../../kit/FileField.tsx';
import { FormDialog } from '../../kit/FormDialog.tsx';
import { Select } from '../../kit/Select.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { useSend } from '../../kit/use-send.ts';
import type { DncImport, DncList, DncReport } from '../../types.ts';
import { ImportReport } from './ImportReport.tsx';
import { sendFile } from './send-file.ts';

const MODES: readonly { id: DncImport['mode']; label: string }[] = [
  { id: 'replace', label: 'It is the whole list: replace what was imported' },
  { id: 'add', label: 'Add its numbers' },
  { id: 'remove', label: 'Take its numbers off' },
  { id: 'changes', label: 'It is a change file: its lines say A or D' },
];

interface ImportProps {
  list: DncList;
  onClose: () => void;
}

interface Choice {
  file: File | undefined;
  mode: DncImport['mode'];
  day: string;
  /** Country of numbers without a country code. */
  region: string;
  reason: string;
}

/** The dialog. Closing it before the end cancels the import. */
export function ImportDialog({ list, onClose }: ImportProps): ReactElement {
  const mode = list.kept === 'by-file' ? 'replace' : 'add';
  const [choice, setChoice] = useState<Choice>({ file: undefined, mode, day: '', region: 'US', reason: '' });
  const [stand, setStand] = useState<DncImport>();
  const isStopped = useRef(false);
  const { file } = choice;
  const sending = useSend(
    (chosen: File) =>
      sendFile(chosen, { ...choice, list: list.slug }, { told: setStand, isStopped: () => isStopped.current }),
    { onFailed: () => undefined },
  );
  const committing = useSend((id: string) => api.post<DncReport>(`/api/dnc-imports/${id}/commit`), {
    done: (report) => `${list.name} now holds ${report.after.toLocaleString('en')} imported numbers.`,
    refresh: ['/api/dnc-lists', '/api/dnc-imports'],
    onDone: onClose,
    onFailed: () => undefined,
  });
  const leave = (): void => {
    isStopped.current = true;
    if (stand) void api.delete(`/api/dnc-imports/${stand.id}`).catch(() => undefined);
    onClose();
  };
  const report = stand?.state === 'ready' ? stand.report : null;
  return (
    <FormDialog
      title={`Import into ${list.name}`}
      action={report ? 'Import' : 'Read the file'}
      leave={stand ? 'Cancel the import' : 'Cancel'}
      onClose={leave}
      onSubmit={() => (report && stand ? committing.send(stand.id) : file && sending.send(file))}
      isPending={sending.isPending || committing.isPending}
      isReady={file !== undefined && isReady(choice)}
      error={sending.error ?? committing.error}
      names={FIELD_NAMES}
      shape={report ? 'wide' : 'normal'}
    >
      {report ? (
        <ImportReport report={report} given={choice.reason} />
      ) : (
        <Choosing choice={choice} onChange={setChoice} isSending={sending.isPending} stand={stand} />
      )}
    </FormDialog>
  );
}

interface ChoosingProps {
  choice: Choice;
  onChange: (choice: Choice) => void;
  isSending: boolean;
  stand: DncImport | undefined;
}

function Choosing({ choice, onChange, isSending, stand }: ChoosingProps): ReactElement {
  return (
    <>
      <FileField
        label="File"
        description="CSV or text, a number a line; the national file’s area,number; or a table with a column of numbers. Choose the same file again to go on where a broken connection stopped."
        accept={['.csv', '.txt', 'text/csv', 'text/plain']}
        file={choice.file}
        onChoose={(file) => onChange({ ...choice, file })}
        isDisabled={isSending}
      />
      <Select
        label="What it does"
        options={MODES}
        value={choice.mode}
        onChange={(id) => onChange({ ...choice, mode: MODES.find((each) => each.id === id)?.id ?? choice.mode })}
      />
      <TextField
        label="Day of the file"
        description={DAY_HELP[choice.mode]}
        value={choice.day}
        onChange={(day) => onChange({ ...choice, day })}
        error={isDay(choice.day) ? undefined : 'Write the day as 2026-01-31.'}
        placeholder="2026-01-31"
        isRequired={choice.mode === 'changes'}
      />
      <TextField
        label="Country"
        description="Of numbers without a country code, by its two letters."
        value={choice.region}
        onChange={(region) => onChange({ ...choice, region: region.toUpperCase() })}
        error={isRegion(choice.region) ? undefined : 'Write two letters, such as US or DE.'}
      />
      <TextField
        label="Reason"
        description="Shown at every hit. One for all numbers of the file; left empty, the one that every row of it gives."
        value={choice.reason}
        onChange={(reason) => onChange({ ...choice, reason })}
      />
      <p role="status">{stand && progressOf(stand)}</p>
    </>
  );
}

const FIELD_NAMES: Readonly<Record<string, string>> = {
  asOf: 'Day of the file',
  region: 'Country',
  mode: 'What it does',
};

const DAY_HELP: Readonly<Record<DncImport['mode'], string>> = {
  replace: 'Its age counts from then. Left empty: today.',
  changes: 'Files of changes are taken in the order of their days.',
  add: 'Left empty: the list stays as old as it is.',
  remove: 'Left empty: the list stays as old as it is.',
};

function isReady({ day, mode, region }: Choice): boolean {
  return isDay(day) && isRegion(region) && (day !== '' || mode !== 'changes');
}

function isRegion(region: string): boolean {
  return /^[A-Z]{2}$/.test(region);
}

function isDay(day: string): boolean {
  return day === '' || (/^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(Date.parse(day)));
}

function progressOf({ state, received, read, size, fault }: DncImport): string {
  if (fault !== '') return `The file could not be read: ${fault}`;
  const done = state === 'receiving' ? received : read;
  const percent = `${Math.floor((100 * done) / size)} %`;
  return state === 'receiving' ? `Sending: ${percent}` : `Reading: ${percent}`;
}
