// One lookup table, written or pasted as two columns.
import { type ReactElement, useState } from 'react';
import type { AdaptorDocument, LookupTable } from '../../../flows/language/document.ts';
import { FormDialog } from '../../kit/FormDialog.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { counted } from '../../kit/time-words.ts';
import { readTable, tableNameFault, tableText } from './lookup-text.ts';

interface TableDialogProps {
  /** The table that is changed; undefined for a new one. */
  name: string | undefined;
  tables: NonNullable<AdaptorDocument['tables']>;
  onTable: (name: string, table: LookupTable) => void;
  onClose: () => void;
  isReadOnly: boolean;
}

/** The dialog. It says what it reads before it is taken. */
export function TableDialog({ name: before, tables, onTable, onClose, isReadOnly }: TableDialogProps): ReactElement {
  const held = before === undefined ? undefined : tables[before];
  const [name, setName] = useState(before ?? '');
  const [text, setText] = useState(() => tableText(held ?? {}));
  const [isTried, setTried] = useState(false);
  const read = readTable(text, held);
  const others = Object.keys(tables).filter((each) => each !== before);
  const nameFault = tableNameFault(name, others);
  const textFault =
    'says' in read ? read.says : Object.keys(read.table).length === 0 ? 'Write at least one line.' : undefined;
  const submit = (): void => {
    setTried(true);
    if (nameFault || textFault || 'says' in read) return;
    onTable(name, read.table);
    onClose();
  };
  return (
    <FormDialog
      title={before === undefined ? 'New lookup table' : `Table ${before}`}
      action={before === undefined ? 'Make table' : 'Use it'}
      isReady={!isReadOnly}
      onSubmit={submit}
      onClose={onClose}
      shape="wide"
    >
      <TextField
        label="Name"
        value={name}
        onChange={setName}
        placeholder="state-names"
        isMono
        error={isTried ? nameFault : undefined}
        isReadOnly={isReadOnly}
        autoFocus={before === undefined}
      />
      <TextField
        label="Value, and what is sent for it"
        description="One pair a line, with a tab, a comma or = between; paste two columns of a spreadsheet. A value is found in capitals or not."
        value={text}
        onChange={setText}
        placeholder={'CA\tCalifornia\nNV\tNevada'}
        rows={14}
        isMono
        error={isTried || text.trim() !== '' ? textFault : undefined}
        isReadOnly={isReadOnly}
        autoFocus={before !== undefined}
      />
      <p className="lf-muted" role="status">
        {'says' in read ? '' : linesWords(read)}
      </p>
    </FormDialog>
  );
}

function linesWords({ table, twice }: { table: LookupTable; twice: readonly string[] }): string {
  const words = `${counted(Object.keys(table).length, 'line')}.`;
  return twice.length === 0 ? words : `${words} Twice, and the last one counts: ${twice.slice(0, 5).join(', ')}.`;
}
