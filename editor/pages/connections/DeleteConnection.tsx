// Asks before a connection is deleted; one that a flow uses is kept.
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { api } from '../../api.ts';
import { DeleteDialog } from '../../kit/DeleteDialog.tsx';
import { Notice } from '../../kit/Notice.tsx';
import { UsedBy } from '../../kit/UsedBy.tsx';
import type { ConnectionDetail } from '../../types.ts';
import type { NamedConnection } from './connection-menu.ts';

interface DeleteConnectionProps {
  of: NamedConnection;
  onDeleted?: () => void;
  onClose: () => void;
}

/** The question, with the flows that use it now. */
export function DeleteConnection({ of, onDeleted, onClose }: DeleteConnectionProps): ReactElement | null {
  const found = useQuery({
    queryKey: ['/api/connections', of.slug],
    queryFn: () => api.get<ConnectionDetail>(`/api/connections/${of.slug}`),
  });
  if (!found.data && !found.error) return null;
  const usedBy = found.data?.usedBy ?? [];
  return (
    <DeleteDialog
      what="connection"
      name={of.name}
      slug={of.slug}
      path={`/api/connections/${of.slug}`}
      refresh={['/api/connections', '/api/templates', '/api/names']}
      onDone={() => {
        onClose();
        onDeleted?.();
      }}
      onClose={onClose}
    >
      {usedBy.length > 0 ? (
        <Notice tone="warn" title="Flows still use it">
          Take it out of <UsedBy flows={usedBy} all /> first; until then it cannot be deleted.
        </Notice>
      ) : (
        <p>Its file is removed. Its template, its adaptors and the secrets that it names stay.</p>
      )}
    </DeleteDialog>
  );
}
