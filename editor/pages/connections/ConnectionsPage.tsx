// The connections: each one customer's access to one receiver.
import { lazy, type ReactElement, Suspense, useCallback, useMemo, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { api } from '../../api.ts';
import { Button } from '../../kit/Button.tsx';
import { DeleteDialog } from '../../kit/DeleteDialog.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { ListView } from '../../kit/ListView.tsx';
import type { MenuAction } from '../../kit/Menu.tsx';
import { Notice } from '../../kit/Notice.tsx';
import { Page, useCrumbs } from '../../kit/Page.tsx';
import type { Column } from '../../kit/Table.tsx';
import { UsedBy } from '../../kit/UsedBy.tsx';
import { useList, useUrlFilters } from '../../kit/use-list.ts';
import { useSend } from '../../kit/use-send.ts';
import { PauseMark } from '../../pausing/PauseControl.tsx';
import { pausePath } from '../../pausing/pause-words.ts';
import { AFTER_PAUSE, usePauses } from '../../pausing/use-pauses.ts';
import { useCanEdit } from '../../shell/session.ts';
import type { ConnectionSummary } from '../../types.ts';
import { AUTH_WORDS } from './auth-words.ts';

/** Forms weigh more than the list: they are loaded when somebody wants one. */
const PauseDialog = lazy(() => import('../../pausing/PauseDialog.tsx').then((file) => ({ default: file.PauseDialog })));
const NewConnectionDialog = lazy(() =>
  import('./NewConnectionDialog.tsx').then((file) => ({ default: file.NewConnectionDialog })),
);

const PATH = '/api/connections';
type Task = { kind: 'pause' | 'delete'; of: ConnectionSummary };

/** The page at /connections. */
export function ConnectionsPage(): ReactElement {
  useCrumbs([{ label: 'Connections' }]);
  const canEdit = useCanEdit();
  const url = useUrlFilters(['q']);
  const list = useList<ConnectionSummary>(PATH, url.filters);
  const source = useMemo(() => ({ path: PATH, query: url.filters }), [url.filters]);
  const [isNew, setNew] = useState(false);
  const [task, setTask] = useState<Task>();
  const close = (): void => setTask(undefined);
  const menu = useConnectionMenu(canEdit, setTask);
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
      <ListView
        place="connections"
        label="Connections"
        one="connection"
        list={list}
        url={url}
        source={source}
        searched="Name or host"
        columns={COLUMNS}
        keyOf={(each) => each.slug}
        nameOf={(each) => each.name}
        menu={menu}
        empty={
          <EmptyState icon="connection" title="No connections yet" action={canEdit && make}>
            Add the system that gets the leads; a flow then calls its endpoints.
          </EmptyState>
        }
        noMatch={{ title: 'No connection fits this search', all: 'Show all connections' }}
      />
      {task?.kind === 'delete' && <DeleteConnection of={task.of} onClose={close} />}
      <Suspense fallback={null}>
        {isNew && <NewConnectionDialog onClose={() => setNew(false)} />}
        {task?.kind === 'pause' && (
          <PauseDialog at={{ kind: 'connection', key: task.of.slug, name: task.of.name }} onClose={close} />
        )}
      </Suspense>
    </Page>
  );
}

/** What can be done to one connection. */
function useConnectionMenu(canEdit: boolean, onTask: (task: Task) => void): (of: ConnectionSummary) => MenuAction[] {
  const go = useNavigate();
  const pauses = usePauses();
  const { send: resume } = useSend(({ slug }: ConnectionSummary) => api.delete(pausePath(pauseOf(slug))), {
    done: (_, { name }) => `${name} was resumed; what waited goes on in order.`,
    refresh: AFTER_PAUSE,
  });
  return useCallback(
    (of: ConnectionSummary) => {
      const isPaused = pauses.some(({ kind, key }) => kind === 'connection' && key === of.slug);
      const task = (kind: Task['kind']) => () => onTask({ kind, of });
      const open: MenuAction = {
        id: 'open',
        label: 'Open',
        icon: 'eye',
        onAction: () => void go(`/connections/${of.slug}`),
      };
      if (!canEdit) return [open];
      return [
        open,
        isPaused
          ? { id: 'resume', label: 'Resume', icon: 'play', onAction: () => resume(of) }
          : { id: 'pause', label: 'Pause', icon: 'pause', onAction: task('pause') },
        { id: 'delete', label: 'Delete', icon: 'trash', isDanger: true, onAction: task('delete') },
      ];
    },
    [go, pauses, resume, canEdit, onTask],
  );
}

function pauseOf(key: string) {
  return { kind: 'connection', key } as const;
}

function DeleteConnection({ of, onClose }: { of: ConnectionSummary; onClose: () => void }): ReactElement {
  return (
    <DeleteDialog
      what="connection"
      name={of.name}
      slug={of.slug}
      path={`${PATH}/${of.slug}`}
      refresh={[PATH, '/api/names']}
      onClose={onClose}
    >
      {of.usedBy.length > 0 ? (
        <Notice tone="warn" title="Flows still use it">
          Take it out of <UsedBy flows={of.usedBy} all /> first; until then it cannot be deleted.
        </Notice>
      ) : (
        <p>Its file is removed. The secret that it names stays set.</p>
      )}
    </DeleteDialog>
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
