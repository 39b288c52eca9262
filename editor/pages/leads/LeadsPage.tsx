// The list of leads: found by any of their data, changed one by one or many at once.
import { lazy, type ReactElement, Suspense, useCallback, useEffect, useMemo, useState } from 'react';
import { openEvents } from '../../api.ts';
import { ButtonLink } from '../../kit/Button.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { type Chosen, ListView } from '../../kit/ListView.tsx';
import { Page, useCrumbs } from '../../kit/Page.tsx';
import type { BuiltInView } from '../../kit/SavedViews.tsx';
import { useApiQuery } from '../../kit/SpanFilter.tsx';
import { useFresh } from '../../kit/use-fresh.ts';
import { useList, useUrlFilters } from '../../kit/use-list.ts';
import { useCanEdit } from '../../shell/session.ts';
import { useNames } from '../../shell/use-names.ts';
import type { LeadSummary } from '../../types.ts';
import { leadColumns, nameOfLead } from './LeadColumns.tsx';
import { LeadDeeds } from './LeadDeeds.tsx';
import { LeadFilters } from './LeadFilters.tsx';
import { LeadTabs } from './LeadTabs.tsx';
import type { ActKind } from './lead-acts.ts';
import { allFound, LEAD_FILTERS, type LeadsMeant } from './lead-filters.ts';
import { useLeadMenu } from './use-lead-menu.ts';

/** Forms weigh more than the list: they are loaded when somebody wants one. */
const ActDialog = lazy(() => import('./ActDialog.tsx').then((file) => ({ default: file.ActDialog })));

const PATH = '/api/leads';
const ABOUT = 'The people that flows brought in: where each came from, how it stands, who works it.';
const IMPORT = (
  <ButtonLink to="/leads/imports?new=1" icon="plus">
    Import
  </ButtonLink>
);
const VIEWS: readonly BuiltInView[] = [
  { name: 'The last 24 hours', query: 'span=day' },
  { name: 'The last 7 days', query: 'span=week' },
  { name: 'Success in the last 7 days', query: 'success=true&span=week' },
  { name: 'Not final', query: 'final=false' },
];

interface Task {
  kind: ActKind;
  meant: LeadsMeant;
  /** The choice is forgotten once it is done. */
  onDone?: () => void;
}

/** The page at /leads. */
export function LeadsPage(): ReactElement {
  useCrumbs([{ label: 'Leads' }]);
  const canEdit = useCanEdit();
  const names = useNames();
  const url = useUrlFilters(LEAD_FILTERS);
  const found = useApiQuery(url.filters);
  const query = useMemo(() => ({ ...found, sort: url.sort }), [found, url.sort]);
  const list = useList<LeadSummary>(PATH, query);
  const { hear, ...fresh } = useFresh({ path: PATH, query, list, keyOf: keyOfLead, isOnTop: url.sort === '' });
  useEffect(() => openEvents(['runs'], { event: (event) => event.type === 'finished' && hear(event) }), [hear]);
  const columns = useMemo(() => leadColumns(names), [names]);
  const [task, setTask] = useState<Task>();
  const menu = useLeadMenu(
    canEdit,
    useCallback((kind, { id }) => setTask({ kind, meant: { ids: [id] } }), []),
  );
  const bulk = ({ selection, isAll }: Chosen<LeadSummary>): ReactElement => (
    <LeadDeeds
      ids={isAll ? undefined : [...selection.keys]}
      query={query}
      canEdit={canEdit}
      onAct={(kind) => {
        const meant = isAll ? allFound(found, new Date().toISOString()) : { ids: [...selection.keys] };
        setTask({ kind, meant, onDone: selection.clear });
      }}
    />
  );
  return (
    <Page title="Leads" about={ABOUT} actions={canEdit && IMPORT}>
      <LeadTabs />
      <ListView
        place="leads"
        label="Leads"
        one="lead"
        list={list}
        url={url}
        source={{ path: PATH, query }}
        searched="Number in any form, e-mail, name or id"
        filters={<LeadFilters url={url} rows={list.rows} />}
        views={VIEWS}
        order="-created"
        columns={columns}
        keyOf={keyOfLead}
        nameOf={nameOfLead}
        menu={menu}
        bulk={bulk}
        canMeanAll
        fresh={fresh}
        empty={<NoLeads />}
        noMatch={{ title: 'No lead fits this search', all: 'Show all leads' }}
      />
      <Suspense fallback={null}>
        {task && <ActDialog {...task} rows={list.rows} onClose={() => setTask(undefined)} />}
      </Suspense>
    </Page>
  );
}

function keyOfLead(lead: LeadSummary): string {
  return lead.id;
}

function NoLeads(): ReactElement {
  const action = (
    <ButtonLink to="/flows" kind="primary">
      Go to flows
    </ButtonLink>
  );
  return (
    <EmptyState icon="lead" title="No leads yet" action={action}>
      A lead appears here when a run reaches a step that creates it.
    </EmptyState>
  );
}
