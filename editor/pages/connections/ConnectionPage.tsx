// One connection: what it is, its endpoints, a test of them, and the log of its calls, each on a tab with an address.
import { useQuery } from '@tanstack/react-query';
import { lazy, type ReactElement, Suspense, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import type { ConnectionDocument } from '../../../flows/language/receivers.ts';
import { api } from '../../api.ts';
import { DeleteMenu } from '../../kit/DeleteMenu.tsx';
import { Loaded, Loading } from '../../kit/EmptyState.tsx';
import { Page, useCrumbs } from '../../kit/Page.tsx';
import { SaveBar } from '../../kit/SaveBar.tsx';
import { Tabs, type TabView } from '../../kit/Tabs.tsx';
import { UndoButtons } from '../../kit/UndoButtons.tsx';
import { useDocument } from '../../kit/use-document.ts';
import { PauseControl } from '../../pausing/PauseControl.tsx';
import { useCanEdit } from '../../shell/session.ts';
import type { ConnectionDetail } from '../../types.ts';
import { connectionFault } from './connection-model.ts';
import type { ConnectionPart } from './connection-part.ts';
import { endpointsInUse } from './endpoints/endpoint-list.ts';
import { ProblemsNotice } from './ProblemsNotice.tsx';

const GeneralTab = lazy(() => import('./general/GeneralTab.tsx').then((file) => ({ default: file.GeneralTab })));
const EndpointsTab = lazy(() =>
  import('./endpoints/EndpointsTab.tsx').then((file) => ({ default: file.EndpointsTab })),
);
const TestTab = lazy(() => import('./test/TestTab.tsx').then((file) => ({ default: file.TestTab })));
const LogsTab = lazy(() => import('./logs/LogsTab.tsx').then((file) => ({ default: file.LogsTab })));
const DeleteConnection = lazy(() =>
  import('./DeleteConnection.tsx').then((file) => ({ default: file.DeleteConnection })),
);

/** The page at /connections/:slug, and below it a tab, and behind that an endpoint: /connections/acme/test/find-lead. */
export function ConnectionPage(): ReactElement {
  const { slug = '' } = useParams();
  const connection = useQuery({
    queryKey: ['/api/connections', slug],
    queryFn: () => api.get<ConnectionDetail>(`/api/connections/${slug}`),
  });
  useCrumbs([{ label: 'Connections', to: '/connections' }, { label: connection.data?.document.name ?? slug }]);
  return <Loaded query={connection}>{(detail) => <ConnectionView key={detail.slug} detail={detail} />}</Loaded>;
}

function ConnectionView({ detail }: { detail: ConnectionDetail }): ReactElement {
  const canEdit = useCanEdit();
  const navigate = useNavigate();
  const [tab = '', endpoint] = (useParams()['*'] ?? '').split('/');
  const [isDeleting, setDeleting] = useState(false);
  const doc = useDocument<ConnectionDocument>(detail, {
    path: `/api/connections/${detail.slug}`,
    refresh: ['/api/connections', '/api/names', '/api/secrets', '/api/options'],
  });
  const { draft, change } = doc;
  const go = (to: string, one?: string): void =>
    void navigate(`/connections/${detail.slug}${to === 'general' ? '' : `/${to}`}${one ? `/${one}` : ''}`);
  const tabs = tabsOf({ draft, change, isReadOnly: !canEdit, detail }, endpoint || undefined, go);
  const selected = tabs.find(({ id }) => id === tab)?.id ?? 'general';
  return (
    <Page
      title={draft.name || detail.slug}
      about={draft.description}
      actions={
        <>
          <PauseControl at={{ kind: 'connection', key: detail.slug, name: detail.document.name }} />
          {canEdit && <UndoButtons doc={doc} />}
          {canEdit && <DeleteMenu name={draft.name} action="Delete connection" onDelete={() => setDeleting(true)} />}
        </>
      }
    >
      <ProblemsNotice problems={detail.problems} />
      <Tabs
        label="Parts of the connection"
        tabs={tabs}
        selected={selected}
        onSelect={(id) => {
          if (id !== selected) go(id);
        }}
      />
      {canEdit && <SaveBar doc={doc} fault={connectionFault(draft)} />}
      {isDeleting && (
        <Suspense fallback={null}>
          <DeleteConnection
            of={{ slug: detail.slug, name: detail.document.name }}
            onDeleted={() => void navigate('/connections')}
            onClose={() => setDeleting(false)}
          />
        </Suspense>
      )}
    </Page>
  );
}

function tabsOf(part: ConnectionPart, endpoint: string | undefined, go: (to: string, one?: string) => void): TabView[] {
  const { draft, detail } = part;
  const later = (content: ReactElement): ReactElement => (
    <Suspense fallback={<Loading lines={6} />}>{content}</Suspense>
  );
  const at = { slug: detail.slug, ...(endpoint === undefined ? {} : { endpoint }) };
  const count = Object.keys(endpointsInUse(draft.endpoints, detail.template)).length;
  return [
    { id: 'general', label: 'General', content: later(<GeneralTab {...part} />) },
    {
      id: 'endpoints',
      label: 'Endpoints',
      count,
      content: later(<EndpointsTab {...part} opened={endpoint} go={go} />),
    },
    {
      id: 'test',
      label: 'Test',
      content: later(<TestTab {...at} draft={draft} logs={`/connections/${detail.slug}/logs`} />),
    },
    { id: 'logs', label: 'Logs', content: later(<LogsTab {...at} />) },
  ];
}
