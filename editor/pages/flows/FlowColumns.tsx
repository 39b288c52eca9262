// The columns of the list of flows.
import type { ReactElement } from 'react';
import { Link } from 'react-router';
import { Badge, StateBadge } from '../../kit/Badge.tsx';
import { CopyButton } from '../../kit/CopyButton.tsx';
import type { Column } from '../../kit/Table.tsx';
import { TimeText } from '../../kit/TimeText.tsx';
import { counted } from '../../kit/time-words.ts';
import { PauseMark } from '../../pausing/PauseControl.tsx';
import type { FlowSummary } from '../../types.ts';
import { Pulse } from './Pulse.tsx';
import type { PulseCounts } from './pulse-counts.ts';

/** The columns; `pulses` is what the runs of each flow came to lately. */
export function flowColumns(pulses: ReadonlyMap<string, PulseCounts>): Column<FlowSummary>[] {
  return [
    {
      id: 'name',
      title: 'Name',
      sorts: true,
      cell: (flow) => (
        <>
          <Link to={`/flows/${flow.slug}`}>{flow.name}</Link>
          <span className="lf-table__sub">{flow.slug}</span>
        </>
      ),
    },
    { id: 'address', title: 'Address', cell: (flow) => <Address flow={flow} /> },
    { id: 'state', title: 'State', cell: (flow) => <FlowBadges flow={flow} /> },
    { id: 'last', title: 'Last run', cell: (flow) => <LastRun flow={flow} /> },
    { id: 'pulse', title: 'Last 24 hours', isTight: true, cell: (flow) => <Pulse counts={pulses.get(flow.slug)} /> },
    {
      id: 'updated',
      title: 'Changed',
      sorts: true,
      isTight: true,
      isMinor: true,
      cell: (flow) => <TimeText at={flow.updatedAt} />,
    },
    {
      id: 'version',
      title: 'Saved version',
      isExtra: true,
      align: 'end',
      cell: (flow) => (flow.savedVersion === null ? <span className="lf-muted">–</span> : `v${flow.savedVersion}`),
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
