// The table of an adaptor, target first: what the receiver's field is called, where its value comes from, what it is now.
import { type ReactElement, useMemo, useState } from 'react';
import type { AdaptorDocument, AdaptorField } from '../../../flows/language/document.ts';
import { Badge } from '../../kit/Badge.tsx';
import { Button } from '../../kit/Button.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { Icon } from '../../kit/Icon.tsx';
import { Card } from '../../kit/Page.tsx';
import { Checkbox } from '../../kit/Switch.tsx';
import { TableHead } from '../../kit/TableHead.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { fieldFaults, requiredCount } from './adaptor-model.ts';
import type { DeskTools } from './FieldCells.tsx';
import { FieldRow } from './FieldRow.tsx';
import { isUnmapped } from './match-names.ts';
import { isProblem, type Preview } from './preview.ts';
import type { FieldRows } from './use-field-rows.ts';
import './adaptors.css';

interface FieldTableProps {
  document: AdaptorDocument;
  rows: FieldRows;
  preview: Preview;
  desk: DeskTools;
  /** The row that had the focus last. */
  current: number | undefined;
  onCurrent: (index: number) => void;
  /** Opens the dialog that takes the receiver's field names over. */
  onTargets: () => void;
  /** Opens the dialog that takes a table of another system over. */
  onImport: () => void;
  isReadOnly: boolean;
}

const TITLES = ['Target field', 'Value', 'Result'];

/** The rows, in the order of the file, with filters over them. */
export function FieldTable(props: FieldTableProps): ReactElement {
  const { document, rows, isReadOnly } = props;
  const { fields } = document;
  const { filled, all } = requiredCount(fields);
  const addButton = !isReadOnly && (
    <span className="lf-row">
      <Button size="small" icon="upload" onPress={props.onTargets}>
        Paste fields
      </Button>
      <Button size="small" icon="file" onPress={props.onImport}>
        Import a table
      </Button>
      <Button size="small" icon="plus" onPress={() => rows.add()}>
        Add field
      </Button>
    </span>
  );
  return (
    <Card
      title={
        <span className="lf-row">
          Target fields
          {all > 0 && <Badge tone={filled === all ? 'ok' : 'warn'}>{`${filled} of ${all} required mapped`}</Badge>}
        </span>
      }
      about="Only these are sent. Dots make nested fields: contact.phone."
      isFlush
      actions={fields.length > 0 && addButton}
    >
      {fields.length === 0 ? (
        <EmptyState icon="adaptor" title="No fields yet" action={addButton}>
          Paste what the receiver documents, import a table from another system, or add the first field by hand.
        </EmptyState>
      ) : (
        <FilteredRows {...props} />
      )}
    </Card>
  );
}

interface Filter {
  text: string;
  unmapped: boolean;
  problems: boolean;
}

function FilteredRows(props: FieldTableProps): ReactElement {
  const { document, rows, preview, desk, current, onCurrent, isReadOnly } = props;
  const { fields } = document;
  const [filter, setFilter] = useState<Filter>({ text: '', unmapped: false, problems: false });
  const [open, setOpen] = useState<number>();
  const faults = useMemo(() => fieldFaults(document), [document]);
  const isShown = (field: AdaptorField, index: number): boolean => {
    // The row one is in stays, whatever its new value makes of it.
    if (index === current || (!filter.text && !filter.unmapped && !filter.problems)) return true;
    if (filter.unmapped && !isUnmapped(field)) return false;
    if (filter.problems && !isProblem(preview.rows[index]) && !faults.has(index)) return false;
    return `${field.target} ${field.from ?? ''}`.toLowerCase().includes(filter.text.trim().toLowerCase());
  };
  const shown = fields.map((field, index) => ({ field, index })).filter(({ field, index }) => isShown(field, index));
  return (
    <div className="lf-fields" ref={rows.root}>
      <FieldFilters {...{ filter, setFilter, fields, problems: preview.problems + faults.size }} />
      <table className="lf-fields__table" aria-label="Fields of the adaptor">
        <TableHead titles={TITLES} />
        <tbody>
          {shown.map(({ field, index }) => (
            <FieldRow
              key={index}
              field={field}
              index={index}
              isLast={index === fields.length - 1}
              isCurrent={index === current}
              isOpen={index === open}
              row={preview.rows[index]}
              fault={faults.get(index)}
              desk={desk}
              rows={rows}
              onCurrent={onCurrent}
              onOpen={setOpen}
              isReadOnly={isReadOnly}
            />
          ))}
        </tbody>
      </table>
      {shown.length === 0 && <p className="lf-fields__none lf-muted">No row fits the filter.</p>}
    </div>
  );
}

interface FieldFiltersProps {
  filter: Filter;
  setFilter: (filter: Filter) => void;
  fields: readonly AdaptorField[];
  problems: number;
}

function FieldFilters({ filter, setFilter, fields, problems }: FieldFiltersProps): ReactElement {
  const unmapped = fields.filter(isUnmapped).length;
  return (
    <search className="lf-fields__filters">
      <TextField
        label="Filter the fields"
        hideLabel
        type="search"
        placeholder="Filter fields"
        value={filter.text}
        onChange={(text) => setFilter({ ...filter, text })}
        before={<Icon name="search" size={14} />}
      />
      <Checkbox isSelected={filter.unmapped} onChange={(on) => setFilter({ ...filter, unmapped: on })}>
        {`Only unmapped (${unmapped})`}
      </Checkbox>
      <Checkbox isSelected={filter.problems} onChange={(on) => setFilter({ ...filter, problems: on })}>
        {`Only problems (${problems})`}
      </Checkbox>
    </search>
  );
}
