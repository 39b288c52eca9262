// The list of flows: what is live, where leads are sent, what ran lately, what is wrong.
import { lazy, type ReactElement, Suspense, useMemo, useState } from 'react';
import { Link } from 'react-router';
import { Button } from '../../kit/Button.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { FilterSelect } from '../../kit/FilterSelect.tsx';
import { ListView } from '../../kit/ListView.tsx';
import { Page, useCrumbs } from '../../kit/Page.tsx';
import type { BuiltInView } from '../../kit/SavedViews.tsx';
import { type UrlFilters, useAll, useList, useUrlFilters } from '../../kit/use-list.ts';
import { useCanEdit } from '../../shell/session.ts';
import type { FlowSummary } from '../../types.ts';
import { DeleteFlowDialog } from './DeleteFlowDialog.tsx';
import { flowColumns } from './FlowColumns.tsx';
import { FlowDeeds } from './FlowDeeds.tsx';
import { usePulses } from './Pulse.tsx';
import { type FlowTask, useFlowMenu } from './use-flow-menu.ts';

const PauseDialog = lazy(() => import('../../pausing/PauseDialog.tsx').then((file) => ({ default: file.PauseDialog })));
const ImportDialog = lazy(() => import('./ImportDialog.tsx').then((file) => ({ default: file.ImportDialog })));
const NewFlowDialog = lazy(() => import('./NewFlowDialog.tsx').then((file) => ({ default: file.NewFlowDialog })));

type Task = { kind: 'new' } | { kind: 'import' } | FlowTask;

const PATH = '/api/flows';
const FILTERS = ['q', 'state', 'trigger'] as const;
const VIEWS: readonly BuiltInView[] = [
  { name: 'Live', query: 'state=live' },
  { name: 'Paused', query: 'state=paused' },
  { name: 'With problems', query: 'state=problems' },
  { name: 'Changed lately', query: 'sort=-updated' },
];

/** The page at /flows. */
export function FlowsPage(): ReactElement {
  useCrumbs([{ label: 'Flows' }]);
  const canEdit = useCanEdit();
  const url = useUrlFilters(FILTERS);
  const query = useMemo(() => ({ ...url.filters, sort: url.sort }), [url.filters, url.sort]);
  const list = useList<FlowSummary>(PATH, query);
  const pulses = usePulses(useMemo(() => list.rows.map(keyOfFlow), [list.rows]));
  const columns = useMemo(() => flowColumns(pulses), [pulses]);
  const [task, setTask] = useState<Task>();
  const menu = useFlowMenu(canEdit, setTask);
  const newFlow = (
    <Button kind="primary" icon="plus" onPress={() => setTask({ kind: 'new' })}>
      New flow
    </Button>
  );
  const actions = (
    <>
      <Button icon="upload" onPress={() => setTask({ kind: 'import' })}>
        Import
      </Button>
      {newFlow}
    </>
  );
  return (
    <Page
      title="Flows"
      about="A flow says what happens to a lead: where it comes in, what is asked, who gets it, what the caller is told."
      actions={canEdit && actions}
    >
      <ListView
        place="flows"
        label="Flows"
        one="flow"
        list={list}
        url={url}
        source={{ path: PATH, query }}
        searched="Name or address"
        filters={<FlowFilters {...url} />}
        views={VIEWS}
        order="name"
        columns={columns}
        keyOf={keyOfFlow}
        nameOf={nameOfFlow}
        menu={menu}
        bulk={(chosen) => <FlowDeeds chosen={chosen} query={query} canEdit={canEdit} />}
        canMeanAll
        empty={<NoFlows action={canEdit && newFlow} />}
        noMatch={{ title: 'No flow fits this search', all: 'Show all flows' }}
      />
      <Suspense fallback={null}>{task && <FlowDialog task={task} onClose={() => setTask(undefined)} />}</Suspense>
    </Page>
  );
}

function keyOfFlow(flow: FlowSummary): string {
  return flow.slug;
}

function nameOfFlow(flow: FlowSummary): string {
  return flow.name;
}

const STATES = [
  { id: 'live', label: 'Live' },
  { id: 'draft', label: 'Not live' },
  { id: 'changed', label: 'Draft changed' },
  { id: 'paused', label: 'Paused' },
  { id: 'problems', label: 'With problems' },
  { id: 'file-error', label: 'File unreadable' },
];
const TRIGGERS = [
  { id: 'webhook', label: 'By a lead sent to it' },
  { id: 'schedule', label: 'By a schedule' },
  { id: 'when-called', label: 'By other flows' },
];

function FlowFilters({ filters, setFilter }: UrlFilters<(typeof FILTERS)[number]>): ReactElement {
  return (
    <>
      <FilterSelect
        label="State"
        any="Any state"
        options={STATES}
        value={filters.state}
        onChange={(id) => setFilter('state', id)}
      />
      <FilterSelect
        label="Begun"
        any="Begun in any way"
        options={TRIGGERS}
        value={filters.trigger}
        onChange={(id) => setFilter('trigger', id)}
      />
    </>
  );
}

function NoFlows({ action }: { action: ReactElement | false }): ReactElement {
  return (
    <EmptyState icon="flow" title="No flows yet" action={action}>
      Draw the first one from blank, or <Link to="/connections">set up a connection</Link> to the system that gets the
      leads.
    </EmptyState>
  );
}

function FlowDialog({ task, onClose }: { task: Task; onClose: () => void }): ReactElement {
  // Every flow, not only those that the list shows: a name may be taken by one that the search leaves out.
  const flows = useAll<FlowSummary>(PATH);
  const taken = flows.map(keyOfFlow);
  switch (task.kind) {
    case 'new':
      return <NewFlowDialog flows={flows} onClose={onClose} />;
    case 'duplicate':
      return <NewFlowDialog flows={flows} from={task.flow} onClose={onClose} />;
    case 'import':
      return <ImportDialog taken={taken} onClose={onClose} />;
    case 'pause':
      return <PauseDialog at={{ kind: 'flow', key: task.flow.slug, name: task.flow.name }} onClose={onClose} />;
    case 'delete':
      return <DeleteFlowDialog flow={task.flow} onClose={onClose} />;
  }
}
