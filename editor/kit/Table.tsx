// A server-paged table: sticky head, states for empty, loading and error, cards instead of columns on a narrow screen.
import type { KeyboardEvent, ReactElement, ReactNode } from 'react';
import { Button } from './Button.tsx';
import { EmptyState } from './EmptyState.tsx';
import { ProblemNotice } from './Notice.tsx';
import type { ListState } from './use-list.ts';
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
}

interface TableProps<T> {
  label: string;
  columns: readonly Column<T>[];
  list: ListState<T>;
  keyOf: (row: T) => string;
  /** Stands in place of the rows where there are none. */
  empty: ReactNode;
}

/** So few columns stay columns on every screen. */
const FEW_COLUMNS = 3;

/** The rows of a list. The first column heads its row; arrow keys go from row to row by its link. */
export function Table<T>({ label, columns, list, keyOf, empty }: TableProps<T>): ReactElement {
  if (list.error && list.rows.length === 0) {
    return <ProblemNotice error={list.error} actions={<Button onPress={list.retry}>Try again</Button>} />;
  }
  if (!list.isLoading && list.rows.length === 0)
    return <div className="lf-table-frame">{list.hasMore ? <FurtherBack list={list} /> : empty}</div>;
  return (
    <div className={`lf-table-frame${columns.length > FEW_COLUMNS ? ' lf-table-frame--many' : ''}`}>
      <table className="lf-table" aria-label={label} aria-busy={list.isLoading} onKeyDown={walkRows}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.id}
                scope="col"
                className={cellClass(column)}
                style={column.width ? { width: column.width } : {}}
              >
                {column.hideTitle ? <span className="lf-hidden">{column.title}</span> : column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {list.isLoading ? (
            <LoadingRows columns={columns.length} />
          ) : (
            list.rows.map((row) => <Row key={keyOf(row)} row={row} columns={columns} />)
          )}
        </tbody>
      </table>
      {list.hasMore && (
        <div className="lf-table__more">
          <Button onPress={list.loadMore} isPending={list.isLoadingMore}>
            Load more
          </Button>
        </div>
      )}
    </div>
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

function Row<T>({ row, columns }: { row: T; columns: readonly Column<T>[] }): ReactElement {
  return (
    <tr>
      {columns.map((column, index) => {
        const attributes = { className: cellClass(column), 'data-label': column.hideTitle ? '' : column.title };
        return index === 0 ? (
          <th key={column.id} scope="row" {...attributes}>
            {column.cell(row)}
          </th>
        ) : (
          <td key={column.id} {...attributes}>
            {column.cell(row)}
          </td>
        );
      })}
    </tr>
  );
}

function LoadingRows({ columns }: { columns: number }): ReactElement[] {
  return ['a', 'b', 'c', 'd', 'e'].map((row) => (
    <tr key={row}>
      <td colSpan={columns}>
        <span className="lf-skeleton" aria-hidden="true" />
        <span className="lf-hidden">Loading</span>
      </td>
    </tr>
  ));
}

function cellClass<T>(column: Column<T>): string {
  return [
    column.align === 'end' && 'lf-table__end',
    column.isMinor && 'lf-table__minor',
    column.isTight && 'lf-table__tight',
    column.hideTitle && 'lf-table__tools',
  ]
    .filter(Boolean)
    .join(' ');
}

/** Up, Down, Home and End move the focus among the links and buttons that head the rows. */
function walkRows(event: KeyboardEvent<HTMLTableElement>): void {
  if (!['ArrowUp', 'ArrowDown', 'Home', 'End'].includes(event.key)) return;
  const target = event.target as HTMLElement;
  if (target.closest('th[scope=row]') === null || target.matches('input, textarea')) return;
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>('th[scope=row] :is(a, button)')];
  const at = stops.indexOf(target);
  if (at < 0) return;
  const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: stops.length - 1 }[event.key] ?? at;
  event.preventDefault();
  stops[Math.max(0, Math.min(stops.length - 1, to))]?.focus();
}
