// What can be done to one connection, from the gear of its row.
import { useCallback } from 'react';
import { useNavigate } from 'react-router';
import { api } from '../../api.ts';
import type { MenuAction } from '../../kit/Menu.tsx';
import { useSend } from '../../kit/use-send.ts';
import { pausePath } from '../../pausing/pause-words.ts';
import { AFTER_PAUSE, usePauses } from '../../pausing/use-pauses.ts';
import { saveExport } from './exchange/save-export.ts';

/** A connection as its menu names it. */
export interface NamedConnection {
  slug: string;
  name: string;
}

/** What the menu opens. */
export interface ConnectionTask {
  kind: 'pause' | 'duplicate' | 'delete';
  of: NamedConnection;
}

/** Where a connection's page is: one of its tabs, and there one of its endpoints. */
export function connectionPlace(slug: string, tab?: 'endpoints' | 'test' | 'logs', endpoint?: string): string {
  return ['/connections', slug, tab, endpoint].filter((part) => part !== undefined).join('/');
}

/** The actions of a row, in the order of Convoso's gear wheel. */
export function useConnectionMenu(
  canEdit: boolean,
  onTask: (task: ConnectionTask) => void,
): (of: NamedConnection) => MenuAction[] {
  const go = useNavigate();
  const pauses = usePauses();
  const { send: resume } = useSend(({ slug }: NamedConnection) => api.delete(pausePath(pauseOf(slug))), {
    done: (_, { name }) => `${name} was resumed; what waited goes on in order.`,
    refresh: AFTER_PAUSE,
  });
  const { send: exportIt } = useSend(({ slug }: NamedConnection) => saveExport(slug), {
    done: (_, { name }) => `${name} was exported with its template and adaptors. No secret is in the file.`,
  });
  return useCallback(
    (of: NamedConnection) => {
      const to = (tab?: 'test' | 'logs') => () => void go(connectionPlace(of.slug, tab));
      const look: MenuAction[] = [
        { id: 'settings', label: 'Settings', icon: 'gear', onAction: to() },
        { id: 'test', label: 'Test', icon: 'play', onAction: to('test') },
        { id: 'logs', label: 'Logs', icon: 'history', onAction: to('logs') },
      ];
      if (!canEdit) return look;
      const task = (kind: ConnectionTask['kind']) => () => onTask({ kind, of });
      const isPaused = pauses.some(({ kind, key }) => kind === 'connection' && key === of.slug);
      return [
        ...look,
        isPaused
          ? { id: 'resume', label: 'Resume', icon: 'play', onAction: () => resume(of) }
          : { id: 'pause', label: 'Pause', icon: 'pause', onAction: task('pause') },
        { id: 'duplicate', label: 'Duplicate', icon: 'copy', onAction: task('duplicate') },
        {
          id: 'export',
          label: 'Export',
          icon: 'download',
          hint: 'no secrets',
          onAction: () => exportIt(of),
        },
        { id: 'delete', label: 'Delete', icon: 'trash', isDanger: true, onAction: task('delete') },
      ];
    },
    [go, pauses, resume, exportIt, canEdit, onTask],
  );
}

function pauseOf(key: string) {
  return { kind: 'connection', key } as const;
}
