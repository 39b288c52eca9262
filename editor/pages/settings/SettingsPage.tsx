// Settings: who may do what, who is told of trouble, the duplicate check, how the editor looks, and who did what.
import { lazy, type ReactElement, Suspense } from 'react';
import { Navigate, useSearchParams } from 'react-router';
import { Loading } from '../../kit/EmptyState.tsx';
import { Page, useCrumbs } from '../../kit/Page.tsx';
import { Tabs, type TabView } from '../../kit/Tabs.tsx';
import { useCanEdit, useSession } from '../../shell/session.ts';
import { Appearance } from './Appearance.tsx';
import { AuditLog } from './AuditLog.tsx';
import { Alerts } from './alerts/Alerts.tsx';
import { Tokens } from './Tokens.tsx';
import { Users } from './Users.tsx';

const DuplicateCheck = lazy(() =>
  import('./duplicate-check/DuplicateCheck.tsx').then((file) => ({ default: file.DuplicateCheck })),
);

function LaterCheck({ canEdit }: { canEdit: boolean }): ReactElement {
  return (
    <Suspense fallback={<Loading lines={4} />}>
      <DuplicateCheck canEdit={canEdit} />
    </Suspense>
  );
}

/** The page at /settings; the tab stands in the address. */
export function SettingsPage(): ReactElement {
  useCrumbs([{ label: 'Settings' }]);
  const isAdmin = useCanEdit();
  const { version, environment } = useSession();
  const [search, setSearch] = useSearchParams();
  const forAdmins: TabView[] = [
    { id: 'users', label: 'Users', content: <Users /> },
    { id: 'tokens', label: 'Tokens', content: <Tokens /> },
  ];
  const tabs: TabView[] = [
    ...(isAdmin ? forAdmins : []),
    { id: 'alerts', label: 'Alerts', content: <Alerts /> },
    { id: 'duplicates', label: 'Duplicate check', content: <LaterCheck canEdit={isAdmin} /> },
    { id: 'appearance', label: 'Appearance', content: <Appearance /> },
    ...(isAdmin ? [{ id: 'audit', label: 'Audit log', content: <AuditLog /> }] : []),
  ];
  const wanted = search.get('tab');
  // Where statuses and lists stood before they had pages of their own.
  if (wanted === 'words') return <Navigate to="/leads/statuses" replace />;
  const selected = tabs.find((tab) => tab.id === wanted)?.id ?? tabs[0]?.id ?? '';
  return (
    <Page title="Settings" about={`Leadflow ${version}, environment ${environment}.`}>
      <Tabs
        label="Settings"
        tabs={tabs}
        selected={selected}
        onSelect={(tab) => {
          if (tab !== selected) setSearch({ tab }, { replace: true });
        }}
      />
    </Page>
  );
}
