// The editor for those who are signed in: data, routes, and the shell around every page.
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { lazy, type ReactElement, useState } from 'react';
import { BrowserRouter, Navigate, Route, Routes } from 'react-router';
import { ApiProblem } from './api.ts';
import { CommandProvider } from './keys/Commands.tsx';
import { ToastProvider } from './kit/Toasts.tsx';
import { SessionGate } from './shell/SessionGate.tsx';
import { Shell } from './shell/Shell.tsx';

const FlowsPage = lazy(() => import('./pages/flows/FlowsPage.tsx').then((file) => ({ default: file.FlowsPage })));
const HeldPage = lazy(() => import('./pages/held/HeldPage.tsx').then((file) => ({ default: file.HeldPage })));
const FlowPage = lazy(() => import('./canvas/FlowPage.tsx').then((file) => ({ default: file.FlowPage })));
const PostingPage = lazy(() =>
  import('./pages/posting/PostingPage.tsx').then((file) => ({ default: file.PostingPage })),
);
const VersionPage = lazy(() => import('./history/VersionPage.tsx').then((file) => ({ default: file.VersionPage })));
const RunsPage = lazy(() => import('./pages/runs/RunsPage.tsx').then((file) => ({ default: file.RunsPage })));
const RunPage = lazy(() => import('./run/RunPage.tsx').then((file) => ({ default: file.RunPage })));
const LeadsPage = lazy(() => import('./pages/leads/LeadsPage.tsx').then((file) => ({ default: file.LeadsPage })));
const LeadPage = lazy(() => import('./pages/leads/LeadPage.tsx').then((file) => ({ default: file.LeadPage })));
const ImportsPage = lazy(() =>
  import('./pages/leads/imports/ImportsPage.tsx').then((file) => ({ default: file.ImportsPage })),
);
const ImportPage = lazy(() =>
  import('./pages/leads/imports/ImportPage.tsx').then((file) => ({ default: file.ImportPage })),
);
const LeadListsPage = lazy(() =>
  import('./pages/lead-words/LeadListsPage.tsx').then((file) => ({ default: file.LeadListsPage })),
);
const CampaignsPage = lazy(() =>
  import('./pages/lead-words/CampaignsPage.tsx').then((file) => ({ default: file.CampaignsPage })),
);
const StatusesPage = lazy(() =>
  import('./pages/lead-words/StatusesPage.tsx').then((file) => ({ default: file.StatusesPage })),
);
const DncPage = lazy(() => import('./pages/dnc/DncPage.tsx').then((file) => ({ default: file.DncPage })));
const ListsPage = lazy(() => import('./pages/lists/ListsPage.tsx').then((file) => ({ default: file.ListsPage })));
const ListPage = lazy(() => import('./pages/lists/ListPage.tsx').then((file) => ({ default: file.ListPage })));
const SourcesPage = lazy(() =>
  import('./pages/sources/SourcesPage.tsx').then((file) => ({ default: file.SourcesPage })),
);
const ConnectionsPage = lazy(() =>
  import('./pages/connections/ConnectionsPage.tsx').then((file) => ({ default: file.ConnectionsPage })),
);
const ConnectionPage = lazy(() =>
  import('./pages/connections/ConnectionPage.tsx').then((file) => ({ default: file.ConnectionPage })),
);
const NewConnectPage = lazy(() =>
  import('./pages/connections/connect/NewConnectPage.tsx').then((file) => ({ default: file.NewConnectPage })),
);
const TemplatesPage = lazy(() =>
  import('./pages/templates/TemplatesPage.tsx').then((file) => ({ default: file.TemplatesPage })),
);
const TemplatePage = lazy(() =>
  import('./pages/templates/TemplatePage.tsx').then((file) => ({ default: file.TemplatePage })),
);
const AdaptorsPage = lazy(() =>
  import('./pages/adaptors/AdaptorsPage.tsx').then((file) => ({ default: file.AdaptorsPage })),
);
const AdaptorPage = lazy(() =>
  import('./pages/adaptors/AdaptorPage.tsx').then((file) => ({ default: file.AdaptorPage })),
);
const SettingsPage = lazy(() =>
  import('./pages/settings/SettingsPage.tsx').then((file) => ({ default: file.SettingsPage })),
);
const NotFoundPage = lazy(() => import('./pages/NotFoundPage.tsx').then((file) => ({ default: file.NotFoundPage })));

/** Answers that trying again cannot change. */
function isFinal(error: unknown): boolean {
  return error instanceof ApiProblem && error.status >= 400 && error.status < 500;
}

function newClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: 5_000, retry: (count, error) => count < 2 && !isFinal(error), refetchOnWindowFocus: true },
    },
  });
}

/** The whole editor. */
export function App(): ReactElement {
  const [client] = useState(newClient);
  return (
    <QueryClientProvider client={client}>
      <BrowserRouter>
        <ToastProvider>
          <SessionGate>
            <CommandProvider>
              <Shell>
                <Pages />
              </Shell>
            </CommandProvider>
          </SessionGate>
        </ToastProvider>
      </BrowserRouter>
    </QueryClientProvider>
  );
}

function Pages(): ReactElement {
  return (
    <Routes>
      <Route path="/" element={<Navigate to="/flows" replace />} />
      <Route path="/flows" element={<FlowsPage />} />
      {/* No folder has the flows that the settings make: the settings are their drawing. */}
      <Route path="/flows/account-leads/*" element={<Navigate to="/settings?tab=duplicates" replace />} />
      <Route path="/flows/account-check/*" element={<Navigate to="/settings?tab=duplicates" replace />} />
      <Route path="/flows/:slug" element={<FlowPage />} />
      <Route path="/flows/:slug/posting" element={<PostingPage />} />
      <Route path="/flows/:slug/versions/:version" element={<VersionPage />} />
      <Route path="/runs" element={<RunsPage />} />
      <Route path="/runs/:id" element={<RunPage />} />
      <Route path="/held" element={<HeldPage />} />
      <Route path="/leads" element={<LeadsPage />} />
      <Route path="/leads/imports" element={<ImportsPage />} />
      <Route path="/leads/imports/:id" element={<ImportPage />} />
      <Route path="/leads/lists" element={<LeadListsPage />} />
      <Route path="/leads/campaigns" element={<CampaignsPage />} />
      <Route path="/leads/statuses" element={<StatusesPage />} />
      <Route path="/leads/:id" element={<LeadPage />} />
      <Route path="/dnc" element={<DncPage />} />
      <Route path="/lists" element={<ListsPage />} />
      <Route path="/lists/:slug" element={<ListPage />} />
      <Route path="/sources" element={<SourcesPage />} />
      <Route path="/connections" element={<ConnectionsPage />} />
      <Route path="/connections/new" element={<NewConnectPage />} />
      <Route path="/connections/templates" element={<TemplatesPage />} />
      <Route path="/connections/templates/:slug" element={<TemplatePage />} />
      <Route path="/connections/:slug/*" element={<ConnectionPage />} />
      <Route path="/adaptors" element={<AdaptorsPage />} />
      <Route path="/adaptors/:slug" element={<AdaptorPage />} />
      <Route path="/settings" element={<SettingsPage />} />
      <Route path="*" element={<NotFoundPage />} />
    </Routes>
  );
}
