// The three things to prepare before the duplicate check can work, each with where to do it.
import { useQuery } from '@tanstack/react-query';
import type { ReactElement, ReactNode } from 'react';
import { Link } from 'react-router';
import { api } from '../../../api.ts';
import { Badge } from '../../../kit/Badge.tsx';
import type { AccountSettings, ConnectionDetail } from '../../../types.ts';

/** The list, ticked as far as the settings show it. */
export function Prerequisites({ settings }: { settings: AccountSettings }): ReactElement {
  const { connection, endpoint, rows } = settings;
  const path = `/api/connections/${connection}`;
  const found = useQuery({
    queryKey: ['/api/connections', connection],
    queryFn: () => api.get<ConnectionDetail>(path),
    enabled: connection !== '',
  });
  const adaptor = found.data?.document.endpoints?.[endpoint]?.adaptor;
  const isKnown = rows.length > 0 && rows.every(({ key }) => key.trim() !== '');
  return (
    <section aria-label="Before you begin">
      <p className="lf-label">Before you begin</p>
      <ol className="lf-stack lf-stack--tight">
        <Step isDone={adaptor !== undefined}>
          An adaptor that maps the lead for the system, chosen at the call:{' '}
          {adaptor === undefined ? (
            <Link to="/adaptors">make an adaptor</Link>
          ) : (
            <Link to={`/adaptors/${adaptor}`}>{adaptor}</Link>
          )}
          .
        </Step>
        <Step isDone={connection !== '' && endpoint !== ''}>
          A connection to the system, with a test that it answers:{' '}
          {connection === '' ? (
            <Link to="/connections/new">add a connection</Link>
          ) : (
            <Link to={`/connections/${connection}`}>open and test {connection}</Link>
          )}
          .
        </Step>
        <Step isDone={isKnown}>
          The return key and the return value of the system: ask its vendor, or ask the system below and pick the key
          from its answer.
        </Step>
      </ol>
    </section>
  );
}

function Step({ isDone, children }: { isDone: boolean; children: ReactNode }): ReactElement {
  return (
    <li>
      <Badge tone={isDone ? 'ok' : 'skip'}>{isDone ? 'Ready' : 'To do'}</Badge> {children}
    </li>
  );
}
