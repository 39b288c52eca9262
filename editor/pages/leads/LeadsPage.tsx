// The list of leads that flows created.
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { Link } from 'react-router';
import { api } from '../../api.ts';
import { Badge } from '../../kit/Badge.tsx';
import { ButtonLink } from '../../kit/Button.tsx';
import { EmptyState, NoMatch } from '../../kit/EmptyState.tsx';
import { FilterSelect } from '../../kit/FilterSelect.tsx';
import { Page, useCrumbs } from '../../kit/Page.tsx';
import { type Column, Table } from '../../kit/Table.tsx';
import { TimeText } from '../../kit/TimeText.tsx';
import { Toolbar } from '../../kit/Toolbar.tsx';
import { isNarrowed } from '../../kit/url-state.ts';
import { type UrlFilters, useList, useUrlFilters } from '../../kit/use-list.ts';
import { useNames } from '../../shell/use-names.ts';
import type { LeadSummary, Page as ListPage, Source } from '../../types.ts';

const FILTERS = ['q', 'list', 'status', 'source'] as const;

/** The page at /leads. */
export function LeadsPage(): ReactElement {
  useCrumbs([{ label: 'Leads' }]);
  const url = useUrlFilters(FILTERS);
  const list = useList<LeadSummary>('/api/leads', url.filters);
  return (
    <Page title="Leads" about="The leads that flows created, with where each came from and how it stands.">
      <LeadToolbar {...url} />
      <Table
        label="Leads"
        columns={COLUMNS}
        list={list}
        keyOf={(lead) => lead.id}
        empty={
          isNarrowed(url.filters) ? (
            <NoMatch title="No lead fits this search" all="Show all leads" onClear={url.clear} />
          ) : (
            <EmptyState
              icon="lead"
              title="No leads yet"
              action={
                <ButtonLink to="/flows" kind="primary">
                  Go to flows
                </ButtonLink>
              }
            >
              A lead appears here when a run reaches a step that creates it.
            </EmptyState>
          )
        }
      />
    </Page>
  );
}

function LeadToolbar({ filters, setFilter, clear }: UrlFilters<(typeof FILTERS)[number]>): ReactElement {
  const { leadLists, statuses } = useNames();
  const sources = useQuery({
    queryKey: ['/api/sources', 'all'],
    queryFn: () => api.get<ListPage<Source>>('/api/sources', { limit: 200 }),
  });
  const sourceNames = [...new Set(sources.data?.items.map((source) => source.name))];
  return (
    <Toolbar
      q={filters.q}
      onSearch={(q) => setFilter('q', q)}
      placeholder="Name, number, e-mail or id"
      onClear={isNarrowed(filters) ? clear : undefined}
    >
      <FilterSelect
        label="Lead list"
        any="Any list"
        options={leadLists.map(({ slug, name }) => ({ id: slug, label: name }))}
        value={filters.list}
        onChange={(id) => setFilter('list', id)}
      />
      <FilterSelect
        label="Status"
        any="Any status"
        options={statuses.map(({ abbrev, label }) => ({ id: abbrev, label: abbrev, hint: label }))}
        value={filters.status}
        onChange={(id) => setFilter('status', id)}
      />
      <FilterSelect
        label="Source"
        any="Any source"
        options={sourceNames.map((name) => ({ id: name, label: name }))}
        value={filters.source}
        onChange={(id) => setFilter('source', id)}
      />
    </Toolbar>
  );
}

const COLUMNS: readonly Column<LeadSummary>[] = [
  {
    id: 'name',
    title: 'Lead',
    cell: (lead) => (
      <>
        <Link to={`/leads/${lead.id}`}>{lead.name || lead.phone || lead.email || lead.id}</Link>
        {lead.email && <span className="lf-table__sub">{lead.email}</span>}
      </>
    ),
  },
  { id: 'phone', title: 'Number', cell: (lead) => lead.phone || lead.phoneRaw },
  {
    id: 'status',
    title: 'Status',
    cell: (lead) => (
      <Badge tone="accent" icon={null}>
        {lead.status}
      </Badge>
    ),
  },
  { id: 'list', title: 'List', isMinor: true, cell: (lead) => lead.list },
  { id: 'source', title: 'Source', cell: (lead) => lead.source },
  { id: 'flow', title: 'Flow', isMinor: true, cell: (lead) => <Link to={`/flows/${lead.flow}`}>{lead.flow}</Link> },
  { id: 'created', title: 'Created', cell: (lead) => <TimeText at={lead.createdAt} /> },
];
