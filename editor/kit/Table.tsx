// A server-paged table: sticky head, order, rows to choose and walk by key, states for empty, loading and error, cards where it is narrow.
import { type ReactElement, type ReactNode, useMemo } from 'react';
import { Button } from './Button.tsx';
import { EmptyState } from './EmptyState.tsx';
import type { MenuAction } from './Menu.tsx';
import { ProblemNotice } from './Notice.tsx';
import { SortHead, type Sorting } from './SortHead.tsx';
import { PART_ROWS, TablePart } from './TablePart.tsx';
import type { RowLook } from './TableRow.tsx';
import type { ListState } from './use-list.ts';
import { useRowKeys } from './use-row-keys.ts';
import type { Selection } from './use-selection.ts';
import './table.css';

/** One column. `cell` draws a row's value. */
export interface Column<T> {
  id: string;
  title: string;
  cell: (row: T) => ReactNode;
  align?: 'end';
  /** CSS width; the others share what is left. */
  width?: string;
  /** The title is read out but not drawn: for a column of buttons. */
  hideTitle?: boolean;
  /** Its text is never broken over lines. */
  isTight?: boolean;
  /** Left out of columns where the table is narrow. */
  isMinor?: boolean;
  /** Left out of columns where the table is not wide. */
  isRoomy?: boolean;
  /** The server can sort by it, under the column's id. */
  sorts?: boolean;
  /** Shown only to who asks for it. */
  isExtra?: boolean;
}

interface TableProps<T> {
  label: string;
  columns: readonly Column<T>[];
  list: ListState<T>;
  keyOf: (row: T) => string;
  /** What a person calls a row, in the labels of its box and menu; its key where absent. */
  nameOf?: (row: T) => string;
  /** What can be done to a row. */
  menu?: (row: T) => readonly MenuAction[];
  /** Rows can be chosen. */
  selection?: Selection | undefined;
  sorting?: Sorting | undefined;
  /** Stands in place of the rows where there are none. */
  empty: ReactNode;
}

/** So few columns stay columns on every screen. */
const FEW_COLUMNS = 3;

/** The rows of a list. The first column heads its row. */
export function Table<T>(props: TableProps<T>): ReactElement {
  const { columns, list, empty } = props;
  if (list.error && list.rows.length === 0) {
    return <ProblemNotice error={list.error} actions={<Button onPress={list.retry}>Try again</Button>} />;
  }
  if (!list.isLoading && list.rows.length === 0)
    return <div className="lf-table-frame">{list.hasMore ? <FurtherBack list={list} /> : empty}</div>;
  return (
    <div
      className={`lf-table-frame${columns.length + (props.menu ? 1 : 0) > FEW_COLUMNS ? ' lf-table-frame--many' : ''}`}
      data-stale={list.isStale || undefined}
    >
      {list.error !== null && list.error !== undefined && (
        <ProblemNotice error={list.error} actions={<Button onPress={list.retry}>Try again</Button>} />
      )}
      <Grid {...props} />
      {list.hasMore && <LoadMore list={list} />}
    </div>
  );
}

function LoadMore<T>({ list }: { list: ListState<T> }): ReactElement {
  return (
    <div className="lf-table__more">
      <Button onPress={list.loadMore} isPending={list.isLoadingMore}>
        Load more
      </Button>
    </div>
  );
}

function Grid<T>(props: TableProps<T>): ReactElement {
  const { label, columns, list, keyOf, nameOf = keyOf, menu, selection, sorting } = props;
  const { rows } = list;
  const order = useMemo(() => rows.map(keyOf), [rows, keyOf]);
  const { table, active, onKeyDown, onFocus } = useRowKeys(order, selection);
  const choose = selection?.choose;
  const look = useMemo<RowLook<T>>(
    () => ({ columns, keyOf, nameOf, menu, choose }),
    [columns, keyOf, nameOf, menu, choose],
  );
  const width = columns.length + (menu ? 1 : 0) + (selection ? 1 : 0);
  const parts = Array.from({ length: Math.ceil(rows.length / PART_ROWS) }, (_, at) => at * PART_ROWS);
  return (
    <table
      ref={table}
      className={`lf-table${selection ? ' lf-table--choosing' : ''}`}
      aria-label={label}
      aria-busy={list.isLoading || (list.isStale ?? false)}
      aria-rowcount={list.hasMore ? -1 : rows.length + 1}
      onKeyDown={onKeyDown}
      onFocus={onFocus}
    >
      <SortHead columns={columns} selection={selection} sorting={sorting} hasMenu={menu !== undefined} />
      {list.isLoading && <LoadingRows columns={width} />}
      {!list.isLoading &&
        parts.map((from) => (
          <TablePart
            key={from}
            from={from}
            rows={rows}
            look={look}
            active={active}
            chosen={selection?.keys}
            width={width}
          />
        ))}
    </table>
  );
}

/** A search that has looked at a part only, the newest, and found nothing there. */
function FurtherBack<T>({ list }: { list: ListState<T> }): ReactElement {
  const action = (
    <Button onPress={list.loadMore} isPending={list.isLoadingMore}>
      Look further back
    </Button>
  );
  return (
    <EmptyState icon="search" title="Nothing among the newest" action={action}>
      A search looks at a part at a time, the newest first. There are older ones that it has not looked at.
    </EmptyState>
  );
}

function LoadingRows({ columns }: { columns: number }): ReactElement {
  return (
    <tbody>
      {['a', 'b', 'c', 'd', 'e'].map((row) => (
        <tr key={row}>
          <td colSpan={columns}>
            <span className="lf-skeleton" aria-hidden="true" />
            <span className="lf-hidden">Loading</span>
          </td>
        </tr>
      ))}
    </tbody>
  );
}
