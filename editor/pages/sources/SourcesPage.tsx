// The sources: who may send leads, to which flow, with which key.
import { lazy, type ReactElement, type ReactNode, Suspense, useMemo, useState } from 'react';
import { Button, ButtonLink } from '../../kit/Button.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { ListView } from '../../kit/ListView.tsx';
import { Page, useCrumbs } from '../../kit/Page.tsx';
import { useAll, useList, useUrlFilters } from '../../kit/use-list.ts';
import { useCanEdit } from '../../shell/session.ts';
import type { FlowSummary, Source, SourceWithKey } from '../../types.ts';
import { type SourceTask, sourceColumns, useSourceMenu } from './SourceColumns.tsx';
import { DeleteSourceDialog, NewKeyDialog } from './SourceConfirms.tsx';

type Task = { kind: 'new' } | { kind: 'key'; made: SourceWithKey } | SourceTask;

/** Forms weigh more than the list: they are loaded when somebody wants one. */
const PauseDialog = lazy(() => import('../../pausing/PauseDialog.tsx').then((file) => ({ default: file.PauseDialog })));
const KeyOnceDialog = lazy(() => import('./KeyOnceDialog.tsx').then((file) => ({ default: file.KeyOnceDialog })));
const NewSourceDialog = lazy(() => import('./SourceDialogs.tsx').then((file) => ({ default: file.NewSourceDialog })));
const EditSourceDialog = lazy(() => import('./SourceDialogs.tsx').then((file) => ({ default: file.EditSourceDialog })));

const PATH = '/api/sources';

/** The page at /sources. */
export function SourcesPage(): ReactElement {
  useCrumbs([{ label: 'Sources' }]);
  const canEdit = useCanEdit();
  const url = useUrlFilters(['q']);
  const list = useList<Source>(PATH, url.filters);
  const source = useMemo(() => ({ path: PATH, query: url.filters }), [url.filters]);
  const flows = useAll<FlowSummary>('/api/flows');
  const [task, setTask] = useState<Task>();
  const close = (): void => setTask(undefined);
  const showKey = (made: SourceWithKey): void => setTask({ kind: 'key', made });
  const names = useMemo(() => new Map(flows.map((flow) => [flow.slug, flow.name])), [flows]);
  const columns = useMemo(() => sourceColumns(names), [names]);
  const menu = useSourceMenu(canEdit, setTask);
  const make = (
    <Button kind="primary" icon="plus" onPress={() => setTask({ kind: 'new' })}>
      New source
    </Button>
  );
  return (
    <Page
      title="Sources"
      about="A source is someone who sends us leads. Each has a key of its own, and can be paused or sent as a test; several may share one flow."
      actions={canEdit && flows.length > 0 && make}
    >
      <ListView
        place="sources"
        label="Sources"
        one="source"
        list={list}
        url={url}
        source={source}
        searched="Name or flow"
        columns={columns}
        keyOf={(each) => each.id}
        nameOf={(each) => each.name}
        menu={menu}
        empty={<NoSources hasFlows={flows.length > 0} action={canEdit && make} />}
        noMatch={{ title: 'No source fits this search', all: 'Show all sources' }}
      />
      <Suspense fallback={null}>
        {task?.kind === 'new' && <NewSourceDialog flows={flows} onMade={showKey} onClose={close} />}
        {task?.kind === 'edit' && <EditSourceDialog source={task.source} onClose={close} />}
        {task?.kind === 'pause' && (
          <PauseDialog at={{ kind: 'source', key: task.source.id, name: task.source.name }} onClose={close} />
        )}
        {task?.kind === 'rekey' && <NewKeyDialog source={task.source} onMade={showKey} onClose={close} />}
        {task?.kind === 'delete' && <DeleteSourceDialog source={task.source} onClose={close} />}
        {task?.kind === 'key' && <KeyOnceDialog made={task.made} onClose={close} />}
      </Suspense>
    </Page>
  );
}

function NoSources({ hasFlows, action }: { hasFlows: boolean; action: ReactNode }): ReactElement {
  if (hasFlows) {
    return (
      <EmptyState icon="source" title="No sources yet" action={action}>
        Nobody can send leads until a source has a key.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon="source"
      title="First, a flow"
      action={
        <ButtonLink to="/flows" kind="primary">
          Go to flows
        </ButtonLink>
      }
    >
      A source sends its leads to a flow, so make a flow first.
    </EmptyState>
  );
}
