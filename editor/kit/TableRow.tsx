// One row of a table: its box, its cells, and the gear that opens its menu.
import { memo, type ReactElement } from 'react';
import { Menu, type MenuAction } from './Menu.tsx';
import { RowCheck } from './RowCheck.tsx';
import type { Column } from './Table.tsx';

/** What every row of a table is drawn with. The same object as long as nothing changes, so that rows are not drawn anew. */
export interface RowLook<T> {
  columns: readonly Column<T>[];
  keyOf: (row: T) => string;
  /** What a person calls the row. */
  nameOf: (row: T) => string;
  menu: ((row: T) => readonly MenuAction[]) | undefined;
  /** Present where rows can be chosen. */
  choose: ((key: string, isOn: boolean, range: boolean) => void) | undefined;
}

interface RowProps<T> {
  row: T;
  index: number;
  look: RowLook<T>;
  isActive: boolean;
  isChosen: boolean;
}

function PlainRow<T>({ row, index, look, isActive, isChosen }: RowProps<T>): ReactElement {
  const { columns, keyOf, nameOf, menu, choose } = look;
  const key = keyOf(row);
  const actions = menu?.(row);
  return (
    <tr data-row={index} data-chosen={isChosen || undefined} tabIndex={isActive ? 0 : -1} aria-rowindex={index + 2}>
      {choose && (
        <td className="lf-table__check">
          <RowCheck
            label={`Choose ${nameOf(row)}`}
            isOn={isChosen}
            onChange={(isOn, range) => choose(key, isOn, range)}
          />
        </td>
      )}
      {columns.map((column, at) => {
        const attributes = { className: cellClass(column), 'data-label': column.hideTitle ? '' : column.title };
        return at === 0 ? (
          <th key={column.id} scope="row" {...attributes}>
            {column.cell(row)}
          </th>
        ) : (
          <td key={column.id} {...attributes}>
            {column.cell(row)}
          </td>
        );
      })}
      {actions && (
        <td className="lf-table__tools" data-label="" data-row-menu>
          {actions.length > 0 && (
            <Menu label={`Actions for ${nameOf(row)}`} icon="gear" size="small" actions={actions} />
          )}
        </td>
      )}
    </tr>
  );
}

/** A row; drawn anew only where something of it changed. */
export const TableRow = memo(PlainRow) as typeof PlainRow;

/** The classes of a column's cells. */
export function cellClass<T>(column: Column<T>): string {
  return [
    column.align === 'end' && 'lf-table__end',
    column.isMinor && 'lf-table__minor',
    column.isRoomy && 'lf-table__roomy',
    column.isTight && 'lf-table__tight',
    column.hideTitle && 'lf-table__tools',
  ]
    .filter(Boolean)
    .join(' ');
}
