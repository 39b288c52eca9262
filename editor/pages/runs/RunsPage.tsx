// The list of runs: filtered by the address, kept live, and quiet about new ones until they are asked for.
import { lazy, type ReactElement, Suspense, useCallback, useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { withQuery } from '../../api.ts';
import { Badge } from '../../kit/Badge.tsx';
import { Button, ButtonLink } from '../../kit/Button.tsx';
import { fetchFile } from '../../kit/download.ts';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { type Chosen, ListView } from '../../kit/ListView.tsx';
import type { MenuAction } from '../../kit/Menu.tsx';
import { Page, useCrumbs } from '../../kit/Page.tsx';
import type { BuiltInView } from '../../kit/SavedViews.tsx';
import { useApiQuery } from '../../kit/SpanFilter.tsx';
import { isNarrowed } from '../../kit/url-state.ts';
import { useList, useUrlFilters } from '../../kit/use-list.ts';
import { runName } from '../../run/run-name.ts';
import { useCanEdit } from '../../shell/session.ts';
import type { RunSummary } from '../../types.ts';
import { BULK_WORDS, type BulkDeed } from './bulk-words.ts';
import { RUN_COLUMNS } from './RunColumns.tsx';
import { RUN_FILTERS, RunFilterFields } from './RunToolbar.tsx';
import { allFound, type RunsMeant } from './run-filters.ts';
import { useLiveRuns } from './use-live-runs.ts';

const BulkDialog = lazy(() => import('./BulkDialog.tsx').then((file) => ({ default: file.BulkDialog })));

const PATH = '/api/runs';
const VIEWS: readonly BuiltInView[] = [
  { name: 'Held for a person', query: 'state=held' },
  { name: 'Errors of the last 24 hours', query: 'outcome=error&span=day' },
  { name: 'Rejected in the last 24 hours', query: 'outcome=rejected&span=day' },
  { name: 'Tests', query: 'test=true' },
];

interface Task {
  deed: BulkDeed;
  filter: RunsMeant;
  /** The choice is forgotten once it is done. */
  onDone: (() => void) | undefined;
}

/** The page at /runs. */
export function RunsPage(): ReactElement {
  useCrumbs([{ label: 'Runs' }]);
  const canEdit = useCanEdit();
  const url = useUrlFilters(RUN_FILTERS);
  const found = useApiQuery(url.filters);
  const query = useMemo(() => ({ ...found, sort: url.sort }), [found, url.sort]);
  const list = useList<RunSummary>(PATH, query);
  const live = useLiveRuns({ query, list, isOnTop: url.sort === '' });
  const [task, setTask] = useState<Task>();
  const menu = useRunMenu(canEdit, setTask);
  const narrowed = isNarrowed(url.filters);
  const bulk = ({ selection, isAll }: Chosen<RunSummary>): ReactElement => (
    <RunDeeds
      keys={selection.keys}
      isAll={isAll}
      onDeed={(deed) => {
        const filter = isAll ? allFound(found, new Date().toISOString()) : { ids: [...selection.keys] };
        setTask({ deed, filter, onDone: selection.clear });
      }}
      onExport={() => fetchFile(withQuery(PATH, isAll ? { ...query, as: 'csv' } : idsAsCsv(selection.keys)))}
      canEdit={canEdit}
    />
  );
  return (
    <Page
      title="Runs"
      about="One run is one walk of one lead through a flow. Open one to see the path it took."
      badges={!live.isOpen && <NotLive />}
    >
      <ListView
        place="runs"
        label="Runs"
        one="run"
        list={list}
        url={url}
        source={{ path: PATH, query }}
        searched="Number, reason or run id"
        filters={<RunFilterFields {...url} />}
        views={VIEWS}
        order="-accepted"
        columns={RUN_COLUMNS}
        keyOf={keyOfRun}
        nameOf={nameOfRun}
        menu={menu}
        bulk={bulk}
        canMeanAll={narrowed}
        fresh={live}
        empty={<NoRuns />}
        noMatch={{ title: 'No run fits these filters', all: 'Show all runs' }}
      />
      <Suspense fallback={null}>
        {task && (
          <BulkDialog deed={task.deed} filter={task.filter} onClose={() => setTask(undefined)} {...onDoneOf(task)} />
        )}
      </Suspense>
    </Page>
  );
}

function onDoneOf({ onDone }: Task): { onDone?: () => void } {
  return onDone ? { onDone } : {};
}

function keyOfRun(run: RunSummary): string {
  return run.id;
}

function nameOfRun(run: RunSummary): string {
  return run.phone ? `the run of ${run.phone}` : `run ${runName(run.id)}`;
}

/** Ids that an address can hold. */
const IDS_AT_ONCE = 200;

function idsAsCsv(keys: ReadonlySet<string>) {
  return { ids: [...keys].slice(0, IDS_AT_ONCE).join(','), as: 'csv' };
}

function NoRuns(): ReactElement {
  const action = (
    <ButtonLink to="/flows" kind="primary">
      Go to flows
    </ButtonLink>
  );
  return (
    <EmptyState icon="run" title="No runs yet" action={action}>
      A run appears here as soon as a lead is sent to the address of a published flow.
    </EmptyState>
  );
}

/** What can be done to one run. */
function useRunMenu(canEdit: boolean, onTask: (task: Task) => void): (run: RunSummary) => readonly MenuAction[] {
  const go = useNavigate();
  return useCallback(
    (run: RunSummary) => {
      const ask = (deed: BulkDeed) => () => onTask({ deed, filter: { ids: [run.id] }, onDone: undefined });
      const hasEnded = run.state === 'finished';
      const changes: MenuAction[] = [
        { id: 'retry', label: 'Retry from the start', icon: 'refresh', isDisabled: !hasEnded, onAction: ask('retry') },
        { id: 'replay', label: 'Replay as a new lead', icon: 'source', onAction: ask('replay') },
        { id: 'cancel', label: 'Cancel', icon: 'stop', isDanger: true, isDisabled: hasEnded, onAction: ask('cancel') },
      ];
      return [
        { id: 'open', label: 'Open', icon: 'eye', onAction: () => void go(`/runs/${run.id}`) },
        { id: 'flow', label: 'Open its flow', icon: 'flow', onAction: () => void go(`/flows/${run.flow}`) },
        ...(run.phone
          ? [
              {
                id: 'number',
                label: 'All runs of this number',
                icon: 'search' as const,
                onAction: () => void go(withQuery('/runs', { q: run.phone })),
              },
            ]
          : []),
        ...(canEdit ? changes : []),
      ];
    },
    [go, canEdit, onTask],
  );
}

interface DeedsProps {
  keys: ReadonlySet<string>;
  isAll: boolean;
  canEdit: boolean;
  onDeed: (deed: BulkDeed) => void;
  onExport: () => void;
}

const DEEDS = ['retry', 'replay', 'cancel'] as const;

/** What can be done to the runs chosen. */
function RunDeeds({ keys, isAll, canEdit, onDeed, onExport }: DeedsProps): ReactElement {
  const isTooMany = !isAll && keys.size > IDS_AT_ONCE;
  return (
    <>
      {canEdit &&
        DEEDS.map((deed) => (
          <Button key={deed} size="small" kind={deed === 'cancel' ? 'danger' : 'plain'} onPress={() => onDeed(deed)}>
            {BULK_WORDS[deed].verb}
          </Button>
        ))}
      <Button size="small" icon="download" isDisabled={isTooMany} onPress={onExport}>
        {isTooMany ? 'Export at most 200 at once' : 'Export'}
      </Button>
    </>
  );
}

/** Says so where rows do not change by themselves. */
function NotLive(): ReactElement {
  return (
    <Badge tone="skip" icon="off" title="The stream of changes is interrupted; it is being opened again.">
      Not live
    </Badge>
  );
}
