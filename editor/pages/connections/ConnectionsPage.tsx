// The connections: each one customer's access to one receiver.
import { lazy, type ReactElement, Suspense, useMemo, useState } from 'react';
import { Button, ButtonLink } from '../../kit/Button.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { ListView } from '../../kit/ListView.tsx';
import { Page, useCrumbs } from '../../kit/Page.tsx';
import { useList, useUrlFilters } from '../../kit/use-list.ts';
import { useCanEdit } from '../../shell/session.ts';
import type { ConnectionSummary } from '../../types.ts';
import { CONNECTION_COLUMNS } from './ConnectionColumns.tsx';
import { ConnectionDialogs } from './ConnectionDialogs.tsx';
import { type ConnectionTask, useConnectionMenu } from './connection-menu.ts';
import { ReceiverTabs } from './ReceiverTabs.tsx';

const ImportConnection = lazy(() =>
  import('./exchange/ImportConnection.tsx').then((file) => ({ default: file.ImportConnection })),
);

const PATH = '/api/connections';

/** The page at /connections. */
export function ConnectionsPage(): ReactElement {
  useCrumbs([{ label: 'Connections' }]);
  const canEdit = useCanEdit();
  const url = useUrlFilters(['q']);
  const query = useMemo(() => ({ ...url.filters, sort: url.sort }), [url.filters, url.sort]);
  const list = useList<ConnectionSummary>(PATH, query);
  const [isImporting, setImporting] = useState(false);
  const [task, setTask] = useState<ConnectionTask>();
  const menu = useConnectionMenu(canEdit, setTask);
  const connect = (
    <ButtonLink to="/connections/new" kind="primary" icon="plus">
      New Connect
    </ButtonLink>
  );
  return (
    <Page
      title="Connections"
      about="The receivers that flows call: where they are, how we show who we are, and what they can be asked."
      actions={
        canEdit && (
          <>
            <Button icon="upload" onPress={() => setImporting(true)}>
              Import
            </Button>
            {connect}
          </>
        )
      }
    >
      <ReceiverTabs />
      <ListView
        place="connections"
        label="Connections"
        one="connection"
        list={list}
        url={url}
        source={{ path: PATH, query }}
        searched="Name, host or tenant"
        order="name"
        columns={CONNECTION_COLUMNS}
        keyOf={keyOf}
        nameOf={nameOf}
        menu={menu}
        empty={
          <EmptyState icon="connection" title="No connections yet" action={canEdit && connect}>
            Connect the system that gets the leads: one form makes the connection, its first call and its adaptor.
          </EmptyState>
        }
        noMatch={{ title: 'No connection fits this search', all: 'Show all connections' }}
      />
      {task && <ConnectionDialogs task={task} onClose={() => setTask(undefined)} />}
      <Suspense fallback={null}>{isImporting && <ImportConnection onClose={() => setImporting(false)} />}</Suspense>
    </Page>
  );
}

function keyOf({ slug }: ConnectionSummary): string {
  return slug;
}

function nameOf({ name }: ConnectionSummary): string {
  return name;
}
