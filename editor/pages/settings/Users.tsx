// The users: made with a one-time link that sets their password.
import { type ReactElement, useState } from 'react';
import { api } from '../../api.ts';
import { Badge } from '../../kit/Badge.tsx';
import { Button } from '../../kit/Button.tsx';
import { CodeBlock } from '../../kit/CodeBlock.tsx';
import { ConfirmDialog, Dialog } from '../../kit/Dialog.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { FormDialog } from '../../kit/FormDialog.tsx';
import { Notice } from '../../kit/Notice.tsx';
import { Card } from '../../kit/Page.tsx';
import { Segmented } from '../../kit/Switch.tsx';
import { type Column, Table } from '../../kit/Table.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { TimeText } from '../../kit/TimeText.tsx';
import { useList } from '../../kit/use-list.ts';
import { useSend } from '../../kit/use-send.ts';
import { useSession } from '../../shell/session.ts';
import type { User, UserWithLink } from '../../types.ts';

/** The tab of users. */
export function Users(): ReactElement {
  const { user: me } = useSession();
  const list = useList<User>('/api/users');
  const [isAdding, setAdding] = useState(false);
  const [leaving, setLeaving] = useState<User>();
  return (
    <Card
      title="Users"
      about="Admins may change everything; viewers only look."
      isFlush
      actions={
        <Button kind="primary" size="small" icon="plus" onPress={() => setAdding(true)}>
          Add user
        </Button>
      }
    >
      <Table
        label="Users"
        columns={columns(me.id)}
        list={list}
        keyOf={(user) => user.id}
        nameOf={(user) => user.email}
        menu={(user) =>
          user.id === me.id
            ? []
            : [{ id: 'remove', label: 'Remove', icon: 'trash', isDanger: true, onAction: () => setLeaving(user) }]
        }
        empty={<EmptyState icon="user" title="No users" />}
      />
      {isAdding && <AddUser onClose={() => setAdding(false)} />}
      {leaving && <RemoveUser user={leaving} onClose={() => setLeaving(undefined)} />}
    </Card>
  );
}

function columns(me: string): Column<User>[] {
  return [
    {
      id: 'email',
      title: 'E-mail address',
      cell: (user) => (
        <>
          <strong>{user.email}</strong> {user.id === me && <span className="lf-muted">(you)</span>}
        </>
      ),
    },
    { id: 'role', title: 'Role', cell: (user) => (user.role === 'admin' ? 'Admin' : 'Viewer') },
    {
      id: 'password',
      title: 'Password',
      cell: (user) =>
        user.passwordSet ? (
          <Badge tone="ok">Set</Badge>
        ) : (
          <Badge tone="warn" icon="clock">
            Link not used yet
          </Badge>
        ),
    },
    { id: 'made', title: 'Added', cell: (user) => <TimeText at={user.createdAt} /> },
  ];
}

const ROLES = [
  { id: 'viewer', label: 'Viewer' },
  { id: 'admin', label: 'Admin' },
];

function AddUser({ onClose }: { onClose: () => void }): ReactElement {
  const [email, setEmail] = useState('');
  const [role, setRole] = useState('viewer');
  const [made, setMade] = useState<UserWithLink>();
  const isAddress = /^\S+@\S+$/.test(email.trim());
  const [isTried, setTried] = useState(false);
  const { send, isPending, error } = useSend(
    () => api.post<UserWithLink>('/api/users', { email: email.trim(), role }),
    {
      refresh: ['/api/users'],
      onDone: setMade,
      onFailed: () => undefined,
    },
  );
  if (made) return <OneTimeLink made={made} onClose={onClose} />;
  return (
    <FormDialog
      title="Add a user"
      onClose={onClose}
      onSubmit={() => {
        setTried(true);
        if (isAddress) send();
      }}
      action="Make one-time link"
      isPending={isPending}
      error={error}
    >
      <TextField
        label="E-mail address"
        type="email"
        value={email}
        onChange={setEmail}
        placeholder="ann@example.com"
        isRequired
        autoFocus
        error={isTried && !isAddress ? 'Write a whole address, such as ann@example.com.' : undefined}
      />
      <Segmented label="Role" options={ROLES} value={role} onChange={setRole} />
    </FormDialog>
  );
}

function OneTimeLink({ made, onClose }: { made: UserWithLink; onClose: () => void }): ReactElement {
  return (
    <Dialog
      title={`${made.user.email} was added`}
      onClose={onClose}
      actions={
        <Button kind="primary" onPress={onClose}>
          I have sent it
        </Button>
      }
    >
      <div className="lf-stack">
        <Notice tone="warn" title="The link is shown this once.">
          Send it to the new user. It sets the password, works once, and ends after 24 hours.
        </Notice>
        <CodeBlock label="One-time link" text={new URL(made.link, window.location.origin).href} />
      </div>
    </Dialog>
  );
}

function RemoveUser({ user, onClose }: { user: User; onClose: () => void }): ReactElement {
  const { send, isPending } = useSend(() => api.delete(`/api/users/${user.id}`), {
    done: `${user.email} was removed.`,
    refresh: ['/api/users'],
    onDone: onClose,
  });
  return (
    <ConfirmDialog
      title={`Remove ${user.email}?`}
      action="Remove user"
      isDanger
      isPending={isPending}
      onConfirm={() => send()}
      onClose={onClose}
    >
      <p>They are signed out at once and cannot come back. What they did stays in the audit log.</p>
    </ConfirmDialog>
  );
}
