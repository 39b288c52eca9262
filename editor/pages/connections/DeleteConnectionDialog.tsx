// Asks before a connection is deleted; one that a flow uses is kept.
import type { ReactElement } from 'react';
import { useNavigate } from 'react-router';
import { api } from '../../api.ts';
import { ConfirmDialog } from '../../kit/Dialog.tsx';
import { Notice } from '../../kit/Notice.tsx';
import { UsedBy } from '../../kit/UsedBy.tsx';
import { useSend } from '../../kit/use-send.ts';
import type { ConnectionDetail } from '../../types.ts';

/** Deletes the connection's file once its name is typed. Its secrets stay. */
export function DeleteConnectionDialog({
  detail,
  onClose,
}: {
  detail: ConnectionDetail;
  onClose: () => void;
}): ReactElement {
  const navigate = useNavigate();
  const { name } = detail.document;
  const { send, isPending } = useSend(() => api.delete(`/api/connections/${detail.slug}`), {
    done: `${name} was deleted.`,
    refresh: ['/api/connections', '/api/names'],
    onDone: () => navigate('/connections'),
  });
  return (
    <ConfirmDialog
      title={`Delete ${name}?`}
      action="Delete connection"
      isDanger
      typed={detail.slug}
      isPending={isPending}
      onConfirm={() => send()}
      onClose={onClose}
    >
      {detail.usedBy.length > 0 ? (
        <Notice tone="warn" title="Flows still use it">
          Take it out of <UsedBy flows={detail.usedBy} all /> first; until then it cannot be deleted.
        </Notice>
      ) : (
        <p>Its file is removed. The secret that it names stays set.</p>
      )}
    </ConfirmDialog>
  );
}
