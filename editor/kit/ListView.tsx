// A list page below its title: search and filters, views, columns and export, what is new, the table, and what can be done with the rows chosen.
import { type ReactElement, type ReactNode, useMemo } from 'react';
import { BulkBar } from './BulkBar.tsx';
import { Button } from './Button.tsx';
import { ColumnChooser } from './ColumnChooser.tsx';
import { NoMatch } from './EmptyState.tsx';
import { ExportMenu } from './ExportMenu.tsx';
import type { MenuAction } from './Menu.tsx';
import { type BuiltInView, SavedViews } from './SavedViews.tsx';
import type { Sorting } from './SortHead.tsx';
import { type Column, Table } from './Table.tsx';
import { Toolbar } from './Toolbar.tsx';
import { isNarrowed, queryText } from './url-state.ts';
import { useColumns } from './use-columns.ts';
import type { Fresh } from './use-fresh.ts';
import type { ListState, UrlFilters } from './use-list.ts';
import { type Selection, useSelection } from './use-selection.ts';

/** The rows that a person has chosen, for an action on many. */
export interface Chosen<T> {
  /** Those loaded. */
  rows: readonly T[];
  /** All that match are meant, by the filters of the list. */
  isAll: boolean;
  selection: Selection;
}

interface ListViewProps<T> {
  /** Which list: names its views and columns. */
  place: string;
  /** Read out: "Runs". */
  label: string;
  /** One of the things, and several: "entry", "entries". */
  one: string;
  list: ListState<T>;
  /** The filters in the address; `q` among them. */
  url: UrlFilters<'q'>;
  /** Where the list can be fetched as a file: its path, and the query that it is read with. */
  source?: { path: string; query: Readonly<Record<string, string>> };
  /** What can be searched: "Name or address". */
  searched: string;
  filters?: ReactNode;
  views?: readonly BuiltInView[];
  /** The order without a choice: a column's id, with a minus for the other way round. */
  order?: string;
  columns: readonly Column<T>[];
  keyOf: (row: T) => string;
  nameOf: (row: T) => string;
  menu?: ((row: T) => readonly MenuAction[]) | undefined;
  /** What can be done with rows chosen; without it none can be. */
  bulk?: ((chosen: Chosen<T>) => ReactNode) | undefined;
  /** The actions can mean all that match. */
  canMeanAll?: boolean;
  fresh?: Fresh;
  /** Where nothing is there at all; and the words for where nothing is found. */
  empty: ReactNode;
  noMatch: { title: string; all: string };
}

/** More columns than these can be chosen from. */
const MANY_COLUMNS = 6;

/** The list. */
export function ListView<T>(props: ListViewProps<T>): ReactElement {
  const { place, list, url, columns, bulk, one, fresh, noMatch } = props;
  const choice = useColumns(place, columns);
  const order = useMemo(() => list.rows.map(props.keyOf), [list.rows, props.keyOf]);
  const selection = useSelection({ order, within: queryText(url.filters), one });
  const narrowed = isNarrowed(url.filters);
  return (
    <>
      <Toolbar
        q={url.filters.q}
        onSearch={(q) => url.setFilter('q', q)}
        placeholder={props.searched}
        onClear={narrowed ? url.clear : undefined}
        tools={
          <>
            {props.views && <SavedViews place={place} builtIn={props.views} />}
            {columns.length > MANY_COLUMNS && <ColumnChooser choice={choice} />}
            {props.source && <ExportMenu {...props.source} />}
          </>
        }
      >
        {props.filters}
      </Toolbar>
      {fresh && <FreshBar fresh={fresh} />}
      <Table
        label={props.label}
        columns={choice.shown}
        list={list}
        keyOf={props.keyOf}
        nameOf={props.nameOf}
        {...(props.menu ? { menu: props.menu } : {})}
        selection={bulk ? selection : undefined}
        sorting={props.order === undefined ? undefined : sortingOf(url, props.order)}
        empty={narrowed ? <NoMatch title={noMatch.title} all={noMatch.all} onClear={url.clear} /> : props.empty}
      />
      {bulk && (
        <BulkBar selection={selection} one={one} canMeanAll={props.canMeanAll === true && list.hasMore}>
          {bulk({
            rows: list.rows.filter((row) => selection.keys.has(props.keyOf(row))),
            isAll: selection.isAll,
            selection,
          })}
        </BulkBar>
      )}
    </>
  );
}

/** The order stands in the address, where it is not the usual one. */
function sortingOf({ sort, setSort }: UrlFilters<'q'>, usual: string): Sorting {
  return { by: sort || usual, onSort: (by) => setSort(by === usual ? '' : by) };
}

function FreshBar({ fresh }: { fresh: Fresh }): ReactElement {
  return (
    <div role="status" className={fresh.count > 0 ? 'lf-fresh' : 'lf-hidden'}>
      {fresh.count > 0 && (
        <Button icon="refresh" onPress={fresh.show}>
          {`${fresh.count.toLocaleString('en')}${fresh.isMore ? ' or more' : ''} new - show`}
        </Button>
      )}
    </div>
  );
}
