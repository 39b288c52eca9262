// One lead: who it is, how it stands, why, what happened to it, and the runs that touched it.
import { lazy, type ReactElement, Suspense, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { withQuery } from '../../api.ts';
import { Button } from '../../kit/Button.tsx';
import { EmptyState, Loaded } from '../../kit/EmptyState.tsx';
import { JsonView } from '../../kit/JsonView.tsx';
import { Menu, type MenuAction } from '../../kit/Menu.tsx';
import { Card, Page, useCrumbs } from '../../kit/Page.tsx';
import { Table } from '../../kit/Table.tsx';
import { Tabs } from '../../kit/Tabs.tsx';
import { fixedList } from '../../kit/use-list.ts';
import { WhyCard } from '../../run/WhyCard.tsx';
import { useCanEdit } from '../../shell/session.ts';
import { useNames } from '../../shell/use-names.ts';
import type { LeadDetail, Names } from '../../types.ts';
import { RUN_COLUMNS } from '../runs/RunColumns.tsx';
import { ContactCard } from './ContactCard.tsx';
import { Flags } from './Flags.tsx';
import { LeadBadge } from './LeadBadge.tsx';
import { nameOfLead } from './LeadColumns.tsx';
import { exportLead } from './LeadDeeds.tsx';
import { LeadFacts } from './LeadFacts.tsx';
import { LeadHistory } from './LeadHistory.tsx';
import type { ActKind } from './lead-acts.ts';
import { StatusMenu } from './StatusMenu.tsx';
import { useLead } from './use-lead.ts';

/** Forms weigh more than the page: they are loaded when somebody wants one. */
const ActDialog = lazy(() => import('./ActDialog.tsx').then((file) => ({ default: file.ActDialog })));
const EditLeadDialog = lazy(() => import('./EditLeadDialog.tsx').then((file) => ({ default: file.EditLeadDialog })));
const EditFieldsDialog = lazy(() =>
  import('./EditFieldsDialog.tsx').then((file) => ({ default: file.EditFieldsDialog })),
);

type Task = 'edit' | 'fields' | ActKind;

/** The page at /leads/:id. */
export function LeadPage(): ReactElement {
  const { id = '' } = useParams();
  const lead = useLead(id);
  useCrumbs([{ label: 'Leads', to: '/leads' }, { label: lead.data ? nameOfLead(lead.data) : 'Lead' }]);
  return <Loaded query={lead}>{(found) => <LeadView lead={found} />}</Loaded>;
}

function LeadView({ lead }: { lead: LeadDetail }): ReactElement {
  const canEdit = useCanEdit();
  const names = useNames();
  const [task, setTask] = useState<Task>();
  return (
    <Page
      title={nameOfLead(lead)}
      badges={
        <>
          <LeadBadge lead={lead} statuses={names.statuses} />
          {lead.flags.length > 0 && <Flags flags={lead.flags} />}
        </>
      }
      actions={<LeadActions lead={lead} names={names} canEdit={canEdit} onTask={setTask} />}
    >
      {lead.why && (
        <Card>
          <WhyCard why={lead.why} />
        </Card>
      )}
      <div className="lf-split">
        <div className="lf-stack">
          <ContactCard contact={lead.contact} />
          <LeadHistory history={lead.history} />
          <LeadData lead={lead} />
        </div>
        <Card
          title="About this lead"
          actions={
            canEdit && (
              <Button size="small" icon="edit" onPress={() => setTask('edit')}>
                Edit
              </Button>
            )
          }
        >
          <LeadFacts lead={lead} names={names} />
        </Card>
      </div>
      <h2>Runs that touched it</h2>
      <Table
        label="Runs of this lead"
        columns={COLUMNS}
        list={fixedList(lead.runs)}
        keyOf={(run) => run.id}
        empty={<EmptyState icon="run" title="No runs are kept for this lead" />}
      />
      <LeadDialogs lead={lead} names={names} task={task} onClose={() => setTask(undefined)} />
    </Page>
  );
}

function LeadData({ lead }: { lead: LeadDetail }): ReactElement {
  const fields = <JsonView value={lead.fields} label="Fields as they are kept" />;
  const raw = <JsonView value={lead.raw} label="The lead as its source sent it" />;
  return (
    <Tabs
      label="Data of the lead"
      tabs={[
        { id: 'fields', label: 'Fields', content: fields },
        { id: 'raw', label: 'As sent', content: raw },
      ]}
    />
  );
}

interface LeadPartProps {
  lead: LeadDetail;
  names: Names;
}

function LeadActions(props: LeadPartProps & { canEdit: boolean; onTask: (task: Task) => void }): ReactElement {
  const { lead, names, canEdit, onTask } = props;
  const go = useNavigate();
  const changes: MenuAction[] = [
    { id: 'fields', label: 'Edit its fields', icon: 'edit', onAction: () => onTask('fields') },
    { id: 'rerun', label: 'Re-run', icon: 'refresh', onAction: () => onTask('rerun') },
    {
      id: 'dnc',
      label: 'Add its number to DNC',
      icon: 'dnc',
      isDisabled: lead.phoneRaw === '',
      onAction: () => onTask('dnc'),
    },
  ];
  const look: MenuAction[] = [
    lead.import
      ? {
          id: 'import',
          label: 'The import that made it',
          icon: 'list',
          onAction: () => void go(`/leads/imports/${lead.import?.id}`),
        }
      : { id: 'run', label: 'The run that made it', icon: 'run', onAction: () => void go(`/runs/${lead.run}`) },
    ...(lead.phone === ''
      ? []
      : [
          {
            id: 'leads',
            label: 'Leads of its number',
            icon: 'search' as const,
            onAction: () => void go(withQuery('/leads', { q: lead.phone })),
          },
        ]),
    { id: 'export', label: 'Export', icon: 'download', onAction: () => exportLead(lead.id) },
  ];
  return (
    <>
      {canEdit && lead.received === null && <StatusMenu lead={lead} statuses={names.statuses} />}
      <Menu label={`Actions for ${nameOfLead(lead)}`} kind="plain" actions={canEdit ? [...changes, ...look] : look} />
    </>
  );
}

function LeadDialogs(props: LeadPartProps & { task: Task | undefined; onClose: () => void }): ReactElement {
  const { lead, names, task, onClose } = props;
  const isAct = task !== undefined && task !== 'edit' && task !== 'fields';
  return (
    <Suspense fallback={null}>
      {task === 'edit' && <EditLeadDialog lead={lead} names={names} onClose={onClose} />}
      {task === 'fields' && <EditFieldsDialog lead={lead} onClose={onClose} />}
      {isAct && <ActDialog kind={task} meant={{ ids: [lead.id] }} rows={[lead]} onClose={onClose} />}
    </Suspense>
  );
}

/** Those that every list of runs has; there is no choice of columns here. */
const COLUMNS = RUN_COLUMNS.filter((column) => !column.isExtra);
