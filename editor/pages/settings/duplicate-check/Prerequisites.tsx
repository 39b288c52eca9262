// The three things to prepare before the duplicate check can work, each with where to do it.
import { useQuery } from '@tanstack/react-query';
import type { ReactElement, ReactNode } from 'react';
import { Link } from 'react-router';
import { api } from '../../../api.ts';
import { Badge } from '../../../kit/Badge.tsx';
import type { AccountSettings, ConnectionDetail } from '../../../types.ts';

/** The list, ticked as far as the settings show it. */
export function Prerequisites({ settings }: { settings: AccountSettings }): ReactElement {
  const { flow = '', rows } = settings;
  const isKnown = rows.length > 0 && rows.every(({ key }) => key.trim() !== '');
  return (
    <section aria-label="Before you begin">
      <p className="lf-label">Before you begin</p>
      <ol className="lf-stack lf-stack--tight">
        {flow === '' ? <OfConnection settings={settings} /> : <OfFlow flow={flow} />}
        <Step isDone={isKnown}>
          The return key and the return value of the system: ask its vendor, or ask the system below and pick the key
          from its answer. Of a flow: what its step “Respond” says.
        </Step>
      </ol>
    </section>
  );
}

function OfConnection({ settings: { connection, endpoint } }: { settings: AccountSettings }): ReactElement {
  const path = `/api/connections/${connection}`;
  const found = useQuery({
    queryKey: ['/api/connections', connection],
    queryFn: () => api.get<ConnectionDetail>(path),
    enabled: connection !== '',
  });
  // Of a template's call, too, which its connection does not repeat.
  const adaptor = found.data?.effective.endpoints[endpoint]?.adaptor;
  return (
    <>
      <Step isDone={adaptor !== undefined}>
        An adaptor that maps the lead for the system, chosen at the call:{' '}
        {adaptor !== undefined ? (
          <Link to={`/adaptors/${adaptor}`}>{adaptor}</Link>
        ) : connection === '' || endpoint === '' ? (
          <Link to="/adaptors">make an adaptor</Link>
        ) : (
          <>
            this call has none yet, so nothing of the lead would be sent;{' '}
            <Link to={`/connections/${connection}/endpoints/${endpoint}`}>choose or make one there</Link>, under “What
            is sent”
          </>
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
    </>
  );
}

/** Only what is published, and begins with *When called*, can be chosen. */
function OfFlow({ flow }: { flow: string }): ReactElement {
  return (
    <>
      <Step isDone>
        A flow that begins with “When called”: <Link to={`/flows/${flow}`}>{flow}</Link>. Its lead is the one that comes
        in.
      </Step>
      <Step isDone>It is published. The check keeps the version that is published with Apply Changes.</Step>
    </>
  );
}

function Step({ isDone, children }: { isDone: boolean; children: ReactNode }): ReactElement {
  return (
    <li>
      <Badge tone={isDone ? 'ok' : 'skip'}>{isDone ? 'Ready' : 'To do'}</Badge> {children}
    </li>
  );
}
