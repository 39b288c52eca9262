// The sources: who may send leads, to which flow, with which key.
import { lazy, type ReactElement, type ReactNode, Suspense, useMemo, useState } from 'react';
import { Button } from '../../kit/Button.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { ListView } from '../../kit/ListView.tsx';
import { Page, useCrumbs } from '../../kit/Page.tsx';
import { useAll, useList, useUrlFilters } from '../../kit/use-list.ts';
import { useCanEdit } from '../../shell/session.ts';
import type { FlowSummary, Source, SourceWithKey } from '../../types.ts';
import { type SourceTask, sourceColumns, useSourceMenu } from './SourceColumns.tsx';
import { DeleteSourceDialog, NewKeyDialog } from './SourceConfirms.tsx';
import { SourceRefusals } from './SourceRefusals.tsx';
import { LEAD_API } from './source-curl.ts';

type Task = { kind: 'new' } | { kind: 'key'; made: SourceWithKey } | SourceTask;

/** Forms weigh more than the list: they are loaded when somebody wants one. */
const PauseDialog = lazy(() => import('../../pausing/PauseDialog.tsx').then((file) => ({ default: file.PauseDialog })));
const KeyOnceDialog = lazy(() => import('./KeyOnceDialog.tsx').then((file) => ({ default: file.KeyOnceDialog })));
const NewSourceDialog = lazy(() => import('./SourceDialogs.tsx').then((file) => ({ default: file.NewSourceDialog })));
const EditSourceDialog = lazy(() => import('./SourceDialogs.tsx').then((file) => ({ default: file.EditSourceDialog })));

const PATH = '/api/sources';
/** What sends to the lead API sends to a flow that its settings make. */
const LEAD_API_TARGET = { slug: LEAD_API, name: 'Lead API (/v1/leads/insert)' };

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
  const targets = useMemo(() => [...flows, LEAD_API_TARGET], [flows]);
  const names = useMemo(() => new Map(targets.map((flow) => [flow.slug, flow.name])), [targets]);
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
      actions={canEdit && make}
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
        empty={<NoSources action={canEdit && make} />}
        noMatch={{ title: 'No source fits this search', all: 'Show all sources' }}
      />
      <SourceRefusals />
      <Suspense fallback={null}>
        {task?.kind === 'new' && <NewSourceDialog flows={targets} onMade={showKey} onClose={close} />}
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

function NoSources({ action }: { action: ReactNode }): ReactElement {
  return (
    <EmptyState icon="source" title="No sources yet" action={action}>
      Nobody can send leads until a source has a key.
    </EmptyState>
  );
}
