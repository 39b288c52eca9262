// What can be done to a flow from the list: the actions of a row's menu.
import { useCallback } from 'react';
import { useNavigate } from 'react-router';
import { api, withQuery } from '../../api.ts';
import { download } from '../../kit/download.ts';
import type { MenuAction } from '../../kit/Menu.tsx';
import { useToast } from '../../kit/Toasts.tsx';
import { useSend } from '../../kit/use-send.ts';
import { pausePath } from '../../pausing/pause-words.ts';
import { AFTER_PAUSE, usePauses } from '../../pausing/use-pauses.ts';
import type { FlowExport, FlowSummary } from '../../types.ts';

/** What a row's menu opens. */
export type FlowTask = { kind: 'duplicate' | 'pause' | 'delete'; flow: FlowSummary };

/** Saves a flow as a file, without any secret. */
export async function exportFlow({ slug }: FlowSummary): Promise<void> {
  const file = await api.get<FlowExport>(`/api/flows/${slug}/export`);
  download(`${slug}.leadflow.json`, `${JSON.stringify(file, null, 2)}\n`);
}

/** The menu of each row; `onTask` opens the dialog of an action. */
export function useFlowMenu(canEdit: boolean, onTask: (task: FlowTask) => void): (flow: FlowSummary) => MenuAction[] {
  const go = useNavigate();
  const toast = useToast();
  const pauses = usePauses();
  const { send: resume } = useSend((flow: FlowSummary) => api.delete(pausePath({ kind: 'flow', key: flow.slug })), {
    done: (_, flow) => `${flow.name} was resumed; what waited goes on in order.`,
    refresh: AFTER_PAUSE,
  });
  return useCallback(
    (flow: FlowSummary) => {
      const isPaused = pauses.some(({ kind, key }) => kind === 'flow' && key === flow.slug);
      const task = (kind: FlowTask['kind']) => () => onTask({ kind, flow });
      const pausing: MenuAction = isPaused
        ? { id: 'resume', label: 'Resume', icon: 'play', onAction: () => resume(flow) }
        : { id: 'pause', label: 'Pause', icon: 'pause', onAction: task('pause') };
      const exporting = () =>
        exportFlow(flow).then(
          () => toast.done(`${flow.name} was exported, without any secret.`),
          (error: unknown) => toast.failed(error),
        );
      const look: MenuAction[] = [
        { id: 'open', label: 'Open', icon: 'eye', onAction: () => void go(`/flows/${flow.slug}`) },
        {
          id: 'runs',
          label: 'Its runs',
          icon: 'run',
          onAction: () => void go(withQuery('/runs', { flow: flow.slug })),
        },
        ...historyOf(flow, (place) => void go(place)),
        { id: 'export', label: 'Export', icon: 'download', onAction: () => void exporting() },
      ];
      if (!canEdit) return look;
      return [
        ...look,
        ...(flow.liveVersion === null && !isPaused ? [] : [pausing]),
        { id: 'duplicate', label: 'Duplicate', icon: 'copy', onAction: task('duplicate') },
        { id: 'delete', label: 'Delete', icon: 'trash', isDanger: true, onAction: task('delete') },
      ];
    },
    [go, toast, pauses, resume, canEdit, onTask],
  );
}

/** The versions of a flow that was saved. */
function historyOf({ slug, savedVersion }: FlowSummary, go: (place: string) => void): MenuAction[] {
  if (savedVersion === null) return [];
  return [
    { id: 'history', label: 'History', icon: 'history', onAction: () => go(`/flows/${slug}/versions/${savedVersion}`) },
  ];
}
