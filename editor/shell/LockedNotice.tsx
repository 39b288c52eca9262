// Says on every page that the secrets are locked: leads wait and nothing is sent until the right key is back.
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { api } from '../api.ts';
import { Notice } from '../kit/Notice.tsx';
import { t } from '../words/shell.ts';

/** How often it is asked while they are locked, milliseconds: the key may come back at any moment. */
const AGAIN_MS = 5000;

/** Nothing where the secrets can be opened. */
export function LockedNotice(): ReactElement | null {
  const { data } = useQuery({
    queryKey: ['/api/secrets-state'],
    queryFn: () => api.get<{ locked: string | null }>('/api/secrets-state'),
    refetchInterval: ({ state }) => (state.data?.locked ? AGAIN_MS : false),
  });
  if (!data?.locked) return null;
  return (
    <Notice tone="err" title={t('secretsLocked')}>
      {t('secretsLockedMore', { why: data.locked })}
    </Notice>
  );
}
