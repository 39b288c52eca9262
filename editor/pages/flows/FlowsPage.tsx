// The list of flows: what is live, where leads are sent, what ran last, what is wrong.
import { type ReactElement, useState } from 'react';
import { Link } from 'react-router';
import { Button } from '../../kit/Button.tsx';
import { EmptyState, NoMatch } from '../../kit/EmptyState.tsx';
import { Page, useCrumbs } from '../../kit/Page.tsx';
import { Table } from '../../kit/Table.tsx';
import { Toolbar } from '../../kit/Toolbar.tsx';
import { useList, useUrlFilters } from '../../kit/use-list.ts';
import { PauseDialog } from '../../pausing/PauseDialog.tsx';
import { useCanEdit } from '../../shell/session.ts';
import type { FlowSummary } from '../../types.ts';
import { DeleteFlowDialog } from './DeleteFlowDialog.tsx';
import { type FlowTask, flowColumns } from './FlowColumns.tsx';
import { ImportDialog } from './ImportDialog.tsx';
import { NewFlowDialog } from './NewFlowDialog.tsx';

type Task = { kind: 'new' } | { kind: 'import' } | FlowTask;

/** The page at /flows. */
export function FlowsPage(): ReactElement {
  useCrumbs([{ label: 'Flows' }]);
  const canEdit = useCanEdit();
  const { filters, setFilter, clear } = useUrlFilters(['q']);
  const list = useList<FlowSummary>('/api/flows', filters);
  const [task, setTask] = useState<Task>();
  const close = (): void => setTask(undefined);
  const newFlow = (
    <Button kind="primary" icon="plus" onPress={() => setTask({ kind: 'new' })}>
      New flow
    </Button>
  );
  return (
    <Page
      title="Flows"
      about="A flow says what happens to a lead: where it comes in, what is asked, who gets it, what the caller is told."
      actions={
        canEdit && (
          <>
            <Button icon="upload" onPress={() => setTask({ kind: 'import' })}>
              Import
            </Button>
            {newFlow}
          </>
        )
      }
    >
      <Toolbar
        q={filters.q}
        onSearch={(q) => setFilter('q', q)}
        placeholder="Name or address"
        onClear={filters.q ? clear : undefined}
      />
      <Table
        label="Flows"
        columns={flowColumns(canEdit, setTask)}
        list={list}
        keyOf={(flow) => flow.slug}
        empty={
          filters.q ? (
            <NoMatch title={`No flow is called “${filters.q}”`} all="Show all flows" onClear={clear} />
          ) : (
            <EmptyState icon="flow" title="No flows yet" action={canEdit && newFlow}>
              Draw the first one from blank, or <Link to="/connections">set up a connection</Link> to the system that
              gets the leads.
            </EmptyState>
          )
        }
      />
      {task?.kind === 'new' && <NewFlowDialog flows={list.rows} onClose={close} />}
      {task?.kind === 'duplicate' && <NewFlowDialog flows={list.rows} from={task.flow} onClose={close} />}
      {task?.kind === 'import' && <ImportDialog taken={list.rows.map((flow) => flow.slug)} onClose={close} />}
      {task?.kind === 'pause' && (
        <PauseDialog at={{ kind: 'flow', key: task.flow.slug, name: task.flow.name }} onClose={close} />
      )}
      {task?.kind === 'delete' && <DeleteFlowDialog flow={task.flow} onClose={close} />}
    </Page>
  );
}
