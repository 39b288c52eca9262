// The columns of the list of sources.
import type { ReactElement } from 'react';
import { Link } from 'react-router';
import { Badge, TestBadge } from '../../kit/Badge.tsx';
import { Menu } from '../../kit/Menu.tsx';
import type { Column } from '../../kit/Table.tsx';
import { TimeText } from '../../kit/TimeText.tsx';
import { PauseBadge } from '../../pausing/PauseControl.tsx';
import { usePause, useResume } from '../../pausing/use-pauses.ts';
import type { Source } from '../../types.ts';

/** What a row's menu opens. */
export type SourceTask = { kind: 'edit' | 'pause' | 'rekey' | 'delete'; source: Source };

interface ColumnsFor {
  canEdit: boolean;
  flowNames: ReadonlyMap<string, string>;
  onTask: (task: SourceTask) => void;
}

/** The columns; `onTask` opens the dialog of a row's action. */
export function sourceColumns({ canEdit, flowNames, onTask }: ColumnsFor): Column<Source>[] {
  return [
    { id: 'name', title: 'Name', cell: (source) => <strong>{source.name}</strong> },
    {
      id: 'flow',
      title: 'Sends to',
      cell: (source) => <Link to={`/flows/${source.flow}`}>{flowNames.get(source.flow) ?? source.flow}</Link>,
    },
    { id: 'state', title: 'State', cell: (source) => <SourceState source={source} /> },
    {
      id: 'auth',
      title: 'Known by',
      cell: (source) => (
        <>
          {source.auth === 'key' ? 'Key' : 'HMAC signature'}
          {source.keyHint && <code className="lf-muted"> …{source.keyHint}</code>}
        </>
      ),
    },
    { id: 'region', title: 'Region', isMinor: true, cell: (source) => source.region },
    { id: 'last', title: 'Last lead', cell: (source) => <TimeText at={source.lastRunAt} /> },
    {
      id: 'tools',
      title: 'Actions',
      hideTitle: true,
      cell: (source) => canEdit && <SourceMenu source={source} onTask={onTask} />,
    },
  ];
}

function SourceState({ source }: { source: Source }): ReactElement {
  const pause = usePause({ kind: 'source', key: source.id });
  return (
    <span className="lf-row">
      {pause ? <PauseBadge pause={pause} /> : source.paused === null && <Badge tone="ok">Open</Badge>}
      {!pause && source.paused !== null && (
        <Badge tone="warn" icon="pause">
          Paused
        </Badge>
      )}
      {source.test && <TestBadge />}
    </span>
  );
}

function SourceMenu({ source, onTask }: { source: Source; onTask: (task: SourceTask) => void }): ReactElement {
  const resume = useResume({ kind: 'source', key: source.id, name: source.name });
  return (
    <Menu
      label={`Actions for ${source.name}`}
      size="small"
      actions={[
        source.paused !== null
          ? { id: 'resume', label: 'Resume', icon: 'play', onAction: () => resume.send() }
          : { id: 'pause', label: 'Pause', icon: 'pause', onAction: () => onTask({ kind: 'pause', source }) },
        { id: 'edit', label: 'Change', icon: 'edit', onAction: () => onTask({ kind: 'edit', source }) },
        { id: 'rekey', label: 'New key', icon: 'key', onAction: () => onTask({ kind: 'rekey', source }) },
        {
          id: 'delete',
          label: 'Delete',
          icon: 'trash',
          isDanger: true,
          onAction: () => onTask({ kind: 'delete', source }),
        },
      ]}
    />
  );
}
