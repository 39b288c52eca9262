// The API tokens: made on the command line, seen and ended here.
import { type ReactElement, useState } from 'react';
import { api } from '../../api.ts';
import { CodeBlock } from '../../kit/CodeBlock.tsx';
import { ConfirmDialog } from '../../kit/Dialog.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { Card } from '../../kit/Page.tsx';
import { type Column, Table } from '../../kit/Table.tsx';
import { TimeText } from '../../kit/TimeText.tsx';
import { useList } from '../../kit/use-list.ts';
import { useSend } from '../../kit/use-send.ts';
import type { Token } from '../../types.ts';

/** The tab of tokens. */
export function Tokens(): ReactElement {
  const list = useList<Token>('/api/tokens');
  const [leaving, setLeaving] = useState<Token>();
  return (
    <div className="lf-stack">
      <Card title="Tokens" about="For programs that use the API in place of a person." isFlush>
        <Table
          label="Tokens"
          columns={COLUMNS}
          list={list}
          keyOf={(token) => token.id}
          nameOf={(token) => token.name}
          menu={(token) => [
            { id: 'revoke', label: 'Revoke', icon: 'trash', isDanger: true, onAction: () => setLeaving(token) },
          ]}
          empty={
            <EmptyState icon="key" title="No tokens yet">
              Make one on the server with the command below; its text is shown there, once.
            </EmptyState>
          }
        />
      </Card>
      <CodeBlock label="Make a token, on the server" text="npx leadflow token create --role admin" />
      {leaving && <RevokeToken token={leaving} onClose={() => setLeaving(undefined)} />}
    </div>
  );
}

const COLUMNS: readonly Column<Token>[] = [
  { id: 'name', title: 'Name', cell: (token) => <strong>{token.name}</strong> },
  { id: 'role', title: 'Role', cell: (token) => (token.role === 'admin' ? 'Admin' : 'Viewer') },
  { id: 'made', title: 'Made', cell: (token) => <TimeText at={token.createdAt} /> },
];

function RevokeToken({ token, onClose }: { token: Token; onClose: () => void }): ReactElement {
  const { send, isPending } = useSend(() => api.delete(`/api/tokens/${token.id}`), {
    done: `${token.name} was revoked.`,
    refresh: ['/api/tokens'],
    onDone: onClose,
  });
  return (
    <ConfirmDialog
      title={`Revoke ${token.name}?`}
      action="Revoke token"
      isDanger
      isPending={isPending}
      onConfirm={() => send()}
      onClose={onClose}
    >
      <p>Programs that use it are refused at once.</p>
    </ConfirmDialog>
  );
}
