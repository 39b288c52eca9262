// The connections that are made from a template, each one customer's, with the way to add one.
import { lazy, type ReactElement, Suspense, useState } from 'react';
import { Link } from 'react-router';
import { Button } from '../../kit/Button.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { type Column, Table } from '../../kit/Table.tsx';
import { fixedList } from '../../kit/use-list.ts';
import type { ConnectionSummary, TemplateDetail } from '../../types.ts';
import { ConnectionDialogs } from '../connections/ConnectionDialogs.tsx';
import { type ConnectionTask, useConnectionMenu } from '../connections/connection-menu.ts';

const AddConnectionDialog = lazy(() =>
  import('./AddConnectionDialog.tsx').then((file) => ({ default: file.AddConnectionDialog })),
);

type Line = TemplateDetail['connections'][number];

/** The table and its button. */
export function TemplateConnections({ detail, canEdit }: { detail: TemplateDetail; canEdit: boolean }): ReactElement {
  const [isAdding, setAdding] = useState(false);
  const [task, setTask] = useState<ConnectionTask>();
  const menu = useConnectionMenu(canEdit, setTask);
  const add = canEdit && (
    <Button kind="primary" icon="plus" onPress={() => setAdding(true)}>
      Add connection
    </Button>
  );
  return (
    <div className="lf-stack">
      {detail.connections.length > 0 && <div className="lf-row lf-row--end">{add}</div>}
      <Table
        label="Connections of the template"
        columns={COLUMNS}
        list={fixedList(detail.connections)}
        keyOf={slugOfLine}
        nameOf={nameOfLine}
        menu={(line: Line) => menu(summaryOf(line))}
        empty={
          <EmptyState icon="connection" title="No connections yet" action={add}>
            Add one for each customer who uses this system: its id, its host, and its own values and secrets.
          </EmptyState>
        }
      />
      <Suspense fallback={null}>
        {isAdding && <AddConnectionDialog template={detail} onClose={() => setAdding(false)} />}
      </Suspense>
      {task && <ConnectionDialogs task={task} onClose={() => setTask(undefined)} />}
    </div>
  );
}

/** What the menu of a row needs to know. */
function summaryOf({ slug, name }: Line): Pick<ConnectionSummary, 'slug' | 'name'> {
  return { slug, name };
}

function slugOfLine({ slug }: Line): string {
  return slug;
}

function nameOfLine({ name }: Line): string {
  return name;
}

const COLUMNS: readonly Column<Line>[] = [
  {
    id: 'name',
    title: 'Name',
    cell: ({ slug, name }) => (
      <>
        <Link to={`/connections/${slug}`}>{name}</Link>
        <span className="lf-table__sub">{slug}</span>
      </>
    ),
  },
  { id: 'tenant', title: 'ID Callcenter', cell: ({ tenant }) => tenant || <span className="lf-muted">None</span> },
  { id: 'host', title: 'Host', cell: ({ host }) => <code>{host}</code> },
  { id: 'description', title: 'Description', isMinor: true, cell: ({ description }) => description },
];
