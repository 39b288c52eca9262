// The versions of a list: who changed what and when, what came and went, and the way back to one.

import { type ReactElement, useCallback, useMemo, useState } from 'react';
import { api } from '../../api.ts';
import { Badge } from '../../kit/Badge.tsx';
import { ConfirmDialog } from '../../kit/Dialog.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import type { MenuAction } from '../../kit/Menu.tsx';
import { type Column, Table } from '../../kit/Table.tsx';
import { TimeText } from '../../kit/TimeText.tsx';
import { counted } from '../../kit/time-words.ts';
import { useList } from '../../kit/use-list.ts';
import { useSend } from '../../kit/use-send.ts';
import { whoLabel } from '../../kit/who-words.ts';
import type { ListVersion, ValidationList } from '../../types.ts';
import { VersionDialog } from './VersionDialog.tsx';
import { changeWords, deedWords } from './version-words.ts';

interface HistoryTabProps {
  list: ValidationList;
  canEdit: boolean;
}
type Task = { kind: 'show' | 'restore'; version: ListVersion };

const NO_FILTERS = Object.freeze({});

/** The table of versions, the newest first. */
export function HistoryTab({ list, canEdit }: HistoryTabProps): ReactElement {
  const { slug, version: newest } = list;
  const versions = useList<ListVersion>(`/api/lists/${slug}/versions`, NO_FILTERS);
  const [task, setTask] = useState<Task>();
  const close = (): void => setTask(undefined);
  const columns = useMemo(() => columnsFor(newest), [newest]);
  const menu = useCallback(
    (version: ListVersion): MenuAction[] => {
      const show: MenuAction = {
        id: 'show',
        label: 'Show what changed',
        icon: 'eye',
        onAction: () => setTask({ kind: 'show', version }),
      };
      if (!canEdit || !version.kept || version.version === newest) return [show];
      const onAction = (): void => setTask({ kind: 'restore', version });
      return [show, { id: 'restore', label: 'Restore', icon: 'undo', onAction }];
    },
    [canEdit, newest],
  );
  return (
    <>
      <Table
        label="Versions"
        columns={columns}
        list={versions}
        keyOf={keyOf}
        nameOf={nameOf}
        menu={menu}
        empty={
          <EmptyState icon="clock" title="No versions yet">
            Each change of the list makes one.
          </EmptyState>
        }
      />
      {task?.kind === 'show' && <VersionDialog slug={slug} version={task.version} onClose={close} />}
      {task?.kind === 'restore' && <RestoreVersion slug={slug} version={task.version} onClose={close} />}
    </>
  );
}

function keyOf({ version }: ListVersion): string {
  return String(version);
}

function nameOf({ version }: ListVersion): string {
  return `Version ${version}`;
}

function columnsFor(newest: number): readonly Column<ListVersion>[] {
  return [
    {
      id: 'version',
      title: 'Version',
      isTight: true,
      cell: ({ version }) => (
        <>
          v{version} {version === newest && <Badge tone="accent">Now</Badge>}
        </>
      ),
    },
    {
      id: 'did',
      title: 'What',
      cell: (version) => (
        <>
          {deedWords(version)}
          {version.detail !== '' && <span className="lf-table__sub">{version.detail}</span>}
        </>
      ),
    },
    { id: 'change', title: 'Change', isTight: true, cell: changeWords },
    { id: 'entries', title: 'Values', align: 'end', cell: ({ entries }) => entries.toLocaleString('en') },
    { id: 'who', title: 'Who', cell: ({ who }) => whoLabel(who) || <span className="lf-muted">Not known</span> },
    { id: 'at', title: 'When', cell: ({ at }) => <TimeText at={at} /> },
  ];
}

interface RestoreProps {
  slug: string;
  version: ListVersion;
  onClose: () => void;
}

function RestoreVersion({ slug, version: { version, entries }, onClose }: RestoreProps): ReactElement {
  const { send, isPending } = useSend(() => api.post(`/api/lists/${slug}/restore`, { version }), {
    done: `The list is as it was in version ${version}.`,
    refresh: ['/api/lists', `/api/lists/${slug}/entries`, `/api/lists/${slug}/versions`],
    onDone: onClose,
  });
  return (
    <ConfirmDialog
      title={`Restore version ${version}?`}
      action="Restore"
      isPending={isPending}
      onConfirm={() => send()}
      onClose={onClose}
    >
      <p>
        Values and rules are again as they were then: {counted(entries, 'value')}. It becomes a version of its own, so
        what is there now can be restored too.
      </p>
    </ConfirmDialog>
  );
}
