// The adaptors: named mappings from a lead to what a receiver wants.
import { lazy, type ReactElement, Suspense, useCallback, useMemo, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { Button } from '../../kit/Button.tsx';
import { DeleteDialog } from '../../kit/DeleteDialog.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { ListView } from '../../kit/ListView.tsx';
import type { MenuAction } from '../../kit/Menu.tsx';
import { Notice } from '../../kit/Notice.tsx';
import { Page, useCrumbs } from '../../kit/Page.tsx';
import type { Column } from '../../kit/Table.tsx';
import { useList, useUrlFilters } from '../../kit/use-list.ts';
import { useCanEdit } from '../../shell/session.ts';
import type { AdaptorSummary } from '../../types.ts';
import { AdaptorUsers, isUsed } from './AdaptorUsers.tsx';

/** Forms weigh more than the list: they are loaded when somebody wants one. */
const NewAdaptorDialog = lazy(() =>
  import('./AdaptorDialogs.tsx').then((file) => ({ default: file.NewAdaptorDialog })),
);
const DuplicateAdaptor = lazy(() =>
  import('./AdaptorDialogs.tsx').then((file) => ({ default: file.DuplicateAdaptor })),
);

const PATH = '/api/adaptors';
type Task = { kind: 'duplicate' | 'delete'; of: AdaptorSummary };

/** The page at /adaptors. */
export function AdaptorsPage(): ReactElement {
  useCrumbs([{ label: 'Adaptors' }]);
  const canEdit = useCanEdit();
  const url = useUrlFilters(['q']);
  const list = useList<AdaptorSummary>(PATH, url.filters);
  const source = useMemo(() => ({ path: PATH, query: url.filters }), [url.filters]);
  const [isNew, setNew] = useState(false);
  const [task, setTask] = useState<Task>();
  const close = (): void => setTask(undefined);
  const menu = useAdaptorMenu(canEdit, setTask);
  const make = (
    <Button kind="primary" icon="plus" onPress={() => setNew(true)}>
      New adaptor
    </Button>
  );
  return (
    <Page
      title="Adaptors"
      about="An adaptor says which field of the receiver gets which part of the lead."
      actions={canEdit && make}
    >
      <ListView
        place="adaptors"
        label="Adaptors"
        one="adaptor"
        list={list}
        url={url}
        source={source}
        searched="Name"
        columns={COLUMNS}
        keyOf={(each) => each.slug}
        nameOf={(each) => each.name}
        menu={menu}
        empty={
          <EmptyState icon="adaptor" title="No adaptors yet" action={canEdit && make}>
            Map the fields of a lead once; every flow that delivers to the same receiver can use it.
          </EmptyState>
        }
        noMatch={{ title: 'No adaptor fits this search', all: 'Show all adaptors' }}
      />
      {task?.kind === 'delete' && <DeleteAdaptor of={task.of} onClose={close} />}
      <Suspense fallback={null}>
        {isNew && <NewAdaptorDialog onClose={() => setNew(false)} />}
        {task?.kind === 'duplicate' && <DuplicateAdaptor of={task.of} onClose={close} />}
      </Suspense>
    </Page>
  );
}

const COLUMNS: readonly Column<AdaptorSummary>[] = [
  {
    id: 'name',
    title: 'Name',
    cell: (adaptor) => (
      <>
        <Link to={`/adaptors/${adaptor.slug}`}>{adaptor.name}</Link>
        <span className="lf-table__sub">{adaptor.slug}</span>
      </>
    ),
  },
  { id: 'fields', title: 'Fields', align: 'end', cell: (adaptor) => adaptor.fields },
  { id: 'used', title: 'Used by', cell: (adaptor) => <AdaptorUsers of={adaptor} /> },
];

/** What can be done to one adaptor. */
function useAdaptorMenu(canEdit: boolean, onTask: (task: Task) => void): (of: AdaptorSummary) => MenuAction[] {
  const go = useNavigate();
  return useCallback(
    (of: AdaptorSummary) => {
      const task = (kind: Task['kind']) => () => onTask({ kind, of });
      const place = `/adaptors/${of.slug}`;
      const open: MenuAction = { id: 'open', label: 'Open', icon: 'eye', onAction: () => void go(place) };
      if (!canEdit) return [open];
      return [
        open,
        { id: 'duplicate', label: 'Duplicate', icon: 'copy', onAction: task('duplicate') },
        { id: 'delete', label: 'Delete', icon: 'trash', isDanger: true, onAction: task('delete') },
      ];
    },
    [go, canEdit, onTask],
  );
}

function DeleteAdaptor({ of, onClose }: { of: AdaptorSummary; onClose: () => void }): ReactElement {
  return (
    <DeleteDialog
      what="adaptor"
      name={of.name}
      slug={of.slug}
      path={`${PATH}/${of.slug}`}
      refresh={[PATH, '/api/names']}
      onClose={onClose}
    >
      {isUsed(of) ? (
        <Notice tone="warn" title="It is still used">
          Take it out of <AdaptorUsers of={of} all /> first; until then it cannot be deleted.
        </Notice>
      ) : (
        <p>Its file is removed. Flows that are live keep what they were published with.</p>
      )}
    </DeleteDialog>
  );
}
