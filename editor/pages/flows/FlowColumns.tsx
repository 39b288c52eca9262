// The columns of the list of flows.
import type { ReactElement } from 'react';
import { Link } from 'react-router';
import { api } from '../../api.ts';
import { Badge, StateBadge } from '../../kit/Badge.tsx';
import { CopyButton } from '../../kit/CopyButton.tsx';
import { download } from '../../kit/download.ts';
import { Menu } from '../../kit/Menu.tsx';
import type { Column } from '../../kit/Table.tsx';
import { TimeText } from '../../kit/TimeText.tsx';
import { useToast } from '../../kit/Toasts.tsx';
import { counted } from '../../kit/time-words.ts';
import { PauseMark } from '../../pausing/PauseControl.tsx';
import { usePause, useResume } from '../../pausing/use-pauses.ts';
import type { FlowExport, FlowSummary } from '../../types.ts';

/** What a row's menu opens. */
export type FlowTask = { kind: 'duplicate' | 'pause' | 'delete'; flow: FlowSummary };

/** The columns; `onTask` opens the dialog of a row's action. */
export function flowColumns(canEdit: boolean, onTask: (task: FlowTask) => void): Column<FlowSummary>[] {
  return [
    {
      id: 'name',
      title: 'Name',
      cell: (flow) => (
        <>
          <Link to={`/flows/${flow.slug}`}>{flow.name}</Link>
          <span className="lf-table__sub">{flow.slug}</span>
        </>
      ),
    },
    { id: 'address', title: 'Address for leads', cell: (flow) => <Address flow={flow} /> },
    { id: 'state', title: 'State', cell: (flow) => <FlowBadges flow={flow} /> },
    { id: 'last', title: 'Last run', cell: (flow) => <LastRun flow={flow} /> },
    { id: 'updated', title: 'Changed', isMinor: true, cell: (flow) => <TimeText at={flow.updatedAt} /> },
    {
      id: 'tools',
      title: 'Actions',
      hideTitle: true,
      cell: (flow) => <FlowMenu flow={flow} canEdit={canEdit} onTask={onTask} />,
    },
  ];
}

/** How a flow is begun that no sender can reach. */
const NO_ADDRESS: Readonly<Record<string, string>> = {
  schedule: 'Begun by a schedule',
  'when-called': 'Called by other flows',
};

function Address({ flow }: { flow: FlowSummary }): ReactElement {
  if (!flow.trigger) return <span className="lf-muted">No trigger yet</span>;
  if (flow.trigger.type !== 'webhook')
    return <span className="lf-muted">{NO_ADDRESS[flow.trigger.type] ?? 'None'}</span>;
  const path = `/in/${flow.trigger.path}`;
  return (
    <span className="lf-address">
      <code>{path}</code>
      <CopyButton text={window.location.origin + path} label="Copy address" />
    </span>
  );
}

/** Live or draft, what changed since, and what is wrong, each with its word. */
export function FlowBadges({ flow }: { flow: FlowSummary }): ReactElement {
  return (
    <span className="lf-row">
      {flow.liveVersion === null ? (
        <Badge tone="skip" icon="edit">
          Draft
        </Badge>
      ) : (
        <Badge tone="ok" title={`Version ${flow.liveVersion} takes leads.`}>
          Live v{flow.liveVersion}
        </Badge>
      )}
      {flow.liveVersion !== null && (flow.draftChanged || flow.savedVersion !== flow.liveVersion) && (
        <Badge tone="accent" title="The draft differs from what takes leads.">
          Draft changed
        </Badge>
      )}
      <PauseMark at={{ kind: 'flow', key: flow.slug }} />
      {flow.problems > 0 && <Badge tone="warn">{counted(flow.problems, 'problem')}</Badge>}
      {flow.state === 'file-error' && (
        <Badge tone="err" icon="file" title="The file on disk cannot be read. The last good version is shown.">
          File unreadable
        </Badge>
      )}
    </span>
  );
}

function LastRun({ flow }: { flow: FlowSummary }): ReactElement {
  if (!flow.lastRun) return <span className="lf-muted">None yet</span>;
  return (
    <span className="lf-row">
      <Link to={`/runs/${flow.lastRun.id}`}>
        <StateBadge state={flow.lastRun.state} outcome={flow.lastRun.outcome} />
        <span className="lf-hidden">, the last run of {flow.name}</span>
      </Link>
      <TimeText at={flow.lastRun.acceptedAt} />
    </span>
  );
}

interface FlowMenuProps {
  flow: FlowSummary;
  canEdit: boolean;
  onTask: (task: FlowTask) => void;
}

function FlowMenu({ flow, canEdit, onTask }: FlowMenuProps): ReactElement {
  const toast = useToast();
  const exportFlow = async (): Promise<void> => {
    try {
      const file = await api.get<FlowExport>(`/api/flows/${flow.slug}/export`);
      download(`${flow.slug}.leadflow.json`, `${JSON.stringify(file, null, 2)}\n`);
      toast.done(`${flow.name} was exported, without any secret.`);
    } catch (error) {
      toast.failed(error);
    }
  };
  const isPaused = usePause({ kind: 'flow', key: flow.slug }) !== undefined;
  const resume = useResume({ kind: 'flow', key: flow.slug, name: flow.name });
  const pausing = isPaused
    ? ({ id: 'resume', label: 'Resume', icon: 'play', onAction: () => resume.send() } as const)
    : ({ id: 'pause', label: 'Pause', icon: 'pause', onAction: () => onTask({ kind: 'pause', flow }) } as const);
  const changes = [
    ...(flow.liveVersion === null && !isPaused ? [] : [pausing]),
    { id: 'duplicate', label: 'Duplicate', icon: 'copy', onAction: () => onTask({ kind: 'duplicate', flow }) },
    { id: 'delete', label: 'Delete', icon: 'trash', isDanger: true, onAction: () => onTask({ kind: 'delete', flow }) },
  ] as const;
  return (
    <Menu
      label={`Actions for ${flow.name}`}
      size="small"
      actions={[
        { id: 'export', label: 'Export', icon: 'download', onAction: () => void exportFlow() },
        ...(canEdit ? changes : []),
      ]}
    />
  );
}
