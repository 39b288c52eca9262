// The DNC lists: numbers that must not be called, with why, and a box that says whether a number is among them.
import { lazy, type ReactElement, Suspense, useCallback, useMemo, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { withQuery } from '../../api.ts';
import { Button } from '../../kit/Button.tsx';
import { fetchFile } from '../../kit/download.ts';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { FilterSelect } from '../../kit/FilterSelect.tsx';
import { type Chosen, ListView } from '../../kit/ListView.tsx';
import type { MenuAction } from '../../kit/Menu.tsx';
import { Page, useCrumbs } from '../../kit/Page.tsx';
import type { BuiltInView } from '../../kit/SavedViews.tsx';
import type { Option } from '../../kit/Select.tsx';
import type { Column } from '../../kit/Table.tsx';
import { TimeText } from '../../kit/TimeText.tsx';
import { useList, useUrlFilters } from '../../kit/use-list.ts';
import { whoLabel } from '../../kit/who-words.ts';
import { useCanEdit } from '../../shell/session.ts';
import { useNames } from '../../shell/use-names.ts';
import type { DncEntry } from '../../types.ts';
import { CheckNumber } from './CheckNumber.tsx';
import { DncLists } from './DncLists.tsx';
import { RemoveNumbers } from './RemoveNumbers.tsx';

const PATH = '/api/dnc';
const AddNumberDialog = lazy(() => import('./AddNumberDialog.tsx').then((file) => ({ default: file.AddNumberDialog })));
const EntryDialog = lazy(() => import('./EntryDialog.tsx').then((file) => ({ default: file.EntryDialog })));
const EraseDialog = lazy(() => import('./EraseDialog.tsx').then((file) => ({ default: file.EraseDialog })));
const VIEWS: readonly BuiltInView[] = [{ name: 'By number', query: 'sort=number' }];
/** Entries that an address can name. */
const IDS_AT_ONCE = 200;

type Task =
  | { kind: 'add' }
  | { kind: 'erase'; number: string }
  | { kind: 'change'; entry: DncEntry }
  | { kind: 'remove'; entries: readonly DncEntry[]; onDone?: () => void };

/** The page at /dnc. */
export function DncPage(): ReactElement {
  useCrumbs([{ label: 'DNC' }]);
  const canEdit = useCanEdit();
  const url = useUrlFilters(['q', 'list']);
  const query = useMemo(() => ({ ...url.filters, sort: url.sort }), [url.filters, url.sort]);
  const list = useList<DncEntry>(PATH, query);
  const { dncLists } = useNames();
  const [task, setTask] = useState<Task>();
  const close = (): void => setTask(undefined);
  const lists = dncLists.map(({ slug, name }) => ({ id: slug, label: name }));
  const add = (
    <Button key="add" kind="primary" icon="plus" onPress={() => setTask({ kind: 'add' })}>
      Add numbers
    </Button>
  );
  return (
    <Page
      title="DNC"
      about="Numbers that must not be called. Flows check them, and may add to them."
      actions={canEdit && [<EraseButton key="erase" onTask={setTask} />, add]}
    >
      <CheckNumber />
      <DncLists canEdit={canEdit} />
      <ListView
        place="dnc"
        label="DNC numbers"
        one="number"
        list={list}
        url={url}
        source={{ path: PATH, query }}
        searched="Number or reason"
        filters={
          <FilterSelect
            label="DNC list"
            any="Any list"
            options={lists}
            value={url.filters.list}
            onChange={(id) => url.setFilter('list', id)}
          />
        }
        views={VIEWS}
        order="-at"
        columns={COLUMNS}
        keyOf={keyOfEntry}
        nameOf={nameOfEntry}
        menu={useEntryMenu(canEdit, setTask)}
        bulk={(chosen) => <EntryDeeds chosen={chosen} query={query} canEdit={canEdit} onTask={setTask} />}
        canMeanAll
        empty={
          <EmptyState icon="dnc" title="No numbers yet" action={canEdit && add}>
            Add the numbers that must not be called, or let a flow add them.
          </EmptyState>
        }
        noMatch={{ title: 'No number fits this search', all: 'Show all numbers' }}
      />
      <TaskDialog task={task} lists={lists} onClose={close} />
    </Page>
  );
}

function EraseButton({ onTask }: { onTask: (task: Task) => void }): ReactElement {
  return <Button onPress={() => onTask({ kind: 'erase', number: '' })}>Erase a number</Button>;
}

interface TaskProps {
  task: Task | undefined;
  lists: readonly Option[];
  onClose: () => void;
}

function TaskDialog({ task, lists, onClose }: TaskProps): ReactElement {
  return (
    <Suspense fallback={null}>
      {task?.kind === 'add' && <AddNumberDialog lists={lists} onClose={onClose} />}
      {task?.kind === 'erase' && <EraseDialog number={task.number} onClose={onClose} />}
      {task?.kind === 'change' && <EntryDialog entry={task.entry} onClose={onClose} />}
      {task?.kind === 'remove' && <RemoveNumbers {...task} onClose={onClose} />}
    </Suspense>
  );
}

function keyOfEntry({ list, number }: DncEntry): string {
  return `${list} ${number}`;
}

function nameOfEntry({ number }: DncEntry): string {
  return number;
}

const COLUMNS: readonly Column<DncEntry>[] = [
  { id: 'number', title: 'Number', sorts: true, isTight: true, cell: (entry) => <strong>{entry.number}</strong> },
  { id: 'list', title: 'List', width: '10%', cell: (entry) => entry.list },
  { id: 'reason', title: 'Reason', cell: (entry) => entry.reason || <span className="lf-muted">None given</span> },
  { id: 'purpose', title: 'Purpose', isMinor: true, width: '9%', cell: (entry) => entry.purpose || 'Every call' },
  {
    id: 'expires',
    title: 'Ends',
    isMinor: true,
    isTight: true,
    cell: (entry) => (entry.expiresAt ? <TimeText at={entry.expiresAt} /> : 'Never'),
  },
  { id: 'origin', title: 'Added by', width: '13%', cell: (entry) => <Origin origin={entry.origin} /> },
  { id: 'at', title: 'Added', sorts: true, isTight: true, cell: (entry) => <TimeText at={entry.at} /> },
];

/** `run:<id>`, `person:<email>` or `import`, in words. */
function Origin({ origin }: { origin: string }): ReactElement {
  const [kind, ...rest] = origin.split(':');
  const name = rest.join(':');
  if (kind === 'run') return <Link to={`/runs/${name}`}>A run</Link>;
  return <>{whoLabel(kind === 'person' ? name : origin)}</>;
}

function useEntryMenu(canEdit: boolean, onTask: (task: Task) => void): (entry: DncEntry) => MenuAction[] {
  const go = useNavigate();
  return useCallback(
    (entry: DncEntry) => {
      const q = entry.number;
      const look: MenuAction[] = [
        { id: 'runs', label: 'Runs of this number', icon: 'run', onAction: () => void go(withQuery('/runs', { q })) },
        {
          id: 'leads',
          label: 'Leads of this number',
          icon: 'lead',
          onAction: () => void go(withQuery('/leads', { q })),
        },
      ];
      if (!canEdit) return look;
      const change: MenuAction = {
        id: 'change',
        label: 'Change end or reason',
        icon: 'edit',
        onAction: () => onTask({ kind: 'change', entry }),
      };
      const away: MenuAction[] = [
        {
          id: 'remove',
          label: 'Remove',
          icon: 'trash',
          isDanger: true,
          onAction: () => onTask({ kind: 'remove', entries: [entry] }),
        },
        {
          id: 'erase',
          label: 'Erase, and go on blocking',
          icon: 'dnc',
          isDanger: true,
          onAction: () => onTask({ kind: 'erase', number: entry.number }),
        },
      ];
      return [change, ...look, ...away];
    },
    [go, canEdit, onTask],
  );
}

interface EntryDeedsProps {
  chosen: Chosen<DncEntry>;
  query: Record<string, string>;
  canEdit: boolean;
  onTask: (task: Task) => void;
}

/** Numbers are taken off by choice alone: not all that match, since nobody has looked at those. */
function EntryDeeds({ chosen, query, canEdit, onTask }: EntryDeedsProps): ReactElement {
  const { rows, isAll, selection } = chosen;
  const isTooMany = !isAll && rows.length > IDS_AT_ONCE;
  const ids = rows.map(keyOfEntry).join(',');
  return (
    <>
      <Button
        size="small"
        icon="download"
        isDisabled={isTooMany}
        onPress={() => fetchFile(withQuery(PATH, isAll ? { ...query, as: 'csv' } : { ids, as: 'csv' }))}
      >
        {isTooMany ? 'Export at most 200 at once' : 'Export'}
      </Button>
      {canEdit && !isAll && (
        <Button
          size="small"
          kind="danger"
          icon="trash"
          onPress={() => onTask({ kind: 'remove', entries: rows, onDone: selection.clear })}
        >
          Remove
        </Button>
      )}
    </>
  );
}
