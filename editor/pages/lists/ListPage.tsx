// One validation list: its values, rules, history and the flows that use it.
import { useQuery } from '@tanstack/react-query';
import { lazy, type ReactElement, Suspense, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { api } from '../../api.ts';
import { Badge } from '../../kit/Badge.tsx';
import { Button } from '../../kit/Button.tsx';
import { Loaded, Loading } from '../../kit/EmptyState.tsx';
import { Menu } from '../../kit/Menu.tsx';
import { Page, useCrumbs } from '../../kit/Page.tsx';
import { Tabs, type TabView } from '../../kit/Tabs.tsx';
import { TimeText } from '../../kit/TimeText.tsx';
import { counted } from '../../kit/time-words.ts';
import { UsedBy } from '../../kit/UsedBy.tsx';
import { useUrlFilters } from '../../kit/use-list.ts';
import { useSend } from '../../kit/use-send.ts';
import { useCanEdit } from '../../shell/session.ts';
import type { ValidationList } from '../../types.ts';
import { DeleteListDialog, EditListDialog, PasteValuesDialog } from './ListDialogs.tsx';
import { ListValues } from './ListValues.tsx';

/** What is not seen at once is loaded when somebody opens it. */
const RulesTab = lazy(() => import('./RulesTab.tsx').then((file) => ({ default: file.RulesTab })));
const HistoryTab = lazy(() => import('./HistoryTab.tsx').then((file) => ({ default: file.HistoryTab })));
const ImportValuesDialog = lazy(() =>
  import('./ImportValuesDialog.tsx').then((file) => ({ default: file.ImportValuesDialog })),
);

/** The page at /lists/:slug. */
export function ListPage(): ReactElement {
  const { slug = '' } = useParams();
  const list = useQuery({
    queryKey: ['/api/lists', slug],
    queryFn: () => api.get<ValidationList>(`/api/lists/${slug}`),
  });
  useCrumbs([{ label: 'Lists', to: '/lists' }, { label: list.data?.name ?? slug }]);
  return <Loaded query={list}>{(found) => <ListView list={found} />}</Loaded>;
}

type Task = 'paste' | 'import' | 'remove' | 'edit' | 'delete';

function ListView({ list }: { list: ValidationList }): ReactElement {
  const canEdit = useCanEdit();
  const navigate = useNavigate();
  const [task, setTask] = useState<Task>();
  const close = (): void => setTask(undefined);
  const { name, limitDays } = list;
  return (
    <Page
      title={name}
      about={list.description || 'Values that a lead must, or must not, have.'}
      badges={
        <>
          <Badge tone="accent">{counted(list.entries, 'value')}</Badge>
          {list.stale && <Badge tone="warn">Stale</Badge>}
        </>
      }
      actions={canEdit && <ListActions list={list} onTask={setTask} />}
    >
      <p className="lf-muted">
        Version {list.version}, changed <TimeText at={list.updatedAt} />
        {list.checkedAt !== list.updatedAt && (
          <>
            , looked over <TimeText at={list.checkedAt} />
          </>
        )}
        . {limitDays > 0 && `Stale after ${counted(limitDays, 'day')}.`}
      </p>
      <ListTabs list={list} canEdit={canEdit} onAdd={() => setTask('paste')} />
      {(task === 'paste' || task === 'remove') && <PasteValuesDialog list={list} way={task} onClose={close} />}
      {task === 'edit' && <EditListDialog list={list} onClose={close} />}
      {task === 'delete' && <DeleteListDialog list={list} onClose={close} onDone={() => navigate('/lists')} />}
      <Suspense fallback={null}>{task === 'import' && <ImportValuesDialog list={list} onClose={close} />}</Suspense>
    </Page>
  );
}

interface ListTabsProps {
  list: ValidationList;
  canEdit: boolean;
  onAdd: () => void;
}

function ListTabs(props: ListTabsProps): ReactElement {
  const url = useUrlFilters(['tab']);
  const tabs = tabsOf(props);
  return (
    <Tabs
      label="Parts of the list"
      tabs={tabs}
      selected={tabs.some(({ id }) => id === url.filters.tab) ? url.filters.tab : 'values'}
      onSelect={(id) => url.setFilter('tab', id === 'values' ? '' : id)}
    />
  );
}

function tabsOf({ list, canEdit, onAdd }: ListTabsProps): TabView[] {
  const { slug, entries, rules, usedBy } = list;
  const later = (content: ReactElement): ReactElement => (
    <Suspense fallback={<Loading lines={6} />}>{content}</Suspense>
  );
  return [
    {
      id: 'values',
      label: 'Values',
      count: entries,
      content: <ListValues slug={slug} canEdit={canEdit} onAdd={onAdd} />,
    },
    {
      id: 'rules',
      label: 'Rules',
      count: rules.any.length + rules.all.length,
      content: later(<RulesTab key={slug} list={list} canEdit={canEdit} />),
    },
    { id: 'history', label: 'History', content: later(<HistoryTab list={list} canEdit={canEdit} />) },
    {
      id: 'used',
      label: 'Used by',
      count: usedBy.length,
      content: (
        <p>
          <UsedBy flows={usedBy} all />
        </p>
      ),
    },
  ];
}

function ListActions({ list, onTask }: { list: ValidationList; onTask: (task: Task) => void }): ReactElement {
  const confirm = useSend(() => api.post(`/api/lists/${list.slug}/confirm`), {
    done: `${list.name} is up to date.`,
    refresh: ['/api/lists'],
  });
  return (
    <>
      <Menu
        label={`Actions for ${list.name}`}
        kind="plain"
        actions={[
          { id: 'edit', label: 'Name, purpose and limit', icon: 'edit', onAction: () => onTask('edit') },
          { id: 'confirm', label: 'Say that it is up to date', icon: 'check', onAction: () => confirm.send() },
          { id: 'import', label: 'Import values', icon: 'file', onAction: () => onTask('import') },
          { id: 'remove', label: 'Remove pasted values', icon: 'minus', onAction: () => onTask('remove') },
          { id: 'delete', label: 'Delete list', icon: 'trash', isDanger: true, onAction: () => onTask('delete') },
        ]}
      />
      <Button kind="primary" icon="plus" onPress={() => onTask('paste')}>
        Add values
      </Button>
    </>
  );
}
