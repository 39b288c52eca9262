// The table of an adaptor, target first: what the receiver's field is called, and where its value comes from.
import { type ReactElement, useRef } from 'react';
import type { AdaptorField } from '../../../flows/language/document.ts';
import { Button } from '../../kit/Button.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { moved } from '../../kit/form-model.ts';
import { Card } from '../../kit/Page.tsx';
import { focusRow, moveByKey, numbered, RowTools } from '../../kit/RowsField.tsx';
import { fieldFaults, newField } from './adaptor-model.ts';
import { FieldCells } from './FieldCells.tsx';
import './adaptors.css';

interface FieldTableProps {
  fields: AdaptorField[];
  onChange: (fields: AdaptorField[]) => void;
  isReadOnly: boolean;
}

const HEADS = ['Target field', 'Value', 'Default', 'When empty', 'Type', 'Required', 'Comment'];

/** The rows, in the order of the file. */
export function FieldTable({ fields, onChange, isReadOnly }: FieldTableProps): ReactElement {
  const root = useRef<HTMLDivElement>(null);
  const faults = fieldFaults(fields);
  const move = (from: number, to: number): void => {
    if (to < 0 || to >= fields.length) return;
    onChange(moved(fields, from, to));
    focusRow(root.current, to);
  };
  const add = (): void => {
    onChange([...fields, newField()]);
    focusRow(root.current, fields.length);
  };
  const addButton = (
    <Button size="small" icon="plus" onPress={add}>
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
        <div className="lf-fields" ref={root}>
          <table className="lf-fields__table" aria-label="Fields of the adaptor">
            <thead>
              <tr>
                {HEADS.map((head) => (
                  <th key={head} scope="col">
                    {head}
                  </th>
                ))}
                <th scope="col">
                  <span className="lf-hidden">Order and remove</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {numbered(fields).map(({ row, index, id }) => (
                <tr key={id} data-row={index} onKeyDown={(event) => moveByKey(event, (by) => move(index, index + by))}>
                  <FieldCells
                    field={row}
                    name={row.target || `row ${index + 1}`}
                    fault={faults.get(index)}
                    onChange={(next) => onChange(fields.map((other, at) => (at === index ? next : other)))}
                    isReadOnly={isReadOnly}
                  />
                  <td className="lf-fields__tools">
                    {!isReadOnly && (
                      <RowTools
                        index={index}
                        count={fields.length}
                        onMove={move}
                        onRemove={() => onChange(fields.filter((_, at) => at !== index))}
                      />
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Card>
  );
}
