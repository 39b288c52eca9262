// Lets in those who have a session; the request for it sends everyone else to the sign-in page.
import { useQuery } from '@tanstack/react-query';
import type { ReactElement, ReactNode } from 'react';
import { ApiProblem, api } from '../api.ts';
import { Button } from '../kit/Button.tsx';
import { Loading } from '../kit/EmptyState.tsx';
import { ProblemNotice } from '../kit/Notice.tsx';
import type { SessionInfo } from '../types.ts';
import { t } from '../words/shell.ts';
import { SessionContext } from './session.ts';

/** Draws its children for a person who is signed in. */
export function SessionGate({ children }: { children: ReactNode }): ReactElement {
  const session = useQuery({
    queryKey: ['/api/session'],
    queryFn: () => api.get<SessionInfo>('/api/session'),
    staleTime: 60_000,
  });
  if (session.data) return <SessionContext value={session.data}>{children}</SessionContext>;
  const isLeaving = session.error instanceof ApiProblem && session.error.status === 401;
  return (
    <main className="lf-page lf-page--narrow">
      {session.error && !isLeaving ? (
        <ProblemNotice
          error={session.error}
          actions={<Button onPress={() => void session.refetch()}>{t('tryAgain')}</Button>}
        />
      ) : (
        <Loading label={t('opening')} />
      )}
    </main>
  );
}
