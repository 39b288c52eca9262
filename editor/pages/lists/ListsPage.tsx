// The validation lists: values that a lead must, or must not, have.
import { lazy, type ReactElement, Suspense, useCallback, useMemo, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { withQuery } from '../../api.ts';
import { Badge } from '../../kit/Badge.tsx';
import { Button } from '../../kit/Button.tsx';
import { fetchFile } from '../../kit/download.ts';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { ListView } from '../../kit/ListView.tsx';
import type { MenuAction } from '../../kit/Menu.tsx';
import { Page, useCrumbs } from '../../kit/Page.tsx';
import type { Column } from '../../kit/Table.tsx';
import { TimeText } from '../../kit/TimeText.tsx';
import { UsedBy } from '../../kit/UsedBy.tsx';
import { useList, useUrlFilters } from '../../kit/use-list.ts';
import { useCanEdit } from '../../shell/session.ts';
import type { ValidationList } from '../../types.ts';
import { DeleteListDialog, EditListDialog } from './ListDialogs.tsx';

/** Forms weigh more than the list: they are loaded when somebody wants one. */
const NewListDialog = lazy(() => import('./NewListDialog.tsx').then((file) => ({ default: file.NewListDialog })));

const PATH = '/api/lists';
type Task = { kind: 'edit' | 'delete'; list: ValidationList };

/** The page at /lists. */
export function ListsPage(): ReactElement {
  useCrumbs([{ label: 'Lists' }]);
  const canEdit = useCanEdit();
  const url = useUrlFilters(['q']);
  const list = useList<ValidationList>(PATH, url.filters);
  const source = useMemo(() => ({ path: PATH, query: url.filters }), [url.filters]);
  const [isNew, setNew] = useState(false);
  const [task, setTask] = useState<Task>();
  const close = (): void => setTask(undefined);
  const menu = useListMenu(canEdit, setTask);
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
      <ListView
        place="lists"
        label="Validation lists"
        one="list"
        list={list}
        url={url}
        source={source}
        searched="Name"
        columns={COLUMNS}
        keyOf={(each) => each.slug}
        nameOf={(each) => each.name}
        menu={menu}
        empty={
          <EmptyState icon="list" title="No lists yet" action={canEdit && make}>
            Make a list and paste its values; a Validation list step then lets leads pass, or not.
          </EmptyState>
        }
        noMatch={{ title: 'No list has such a name', all: 'Show all lists' }}
      />
      <Suspense fallback={null}>{isNew && <NewListDialog onClose={() => setNew(false)} />}</Suspense>
      {task?.kind === 'edit' && <EditListDialog list={task.list} onClose={close} />}
      {task?.kind === 'delete' && <DeleteListDialog list={task.list} onClose={close} onDone={close} />}
    </Page>
  );
}

/** What can be done to one list. */
function useListMenu(canEdit: boolean, onTask: (task: Task) => void): (list: ValidationList) => MenuAction[] {
  const go = useNavigate();
  return useCallback(
    (list: ValidationList) => {
      const values = withQuery(`/api/lists/${list.slug}/entries`, { as: 'csv' });
      const look: MenuAction[] = [
        { id: 'open', label: 'Open', icon: 'eye', onAction: () => void go(`/lists/${list.slug}`) },
        { id: 'export', label: 'Export its values', icon: 'download', onAction: () => fetchFile(values) },
      ];
      if (!canEdit) return look;
      return [
        ...look,
        { id: 'edit', label: 'Name, purpose and limit', icon: 'edit', onAction: () => onTask({ kind: 'edit', list }) },
        {
          id: 'delete',
          label: 'Delete',
          icon: 'trash',
          isDanger: true,
          onAction: () => onTask({ kind: 'delete', list }),
        },
      ];
    },
    [go, canEdit, onTask],
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
  {
    id: 'rules',
    title: 'Rules',
    align: 'end',
    isMinor: true,
    cell: ({ rules }) => rules.any.length + rules.all.length,
  },
  { id: 'version', title: 'Version', align: 'end', isMinor: true, cell: (list) => `v${list.version}` },
  { id: 'used', title: 'Used by', cell: (list) => <UsedBy flows={list.usedBy} /> },
  {
    id: 'checked',
    title: 'Up to date',
    cell: (list) => (
      <>
        <TimeText at={list.checkedAt} />
        {list.stale && ' '}
        {list.stale && <Badge tone="warn">Stale</Badge>}
      </>
    ),
  },
];
