// The table of an adaptor, target first: what the receiver's field is called, and where its value comes from.
import type { ReactElement } from 'react';
import type { AdaptorField } from '../../../flows/language/document.ts';
import { Button } from '../../kit/Button.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { Card } from '../../kit/Page.tsx';
import { RowTools } from '../../kit/RowTools.tsx';
import { TableHead } from '../../kit/TableHead.tsx';
import { type Rows, useRows } from '../../kit/use-rows.ts';
import { fieldFaults, newField } from './adaptor-model.ts';
import { FieldCells } from './FieldCells.tsx';
import './adaptors.css';

interface FieldTableProps {
  fields: AdaptorField[];
  onChange: (fields: AdaptorField[]) => void;
  isReadOnly: boolean;
}

const TITLES = ['Target field', 'Value', 'Default', 'When empty', 'Type', 'Required', 'Comment'];

/** The rows, in the order of the file. */
export function FieldTable({ fields, onChange, isReadOnly }: FieldTableProps): ReactElement {
  const rows = useRows(fields, onChange);
  const addButton = (
    <Button size="small" icon="plus" onPress={() => rows.add(newField())}>
      Add field
    </Button>
  );
  return (
    <Card
      title="Fields"
      about="Only these are sent. A target with dots makes nested fields: contact.phone."
      isFlush
      actions={!isReadOnly && fields.length > 0 && addButton}
    >
      {fields.length === 0 ? (
        <EmptyState icon="adaptor" title="No fields yet" action={!isReadOnly && addButton}>
          Add the first field that the receiver wants.
        </EmptyState>
      ) : (
        <div className="lf-fields" ref={rows.root}>
          <table className="lf-fields__table" aria-label="Fields of the adaptor">
            <TableHead titles={TITLES} />
            <FieldRows rows={rows} faults={fieldFaults(fields)} isReadOnly={isReadOnly} />
          </table>
        </div>
      )}
    </Card>
  );
}

interface FieldRowsProps {
  rows: Rows<AdaptorField>;
  faults: ReadonlyMap<number, string>;
  isReadOnly: boolean;
}

function FieldRows({ rows, faults, isReadOnly }: FieldRowsProps): ReactElement {
  return (
    <tbody>
      {rows.numbered.map(({ row, index, id }) => (
        <tr key={id} data-row={index} onKeyDown={(event) => rows.onKeyDown(event, index)}>
          <FieldCells
            field={row}
            name={row.target || `row ${index + 1}`}
            fault={faults.get(index)}
            onChange={(next) => rows.replace(index, next)}
            isReadOnly={isReadOnly}
          />
          <td className="lf-fields__tools">{!isReadOnly && <RowTools index={index} rows={rows} />}</td>
        </tr>
      ))}
    </tbody>
  );
}
