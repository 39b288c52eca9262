// One row of an adaptor: target, value, result, its menu; its details underneath when they are open.
import { type KeyboardEvent, memo, type ReactElement } from 'react';
import type { AdaptorField } from '../../../flows/language/document.ts';
import { isSame } from '../../../flows/language/json.ts';
import { IconButton } from '../../kit/Button.tsx';
import { Menu, type MenuAction } from '../../kit/Menu.tsx';
import { modeOf, withExpression, withMode } from './adaptor-model.ts';
import { type CellProps, type DeskTools, TargetCell, ValueCell } from './FieldCells.tsx';
import { FieldDetails } from './FieldDetails.tsx';
import { usePathDrop } from './PathDrop.tsx';
import { isProblem, type RowPreview } from './preview.ts';
import { ResultCell } from './ResultCell.tsx';
import type { FieldRows } from './use-field-rows.ts';

interface FieldRowProps {
  field: AdaptorField;
  index: number;
  isLast: boolean;
  /** The row that Pair maps: the one that had the focus last. */
  isCurrent: boolean;
  isOpen: boolean;
  row: RowPreview | undefined;
  fault: string | undefined;
  desk: DeskTools;
  rows: FieldRows;
  onCurrent: (index: number) => void;
  onOpen: (index: number | undefined) => void;
  isReadOnly: boolean;
}

/** Drawn anew only where something of it changed: a table may have hundreds. */
export const FieldRow = memo(Row, (a, b) => {
  const { row: before, ...one } = a;
  const { row: after, ...other } = b;
  const keys = Object.keys(one) as (keyof typeof one)[];
  return keys.every((key) => one[key] === other[key]) && isSame(asJson(before), asJson(after));
});

function asJson(row: RowPreview | undefined) {
  return row === undefined ? null : { ...row };
}

function Row(props: FieldRowProps): ReactElement {
  const { field, index, isCurrent, isOpen, row, fault, desk, rows, isReadOnly } = props;
  const name = field.target || `row ${index + 1}`;
  const drop = usePathDrop<HTMLTableRowElement>((path) => rows.map(index, path), isReadOnly);
  const cell: CellProps = { field, name, onEdit: (part, next) => rows.edit(index, part, next), isReadOnly, desk };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    event.stopPropagation();
    rows.move(index, event.key === 'ArrowUp' ? index - 1 : index + 1);
  };
  return (
    <>
      <tr
        ref={drop.ref}
        {...drop.props}
        tabIndex={-1}
        aria-label={name}
        className="lf-fields__row"
        data-row={index}
        data-current={isCurrent || undefined}
        data-target={drop.isTarget || undefined}
        data-problem={isProblem(row) || fault !== undefined || undefined}
        onFocus={() => props.onCurrent(index)}
        onKeyDown={isReadOnly ? undefined : onKeyDown}
      >
        <td data-label="Target field">
          <TargetCell {...cell} fault={fault} onLeave={() => rows.split(index)} />
        </td>
        <td data-label="Value">
          <ValueCell {...cell} row={row} />
        </td>
        <td data-label="Result">
          <ResultCell row={row} type={field.type} />
        </td>
        <td className="lf-fields__tools">
          <IconButton
            size="small"
            icon={isOpen ? 'chevron-down' : 'chevron-right'}
            label={isOpen ? `Close the details of ${name}` : `Details of ${name}`}
            isPressed={isOpen}
            onPress={() => props.onOpen(isOpen ? undefined : index)}
          />
          {!isReadOnly && <Menu size="small" label={`Actions on ${name}`} actions={actionsOf(props)} />}
        </td>
      </tr>
      {isOpen && (
        <tr className="lf-fields__more">
          <td colSpan={4}>
            <FieldDetails {...cell} row={row} />
          </td>
        </tr>
      )}
    </>
  );
}

function actionsOf({ field, index, isLast, rows }: FieldRowProps): MenuAction[] {
  const isFixed = modeOf(field) === 'value';
  return [
    {
      id: 'up',
      label: 'Move up',
      icon: 'up',
      hint: 'Alt+↑',
      isDisabled: index === 0,
      onAction: () => rows.move(index, index - 1),
    },
    {
      id: 'down',
      label: 'Move down',
      icon: 'down',
      hint: 'Alt+↓',
      isDisabled: isLast,
      onAction: () => rows.move(index, index + 1),
    },
    { id: 'copy', label: 'Same value to another target', icon: 'copy', onAction: () => rows.duplicate(index) },
    {
      id: 'mode',
      label: isFixed ? 'Make it an expression' : 'Make it a fixed value',
      icon: 'braces',
      onAction: () => rows.edit(index, 'mode', withMode(field, isFixed ? 'from' : 'value')),
    },
    {
      id: 'clear',
      label: 'Take the mapping away',
      icon: 'cross',
      isDisabled: field.from === undefined && field.value === undefined,
      onAction: () => rows.edit(index, 'clear', withExpression(withMode(field, 'from'), '')),
    },
    { id: 'remove', label: 'Remove row', icon: 'trash', isDanger: true, onAction: () => rows.remove(index) },
  ];
}
