// The DNC lists: how many numbers each holds, whether it can be relied on, and what can be done with it.
import { lazy, type ReactElement, Suspense, useCallback, useState } from 'react';
import { api } from '../../api.ts';
import { Badge } from '../../kit/Badge.tsx';
import { Button } from '../../kit/Button.tsx';
import { ConfirmDialog } from '../../kit/Dialog.tsx';
import { fetchFile } from '../../kit/download.ts';
import { EmptyState } from '../../kit/EmptyState.tsx';
import type { MenuAction } from '../../kit/Menu.tsx';
import { Card } from '../../kit/Page.tsx';
import { type Column, Table } from '../../kit/Table.tsx';
import { TimeText } from '../../kit/TimeText.tsx';
import { UsedBy } from '../../kit/UsedBy.tsx';
import { useList } from '../../kit/use-list.ts';
import { useSend } from '../../kit/use-send.ts';
import type { DncList } from '../../types.ts';
import { OpenImports } from './OpenImports.tsx';

const PATH = '/api/dnc-lists';
const ListDialog = lazy(() => import('./ListDialog.tsx').then((file) => ({ default: file.ListDialog })));
const ImportDialog = lazy(() => import('./ImportDialog.tsx').then((file) => ({ default: file.ImportDialog })));

type Task = { kind: 'new' } | { kind: 'edit' | 'import' | 'delete'; list: DncList };

/** The card with the table of lists. */
export function DncLists({ canEdit }: { canEdit: boolean }): ReactElement {
  const list = useList<DncList>(PATH);
  const [task, setTask] = useState<Task>();
  const close = (): void => setTask(undefined);
  const menu = useCallback((each: DncList) => actionsOf(each, canEdit, setTask), [canEdit]);
  const make = (
    <Button size="small" icon="plus" onPress={() => setTask({ kind: 'new' })}>
      New list
    </Button>
  );
  return (
    <Card
      title="DNC lists"
      about="A list that cannot tell lets no number pass: checks leave by Cannot tell."
      isFlush
      actions={canEdit && make}
    >
      {canEdit && <OpenImports />}
      <Table
        label="DNC lists"
        columns={COLUMNS}
        list={list}
        keyOf={(each) => each.slug}
        nameOf={(each) => each.name}
        menu={menu}
        empty={<EmptyState icon="dnc" title="No lists yet" />}
      />
      <Suspense fallback={null}>
        {(task?.kind === 'new' || task?.kind === 'edit') && (
          <ListDialog list={task.kind === 'edit' ? task.list : undefined} onClose={close} />
        )}
        {task?.kind === 'import' && <ImportDialog list={task.list} onClose={close} />}
      </Suspense>
      {task?.kind === 'delete' && <DeleteList list={task.list} onClose={close} />}
    </Card>
  );
}

function actionsOf(list: DncList, canEdit: boolean, onTask: (task: Task) => void): MenuAction[] {
  const numbers = `${PATH}/${list.slug}/numbers`;
  const look: MenuAction[] = [
    { id: 'csv', label: 'Export as CSV', icon: 'download', onAction: () => fetchFile(`${numbers}?as=csv`) },
    { id: 'ndjson', label: 'Export as NDJSON', icon: 'download', onAction: () => fetchFile(`${numbers}?as=ndjson`) },
  ];
  if (!canEdit) return look;
  const edit: MenuAction[] = [
    { id: 'import', label: 'Import a file', icon: 'plus', onAction: () => onTask({ kind: 'import', list }) },
    { id: 'edit', label: 'Name and limit', icon: 'edit', onAction: () => onTask({ kind: 'edit', list }) },
  ];
  const away: MenuAction = {
    id: 'delete',
    label: 'Delete',
    icon: 'trash',
    isDanger: true,
    onAction: () => onTask({ kind: 'delete', list }),
  };
  return list.slug === 'account' ? [...edit, ...look] : [...edit, ...look, away];
}

const COLUMNS: readonly Column<DncList>[] = [
  {
    id: 'name',
    title: 'List',
    cell: (list) => (
      <>
        <strong>{list.name}</strong>
        <span className="lf-table__sub">
          {list.slug}
          {list.scope === 'campaign' ? `, campaign ${list.campaign}` : ', whole account'}
        </span>
      </>
    ),
  },
  {
    id: 'numbers',
    title: 'Numbers',
    align: 'end',
    isTight: true,
    cell: (list) => (list.entries + list.imported + list.erased).toLocaleString('en'),
  },
  {
    id: 'fresh',
    title: 'Up to date',
    cell: (list) => (list.freshAt ? <TimeText at={list.freshAt} /> : list.kept === 'by-file' ? 'Never' : 'By hand'),
  },
  {
    id: 'limit',
    title: 'Limit',
    isTight: true,
    cell: (list) => (list.kept === 'by-file' && list.limitDays > 0 ? `${list.limitDays} days` : 'None'),
  },
  {
    id: 'state',
    title: 'State',
    cell: (list) =>
      list.doubt !== null ? (
        <>
          <Badge tone="err">Cannot tell</Badge> <span className="lf-table__sub lf-dnc-says">{list.doubt}</span>
        </>
      ) : list.warning !== null ? (
        <>
          <Badge tone="warn">Soon too old</Badge> <span className="lf-table__sub lf-dnc-says">{list.warning}</span>
        </>
      ) : (
        <Badge tone="ok">Good</Badge>
      ),
  },
  { id: 'used', title: 'Used by', cell: (list) => <Users list={list} /> },
];

/** A check that names no list looks in those of the account, and one that names a campaign in those of it besides. */
function Users({ list: { scope, usedBy } }: { list: DncList }): ReactElement {
  return (
    <>
      {scope === 'account' ? 'Checks that name no list' : 'Checks of its campaign'}
      {usedBy.length > 0 && (
        <>
          , <UsedBy flows={usedBy} />
        </>
      )}
    </>
  );
}

function DeleteList({ list, onClose }: { list: DncList; onClose: () => void }): ReactElement {
  const { send, isPending } = useSend(() => api.delete(`${PATH}/${list.slug}`), {
    done: `${list.name} was deleted.`,
    refresh: [PATH, '/api/dnc', '/api/names'],
    onDone: onClose,
  });
  return (
    <ConfirmDialog
      title={`Delete ${list.name}?`}
      action="Delete list"
      typed={list.slug}
      isDanger
      isPending={isPending}
      onConfirm={() => send()}
      onClose={onClose}
    >
      <p>
        Its {(list.entries + list.imported + list.erased).toLocaleString('en')} numbers go with it. Runs that still ask
        for it let no number pass: their check leaves by Cannot tell.
      </p>
    </ConfirmDialog>
  );
}
