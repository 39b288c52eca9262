// Who is told: addresses of webhooks and e-mail, each with a test and what the last try came to.
import { type ReactElement, useState } from 'react';
import { api } from '../../../api.ts';
import { Badge } from '../../../kit/Badge.tsx';
import { Button, IconButton } from '../../../kit/Button.tsx';
import { ConfirmDialog } from '../../../kit/Dialog.tsx';
import { EmptyState } from '../../../kit/EmptyState.tsx';
import { Card } from '../../../kit/Page.tsx';
import { Switch } from '../../../kit/Switch.tsx';
import { type Column, Table } from '../../../kit/Table.tsx';
import { TimeText } from '../../../kit/TimeText.tsx';
import { useToast } from '../../../kit/Toasts.tsx';
import { useList } from '../../../kit/use-list.ts';
import { useSend } from '../../../kit/use-send.ts';
import type { AlertChannel } from '../../../types.ts';
import { NewChannelDialog } from './NewChannelDialog.tsx';

const PATH = '/api/alerts/channels';

/** The card with the table of channels. */
export function ChannelsCard(): ReactElement {
  const list = useList<AlertChannel>(PATH);
  const [task, setTask] = useState<{ kind: 'new' } | { kind: 'delete'; channel: AlertChannel }>();
  const close = (): void => setTask(undefined);
  const add = (
    <Button size="small" icon="plus" onPress={() => setTask({ kind: 'new' })}>
      Add someone
    </Button>
  );
  return (
    <Card
      title="Who is told"
      about="Within a minute of a run that is held, a call that nobody knows the outcome of, an answer that no rule reads, or a receiver that fails."
      actions={list.rows.length > 0 && add}
      isFlush
    >
      <Table
        label="Who is told"
        columns={columns((channel) => setTask({ kind: 'delete', channel }))}
        list={list}
        keyOf={(channel) => channel.id}
        empty={
          <EmptyState icon="send" title="Nobody is told yet" action={add}>
            A held run that nobody hears of is a lost lead. Add an e-mail address or a webhook.
          </EmptyState>
        }
      />
      {task?.kind === 'new' && <NewChannelDialog onClose={close} />}
      {task?.kind === 'delete' && <DeleteChannel channel={task.channel} onClose={close} />}
    </Card>
  );
}

function columns(onDelete: (channel: AlertChannel) => void): Column<AlertChannel>[] {
  return [
    {
      id: 'target',
      title: 'To',
      cell: (channel) => (
        <>
          <strong>{channel.target}</strong>
          <span className="lf-table__sub">{channel.kind === 'email' ? 'E-mail' : 'Webhook'}</span>
        </>
      ),
    },
    { id: 'state', title: 'Last try', cell: (channel) => <ChannelState channel={channel} /> },
    { id: 'on', title: 'On', cell: (channel) => <ChannelSwitch channel={channel} /> },
    {
      id: 'tools',
      title: 'Actions',
      hideTitle: true,
      cell: (channel) => (
        <span className="lf-row">
          <TestButton channel={channel} />
          <IconButton
            size="small"
            kind="danger"
            icon="trash"
            label={`Delete ${channel.target}`}
            onPress={() => onDelete(channel)}
          />
        </span>
      ),
    },
  ];
}

function ChannelState({ channel: { failed, toldAt } }: { channel: AlertChannel }): ReactElement {
  if (failed !== null) {
    return (
      <span className="lf-stack lf-stack--tight">
        <span>
          <Badge tone="err">Failed</Badge>
        </span>
        <span className="lf-small">{failed}</span>
      </span>
    );
  }
  if (toldAt === null) return <span className="lf-muted">Nothing told yet</span>;
  return (
    <span className="lf-row">
      <Badge tone="ok">Told</Badge> <TimeText at={toldAt} />
    </span>
  );
}

function ChannelSwitch({ channel }: { channel: AlertChannel }): ReactElement {
  const { send, isPending } = useSend((enabled: boolean) => api.patch(`${PATH}/${channel.id}`, { enabled }), {
    done: (_, enabled) => (enabled ? `${channel.target} is told again.` : `${channel.target} is not told any more.`),
    refresh: [PATH],
  });
  return (
    <Switch hideLabel isSelected={channel.enabled} isDisabled={isPending} onChange={send}>
      {`Tell ${channel.target}`}
    </Switch>
  );
}

function TestButton({ channel }: { channel: AlertChannel }): ReactElement {
  const toast = useToast();
  const { send, isPending } = useSend(() => api.post<{ ok: boolean; says: string }>(`${PATH}/${channel.id}/test`), {
    refresh: [PATH],
    onDone: ({ ok, says }) => (ok ? toast.done(says) : toast.warn('The test did not arrive.', says)),
  });
  return (
    <Button size="small" isPending={isPending} onPress={() => send()} aria-label={`Send a test to ${channel.target}`}>
      Test
    </Button>
  );
}

function DeleteChannel({ channel, onClose }: { channel: AlertChannel; onClose: () => void }): ReactElement {
  const { send, isPending } = useSend(() => api.delete(`${PATH}/${channel.id}`), {
    done: `${channel.target} was deleted.`,
    refresh: [PATH],
    onDone: onClose,
  });
  return (
    <ConfirmDialog
      title={`Delete ${channel.target}?`}
      action="Delete"
      isDanger
      isPending={isPending}
      onConfirm={() => send()}
      onClose={onClose}
    >
      <p>It is told of nothing from now on. To stop it for a while only, switch it off.</p>
    </ConfirmDialog>
  );
}
