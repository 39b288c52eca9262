// The head of a table: the box that chooses all rows shown, the titles, and those of them that sort.
import type { ReactElement } from 'react';
import { Icon } from './Icon.tsx';
import { RowCheck } from './RowCheck.tsx';
import type { Column } from './Table.tsx';
import { cellClass } from './TableRow.tsx';
import type { Selection } from './use-selection.ts';

/** The order of a list: the id of a column, with a minus for the other way round. */
export interface Sorting {
  by: string;
  onSort: (by: string) => void;
}

interface HeadProps<T> {
  columns: readonly Column<T>[];
  selection: Selection | undefined;
  sorting: Sorting | undefined;
  hasMenu: boolean;
}

/** The head. */
export function SortHead<T>({ columns, selection, sorting, hasMenu }: HeadProps<T>): ReactElement {
  return (
    <thead>
      <tr>
        {selection && (
          <th scope="col" className="lf-table__check">
            <RowCheck
              label="Choose all shown"
              isOn={selection.share === 'all'}
              isMixed={selection.share === 'some'}
              onChange={(isOn) => selection.chooseShown(isOn)}
            />
          </th>
        )}
        {columns.map((column) => (
          <th
            key={column.id}
            scope="col"
            className={cellClass(column)}
            style={column.width ? { width: column.width } : {}}
            aria-sort={column.sorts && sorting ? orderOf(column.id, sorting.by) : undefined}
          >
            <Title column={column} sorting={sorting} />
          </th>
        ))}
        {hasMenu && (
          <th scope="col" className="lf-table__tools">
            <span className="lf-hidden">Actions</span>
          </th>
        )}
      </tr>
    </thead>
  );
}

function Title<T>({ column, sorting }: { column: Column<T>; sorting: Sorting | undefined }): ReactElement {
  if (column.hideTitle) return <span className="lf-hidden">{column.title}</span>;
  if (!column.sorts || !sorting) return <>{column.title}</>;
  const order = orderOf(column.id, sorting.by);
  return (
    <button
      type="button"
      className="lf-sort"
      onClick={() => sorting.onSort(order === 'ascending' ? `-${column.id}` : column.id)}
    >
      {column.title}
      <span className="lf-sort__mark" data-order={order}>
        <Icon name={order === 'descending' ? 'down' : 'up'} size={12} />
      </span>
    </button>
  );
}

function orderOf(id: string, by: string): 'ascending' | 'descending' | 'none' {
  if (by === id) return 'ascending';
  return by === `-${id}` ? 'descending' : 'none';
}
