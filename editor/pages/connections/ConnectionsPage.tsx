// The connections: each one customer's access to one receiver.
import { type ReactElement, useState } from 'react';
import { Link } from 'react-router';
import { Button } from '../../kit/Button.tsx';
import { EmptyState, NoMatch } from '../../kit/EmptyState.tsx';
import { Page, useCrumbs } from '../../kit/Page.tsx';
import { type Column, Table } from '../../kit/Table.tsx';
import { Toolbar } from '../../kit/Toolbar.tsx';
import { UsedBy } from '../../kit/UsedBy.tsx';
import { useList, useUrlFilters } from '../../kit/use-list.ts';
import { PauseMark } from '../../pausing/PauseControl.tsx';
import { useCanEdit } from '../../shell/session.ts';
import type { ConnectionSummary } from '../../types.ts';
import { AUTH_WORDS } from './auth-words.ts';
import { NewConnectionDialog } from './NewConnectionDialog.tsx';

/** The page at /connections. */
export function ConnectionsPage(): ReactElement {
  useCrumbs([{ label: 'Connections' }]);
  const canEdit = useCanEdit();
  const { filters, setFilter, clear } = useUrlFilters(['q']);
  const list = useList<ConnectionSummary>('/api/connections', filters);
  const [isNew, setNew] = useState(false);
  const make = (
    <Button kind="primary" icon="plus" onPress={() => setNew(true)}>
      New connection
    </Button>
  );
  return (
    <Page
      title="Connections"
      about="The receivers that flows call: where they are, how we show who we are, and what they can be asked."
      actions={canEdit && make}
    >
      <Toolbar
        q={filters.q}
        onSearch={(q) => setFilter('q', q)}
        placeholder="Name or host"
        onClear={filters.q ? clear : undefined}
      />
      <Table
        label="Connections"
        columns={COLUMNS}
        list={list}
        keyOf={(each) => each.slug}
        empty={
          filters.q ? (
            <NoMatch title={`No connection fits “${filters.q}”`} all="Show all connections" onClear={clear} />
          ) : (
            <EmptyState icon="connection" title="No connections yet" action={canEdit && make}>
              Add the system that gets the leads; a flow then calls its endpoints.
            </EmptyState>
          )
        }
      />
      {isNew && <NewConnectionDialog onClose={() => setNew(false)} />}
    </Page>
  );
}

const COLUMNS: readonly Column<ConnectionSummary>[] = [
  {
    id: 'name',
    title: 'Name',
    cell: (connection) => (
      <>
        <Link to={`/connections/${connection.slug}`}>{connection.name}</Link>{' '}
        <PauseMark at={{ kind: 'connection', key: connection.slug }} />
        <span className="lf-table__sub">{connection.slug}</span>
      </>
    ),
  },
  { id: 'host', title: 'Host', cell: (connection) => <code>{`${connection.scheme}://${connection.host}`}</code> },
  { id: 'auth', title: 'Authentication', cell: (connection) => AUTH_WORDS[connection.auth] ?? connection.auth },
  { id: 'endpoints', title: 'Endpoints', align: 'end', cell: (connection) => connection.endpoints },
  { id: 'used', title: 'Used by', cell: (connection) => <UsedBy flows={connection.usedBy} /> },
];
