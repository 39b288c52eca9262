// The columns of the list of sources, and what can be done to one.
import { type ReactElement, useCallback } from 'react';
import { Link, useNavigate } from 'react-router';
import { api, withQuery } from '../../api.ts';
import { Badge, TestBadge } from '../../kit/Badge.tsx';
import type { MenuAction } from '../../kit/Menu.tsx';
import type { Column } from '../../kit/Table.tsx';
import { TimeText } from '../../kit/TimeText.tsx';
import { useSend } from '../../kit/use-send.ts';
import { PauseBadge } from '../../pausing/PauseControl.tsx';
import { pausePath } from '../../pausing/pause-words.ts';
import { AFTER_PAUSE, usePause } from '../../pausing/use-pauses.ts';
import type { Source } from '../../types.ts';

/** What a row's menu opens. */
export type SourceTask = { kind: 'edit' | 'pause' | 'rekey' | 'delete'; source: Source };

/** The columns. `flowNames`: slug -> name. */
export function sourceColumns(flowNames: ReadonlyMap<string, string>): Column<Source>[] {
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

/** What can be done to one source; `onTask` opens the dialog of an action. */
export function useSourceMenu(canEdit: boolean, onTask: (task: SourceTask) => void): (source: Source) => MenuAction[] {
  const go = useNavigate();
  const { send: resume } = useSend(({ id }: Source) => api.delete(pausePath({ kind: 'source', key: id })), {
    done: (_, { name }) => `${name} was resumed; what waited goes on in order.`,
    refresh: AFTER_PAUSE,
  });
  return useCallback(
    (source: Source) => {
      const task = (kind: SourceTask['kind']) => () => onTask({ kind, source });
      const runs = () => void go(withQuery('/runs', { source: source.id }));
      const posting = () => void go(withQuery(`/flows/${source.flow}/posting`, { source: source.id }));
      const look: MenuAction[] = [
        { id: 'runs', label: 'Its runs', icon: 'run', onAction: runs },
        { id: 'posting', label: 'Posting instructions', icon: 'info', onAction: posting },
      ];
      if (!canEdit) return look;
      return [
        ...look,
        source.paused === null
          ? { id: 'pause', label: 'Pause', icon: 'pause', onAction: task('pause') }
          : { id: 'resume', label: 'Resume', icon: 'play', onAction: () => resume(source) },
        { id: 'edit', label: 'Change', icon: 'edit', onAction: task('edit') },
        { id: 'rekey', label: 'New key', icon: 'key', onAction: task('rekey') },
        { id: 'delete', label: 'Delete', icon: 'trash', isDanger: true, onAction: task('delete') },
      ];
    },
    [go, resume, canEdit, onTask],
  );
}
