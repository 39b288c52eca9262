// Takes the values of a list from a file or from pasted columns: which column, added to the list or in place of it.
import { type ReactElement, useMemo, useState } from 'react';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import { api } from '../../api.ts';
import { Button } from '../../kit/Button.tsx';
import { FormDialog } from '../../kit/FormDialog.tsx';
import { Notice } from '../../kit/Notice.tsx';
import { Select } from '../../kit/Select.tsx';
import { Checkbox, Segmented } from '../../kit/Switch.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { counted } from '../../kit/time-words.ts';
import { type Sending, useSend } from '../../kit/use-send.ts';
import type { ValidationList } from '../../types.ts';
import { columnNames, readColumns, tooMuch, valuesIn } from './read-values.ts';

interface ImportValuesProps {
  list: ValidationList;
  onClose: () => void;
}

const LARGEST = 6_000_000;
const WAYS = [
  { id: 'add', label: 'Add to the list' },
  { id: 'replace', label: 'Replace the list' },
];

/** The dialog; says how many values it found before anything is changed. */
export function ImportValuesDialog({ list, onClose }: ImportValuesProps): ReactElement {
  const [text, setText] = useState('');
  const [column, setColumn] = useState('0');
  const [hasTitles, setTitles] = useState<boolean>();
  const [way, setWay] = useState('add');
  const read = useMemo(() => readColumns(text), [text]);
  const isTitled = hasTitles ?? read.looksTitled;
  const values = useMemo(() => valuesIn(read, Number(column), isTitled), [read, column, isTitled]);
  const isReplacing = way === 'replace';
  const fault = read.says ?? tooMuch(values);
  const isReady = values.length > 0 && fault === undefined;
  const { send, isPending, error } = useImport(list.slug, { values, isReplacing }, onClose);
  return (
    <FormDialog
      title={`Import values into ${list.name}`}
      action={values.length === 0 ? 'Import' : `Import ${counted(values.length, 'value')}`}
      onSubmit={() => isReady && send()}
      onClose={onClose}
      isPending={isPending}
      isReady={isReady}
      isDanger={isReplacing}
      error={error}
    >
      <FileChoice onText={setText} />
      <TextField
        label="Or paste it"
        value={text}
        onChange={setText}
        rows={6}
        isMono
        placeholder={'company,city\nAcme Ltd,Berlin'}
        error={fault}
      />
      {read.columns > 1 && (
        <Select label="Column" options={columnNames(read, isTitled)} value={column} onChange={setColumn} />
      )}
      <Checkbox isSelected={isTitled} onChange={setTitles}>
        The first line holds titles
      </Checkbox>
      <Segmented label="What becomes of the list" options={WAYS} value={way} onChange={setWay} />
      {isReplacing && (
        <p className="lf-muted">
          What is on the list and not in the file goes. The version before can be restored from the history.
        </p>
      )}
    </FormDialog>
  );
}

interface Counts {
  added: number;
  removed?: number;
}

function useImport(
  slug: string,
  { values, isReplacing }: { values: string[]; isReplacing: boolean },
  onDone: () => void,
): Sending<void> {
  const path = `/api/lists/${slug}/entries`;
  return useSend(() => (isReplacing ? api.put<Counts>(path, { values }) : api.post<Counts>(path, { values })), {
    done: ({ added, removed = 0 }) =>
      `${counted(added, 'value')} added${isReplacing ? `, ${counted(removed, 'value')} removed` : ''}.`,
    refresh: ['/api/lists', path, `/api/lists/${slug}/versions`],
    onDone,
    onFailed: () => undefined,
  });
}

function FileChoice({ onText }: { onText: (text: string) => void }): ReactElement {
  const [isTooLarge, setTooLarge] = useState(false);
  const take = async (file: File | undefined): Promise<void> => {
    setTooLarge((file?.size ?? 0) > LARGEST);
    if (file && file.size <= LARGEST) onText(await file.text());
  };
  return (
    <div className="lf-stack">
      <div>
        <FileTrigger
          acceptedFileTypes={['.csv', '.tsv', '.txt', 'text/csv']}
          onSelect={(files) => void take(files?.[0])}
        >
          <Button icon="file">Choose a file</Button>
        </FileTrigger>
      </div>
      {isTooLarge && <Notice tone="err" title="The file is larger than 6 MB: import it in parts." />}
    </div>
  );
}
