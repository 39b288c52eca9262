// Imports the table of a Convoso adaptor: what it would do is shown line by line before anything is changed.
import { type ReactElement, useMemo, useState } from 'react';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import type { AdaptorField } from '../../../flows/language/document.ts';
import { Button } from '../../kit/Button.tsx';
import { FormDialog } from '../../kit/FormDialog.tsx';
import { Notice } from '../../kit/Notice.tsx';
import { Checkbox } from '../../kit/Switch.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { counted } from '../../kit/time-words.ts';
import { type ReadTable, readConvosoTable, type TableRow } from './convoso-table.ts';
import { effectOn, withImported } from './import-rows.ts';
import '../../kit/table.css';
import './sources.css';

interface ImportTableDialogProps {
  /** The rows that are there. */
  fields: readonly AdaptorField[];
  onImport: (fields: AdaptorField[]) => void;
  onClose: () => void;
}

const EXAMPLE =
  'Label,Field,Mapped To,Default Value\nPrimary Phone,phone_number,"phone_1,phone_2",\nState,state,state,CA';
const LARGEST = 1_000_000;

/** The dialog. */
export function ImportTableDialog({ fields, onImport, onClose }: ImportTableDialogProps): ReactElement {
  const [text, setText] = useState('');
  const [isTried, setTried] = useState(false);
  const [isTooLarge, setTooLarge] = useState(false);
  const [isReplacing, setReplacing] = useState(false);
  const read = useMemo(() => readConvosoTable(text), [text]);
  const given = 'says' in read ? [] : read.rows.flatMap((row) => row.fields);
  const count = given.filter(({ target }) => effectOn(fields, target, isReplacing) !== 'left alone').length;
  const fault = 'says' in read ? read.says : count === 0 ? 'Nothing in it would change a row.' : undefined;
  const submit = (): void => {
    setTried(true);
    if (fault !== undefined) return;
    onImport(withImported(fields, given, isReplacing));
    onClose();
  };
  const take = async (file: File | undefined): Promise<void> => {
    setTooLarge((file?.size ?? 0) > LARGEST);
    if (file && file.size <= LARGEST) setText(await file.text());
  };
  return (
    <FormDialog
      title="Import a table"
      action={count > 0 ? `Import ${counted(count, 'row')}` : 'Import'}
      onSubmit={submit}
      onClose={onClose}
      shape="wide"
    >
      <p className="lf-muted">
        From Convoso’s adaptor page, saved as CSV or copied: Label, Field, Mapped To, Default Value, and Date Format
        where you have it. Other systems’ tables work with the same titles.
      </p>
      <div>
        <FileTrigger
          acceptedFileTypes={['.csv', '.tsv', '.txt', 'text/csv']}
          onSelect={(files) => void take(files?.[0])}
        >
          <Button icon="file">Choose a file</Button>
        </FileTrigger>
      </div>
      {isTooLarge && <Notice tone="err" title="The file is larger than 1 MB: save the adaptor’s table alone." />}
      <TextField
        label="Or paste the table"
        value={text}
        onChange={(next) => {
          setText(next);
          setTried(false);
        }}
        placeholder={EXAMPLE}
        rows={7}
        isMono
        autoFocus
        error={isTried || (text.trim() !== '' && 'says' in read) ? fault : undefined}
      />
      {!('says' in read) && <DryRun read={read} fields={fields} isReplacing={isReplacing} onReplacing={setReplacing} />}
    </FormDialog>
  );
}

interface DryRunProps {
  read: ReadTable;
  fields: readonly AdaptorField[];
  isReplacing: boolean;
  onReplacing: (on: boolean) => void;
}

function DryRun({ read, fields, isReplacing, onReplacing }: DryRunProps): ReactElement {
  const rows = read.rows.filter((row) => row.fields.length > 0 || row.says !== undefined);
  const isTaken = rows.some((row) => row.fields.some(({ target }) => effectOn(fields, target, false) === 'left alone'));
  return (
    <div className="lf-stack">
      {read.notices.length > 0 && (
        <Notice tone="run" title="What it would do">
          <ul className="lf-mapping__notices">
            {read.notices.map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ul>
        </Notice>
      )}
      {isTaken && (
        <Checkbox isSelected={isReplacing} onChange={onReplacing}>
          Replace rows that are mapped already
        </Checkbox>
      )}
      <div className="lf-table-frame">
        <table className="lf-table lf-matches" aria-label="What the import would do">
          <thead>
            <tr>
              <th>Line</th>
              <th>Field</th>
              <th>Mapped to</th>
              <th>Default</th>
              <th>Becomes</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <DryRow key={row.line} row={row} words={wordsOf(row, fields, isReplacing)} />
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function DryRow({ row, words }: { row: TableRow; words: string }): ReactElement {
  const [first] = row.fields;
  return (
    <tr>
      <td>{row.line}</td>
      <td>
        {row.label || row.source} <code>{first?.from ?? row.source}</code>
      </td>
      <td className="lf-mono">{row.fields.map(({ target }) => target).join(', ')}</td>
      <td className="lf-mono">{first?.default === undefined ? '' : String(first.default)}</td>
      <td>{words}</td>
    </tr>
  );
}

/** `added`, or each effect by its target; then what is wrong with the line. */
function wordsOf(row: TableRow, fields: readonly AdaptorField[], isReplacing: boolean): string {
  const effects = row.fields.map(({ target }) => ({ target, effect: effectOn(fields, target, isReplacing) }));
  const kinds = new Set(effects.map(({ effect }) => effect));
  const plain = kinds.size === 1 ? [...kinds] : effects.map(({ target, effect }) => `${target} ${effect}`);
  return [plain.join(', '), row.says].filter(Boolean).join('. ');
}
