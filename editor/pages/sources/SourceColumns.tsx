// The columns of the list of sources.
import type { ReactElement } from 'react';
import { Link } from 'react-router';
import { api } from '../../api.ts';
import { Badge, TestBadge } from '../../kit/Badge.tsx';
import { Menu } from '../../kit/Menu.tsx';
import type { Column } from '../../kit/Table.tsx';
import { TimeText } from '../../kit/TimeText.tsx';
import { useSend } from '../../kit/use-send.ts';
import type { Source } from '../../types.ts';

/** What a row's menu opens. */
export type SourceTask = { kind: 'edit' | 'rekey' | 'delete'; source: Source };

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
  return (
    <span className="lf-row">
      {source.paused ? (
        <Badge tone="warn" icon="pause" title="Its leads are refused with 503 until it is resumed.">
          Paused
        </Badge>
      ) : (
        <Badge tone="ok">Open</Badge>
      )}
      {source.test && <TestBadge />}
    </span>
  );
}

function SourceMenu({ source, onTask }: { source: Source; onTask: (task: SourceTask) => void }): ReactElement {
  const { send } = useSend((paused: boolean) => api.patch<Source>(`/api/sources/${source.id}`, { paused }), {
    done: (changed) =>
      changed.paused ? `${source.name} is paused; its leads are refused.` : `${source.name} may send again.`,
    refresh: ['/api/sources'],
  });
  return (
    <Menu
      label={`Actions for ${source.name}`}
      size="small"
      actions={[
        source.paused
          ? { id: 'resume', label: 'Resume', icon: 'play', onAction: () => send(false) }
          : { id: 'pause', label: 'Pause', icon: 'pause', onAction: () => send(true) },
        { id: 'edit', label: 'Name, region, test', icon: 'edit', onAction: () => onTask({ kind: 'edit', source }) },
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
