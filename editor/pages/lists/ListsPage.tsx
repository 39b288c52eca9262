// The validation lists: values that a lead must, or must not, have.
import { type ReactElement, useState } from 'react';
import { Link } from 'react-router';
import { Button } from '../../kit/Button.tsx';
import { EmptyState, NoMatch } from '../../kit/EmptyState.tsx';
import { Page, useCrumbs } from '../../kit/Page.tsx';
import { type Column, Table } from '../../kit/Table.tsx';
import { TimeText } from '../../kit/TimeText.tsx';
import { Toolbar } from '../../kit/Toolbar.tsx';
import { UsedBy } from '../../kit/UsedBy.tsx';
import { useList, useUrlFilters } from '../../kit/use-list.ts';
import { useCanEdit } from '../../shell/session.ts';
import type { ValidationList } from '../../types.ts';
import { NewListDialog } from './NewListDialog.tsx';

/** The page at /lists. */
export function ListsPage(): ReactElement {
  useCrumbs([{ label: 'Lists' }]);
  const canEdit = useCanEdit();
  const { filters, setFilter, clear } = useUrlFilters(['q']);
  const list = useList<ValidationList>('/api/lists', filters);
  const [isNew, setNew] = useState(false);
  const make = (
    <Button kind="primary" icon="plus" onPress={() => setNew(true)}>
      New list
    </Button>
  );
  return (
    <Page
      title="Lists"
      about="Values that a lead must, or must not, have: key accounts, postal codes, suppressed domains."
      actions={canEdit && make}
    >
      <Toolbar
        q={filters.q}
        onSearch={(q) => setFilter('q', q)}
        placeholder="Name"
        onClear={filters.q ? clear : undefined}
      />
      <Table
        label="Validation lists"
        columns={COLUMNS}
        list={list}
        keyOf={(each) => each.slug}
        empty={
          filters.q ? (
            <NoMatch title={`No list is called “${filters.q}”`} all="Show all lists" onClear={clear} />
          ) : (
            <EmptyState icon="list" title="No lists yet" action={canEdit && make}>
              Make a list and paste its values; a Validation list step then lets leads pass, or not.
            </EmptyState>
          )
        }
      />
      {isNew && <NewListDialog onClose={() => setNew(false)} />}
    </Page>
  );
}

const COLUMNS: readonly Column<ValidationList>[] = [
  {
    id: 'name',
    title: 'Name',
    cell: (list) => (
      <>
        <Link to={`/lists/${list.slug}`}>{list.name}</Link>
        <span className="lf-table__sub">{list.description || list.slug}</span>
      </>
    ),
  },
  { id: 'entries', title: 'Values', align: 'end', cell: (list) => list.entries.toLocaleString('en') },
  { id: 'version', title: 'Version', align: 'end', isMinor: true, cell: (list) => `v${list.version}` },
  { id: 'used', title: 'Used by', cell: (list) => <UsedBy flows={list.usedBy} /> },
  { id: 'updated', title: 'Changed', cell: (list) => <TimeText at={list.updatedAt} /> },
];
